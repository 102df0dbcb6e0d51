"""The figures of a cycle as an Excel workbook: written for who fills it in, and read back with every fault located.

``exporting``
    A sheet per table, with headings, notes, drop-downs and formats (``sheets``, ``layout``, ``guide``).
``importing``
    Which sheet is which table (``file``, ``recognise``), what stands in a cell (``cells``, ``numbers``, ``text``,
    ``reading``), where a fault is (``faults``), and what changed (``changes``); all files change together or none.
"""
