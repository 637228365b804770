"""Addresses of the pages themselves, as their templates and forms use them."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def path(*steps: object) -> str:
    """A path of these pages: each step is one part of it, whatever is in it."""
    return "/" + "/".join(quote(str(step), safe="") for step in steps)


def asked(place: str, /, **fields: object) -> str:
    """An address with a query; what is empty does not stand in it."""
    query = urlencode({name: str(value) for name, value in fields.items() if value})
    return f"{place}?{query}" if query else place
