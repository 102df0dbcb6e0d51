"""Programmaboek: a report book on public programmes, made from one folder of figures per budget cycle.

The rooms, each importing only from the ones above it:

- ``data``: read and validate the figures of a cycle
- ``measures``: compute, as pure functions from a cycle to tidy frames
- ``present``: turn frames into Dutch sentences, tables and figures
- ``report``: run the notebooks, assemble the book, build and check the site
- ``explore``: try shifts of money, hours and targets, in JupyterLab or on a page of its own
- ``cli``: the command line
"""

import os

# before anything loads openpyxl: with lxml it passes over entities in a workbook in silence, defusedxml refuses the file
os.environ["OPENPYXL_LXML"] = "False"

__version__ = "0.7.0"
