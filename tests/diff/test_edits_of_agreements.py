"""The five published agreements, edited in one place at a time: told as exactly that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from watcher.clauses import outline
from watcher.diff import compare
from watcher.domain.change import Change, ChangeKind
from watcher.domain.clause import ClauseTree
from watcher.extract.text import read_text

pytestmark = pytest.mark.corpus

INSERTED = "A lighthouse keeper who lends a lantern to a passing ship records the hour and the weather."


def read(lines: list[str]) -> ClauseTree:
    return read_once("\n".join(lines))


@lru_cache(maxsize=8)
def read_once(text: str) -> ClauseTree:
    return outline(read_text(text))


@dataclass(frozen=True)
class Family:
    """Neighbouring leaves of a real agreement that number on from each other, each on a line of its own."""

    lines: list[str]
    places: list[int]
    labels: list[str]

    def with_bodies(self, bodies: list[str]) -> list[str]:
        """The agreement with these bodies in the family's place, numbered as the family was."""
        blank = [""] * (self.places[1] - self.places[0] - 1)
        numbered = [line for k, body in enumerate(bodies) for line in (f"{_numbered(self.labels, k)}{body}", *blank)]
        first, last = self.places[0], self.places[-1]
        return [*self.lines[:first], *numbered, *self.lines[last + 1 :]]

    @property
    def bodies(self) -> list[str]:
        return [self.lines[place][len(label) :] for place, label in zip(self.places, self.labels, strict=True)]

    def samples(self) -> list[tuple[int, str]]:
        """Every third body, the first and the last among them."""
        numbered = list(enumerate(self.bodies))
        return [*numbered[:-1:3], numbered[-1]]


def _numbered(labels: list[str], k: int) -> str:
    if k < len(labels):
        return labels[k]
    return re.sub(r"\d+(?=\D*$)", lambda found: str(int(found[0]) + 1), labels[-1])


def families(path: Path) -> Iterator[Family]:
    lines = path.read_text(encoding="utf-8").splitlines()
    tree = read(lines)
    parents = {clause.parent for clause in tree.clauses}
    for parent in sorted(parents):
        members = [k for k, clause in enumerate(tree.clauses) if clause.parent == parent and clause.label]
        labels = [tree.clauses[k].label for k in members]
        found = [_line_of(lines, tree.clauses[k].prefix, tree.clauses[k].text) for k in members]
        if len(members) < 4 or any(k in parents for k in members) or None in found:
            continue
        apart = {k for first, last in pairwise(found) for k in range(first + 1, last)}
        if any(lines[k].strip() for k in apart) or _referred(lines, labels):
            continue
        printed = [_PRINTED.match(lines[place])[0] for place in found]
        twice = any(lines[k][len(label) :].startswith("(") for k, label in zip(found, printed, strict=True))
        if twice or _in_bold(lines, found):
            continue
        assert _numbered(printed[:1], 1) == printed[1]
        yield Family(lines, found, printed)


def _in_bold(lines: list[str], found: list[int]) -> bool:
    """Whether bold reaches over several lines of the family: a new line would break it."""
    return any("**" in line for line in lines[found[0] - 2 : found[-1] + 1])


_PRINTED = re.compile(r"\s*(?:[*-]\s+)?[(（]?\d[\d.．]*\s*[)）]?\s*")


def _referred(lines: list[str], labels: list[str]) -> bool:
    """Whether other clauses refer to the family: a reference left behind would rightly be told too."""
    text = "\n".join(lines)
    return any(re.search(rf"(?i)(clause|section|article)s?\s*{re.escape(label)}(?!\d)", text) for label in labels)


def _line_of(lines: list[str], prefix: str, text: str) -> int | None:
    """The one line that holds the clause and nothing else."""
    places = [k for k, line in enumerate(lines) if text and _squeezed(line).endswith(_squeezed(prefix + text))]
    return places[0] if len(places) == 1 and _PRINTED.match(lines[places[0]]) else None


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*_\\-]+", "", text)


def substantive(old: list[str], new: list[str]) -> list[Change]:
    return [change for change in compare(read(old), read(new)).changes if change.kind is not ChangeKind.RENUMBERED]


@pytest.fixture(scope="module")
def found(corpus) -> list[Family]:
    agreements = sorted((corpus / "agreements").glob("*.txt"))
    assert len(agreements) == 5
    per_agreement = [list(families(path)) for path in agreements]
    assert all(per_agreement), [path.name for path, some in zip(agreements, per_agreement, strict=True) if not some]
    return [family for some in per_agreement for family in some]


def test_a_word_that_changed(found):
    for family in found:
        for k, body in family.samples():
            word = max(re.findall(r"\b[a-z]{4,}\b", body), key=len, default="")
            if not word:
                continue
            edited = re.sub(rf"\b{word}\b", "lantern", body, count=1)
            bodies = [*family.bodies[:k], edited, *family.bodies[k + 1 :]]
            (change,) = substantive(family.lines, family.with_bodies(bodies))
            assert change.kind is ChangeKind.MODIFIED
            assert [span.text for span in change.spans if span.op == "insert"] == ["lantern"]


def test_a_clause_that_was_inserted(found):
    for family in found:
        for k, _ in family.samples():
            bodies = [*family.bodies[:k], INSERTED, *family.bodies[k:]]
            (change,) = substantive(family.lines, family.with_bodies(bodies))
            assert (change.kind, change.new[0].text) == (ChangeKind.ADDED, INSERTED)


def test_a_clause_that_was_removed(found):
    for family in found:
        for k, body in family.samples():
            bodies = [*family.bodies[:k], *family.bodies[k + 1 :]]
            (change,) = substantive(family.lines, family.with_bodies(bodies))
            assert change.kind is ChangeKind.REMOVED
            assert body.rstrip(" *").endswith(change.old[0].text[-20:])


def test_a_clause_that_moved(found):
    for family in found:
        bodies = family.bodies
        for k in range(0, len(bodies) - 2, 3):
            rest = [*bodies[:k], *bodies[k + 1 :]]
            (change,) = substantive(family.lines, family.with_bodies([*rest, bodies[k]]))
            assert change.kind is ChangeKind.MOVED
            assert bodies[k].rstrip(" *").endswith(change.new[0].text[-20:])
