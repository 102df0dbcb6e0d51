"""Typed text in Markdown."""


def plain(text: str) -> str:
    """Keep typed text from being read as Markdown or HTML: signs that mean anything there by their numbers, on one line."""
    return "".join(f"&#{ord(sign)};" if sign in "\\`*_{}[]()<>#+!|~&$" else sign for sign in " ".join(text.split()))
