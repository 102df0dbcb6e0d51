"""Make the site: run the notebooks, assemble the book, build it, check it, swap it in.

Stages, one module each:

- ``pages``: which pages a book has, and its table of contents
- ``run``: papermill executes the notebook of each page in a scratch folder
- ``assemble``: pages, executed notebooks and assets together in one folder that Jupyter Book can build
- ``build``: Jupyter Book makes the site; it is checked and swapped in as a whole
- ``check``: what a published page may not hold
"""
