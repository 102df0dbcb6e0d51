"""Errors that are shown to users, as Dutch sentences without a traceback."""

import errno

#: What systems answer in English, in Dutch.
_REASONS = {
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "uw schijfruimte is op",
    errno.EROFS: "de schijf is alleen-lezen",
    errno.EACCES: "u mag hier niet schrijven, of een ander programma houdt dit open",
    errno.EPERM: "u mag hier niet schrijven",
    errno.EBUSY: "een ander programma houdt dit open",
    errno.ENOENT: "het bestaat niet",
    errno.ENOTEMPTY: "de map is niet leeg",
    errno.EXDEV: "het ligt op een andere schijf",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EISDIR: "het is een map",
    errno.ENOTDIR: "het is geen map",
    errno.ELOOP: "de verwijzing wijst naar zichzelf",
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
    return _REASONS.get(error.errno, error.strerror or str(error))
