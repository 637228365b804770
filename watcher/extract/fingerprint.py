"""Blocks that a page's history showed to be furniture, recognised again by what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from watcher.domain.document import Block, Document
from watcher.extract.normalize import words


def fingerprint(block: Block) -> str:
    """16 hexadecimal digits; equal for blocks that differ only in case, punctuation, numbers and markup.

    Numbers are left out because counters are the commonest furniture: "Updated 3 days ago", "1,204 readers".
    """
    said = " ".join(word.casefold() for word in words(block.text) if not word.isdigit())
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def without_furniture(document: Document, furniture: Sequence[str]) -> Document:
    """The document without the blocks whose fingerprints are given; they are listed under ``left_out``."""
    if not furniture:
        return document
    known = frozenset(furniture)
    kept = tuple(block for block in document.blocks if fingerprint(block) not in known)
    gone = [block.text[:80] for block in document.blocks if fingerprint(block) in known]
    return replace(
        document, blocks=kept, left_out=(*document.left_out, *(f"learned furniture: {text}" for text in gone))
    )
