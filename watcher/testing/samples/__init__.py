"""Five sample agreements, each in two editions, and what is to be found in them.

    <id>/1.html     as first published
    <id>/2.html     changed as samples.toml says
    samples.toml    titles, labels, and the changes

The pages hold the placeholders ``{{token}}`` and ``{{nonce}}`` where real pages have something new at every request.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedChange:
    """One change between the two editions of a sample."""

    kind: ChangeKind
    old: str = ""
    """The label in edition 1; empty for an added clause."""
    new: str = ""
    """The label in edition 2; empty for a removed clause."""
    lang: str = ""
    """Given where two languages share a label."""
    begins: str = ""
    """How the clause begins in edition 2, given where its label is printed more than once."""
    severity: Severity = Severity.NONE
    reasons: tuple[str, ...] = ()
    """All that is told of it, in order."""
    tells: bool = False
    """Whether the sample's story is about it."""

    def is_meant(self, change: Change) -> bool:
        """Whether a change of a comparison is this one."""
        old, new = (side[0].label if side else "" for side in (change.old, change.new))
        return (
            (change.kind, old, new) == (self.kind, self.old, self.new)
            and change.clause.lang.startswith(self.lang)
            and change.clause.text.startswith(self.begins)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An agreement of our own writing, in one of the styles in which agreements are printed."""

    id: str
    title: str
    provider: str
    languages: tuple[str, ...]
    path: str
    """Where on the site it is published, with its query."""
    select: tuple[str, ...]
    style: str
    story: str
    """What edition 2 changes, in words."""
    labels: tuple[str, ...]
    """What edition 1 prints, in document order, without enumerations inside a sentence."""
    changes: tuple[ExpectedChange, ...]
    """What edition 2 changes; empty: only what the page looks like."""

    def page(self, edition: int) -> str:
        """The HTML of an edition, 1 or 2, with its placeholders."""
        return (FOLDER / self.id / f"{edition}.html").read_text(encoding="utf-8")


@cache
def samples() -> tuple[Sample, ...]:
    """The five samples, in the order of samples.toml."""
    tables = tomllib.loads((FOLDER / "samples.toml").read_text(encoding="utf-8"))["samples"]
    return tuple(
        Sample(
            id=table["id"],
            title=table["title"],
            provider=table["provider"],
            languages=tuple(table["languages"]),
            path=table["path"],
            select=tuple(table.get("select", ())),
            style=table["style"],
            story=table["story"],
            labels=tuple(table["labels"]),
            changes=tuple(
                ExpectedChange(
                    kind=ChangeKind(each["kind"]),
                    old=each.get("old", ""),
                    new=each.get("new", ""),
                    lang=each.get("lang", ""),
                    begins=each.get("begins", ""),
                    severity=Severity(each.get("severity", "none")),
                    reasons=tuple(each.get("reasons", ())),
                    tells=each.get("tells", False),
                )
                for each in table["changes"]
            ),
        )
        for table in tables
    )
