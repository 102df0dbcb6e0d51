"""The explanations that the people responsible write beside the figures: Markdown, a file per programme and one for all."""

import html
import re
from pathlib import Path

from analysis.data.cells import hidden_sign
from analysis.data.faults import Fault
from analysis.data.files import LARGEST_TEXT, Unfit, read_text
from analysis.data.personal_data import EMAIL, PHONE

#: Folder in that of a cycle, and the file about all programmes together; no programme may bear its name.
FOLDER, WHOLE = "toelichting", "geheel"


def read_explanations(folder: Path, programmes: list[str]) -> tuple[dict[str, str], list[Fault]]:
    """Read the explanations of a cycle.

    Parameters
    ----------
    folder : Path
        The folder of the cycle.
    programmes : list of str
        The programmes that may have one.

    Returns
    -------
    tuple
        The text per programme (`WHOLE` for all together), and the faults: a file of no programme, text that is not
        UTF-8, an invisible character, an e-mail address or a telephone number.
    """
    texts, faults = {}, []
    allowed = [WHOLE, *programmes]
    if (folder / FOLDER).is_symlink():
        found = "de map is een verwijzing naar een andere map"
        return {}, [Fault(FOLDER, 0, "", found, "zet de toelichtingen zelf in de map van de cyclus")]
    for path in sorted((folder / FOLDER).glob("*")):
        name = f"{FOLDER}/{path.name}"
        if path.name.startswith("."):  # what an operating system leaves behind
            continue
        if path.suffix != ".md" or path.stem not in allowed or not path.is_file():
            files = ", ".join(f"{stem}.md" for stem in allowed)
            faults.append(
                Fault(name, 0, "", "dit bestand hoort niet bij de toelichtingen", f"toegestaan zijn: {files}")
            )
            continue
        try:
            texts[path.stem] = read_text(path, LARGEST_TEXT).replace("\r\n", "\n")
        except Unfit as error:
            faults.append(Fault(name, error.row, "", error.found, error.allowed))
            continue
        faults += _lines(name, texts[path.stem])
    return texts, faults


def _lines(name: str, text: str) -> list[Fault]:
    """Find what may not stand in a line of an explanation."""
    faults = []
    for number, typed in enumerate(text.split("\n"), start=1):
        line = html.unescape(typed)  # Markdown reads &#64; as @
        if EMAIL.search(line) or PHONE.search(line) or re.search(r"(?i)\bmailto:|\btel:", line):
            found = "er staat een e-mailadres of telefoonnummer"
            faults.append(Fault(name, number, "", found, "dat wordt niet gepubliceerd; haal het weg"))
        if hidden := hidden_sign(line, but="\t"):
            found = f"er staat een onzichtbaar teken (U+{ord(hidden):04X})"
            faults.append(Fault(name, number, "", found, "haal het weg; typ de tekst zo nodig opnieuw"))
    return faults
