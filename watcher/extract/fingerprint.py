"""Blocks that a page's history showed to be furniture, recognised again by what they say.

"Updated 3 days ago"  "updated 12 Days ago"      one fingerprint: numbers are what furniture counts
"2. You shall pay."   "Basic | 10 EUR"           never furniture, whatever a history seems to show
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from watcher.domain.document import Block, BlockKind, Document
from watcher.extract.lists import BULLET
from watcher.extract.measure import measure
from watcher.extract.normalize import words
from watcher.extract.vocabulary import BINDING, LABELLED

_DIGIT = re.compile(r"\d")
# What a number with one of these says is what readers pay or wait for: "Basic plan: 10 EUR", "2 % a month".
_AMOUNT = re.compile(r"[$€£¥￥%‰]|\b(?:USD|EUR|GBP|CNY|RMB|JPY|CHF)\b|[元圆]|\bper ?cent\b", re.IGNORECASE)


def fingerprint(block: Block) -> str:
    """16 hexadecimal digits; equal for blocks that differ only in case, punctuation, markup and words with digits.

    Numbers are left out because counters are the commonest furniture: "Updated 3 days ago", "1,204 readers",
    "Ray ID 8f3a2b1c". Empty for a block that says nothing else.
    """
    said = " ".join(word.casefold() for word in words(block.text) if not _DIGIT.search(word))
    return hashlib.sha256(said.encode()).hexdigest()[:16] if said else ""


def may_be_furniture(block: Block) -> bool:
    """Whether a block may be set aside because of what a page's history shows.

    Not what reads like a clause, is numbered or names a duty or an amount: a fee that goes up and down again, or a
    clause that comes and goes, is a change of terms each time.
    """
    if block.kind is BlockKind.TABLE_ROW or (block.kind is BlockKind.HEADING and block.level == 1):
        return False
    if block.marker not in ("", BULLET) or LABELLED.match(block.text) or measure(block).clauses:
        return False
    if BINDING.search(block.text) or (_DIGIT.search(block.text) and _AMOUNT.search(block.text)):
        return False
    return bool(fingerprint(block))


def without_furniture(document: Document, furniture: Sequence[str]) -> Document:
    """The document without the blocks whose fingerprints are given; they are listed under ``left_out``."""
    if not furniture:
        return document
    known = frozenset(furniture)
    gone = [block for block in document.blocks if fingerprint(block) in known and may_be_furniture(block)]
    if not gone:
        return document
    out = set(map(id, gone))
    return replace(
        document,
        blocks=tuple(block for block in document.blocks if id(block) not in out),
        left_out=(*document.left_out, *(f"learned furniture: {block.text[:80]}" for block in gone)),
    )
