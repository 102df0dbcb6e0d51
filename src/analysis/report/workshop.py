"""Where Jupyter Book goes on from the book that it made before: it reads and writes only pages that changed.

Sphinx sees by the times of files what changed, so only files whose content differs are written there. It does not see
that the title of a page stands in the menu of every other; so where anything differs but the body of pages, the
workshop is cleared and the whole book made. So it is when a build did not end well, and may have left half a page, and
when anyone or anything has changed what it left.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

import nbformat
import yaml

from analysis.data.digest import of_files
from analysis.report.fingerprint import of_program
from analysis.report.stamp import listed

#: What stands on every page instead of the mark of the figures, until the book is made: else each change would be one of
#: the settings, and every page written again.
MARK = "kenmerk-van-de-cijfers"
#: What each page may differ in without any other page showing it.
_PAGES = (".ipynb", ".md")
#: Goes to the site as it is; only which files there are counts, for Sphinx takes none away.
_AS_IT_IS = "extra/"
_STATE = "stand"
#: A style sheet with its digest in its name gets it again as a version, but not the first time.
_DIGEST_TWICE = re.compile(r"(mystnb\.\w+\.css)\?v=\w+")
#: What stands before and after the search index.
_INDEX = re.compile(r"Search\.setIndex\((.*)\)", re.DOTALL)


class Workshop:
    """A folder in which the book of one edition is made, again and again.

    Parameters
    ----------
    folder : Path
        The folder; it need not exist.
    book : Path
        The assembled book.
    afresh : bool
        Clear it first, whatever stands there.
    """

    def __init__(self, folder: Path, book: Path, afresh: bool = False):
        if afresh:
            shutil.rmtree(folder, ignore_errors=True)
        self._files = {path.relative_to(book).as_posix(): path for path in book.rglob("*") if path.is_file()}
        settings = yaml.safe_load(self._files["_config.yml"].read_text(encoding="utf-8"))
        context = settings["sphinx"]["config"]["html_context"]
        self._mark, context["kenmerk"] = context["kenmerk"], MARK
        self._settings = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).encode()
        self.folder, self.source = folder, folder / "bron"
        self._frame = self._digest_of_frame()

    def prepare(self) -> None:
        """Make the sources equal to the book, and clear the workshop first if it cannot be gone on from."""
        state = self.folder / _STATE
        if not state.is_file() or state.read_bytes() != self._state():
            shutil.rmtree(self.folder, ignore_errors=True)
        state.unlink(missing_ok=True)  # until the book is made
        for path in [path for path in self.source.rglob("*") if path.is_file()]:
            if path.relative_to(self.source).as_posix() not in self._files:
                path.unlink()
        for name in self._files:
            path, content = self.source / name, self._content(name)
            if not path.is_file() or path.read_bytes() != content:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

    def take(self, html: Path, target: Path) -> Path:
        """Copy the book that was made, with its mark, and keep it to go on from."""
        shutil.copytree(html, target)
        (self.folder / _STATE).write_bytes(self._state())
        for page in target.rglob("*.html"):
            text = _DIGEST_TWICE.sub(r"\1", page.read_text(encoding="utf-8").replace(MARK, self._mark))
            page.write_text(text, encoding="utf-8", newline="")
        _without_empty_words(target / "searchindex.js")
        return target

    def _content(self, name: str) -> bytes:
        """Read a file of the book; all together may be more than fits in memory."""
        return self._settings if name == "_config.yml" else self._files[name].read_bytes()

    def _digest_of_frame(self) -> str:
        """Give a digest of all of the book but the bodies of its pages."""
        kept, titles = {}, {}
        for name in self._files:
            if name.startswith(_AS_IT_IS):
                kept[name] = b""
            elif name.endswith(_PAGES):
                titles[name] = _title(name, self._content(name))
            else:
                kept[name] = self._content(name)
        return hashlib.sha256(f"{of_program()}{of_files(kept)}{of_files(titles)}".encode()).hexdigest()

    def _state(self) -> bytes:
        """Tell from what a next build can go on: the frame of the book, and the files as they stand."""
        return f"{self._frame} {listed(self.folder / '_build')}".encode()


def _title(name: str, content: bytes) -> bytes:
    """Give the heading of a page."""
    text = content.decode()
    if name.endswith(".ipynb"):
        text = "\n".join(
            cell.source for cell in nbformat.reads(text, as_version=4).cells if cell.cell_type == "markdown"
        )
    found = re.search(r"^# .*$", text, re.MULTILINE)
    return found.group().encode() if found else b""


def _without_empty_words(index: Path) -> None:
    """Take out of the search index the words that no page has any more: Sphinx leaves them, pointing at nothing."""
    found = _INDEX.fullmatch(index.read_text(encoding="utf-8"))
    if not found:
        return
    words = json.loads(found[1])
    for kind in ("terms", "titleterms"):
        words[kind] = {word: pages for word, pages in words[kind].items() if pages != []}
    text = json.dumps(words, separators=(",", ":"), sort_keys=True)
    index.write_text(f"Search.setIndex({text})", encoding="utf-8", newline="")
