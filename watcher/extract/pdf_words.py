"""Printed lines of one paragraph → its text, words that were broken at line ends whole again.

third-⏎party     "third-party"      the document has the word with its hyphen
non-⏎binding     "non-binding"      the document has "non-exclusive", or the prefix always keeps its hyphen
short-⏎and       "short- and"       as in "short- and long-term"
termi-⏎nation    "termination"      "termi" is no word of the document
用户应当⏎遵守     "用户应当遵守"
and/⏎or          "and/or"
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from watcher.domain.document import Emphasis, EmphasisKind
from watcher.extract.line import Line
from watcher.extract.pdf_lines import PrintedLine
from watcher.extract.pdf_pieces import BOLD, ITALIC
from watcher.extract.pdf_text import SOFT_HYPHEN

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENS = (SOFT_HYPHEN, "-", "‐")
_HAN_EDGE = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]")
# "and/", "word—": broken behind a sign that has no blank before it. " -" and " /" stand between words.
_NO_BLANK_AFTER = re.compile(r"\S[/—–]$")
# "Kunden- und Lieferantendaten": the hyphen stands for the end of the word that follows later.
_SUSPENDED = re.compile(r"(?:and|or|und|oder|bzw)\b", re.IGNORECASE)
_KEEP_HYPHEN = frozenset(
    ("non", "self", "third", "long", "short", "high", "low", "well", "cross", "full", "part", "quasi")
)
"""What compounds begin with and hardly a word that is written without a hyphen does."""
_MAY_KEEP_HYPHEN = frozenset(("sub", "co", "anti", "inter", "multi", "over"))
"""What compounds begin with as do many other words: "sub-processor", but "sub-ject"."""
_RARELY = 40
"""A document in which fewer than one line in so many ends in a hyphen breaks no words: the hyphens are its writer's."""
_LONG_WORD = 20
_TAIL = re.compile(r"[^\W\d_]*$")
_KINDS = ((BOLD, EmphasisKind.STRONG), (ITALIC, EmphasisKind.EMPHASIS))


def _too_long(line: PrintedLine, following: PrintedLine) -> bool:
    """Whether a line is filled by one word that had to be broken, as long addresses have."""
    text = line.text
    if text.endswith(".") and not following.text[:1].islower():
        return False
    return (
        len(text) > _LONG_WORD
        and not text.endswith(_HYPHENS)
        and " " not in text
        and line.column[1] - line.right < 0.8 * line.size
    )


class Words:
    """The words of a document, by which a hyphen at a line's end is told from one that belongs to its word."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        self._known: Counter[str] = Counter()
        self._broken = 0
        """How many words the document breaks at line ends that it has whole elsewhere."""
        self._heads: set[str] = set()
        """What the document's compounds begin with that stand within a line: "non" of "non-exclusive"."""
        broken = ""
        ends: list[tuple[str, str]] = []
        for line in lines:
            text = line.text.replace(SOFT_HYPHEN, "-")
            words = _WORD.findall(text)
            # What is left of a word that was broken is no word.
            if broken and words:
                ends.append((broken, words[0].casefold()))
                words = words[1:]
            broken = words.pop().casefold() if words and text.endswith(_HYPHENS) else ""
            folded = [word.casefold() for word in words]
            self._known.update(folded)
            self._heads.update(word.partition("-")[0] for word in folded if "-" in word)
        self._broken = sum(self._known[head + tail] > 0 for head, tail in ends)
        self._breaks_words = self._broken > 0 or len(ends) * _RARELY >= len(lines)

    def joined(self, lines: Sequence[PrintedLine]) -> tuple[str, tuple[Emphasis, ...]]:
        """The text of lines that follow each other, and what stands out in it."""
        line = Line()
        parts = [list(printed.parts) for printed in lines]
        for position in range(len(parts) - 1):
            end, look = parts[position][-1]
            if not _too_long(lines[position], lines[position + 1]):
                end = self._before_break(end, lines[position].text, lines[position + 1].text)
            parts[position][-1] = (end, look)
        looks = 0
        for text, look in (part for each in parts for part in each):
            for bit, kind in _KINDS:
                if look & bit and not looks & bit:
                    line.open_emphasis(kind)
                elif looks & bit and not look & bit:
                    line.close_emphasis(kind)
            looks = look
            line.add(text.replace(SOFT_HYPHEN, "-"))
        for bit, kind in _KINDS:
            if looks & bit:
                line.close_emphasis(kind)
        text, emphasis, _ = line.take()
        return text, emphasis

    def _before_break(self, end: str, text: str, following: str) -> str:
        """The end of a line as it stands before the next line: with a blank, without one, or without its hyphen."""
        if text.endswith(_HYPHENS) and not text[-2:-1].isspace() and len(text) > 1:
            if self._is_broken(text[:-1], following):
                return end[:-1]
            return f"{end[:-1]}- " if _SUSPENDED.match(following) else f"{end[:-1]}-"
        if _NO_BLANK_AFTER.search(text) or (_HAN_EDGE.match(text[-1:]) and _HAN_EDGE.match(following[:1])):
            return end
        return f"{end} "

    def _is_broken(self, stem: str, following: str) -> bool:
        """Whether the hyphen behind a stem was put there only because the line ended."""
        before, after = _TAIL.search(stem), _WORD.match(following)
        if before is None or not before[0] or after is None:
            return False
        if not after[0][0].islower() and not (before[0].isupper() and after[0].isupper()):
            return False
        head, tail = before[0].casefold(), after[0].casefold()
        whole, parted = self._known[head + tail], self._known[f"{head}-{tail}"]
        if whole or parted:
            return whole >= parted
        if _SUSPENDED.match(following) or self._keeps_hyphen(head, tail.partition("-")[0]):
            return False
        # "high-resolution" and "well-known" are made of words that the document has; "termi" is none of its words.
        known = (self._known[head] > 0) + (self._known[tail.partition("-")[0]] > 0)
        return known < 2 if self._broken else known == 0

    def _keeps_hyphen(self, head: str, tail: str) -> bool:
        """Whether a compound of which the document has neither spelling is written with a hyphen."""
        # No rule of hyphenation leaves one letter at a line's end: "e-mail".
        if not self._breaks_words or head in _KEEP_HYPHEN or len(head) == 1:
            return True
        # "pre-vent" is no compound though "pre-paid" is one.
        prefix = head in _MAY_KEEP_HYPHEN or (head in self._heads and not self._known[head])
        return prefix and (self._known[tail] > 0 or (not self._broken and head in self._heads))
