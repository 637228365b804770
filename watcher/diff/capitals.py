"""Capitals: the same words in other letters.

Ugly, when a disclaimer that was printed in capitals is printed like the rest:

    removed "WE ARE NOT LIABLE FOR LOST OARS."   added "We are not liable for lost oars."

Wanted: one change of emphasis, since capitals make terms conspicuous as bold does (UCC § 1-201(b)(10) names both). A
term that lost its capital, "the Service" → "the service", may have lost its definition, and is a change of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from watcher.diff.side import plainly
from watcher.diff.tokens import Token, tokenize
from watcher.diff.vocabulary import WEIGHTY
from watcher.domain.clause import Clause
from watcher.domain.sentence import Sentence

_LOUD = 3  # words in capitals, one after the other: fewer may be a name ("US" is not "us")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Word:
    was: str
    now: str
    titled: bool
    """Whether it stands in a heading, whose capitals are how it is set."""

    @property
    def changed(self) -> bool:
        return self.was != self.now


def recased(old: Clause, new: Clause) -> tuple[str, ...] | None:
    """What became of the capitals, in words, if nothing else became of the clause; None if a word changed."""
    before, after = _tokens(old), _tokens(new)
    if len(before) != len(after):
        return None
    words = [
        _Word(one.key, other.key, titled or titled_now)
        for (titled, one), (titled_now, other) in zip(before, after, strict=True)
    ]
    if any(word.changed and plainly(word.was) != plainly(word.now) for word in words):
        return None
    notes = [_note(run) for run in _runs(words)]
    return tuple(dict.fromkeys(note for note in notes if note is not None)) if None not in notes else None


def loud(text: str) -> bool:
    """Whether a text of several words is printed in capitals, a name or a web address among them aside."""
    capitals = sum(map(str.isupper, text))
    return text.count(" ") + 1 >= _LOUD and capitals >= 9 * sum(map(str.islower, text)) and capitals > _LOUD


def loudness(old: str, new: str) -> tuple[str, ...]:
    """Whether a text whose words changed was in capitals and is no longer, or the other way round; in words."""
    if loud(old) == loud(new):
        return ()
    return (Sentence("No longer in capitals.") if loud(old) else Sentence("Now in capitals."),)


def _tokens(clause: Clause) -> list[tuple[bool, Token]]:
    return [(True, token) for token in tokenize(clause.heading)] + [(False, token) for token in tokenize(clause.text)]


def _runs(words: Sequence[_Word]) -> list[list[_Word]]:
    """Words whose letters changed, neighbours together; signs and numbers do not part them."""
    runs: list[list[_Word]] = []
    going = False
    for word in words:
        if word.changed:
            if not going or runs[-1][-1].titled != word.titled:
                runs.append([])
            runs[-1].append(word)
            going = True
        elif any(map(str.islower, word.was)):
            going = False
    return runs


def _note(run: Sequence[_Word]) -> str | None:
    """None where a change of letters is a change of words."""
    was = all(word.was.upper() == word.was for word in run)
    now = all(word.now.upper() == word.now for word in run)
    if run[0].titled and not (was or now):
        return Sentence("The heading's capitals changed.")
    if was == now or not (run[0].titled or len(run) >= _LOUD or run[0].was.lower() in WEIGHTY):
        return None
    said = _shorten(" ".join(word.now for word in run))
    if was:
        return Sentence("No longer in capitals: {words}.", words=said)
    return Sentence("Now in capitals: {words}.", words=said)


def _shorten(said: str) -> str:
    return f"“{said}”" if len(said) <= _SHOWN else f"“{said[:_SHOWN].rstrip()} …”"
