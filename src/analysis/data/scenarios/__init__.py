"""Scenarios: proposals that lay a few other figures over those of a cycle, and never change the cycle.

``laying``
    Which rows of two sets of tables differ, and rows laid over others by their key.
``reading``
    Load a scenario with every check that a cycle gets; every fault in the scenario's own file, row and column.
``writing``
    Save what differs between two cycles as a scenario, and throw one away.
"""

from analysis.data.scenarios.laying import differing_rows, lay_over
from analysis.data.scenarios.reading import Scenario, list_scenarios, load_scenario, load_scenarios
from analysis.data.scenarios.writing import delete_scenario, save_scenario

__all__ = [
    "Scenario",
    "delete_scenario",
    "differing_rows",
    "lay_over",
    "list_scenarios",
    "load_scenario",
    "load_scenarios",
    "save_scenario",
]
