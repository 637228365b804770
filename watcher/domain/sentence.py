"""Sentences of our own: English at once, with what is needed to say the same in another language.

``f"notice shortened from {old} to {new}"`` can only be read; it cannot be said again in Chinese. ``Sentence`` keeps the
template and its values beside the finished words, so that whoever is told can be told in their own language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Self

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Sentence(str):
    """A sentence or a part of one.

    As a string it is the English text. ``template`` is that text with ``{names}`` for its values: the message id of
    the catalogues (GNU gettext). Values are put in as they are and never read for placeholders, whatever they hold.
    Two sentences are equal where their English is.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, str | int | tuple[str, ...]]

    def __new__(cls, template: str, /, **values: str | int | tuple[str, ...]) -> Self:
        """Raises KeyError when the template names a value that is not given."""
        found = super().__new__(cls, fill(template, values, ", "))
        found.template, found.values = template, values
        return found

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int | tuple[str, ...]]]:
        return (self.template,), dict(self.values)


def several(count: int, one: str, many: str) -> Sentence:
    """``one`` for 1, else ``many`` with ``{count}`` filled."""
    return Sentence(one) if count == 1 else Sentence(many, count=count)


def fill(template: str, values: Mapping[str, str | int | tuple[str, ...]], between: str) -> str:
    """The template with its values; the words of a list stand with ``between`` between them. Raises KeyError."""

    def word(match: re.Match[str]) -> str:
        value = values[match[1]]
        return between.join(value) if isinstance(value, tuple) else str(value)

    return _PLACEHOLDER.sub(word, template)
