"""Errors that are shown to users, as Dutch sentences without a traceback."""

import errno
import re

#: What systems answer in English, in Dutch.
_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw schijfruimte is op",
    errno.EFBIG: "het bestand wordt groter dan het mag",
    errno.EIO: "de schijf geeft fouten",
    errno.EEXIST: "er staat al iets met die naam",
    errno.EROFS: "de schijf is alleen-lezen",
    errno.EACCES: "u mag hier niet bij, of een ander programma houdt dit open",
    errno.EPERM: "u mag hier niet bij",
    errno.EBUSY: "een ander programma houdt dit open",
    errno.ENOENT: "het bestaat niet",
    errno.ENOTEMPTY: "de map is niet leeg",
    errno.EXDEV: "het ligt op een andere schijf",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EISDIR: "het is een map",
    errno.ENOTDIR: "het is geen map",
    errno.ELOOP: "de verwijzing wijst naar zichzelf",
}
#: What to do about it.
_TRY_AGAIN = "Verhelp dat en probeer het opnieuw."
_ADVICE = {
    errno.ENOSPC: "Maak ruimte vrij en probeer het opnieuw.",
    errno.EDQUOT: "Maak ruimte vrij en probeer het opnieuw.",
    errno.EROFS: "Kies een map waarin u mag schrijven.",
    errno.EACCES: "Kies een map waar u bij mag, of sluit wat dit open heeft, en probeer het opnieuw.",
    errno.EPERM: "Kies een map waar u bij mag, en probeer het opnieuw.",
}


#: A name of a cycle or scenario becomes that of a folder; much longer ones do not fit on every disk.
LONGEST_NAME = 60


class AnalysisError(Exception):
    """Base of every error whose message is meant for the user."""


class WrongUse(AnalysisError):
    """A command or parameter that does not exist or cannot be used like this (exit code 2)."""


def known(what: str, given: str, existing) -> WrongUse:
    """Make the refusal of an unknown name, with the list of what exists.

    Parameters
    ----------
    what : str
        The kind of thing in Dutch, with the adjective that fits it ('onbekend programma').
    given : str
        What the user typed.
    existing : iterable of str
        The names that do exist.
    """
    names = ", ".join(existing) or "(nog geen)"
    return WrongUse(f"{what[:1].upper()}{what[1:]}: '{typed(given)}'. Wel bekend: {names}.")


def typed(text: str) -> str:
    """Write what a user typed so that a terminal shows it and does not obey it; cut off when it is no name any more."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in str(text)[:100])
    return text if len(text) < 100 else f"{text[:97]}..."


def reason(error: OSError) -> str:
    """Say in Dutch why reading or writing failed; in the words of the system where there are no Dutch ones."""
    return _REASONS.get(_number(error), error.strerror or str(error))


def system_refusal(error: OSError) -> str:
    """Say in Dutch what cannot be read or written, why, and what to do."""
    what = f"{error.filename} ({reason(error)})" if error.filename else reason(error)
    return f"Lezen of schrijven lukt niet: {what}. {_ADVICE.get(_number(error), _TRY_AGAIN)}"


def reason_in(text: str) -> str | None:
    """Find in the words of another program what the system answered it, and say that in Dutch; None if it is not there."""
    return _REASONS.get(_number_in(text))


def _number(error: OSError) -> int | None:
    """Give the number of an error; where a whole folder was copied it stands in the text alone."""
    return error.errno or _number_in(str(error))


def _number_in(text: str) -> int | None:
    found = re.search(r"\[Errno (\d+)\]", text)
    return int(found[1]) if found else None
