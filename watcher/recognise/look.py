"""Everything the rules ask about a page, gathered once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.document import BlockKind, Document
from watcher.recognise.language import shares

# Han and kana stand unspaced; each counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_LEGAL_WORDS = """
shall must may agree agrees agreed agreement agreements terms conditions liable liability warrant warranty warranties
indemnify indemnification terminate terminated termination right rights obligation obligations consent consents
provision provisions jurisdiction dispute disputes arbitration party parties service services privacy personal data
licence license licensed property confidential confidentiality law laws policy policies prohibited responsible
responsibility entitled hereby pursuant fee fees refund refunds user users your you"""
_LEGAL = frozenset(_LEGAL_WORDS.split())
_LEGAL_HAN = re.compile(
    r"应当|应该|不得|必须|有权|无权|同意|协议|条款|条件|责任|义务|权利|权益|用户|甲方|乙方|服务|平台|法律|法规|规定|隐私"
    r"|信息|授权|许可|知识产权|违约|赔偿|终止|争议|管辖|仲裁|免责|保密|第三方|遵守|承担|约定"
)
_SHINGLE = 4
_SAMPLE = 400_000


@dataclass(frozen=True)
class Look:
    """A page, and the agreement it should be."""

    document: Document
    tree: ClauseTree
    agreement: Agreement
    previous: ClauseTree | None
    final_url: str

    @cached_property
    def text(self) -> str:
        return self.document.text[:_SAMPLE]

    @cached_property
    def words(self) -> list[str]:
        return words(self.text)

    @cached_property
    def legal(self) -> int:
        """How many words of agreements the text has."""
        return _legal(self.text, self.words)

    @cached_property
    def density(self) -> float:
        """Legal words in each word."""
        return self.legal / len(self.words) if self.words else 0.0

    @cached_property
    def labelled(self) -> int:
        """How many clauses have a printed label."""
        return sum(1 for clause in self.tree.clauses if clause.label)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What the page calls itself: its title and its first headings, or its first lines where it has none."""
        blocks = self.document.blocks
        headings = [block.text for block in blocks if block.kind is BlockKind.HEADING][:3]
        lines = [block.text[:120] for block in blocks[:2]]
        return tuple(dict.fromkeys(head for head in (self.document.title, self.tree.title, *headings, *lines) if head))

    @cached_property
    def signs(self) -> dict[str, str]:
        """The document's signs: name → value."""
        return {name: value for name, _, value in (sign.partition(":") for sign in self.document.signs)}

    @cached_property
    def languages(self) -> dict[str, float]:
        return shares(self.text)

    @cached_property
    def previous_text(self) -> str:
        return text_of(self.previous)[:_SAMPLE] if self.previous else ""

    @cached_property
    def previous_words(self) -> list[str]:
        return words(self.previous_text)

    @cached_property
    def previous_density(self) -> float:
        return _legal(self.previous_text, self.previous_words) / max(1, len(self.previous_words))

    @cached_property
    def previous_languages(self) -> dict[str, float]:
        return shares(self.previous_text)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Proper names that the previous version used again and again, the commonest first."""
        return names(self.previous_text)

    @cached_property
    def kept(self) -> float:
        """The share of the previous version's phrases that are still there."""
        before = phrases(self.previous_words)
        return len(before & phrases(self.words)) / len(before) if before else 1.0

    @cached_property
    def known(self) -> float:
        """The share of the page's phrases that the previous version had."""
        now = phrases(self.words)
        return len(now & phrases(self.previous_words)) / len(now) if now else 0.0


def look_at(
    document: Document, tree: ClauseTree, *, agreement: Agreement, previous: ClauseTree | None, final_url: str
) -> Look:
    """What the rules ask about; each answer is worked out when it is first asked for."""
    return Look(document=document, tree=tree, agreement=agreement, previous=previous, final_url=final_url)


def _legal(text: str, said: list[str]) -> int:
    return sum(word in _LEGAL for word in said) + len(_LEGAL_HAN.findall(text))


def words(text: str) -> list[str]:
    """Words in lower case, in order."""
    return _WORD.findall(text.lower())


def text_of(tree: ClauseTree) -> str:
    """The words of all clauses in order."""
    return "\n".join(part for clause in tree.clauses for part in (clause.prefix, clause.heading, clause.text) if part)


def phrases(said: Iterable[str]) -> frozenset[int]:
    """Runs of four words, hashed; digits left out, so that renumbering changes none."""
    kept = [word for word in said if not word.isdigit()]
    return frozenset(hash(tuple(kept[start : start + _SHINGLE])) for start in range(max(1, len(kept) - _SHINGLE + 1)))


# A capital inside a sentence: "the Example Platform", not the first word of a sentence.
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]{2,30}")
_NAMES = 5
_OFTEN = 4


def names(text: str) -> tuple[str, ...]:
    """The commonest proper names of a text; defined terms, which agreements share, are written small elsewhere."""
    found = Counter(_NAME.findall(text))
    low = Counter(word for word in re.findall(r"\b[a-z][\w-]+", text))
    proper = [name for name, count in found.most_common(40) if count >= _OFTEN and low[name.lower()] < 0.2 * count]
    return tuple(name for name in proper if name.lower() not in _LEGAL)[:_NAMES]
