"""Read and validate the figures of a budget cycle.

Every name comes from its module when it is asked for: who only looks for a folder does not wait for pandas.
"""

from importlib import import_module

_MODULES = {
    "Cycle": "cycle",
    "Fault": "faults",
    "FigureErrors": "faults",
    "find_data_dir": "folders",
    "list_cycles": "folders",
    "load_base": "loading",
    "load_cycle": "loading",
    "load_schemas": "schema",
    "newest_cycle": "folders",
}


def __getattr__(name: str):
    if name not in _MODULES:
        raise AttributeError(f"module 'analysis.data' has no attribute '{name}'")
    return getattr(import_module(f"analysis.data.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_MODULES])
