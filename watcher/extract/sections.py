"""The one agreement that is watched, where a page carries several.

    Policies                          h1
    Terms of Use     1. … 2. …        h2   ┐
    Privacy Policy   1. … 2. …        h2   ├─ of these, what fits the title "Privacy Policy"
    API Terms        1. … 2. …        h2   ┘
    GDPR compliance  …                h2   ── a supplement of the privacy policy, so taken with it

Only where nearly the whole page stands under headings that name agreements; the chapters of one agreement do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watcher.domain.document import Block, BlockKind
from watcher.extract.normalize import words
from watcher.extract.vocabulary import LABELLED, NAMES


@dataclass(frozen=True, slots=True)
class Taken:
    """A page's blocks, or those of one of its agreements."""

    blocks: tuple[Block, ...]
    spans: tuple[range, ...] = ()
    """The indexes of the blocks that were chosen, neighbouring sections as one; empty where all blocks were taken."""
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Section:
    name: str
    start: int
    end: int
    words: int


_SECTION_WORDS = 150
_MOSTLY = 0.7
_MAJORITY = 0.6
_FITS = 0.5
_LEVELS = (1, 2, 3, 4)

# Words that tell no agreement from another: "Our current Terms of Use (2025)" is called "Terms".
_COMMON_WORDS = """
of and the for to a an our your in on current general full new use service services usage site website policy policies
notice statement online public global latest version updated effective user users
de du des la le les l d el los y et e und der die das für von zu en van voor nos notre unsere générales allgemeine
generales generali
政 策 声 明 用 户 服 务 的 网 站 平 台"""
_COMMON = frozenset(_COMMON_WORDS.split())
_SAME = {"conditions": "terms", "agreement": "terms", "tos": "terms", "tou": "terms", "eula": "license"}

# Supplements that a privacy policy has, often under headings of their own on the same page.
_PRIVACY = re.compile(
    r"\bprivacy\b|\bgdpr\b|\bccpa\b|\bcpra\b|\bcalifornia\b|\bdata (?:protection|retention|subject|transfer)"
    r"|\bpersonal (?:data|info)|隐私|个人信息",
    re.IGNORECASE,
)


def only_section(blocks: Sequence[Block], sizes: Sequence[int], title: str, anchored: range = range(0)) -> Taken:
    """The sections that fit the title; all blocks where the page carries one agreement, or none of them fits.

    ``sizes`` are the blocks' words.
    ``anchored`` are the indexes of the blocks that the watched address leads to; the section that begins with them is
    meant, whatever it is called.
    """
    whole = Taken(tuple(blocks))
    for level in _LEVELS:
        sections = _agreements(blocks, sizes, level)
        if sections:
            break
    else:
        return whole
    chosen = [section for section in sections if section.start in anchored and NAMES.search(section.name)]
    if len(chosen) != 1 or chosen[0].start != anchored.start:
        names = ", ".join(section.name for section in sections if NAMES.search(section.name))
        if not title:
            untold = f"the page carries several agreements; the title says which of them is meant: {names}"
            return Taken(whole.blocks, warnings=(untold,))
        fits = [_fit(title, section.name) for section in sections]
        above = [block.text for block in blocks if block.kind is BlockKind.HEADING and 0 < block.level < level]
        best = max(fits)
        if max((_fit(title, name) for name in above), default=(0.0, 0.0)) > best:
            return whole
        if best[0] < _FITS:
            unknown = f"the page carries several agreements and none is called “{title}”: {names}"
            return Taken(whole.blocks, warnings=(unknown,))
        chosen = [section for section, fit in zip(sections, fits, strict=True) if fit == best]
    if _PRIVACY.search(title):
        chosen = [section for section in sections if section in chosen or _PRIVACY.search(section.name)]
    rest = [section for section in sections if section not in chosen]
    return Taken(
        blocks=tuple(block for section in chosen for block in blocks[section.start : section.end]),
        spans=_spans(chosen),
        left_out=tuple(f"another agreement: {section.name} ({section.words:,} words)" for section in rest),
    )


def _spans(sections: Sequence[_Section]) -> tuple[range, ...]:
    spans: list[range] = []
    for section in sections:
        start = spans.pop().start if spans and spans[-1].stop == section.start else section.start
        spans.append(range(start, section.end))
    return tuple(spans)


def _agreements(blocks: Sequence[Block], sizes: Sequence[int], level: int) -> list[_Section]:
    """The parts of a page under headings of one level, if most of the page stands under names of agreements."""
    heads = [
        index
        for index, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and 0 < block.level <= level and not LABELLED.match(block.text)
    ]
    own = [index for index in heads if blocks[index].level == level]
    named = [index for index in own if NAMES.search(blocks[index].text)]
    # Where clauses have headings of the same level as agreements, "Notice" is a clause as likely as an agreement.
    if len(named) < max(2, _MAJORITY * len(own)):
        return []
    sections = []
    for position, start in enumerate(heads):
        if blocks[start].level == level:
            end = heads[position + 1] if position + 1 < len(heads) else len(blocks)
            sections.append(_Section(blocks[start].text, start, end, sum(sizes[start:end])))
    large = [section for section in sections if section.words >= _SECTION_WORDS and NAMES.search(section.name)]
    covered = sum(section.words for section in large)
    return sections if len(large) >= 2 and covered >= _MOSTLY * sum(sizes) else []


def _fit(title: str, name: str) -> tuple[float, float]:
    """How well a heading fits a title: the share of their telling words that they have in common, 0 to 1; then of all.

    "Service Agreement" and "Terms of Use" tell the same; of the two, the title's own wording is meant.
    """
    return _common(_telling(title), _telling(name)), _common(_said(title), _said(name))


def _common(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _telling(text: str) -> frozenset[str]:
    said = (_SAME.get(word, word) for word in _said(text))
    return frozenset(word for word in said if word not in _COMMON and not word.isdigit())


def _said(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words(text))
