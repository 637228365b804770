"""Everything the rules ask about a page, gathered once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from watcher.domain.agreement import Agreement
from watcher.domain.clause import ClauseTree
from watcher.domain.document import BlockKind, Document
from watcher.recognise.identity import parties_of, still_named
from watcher.recognise.language import shares
from watcher.recognise.vocabulary import legal_words

# Han and kana stand unspaced; each counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_STOP = re.compile(r"[.!?;:,。！？；：，]")
_SHINGLE = 4
_SAMPLE = 400_000
_SENTENCE = 5
_ENOUGH_CLAUSES = 8


@dataclass(frozen=True)
class Text:
    """What a page or a version says; each answer is worked out when it is first asked for."""

    text: str
    sentences: str
    """The lines that are sentences; entries of menus, which have no stop, left out."""

    @cached_property
    def words(self) -> list[str]:
        return words(self.text)

    @cached_property
    def prose(self) -> list[str]:
        """The words that stand in sentences."""
        return words(self.sentences)

    @cached_property
    def legal(self) -> int:
        """How many words of agreements its sentences have."""
        return legal_words(self.sentences, self.prose)

    @cached_property
    def density(self) -> float:
        """Legal words in each word of its sentences."""
        return self.legal / len(self.prose) if self.prose else 0.0

    @cached_property
    def languages(self) -> dict[str, float]:
        return shares(self.text)

    @cached_property
    def phrases(self) -> frozenset[int]:
        return phrases(self.words)


@dataclass(frozen=True)
class Look:
    """A page, and the agreement it should be."""

    document: Document
    tree: ClauseTree
    agreement: Agreement
    previous: ClauseTree | None
    final_url: str
    previous_url: str
    declared: tuple[str, ...]
    previously_declared: tuple[str, ...]

    @cached_property
    def now(self) -> Text:
        """What the page says."""
        return Text(self.document.text[:_SAMPLE], sentences_of(self.tree))

    @cached_property
    def before(self) -> Text:
        """What the last version said; nothing where there is none."""
        if self.previous is None:
            return Text("", "")
        return Text(text_of(self.previous)[:_SAMPLE], sentences_of(self.previous))

    @cached_property
    def clauses_kept(self) -> float:
        """The share of clauses, of both, that are word for word in the other; 0 where there are too few to tell."""
        before, now = _said(self.previous) if self.previous else set(), _said(self.tree)
        return len(before & now) / max(len(before), len(now)) if len(before) >= _ENOUGH_CLAUSES else 0.0

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
    def previous_heads(self) -> tuple[str, ...]:
        """What the agreement was called: its title, its last version's title, the first headings of that."""
        if self.previous is None:
            return (self.agreement.title,)
        headings = [clause.heading for clause in self.previous.clauses[:3]]
        return tuple(head for head in (self.agreement.title, self.previous.title, *headings) if head)

    @cached_property
    def signs(self) -> dict[str, str]:
        """The document's signs: name → value."""
        return {name: value for name, _, value in (sign.partition(":") for sign in self.document.signs)}

    @cached_property
    def opens_only(self) -> bool:
        """Whether a page whose markup came to its end before does so no more."""
        return self.declared.count("closed") < self.previously_declared.count("closed")

    @cached_property
    def audiences(self) -> tuple[tuple[str, str], ...]:
        """The tags that pages bore before and bear now, where both name a language and the countries differ."""
        before, now = (_tags(said) for said in (self.previously_declared, self.declared))
        pairs = zip(before, now, strict=True) if len(before) == len(now) else ()
        return tuple((old, new) for old, new in pairs if _apart(old.lower(), new.lower()))

    @cached_property
    def parties(self) -> dict[str, int]:
        """Whom the last version spoke of, with how often."""
        return parties_of(self.before.text, self.agreement)

    @cached_property
    def still_named(self) -> float:
        """How much the page still speaks of them, 0 to 1."""
        scale = len(self.now.words) / max(1, len(self.before.words))
        return still_named(self.parties, self.now.text, scale=scale)

    @cached_property
    def kept(self) -> float:
        """The share of the last version's phrases that are still there."""
        before = self.before.phrases
        return len(before & self.now.phrases) / len(before) if before else 1.0

    @cached_property
    def known(self) -> float:
        """The share of the phrases in the page's sentences that the last version had."""
        now = phrases(self.now.prose)
        return len(now & self.before.phrases) / len(now) if now else 0.0


def words(text: str) -> list[str]:
    """Words in lower case, in order."""
    return _WORD.findall(text.lower())


def text_of(tree: ClauseTree) -> str:
    """The words of all clauses in order."""
    return "\n".join(part for clause in tree.clauses for part in (clause.prefix, clause.heading, clause.text) if part)


def sentences_of(tree: ClauseTree) -> str:
    """The lines of clauses that are sentences."""
    lines = (line for clause in tree.clauses for line in clause.text.split("\n"))
    return "\n".join(line for line in lines if _STOP.search(line) and len(words(line)) >= _SENTENCE)[:_SAMPLE]


def phrases(said: Iterable[str]) -> frozenset[int]:
    """Runs of four words, hashed; digits left out, so that renumbering changes none."""
    kept = [word for word in said if not word.isdigit()]
    return frozenset(hash(tuple(kept[start : start + _SHINGLE])) for start in range(max(1, len(kept) - _SHINGLE + 1)))


def _tags(declared: Iterable[str]) -> list[str]:
    return [each.partition(":")[2] for each in declared if each.startswith("language:")]


def _apart(old: str, new: str) -> bool:
    """One language, two countries: "en-us" and "en-gb". Another language shows in the text itself."""
    return "-" in old and "-" in new and old != new and old.partition("-")[0] == new.partition("-")[0]


def _said(tree: ClauseTree) -> set[str]:
    return {f"{clause.heading}\n{clause.text}" for clause in tree.clauses}
