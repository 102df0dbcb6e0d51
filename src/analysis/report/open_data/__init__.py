"""The figures of an edition as open data: a Data Package of every table and every measure, beside the pages.

``words``
    What measures and their columns mean (``maten.yaml``).
``contents``
    The tables and measures of a cycle, each with its Table Schema.
``package``
    The descriptor ``datapackage.json``.
``dcat``
    The same for catalogues: ``dcat.jsonld``.
``files``
    All of it written in a folder, with one workbook and one archive of everything.
``page``
    The page that says what there is.
"""
