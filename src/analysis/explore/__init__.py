"""Explore: what changes if money, hours or targets are shifted, on the measures that the book itself uses.

- ``altered``, ``money_state``, ``people_state``, ``indicator_state``, ``exploration``: pure; a base cycle and changes give a
  cycle with other figures
- ``money_view``, ``people_view``, ``indicator_view``: its sentences, tables and figures
- ``fields``, ``drawing``, ``money_explorer``, ``people_explorer``, ``indicator_explorer``, ``scenario_panel``, ``app``: thin
  layers of widgets
- ``serve``: open the app in JupyterLab or as a page of its own
"""
