"""Read and validate the figures of a budget cycle."""

from analysis.data.cycle import Cycle
from analysis.data.faults import Fault, FigureErrors
from analysis.data.loading import list_cycles, load_cycle
from analysis.data.schema import load_schemas

__all__ = ["Cycle", "Fault", "FigureErrors", "list_cycles", "load_cycle", "load_schemas"]
