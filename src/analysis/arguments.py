"""argparse in Dutch: the words it prints by itself."""

import argparse

WORDS = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "show this help message and exit": "deze uitleg tonen",
    "show program's version number and exit": "de versie tonen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\nUitleg: %(prog)s --help\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "onbekend: %s",
    "the following arguments are required: %s": "dit ontbreekt: %s",
    "expected one argument": "hier hoort één waarde achter",
    "expected at least one argument": "hier hoort minstens één waarde achter",
    "expected at most one argument": "hier hoort hoogstens één waarde achter",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r bestaat niet; kies uit %(choices)s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s kan zijn: %(matches)s",
    "not allowed with argument %s": "niet samen met %s",
    "ignored explicit argument %r": "hier hoort geen waarde achter: %r",
    "invalid %(type)s value: %(value)r": "ongeldige waarde: %(value)r",
}


def parser(**settings) -> argparse.ArgumentParser:
    """Make an argument parser that speaks Dutch.

    argparse looks its words up with gettext under the name ``_`` in its own module; giving it our words there saves
    a compiled catalogue and does not depend on the language of the machine.
    """
    argparse._ = lambda words: WORDS.get(words, words)
    return argparse.ArgumentParser(**settings)
