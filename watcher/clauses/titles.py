"""Is a line a heading by its look? Decided by its own words alone, so that a line reads the same wherever it stands.

Scope of Applicability of the Agreement          a heading
You may stop using the service at any time.      a sentence
the information is required by authorities       an item that lost its stop: it begins in lower case
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from watcher.clauses.piece import Piece
from watcher.domain.document import Block, BlockKind

_LONGEST = 100
_LONGEST_HAN = 40
_MOST_WORDS = 12
_MOST_CAPITAL_WORDS = 18
_MOST_FREE_WORDS = 9
_ENDS_SENTENCE = re.compile(r"[.;:,…。；：，、！!—–-][)）\]”’»]?$")
# "Sec. 4", "U.S. Users", "Inc. and Co. Ltd": a stop inside a heading that ends no sentence stands after a short word.
_INNER_STOP = re.compile(r"[^\W\d_]{4,}[.!?]\s|[。；]|\)\.\s")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
# Under a title or at the end stand dates, addresses and signatures: "Last updated: 3 May 2024", "legal@example.org",
# "Phone: +49 30 1234", "Example Holding, LLC", "Name ______".
_NO_TITLE = re.compile(
    r"@|\[email|https?://|www\.|\d{4,}|^\W*\d|[|<>=]|__|[,\s](?:ltd|llc|inc|gmbh|limited|s\.?a\.?|co|corp|b\.?v|ag)\.?$|"
    r"^(?:e-?mail|phone|tel|telephone|fax|post|attn|name|signature|signed|address|title)\b[^:]{0,40}:|"
    r"^(?:last )?(?:updated|modified|revised|effective)\b|^(?:version|stand|date)\b|^dernière mise à jour|^en vigueur|"
    r"^(?:更新|生效|发布|最后|版本)",
    re.IGNORECASE,
)


def is_title(text: str) -> bool:
    """Whether the words of a line without its label are those of a heading."""
    if not text or len(text) > _LONGEST or "\n" in text:
        return False
    first = text.lstrip("[(（【《“\"‘'「")[:1]
    if not first or _ENDS_SENTENCE.search(text) or _INNER_STOP.search(text):
        return False
    han = len(_HAN.findall(text))
    if han * 2 > len(text):
        return han <= _LONGEST_HAN and "，" not in text
    if first.islower() or not first.isalpha():
        return False
    words = _WORD.findall(text)
    # "Severability; Waiver" is a heading; "you pay; we work" and "LOSS OF DATA; LOSS OF PROFIT" are a list's items.
    if "; " in text and (text.isupper() or not _in_capitals(words)):
        return False
    return len(words) <= _MOST_WORDS or (len(words) <= _MOST_CAPITAL_WORDS and _in_capitals(words))


def is_bold_title(text: str) -> bool:
    """The same for a labelled line that is bold as a whole, whatever stops stand inside it."""
    first = text.lstrip("[(（【《“\"‘'「")[:1]
    if not first.isalpha() or first.islower() or len(text) > _LONGEST or _ENDS_SENTENCE.search(text):
        return False
    han = len(_HAN.findall(text))
    return han <= _LONGEST_HAN if han * 2 > len(text) else len(_WORD.findall(text)) <= _MOST_CAPITAL_WORDS


def _in_capitals(words: list[str]) -> bool:
    """Whether the words begin with capitals; short ones (of, and, the) stay small in a title."""
    return sum(word[0].isupper() for word in words) * 10 >= sum(len(word) > 3 for word in words) * 8


def is_free_title(text: str) -> bool:
    """The same for a line without a label, where a date, an address or a signature is no heading."""
    if not is_title(text) or _NO_TITLE.search(text):
        return False
    words = _WORD.findall(text)
    # "Unless stated otherwise, the following words mean": without capitals a comma or many words make a sentence.
    return _in_capitals(words) or ("," not in text and len(words) <= _MOST_FREE_WORDS)


def is_marked_title(text: str) -> bool:
    """Whether a line that the page marks as a heading is one, and not a whole paragraph in large type."""
    return len(text) <= 200 or not _INNER_STOP.search(text)


_FRONT = re.compile(
    # "Introduction: who we are", "前言"; but "General Terms" and "Overview of the Terms of Use" name an agreement.
    r"\W*(?:(?:introduction|preamble|préambule|preambule|preface|foreword|einleitung|präambel|vorwort|vorbemerkung(?:en)?|"
    r"introducción|preámbulo|introduzione|premessa|avant-propos|引言|前言|序言|导言|导语|總則|总则)(?:\s?[:：–—-].*)?|"
    r"overview|background|recitals?|definitions?|general|summary|scope|welcome|who we are|about us|"
    r"objet|définitions|généralités|überblick|übersicht|allgemeines|geltungsbereich|begriffe|objeto|概述|定义|定義|摘要)\W*",
    re.IGNORECASE,
)


_CONTENTS = re.compile(
    r"\W*(?:(?:table of )?contents?|(?:on|in) this (?:page|article|document|policy|agreement)|sommaire|"
    r"table des matières|inhalt(?:sverzeichnis|sübersicht)?|índice|contenido|indice|目\s*[录錄次]|本[页文]内容)\W*",
    re.IGNORECASE,
)


def names_contents(text: str) -> bool:
    """Whether a heading stands over a table of contents, and over nothing else."""
    return _CONTENTS.fullmatch(text) is not None


def names_a_section(text: str) -> bool:
    """Whether a heading at the beginning is the first section's, and not the agreement's title."""
    return _FRONT.fullmatch(text) is not None


def introduces(text: str) -> bool:
    """Whether a text ends in a way that announces a list."""
    return text.rstrip().endswith((":", "：", ":-", ":–", ":—"))


class FreeTitles:
    """Which unmarked lines without labels are headings.

    One is followed by what it heads, and is no control of the page. Three or more in a row are an
    address, a signature or a menu; two are a heading and one below it.
    """

    def __init__(self, pieces: list[Piece], blocks: Sequence[Block]) -> None:
        self.pieces = pieces
        self._alike = [
            _alone(piece) and is_free_title(piece.text) and not _is_control(blocks[piece.block]) for piece in pieces
        ]
        self._rows = [0] * len(pieces)
        for alike, row in groupby(range(len(pieces)), key=lambda position: self._alike[position]):
            members = list(row)
            for position in members:
                self._rows[position] = len(members) if alike else 0

    def looks_like_one(self, position: int) -> bool:
        """Whether the piece at a position is a heading by its own words."""
        return self._alike[position]

    def heads(self, position: int) -> bool:
        """Whether the piece at a position is a heading of what follows."""
        if position + 1 >= len(self.pieces) or not self._alike[position] or self._rows[position] > 2:
            return False
        return self.pieces[position + 1].kind is not BlockKind.HEADING and not self.breaks_off(position)

    def breaks_off(self, position: int) -> bool:
        """Whether the line behind a piece goes on in lower case: a sentence was wrapped, or cut by a converter."""
        after = self.pieces[position + 1] if position + 1 < len(self.pieces) else None
        return after is not None and after.kind is BlockKind.PARAGRAPH and not after.labels and after.text[:1].islower()

    def has_content(self, position: int) -> bool:
        """Whether a paragraph or a row without a label of its own follows the piece at a position."""
        piece = self.pieces[position]
        if not piece.alone or position + 1 == len(self.pieces):
            return False
        after = self.pieces[position + 1]
        follows = after.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW) and after.depth >= piece.depth
        return follows and not after.labels and not after.bullet


def _is_control(block: Block) -> bool:
    """Whether a block is nothing but a link to the page it stands on: "Toggle", "Back to top"."""
    return any(
        link.end - link.start == len(block.text) and link.target.partition("#")[1:] in (("#", ""), ("#", "top"))
        for link in block.links
    )


def _alone(piece: Piece) -> bool:
    return piece.alone and piece.kind is BlockKind.PARAGRAPH and not (piece.labels or piece.bullet or piece.marker)
