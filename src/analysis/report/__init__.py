"""Make the site: run the notebooks, assemble the book, build it, check it, swap it in.

Stages, one module each:

- ``pages``: which pages a book has, and its table of contents
- ``run``: papermill executes the notebook of each page in a scratch folder
- ``open_data`` and ``figure_data``: what is published for machines beside the pages
- ``assemble``: pages, executed notebooks and assets together in one folder that Jupyter Book can build
- ``render``: Jupyter Book makes the HTML
- ``check``: what a published page may not hold
- ``publish``: the finished site takes its place in one step
- ``site``: all of these in order, for one edition or for all (``editions``)
- ``build``: the same, unless nothing has changed since the last build (``stamp``)
- ``workplace`` and ``lifeline``: one build at a time, in scratch that a killed build cannot leave behind
"""
