"""The package for catalogues: a DCAT data set in JSON-LD, with what DCAT-AP-NL asks of one."""

EU = "http://publications.europa.eu/resource/authority"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
}
#: Files that hold everything: name, title, file type of the EU, media type.
WHOLE = (
    ("alles.zip", "Alle bestanden in één archief", "ZIP", "application/zip"),
    ("alles.xlsx", "Alles in één werkmap", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("datapackage.json", "Beschrijving van alle bestanden (Data Package)", "JSON", "application/json"),
)


def record(package: dict, authority: str) -> dict:
    """Describe a package for a catalogue.

    Addresses are relative to this record, so that it is right wherever the site stands.

    Parameters
    ----------
    package : dict
        The descriptor of the package.
    authority : str
        Address of the licence in the list of the EU, else of the licence itself.
    """
    day = _typed(package["created"][:10], "xsd:date")
    publisher = {"@type": "foaf:Agent", "foaf:name": _dutch(package["publisher"])}
    contact = package.get("contact", "../open-data.html")
    files = [(path, title, kind, media) for path, title, kind, media in WHOLE]
    files += [(each["path"], each["title"], "CSV", each["mediatype"]) for each in package["resources"]]
    checked = {each["path"]: each for each in package["resources"]}
    return {
        "@context": _CONTEXT,
        "@id": "./",
        "@type": "dcat:Dataset",
        "dct:identifier": package["name"],
        "dct:title": _dutch(package["title"]),
        "dct:description": _dutch(package["description"]),
        "dct:publisher": publisher,
        "dct:creator": publisher,
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": package["publisher"],
            "vcard:hasURL": {"@id": contact},
        },
        "dct:issued": day,
        "dct:modified": day,
        "dcat:version": package["version"],
        "dct:language": {"@id": f"{EU}/language/NLD"},
        "dcat:theme": {"@id": f"{EU}/data-theme/GOVE"},
        "dcat:keyword": [_dutch(word) for word in package["keywords"]],
        "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/IRREG"},
        "dct:accessRights": {"@id": f"{EU}/access-right/PUBLIC"},
        "dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _dutch(package["spatial"])},
        **({"dct:temporal": _period(**package["temporal"])} if "temporal" in package else {}),
        "dct:license": {"@id": authority},
        "dcat:landingPage": {"@id": "../open-data.html"},
        "dcat:distribution": [_file(*each, authority, checked.get(each[0])) for each in files],
    }


def _file(path: str, title: str, kind: str, media: str, authority: str, checked: dict | None) -> dict:
    """Describe one file; size and digest where the package tells them."""
    told = {
        "@type": "dcat:Distribution",
        "dct:title": _dutch(title),
        "dcat:accessURL": {"@id": path},
        "dcat:downloadURL": {"@id": path},
        "dct:format": {"@id": f"{EU}/file-type/{kind}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dct:license": {"@id": authority},
        "dct:language": {"@id": f"{EU}/language/NLD"},
    }
    if checked:
        algorithm = {"@id": "spdx:checksumAlgorithm_sha256"}
        digest = _typed(checked["hash"].removeprefix("sha256:"), "xsd:hexBinary")
        told["dcat:byteSize"] = _typed(str(checked["bytes"]), "xsd:nonNegativeInteger")
        told["spdx:checksum"] = {"spdx:algorithm": algorithm, "spdx:checksumValue": digest}
    return told


def _period(start: str, end: str) -> dict:
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _typed(start, "xsd:date"),
        "dcat:endDate": _typed(end, "xsd:date"),
    }


def _dutch(text: str) -> dict:
    return {"@value": text, "@language": "nl"}


def _typed(text: str, kind: str) -> dict:
    return {"@value": text, "@type": kind}
