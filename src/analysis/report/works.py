"""What the notebook of each page is given: its own bytes, its parameters and the figures that it is made of, no more."""

from collections.abc import Iterator
from pathlib import Path

from analysis.data import Cycle, load_base
from analysis.data.packed import pack
from analysis.data.portions import portion
from analysis.report.pages import Page
from analysis.report.run import Work, check_parameters
from analysis.report.task import Task


def works(
    cycle: Cycle, base: str, pages: tuple[Page, ...], notebooks: Path, data_dir: Path, target: Path, limit: float
) -> Iterator[Work]:
    """Make the work of every page, one by one: all together may be more than fits in memory.

    Parameters
    ----------
    cycle : Cycle
        The figures, checked.
    base : str
        Cycle to compare with; empty = the previous one.
    pages : tuple of Page
        The pages.
    notebooks : Path
        Folder with the notebooks.
    data_dir : Path
        The data folder; only read for what is not in the cycle: the base, scenarios, schemas of its own.
    target : Path
        Folder for the executed notebooks.
    limit : float
        Seconds that one cell may take.

    Raises
    ------
    analysis.errors.WrongUse
        If a page has a parameter that its notebook does not have.
    """
    before = load_base(cycle, base, data_dir)
    schemas = _files(data_dir, "schema")
    whole, whole_before = _packed(cycle), _packed(before)
    sources = {}
    for page in pages:
        if page.notebook not in sources:
            path = notebooks / f"{page.notebook}.ipynb"
            check_parameters(path, [*page.parameters, "data_dir"])
            sources[page.notebook] = path.read_bytes()
        if "programme" in page.parameters:
            programme = page.parameters["programme"]
            figures = {**_packed(portion(cycle, programme)), **_packed(before and portion(before, programme))}
        elif "cycle" in page.parameters:
            figures = {**whole, **(whole_before if "base" in page.parameters else {})}
        else:  # of a scenario, which is laid over the figures as they stand in their files
            names = page.parameters.get("scenario") or page.parameters["scenarios"]
            figures = {
                **_as_they_stand(data_dir, cycle),
                **_files(data_dir, *(f"scenarios/{n}" for n in names.split(","))),
            }
        task = Task(page.name, sources[page.notebook], page.parameters, {**schemas, **figures}, limit)
        yield Work(page, task, target)


def _packed(cycle: Cycle | None) -> dict[str, bytes]:
    """Pack a cycle as files of a data folder; nothing if there is none."""
    return {f"cycles/{cycle.name}/{name}": content for name, content in pack(cycle).items()} if cycle else {}


def _as_they_stand(data_dir: Path, cycle: Cycle) -> dict[str, bytes]:
    """Read the files of a cycle, and of every other what says that it exists: a cycle may name it as the previous one."""
    others = (path.relative_to(data_dir).as_posix() for path in data_dir.glob("cycles/*/cycle.csv"))
    return {**_files(data_dir, f"cycles/{cycle.name}"), **{name: (data_dir / name).read_bytes() for name in others}}


def _files(data_dir: Path, *folders: str) -> dict[str, bytes]:
    """Read folders of a data folder as they stand."""
    paths = sorted(path for folder in folders for path in (data_dir / folder).rglob("*") if path.is_file())
    return {path.relative_to(data_dir).as_posix(): path.read_bytes() for path in paths}
