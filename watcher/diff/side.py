"""A clause tree prepared for comparing: what each clause says, and how it stands among the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from watcher.diff.cosmetics import BULLETS, fold
from watcher.diff.tokens import keys
from watcher.domain.clause import Clause, ClauseTree

_REMEMBERED = 4096
_REMEMBERED_LENGTH = 4000
_LABELS = 65536

BREAK = "\x1f"  # stands in no token: regular expressions count it as white space


@dataclass(slots=True)
class Codes:
    """What both sides share: numbers for tokens in the order they are met, so that a clause becomes a short string of
    code points, and what texts say, since most of them stand on both sides.

    Past the million that fit, tokens share code points: strings are then good for likeness, never for equality.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    told: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """A heading and a text → what they say, and the same plainly."""

    def of(self, tokens: Sequence[str]) -> str:
        numbers = self.numbers
        return "".join([chr(_point(numbers.setdefault(token, len(numbers)))) for token in tokens])

    def say(self, clause: Clause) -> tuple[str, str]:
        """What a clause says, and the same plainly."""
        printed = clause.heading, clause.text
        told = self.told.get(printed)
        if told is None:
            said = said_by(*printed)
            told = self.told[printed] = said, plainly(said)
        return told


def _point(number: int) -> int:
    number %= 0x10F7FF
    return number if number < 0xD800 else number + 0x800


def count(said: str) -> int:
    """How many tokens are said."""
    return said.count(BREAK) + 1 if said else 0


def said_by(*texts: str) -> str:
    """The tokens of texts in order, with BREAK between them."""
    return BREAK.join(said for said in map(_said, texts) if said)


_ACCENTED = re.compile("[\u00e0-\u017f]")


def plainly(said: str) -> str:
    """The same words in small letters, without accents, which capitals often lose: "MODALITES" for "Modalités"."""
    small = said.casefold()
    if not _ACCENTED.search(small):
        return small
    return "".join(sign for sign in unicodedata.normalize("NFD", small) if not unicodedata.combining(sign))


def _said(text: str) -> str:
    # A clause is read for its version's fingerprint, for either side of a comparison, and when its page comes again.
    return _said_lately(text) if len(text) <= _REMEMBERED_LENGTH else BREAK.join(keys(text))


@lru_cache(maxsize=_REMEMBERED)
def _said_lately(text: str) -> str:
    return BREAK.join(keys(text))


class Side:
    """One of the two trees; clauses are named by their index in it."""

    def __init__(self, tree: ClauseTree, codes: Codes) -> None:
        self.tree = tree
        self.clauses = tree.clauses
        self._codes = codes
        told = [codes.say(clause) for clause in tree.clauses]
        self.said = [said for said, _ in told]
        """What a clause says: equal for clauses that differ in cosmetics alone. A heading that became the first
        words of the text, or the other way round, says the same."""
        self.plain = [plain for _, plain in told]
        """The same without regard to capitals."""
        self.label = [label_key(clause) for clause in tree.clauses]
        self.parent = [parent_of(clause.parent, index) for index, clause in enumerate(tree.clauses)]
        self.item = [_item(clause, label) for clause, label in zip(tree.clauses, self.label, strict=True)]
        """The words of a label that reads the same inside a sentence: ``(a)``, ``1)``; empty for others."""
        self.section = _sections(tree.clauses, self.parent)
        """The nearest clause above with a heading; -1 where there is none."""
        self.children: list[list[int]] = [[] for _ in tree.clauses]
        self.rank = [0] * len(tree.clauses)
        self.roots: list[int] = []
        for index, parent in enumerate(self.parent):
            siblings = self.children[parent] if parent >= 0 else self.roots
            self.rank[index] = len(siblings)
            siblings.append(index)
        self._coded: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.clauses)

    def coded(self, index: int) -> str:
        """What the clause says without regard to capitals, a code point for each token."""
        found = self._coded.get(index)
        if found is None:
            said = self.plain[index]
            found = self._codes.of(said.split(BREAK)) if said else ""
            self._coded[index] = found
        return found

    def bare(self, index: int) -> str:
        """Its words without the signs between them."""
        return " ".join(token for token in self.plain[index].split(BREAK) if token.isalnum())

    def titles(self, index: int) -> bool:
        """Whether the clause is a heading and nothing else."""
        clause = self.clauses[index]
        return bool(clause.heading) and not clause.text

    def beneath(self, index: int) -> Iterator[int]:
        """All clauses under it, at any depth."""
        waiting = [*self.children[index]]
        while waiting:
            under = waiting.pop()
            yield under
            waiting += self.children[under]

    def words(self, index: int) -> int:
        """How many tokens the clause says."""
        return count(self.said[index])


def _sections(clauses: Sequence[Clause], parents: Sequence[int]) -> list[int]:
    sections: list[int] = []
    for parent in parents:
        sections.append(parent if parent < 0 or clauses[parent].heading else sections[parent])
    return sections


def parent_of(parent: int, index: int) -> int:
    """Parents stand before their children; anything else is no parent."""
    return parent if 0 <= parent < index else -1


def label_key(clause: Clause) -> str:
    """The printed label by which renumbering is told.

    ``1.``, ``1．`` and ``1`` are one label, since a full stop is how a line is set; ``1.`` and ``1)`` are two.
    """
    printed, label = _squeezed(clause.prefix), _squeezed(clause.label)
    closing = printed[len(label) :] if printed.startswith(label) else ""
    return label + ")" if ")" in closing and label else label


@lru_cache(maxsize=_LABELS)
def _squeezed(label: str) -> str:
    return "".join(fold(label).replace("\\", "").split())


def _item(clause: Clause, key: str) -> str:
    """Its words, unless more is printed before the clause: "4. (iv)" numbers it in another way as well."""
    alone = _squeezed(clause.prefix).lstrip("-*+" + BULLETS).rstrip(".:") == key
    return BREAK.join(keys(key)) if alone and set("()") & set(key) else ""
