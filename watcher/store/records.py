"""Frozen dataclasses as JSON: a record says, field by field, how what is no plain value is written.

What has its default is not written, and what is missing when read has its default; a key that this release does not
know is passed over. So a field with a default can be added to a domain type without touching what is kept.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Json = Any
"""What ``json.loads`` gives."""


@dataclasses.dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How values of one type are written and read."""

    write: Callable[[T], Json]
    read: Callable[[Json], T]


class Record(Generic[T]):
    """The form of a dataclass as an object. Fields without a form are plain: str, int, float, bool or None."""

    def __init__(self, cls: type[T], **forms: Form[Any]) -> None:
        fields = [field for field in dataclasses.fields(cls) if field.init]  # type: ignore[arg-type]  # T is a dataclass
        unknown = forms.keys() - {field.name for field in fields}
        if unknown:
            raise ValueError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
        self.cls = cls
        self.forms = forms
        self._write = [
            (field.name, _default(field), forms[field.name].write if field.name in forms else None) for field in fields
        ]
        self._read = {field.name: forms[field.name].read if field.name in forms else None for field in fields}

    def write(self, value: T) -> dict[str, Json]:
        said = {}
        for name, default, form in self._write:
            one = getattr(value, name)
            if one != default:
                said[name] = one if form is None else form(one)
        return said

    def read(self, said: Mapping[str, Json]) -> T:
        known = self._read
        values = {}
        for name, one in said.items():
            if name in known:
                form = known[name]
                values[name] = one if form is None else form(one)
        return self.cls(**values)

    @property
    def form(self) -> Form[T]:
        return Form(self.write, self.read)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    # MISSING equals nothing, so a field without default is always written.
    return field.default


def many(form: Form[T]) -> Form[tuple[T, ...]]:
    """A tuple of such values, as an array."""
    write, read = form.write, form.read
    return Form(lambda values: [write(one) for one in values], lambda said: tuple([read(one) for one in said]))


def optional(form: Form[T]) -> Form[T | None]:
    """Such a value or None."""
    write, read = form.write, form.read
    return Form(
        lambda value: None if value is None else write(value), lambda said: None if said is None else read(said)
    )


PLAIN: Form[Any] = Form(lambda value: value, lambda said: said)
"""What JSON has by itself."""

PLAINS: Form[tuple[Any, ...]] = Form(list, tuple)
"""A tuple of plain values."""


def dumps(said: Json) -> str:
    """The shortest JSON of it."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
