"""Errors that are shown to users, as Dutch sentences without a traceback."""


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
    return WrongUse(f"{what[:1].upper()}{what[1:]}: '{given}'. Wel bekend: {names}.")
