"""Read and validate the figures of a budget cycle."""

from analysis.data.cycle import Cycle
from analysis.data.faults import Fault, FigureErrors
from analysis.data.loading import find_data_dir, list_cycles, load_base, load_cycle, newest_cycle
from analysis.data.schema import load_schemas

__all__ = [
    "Cycle",
    "Fault",
    "FigureErrors",
    "find_data_dir",
    "list_cycles",
    "load_base",
    "load_cycle",
    "load_schemas",
    "newest_cycle",
]
