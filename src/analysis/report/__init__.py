"""Make the site: run the notebooks, assemble the book, build it, check it, swap it in.

Stages, one module each:

- ``pages``: which pages a book has, and its table of contents
- ``works``: what the notebook of each page is given: the figures that the page is made of
- ``task``: the run of one notebook by papermill, from bytes to bytes; its kernel comes from ``kernels`` and ``forkserver``
- ``executors``: where tasks run: here, or on a cluster
- ``kept``: outcomes of earlier builds that still hold, by the digests of ``fingerprint``
- ``run``: all pages, several at a time
- ``open_data`` and ``figure_data``: what is published for machines beside the pages
- ``assemble``: pages, executed notebooks and assets together in one folder that Jupyter Book can build
- ``render``: Jupyter Book makes the HTML, in a ``workshop`` where it goes on from the last book
- ``check``: what a published page may not hold
- ``make``: all of these in order, in scratch, for one edition or for all (``editions``)
- ``publish``: the finished site takes its place in one step, with a ``stamp`` of what it was made of
- ``site``: the site of one municipality; ``region``: of several, by ``finishers``, with ``region_page`` over all
- ``build``: what is called from outside: nothing happens if nothing has changed since the last build; ``asked`` is what it is told
- ``workplace`` and ``lifeline``: one build at a time, in scratch that a killed build cannot leave behind
- ``audit`` and ``accessibility``, ``pdf``, ``paper`` and ``browser``: what is done with a finished site
"""
