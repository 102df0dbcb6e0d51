"""Every measure by name: the one list for what is published, stored and described."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator

import pandas as pd

from analysis import measures
from analysis.data.cycle import Cycle

#: How measures call the cycle that they compare with.
BEFORE = ("previous", "base")


def all_measures() -> dict[str, Callable]:
    """Give every public function of `analysis.measures` that makes a frame of a cycle alone, as ``module.function``.

    A family that gathers the functions of other modules (``budget``, ``capacity``, ``indicators``) gives them its name.
    Those that need the cycle before it too are among them.
    """
    modules = [
        importlib.import_module(found.name) for found in pkgutil.iter_modules(measures.__path__, "analysis.measures.")
    ]
    modules.sort(key=lambda module: (not hasattr(module, "__all__"), module.__name__))
    found = {}
    for module in modules:
        own = inspect.getmembers(module, inspect.isfunction)
        names = [name for name, function in own if function.__module__ == module.__name__ and not name.startswith("_")]
        for name in getattr(module, "__all__", names):
            function = getattr(module, name)
            if _is_measure(function) and function not in found.values():
                found[f"{module.__name__.rsplit('.')[-1]}.{name}"] = function
    return dict(sorted(found.items()))


def measured(cycle: Cycle, before: Cycle | None) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give what every measure gives for a cycle, by its name.

    Parameters
    ----------
    cycle : Cycle
        The figures.
    before : Cycle or None
        The cycle it is compared with; without one, measures that compare are left out.
    """
    for name, measure in all_measures().items():
        parameters = inspect.signature(measure).parameters
        previous = next((parameters[word] for word in BEFORE if word in parameters), None)
        if previous is None:
            yield name, measure(cycle)
        elif before is not None or previous.default is None:
            yield name, measure(cycle, **{previous.name: before})


def _is_measure(function: Callable) -> bool:
    """Tell whether a function makes a frame of a cycle, or of a cycle and the one before it."""
    signature = inspect.signature(function)
    names = [name for name, parameter in signature.parameters.items() if parameter.default is parameter.empty]
    return signature.return_annotation is pd.DataFrame and names in (["cycle"], *(["cycle", name] for name in BEFORE))
