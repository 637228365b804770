"""What is said of a comparison as a whole: its title, its counts, and its renumbering folded into a line.

37 × "3.1 renumbered to 3.2"                                37 lines that nobody reads
37 clauses renumbered: 3.1 → 3.2; 3.2 → 3.3; 3.3 → 3.4; …
"""

from __future__ import annotations

from watcher.domain.change import ChangeKind, Comparison
from watcher.domain.sentence import Sentence, several
from watcher.locale import Locale
from watcher.locale.words import KINDS

FOLDED = 6
"""Labels that are named; of the others is said that there are more."""


def title_of(comparison: Comparison, locale: Locale) -> str:
    """The title of the new text, with that of the old one where it was another."""
    old, new = comparison.old_title, comparison.new_title or comparison.old_title
    return locale.say(Sentence("{title} (was: {before})", title=new, before=old)) if old and old != new else new


def summary_of(comparison: Comparison) -> list[str]:
    """How many changes there are of each kind but renumbering: sentences, to be listed."""
    told: list[str] = [
        Sentence("{count} {kind}", count=count, kind=KINDS[kind])
        for kind, count in comparison.counts.items()
        if count and kind is not ChangeKind.RENUMBERED
    ]
    return told or [Sentence("only renumbered") if comparison.changes else Sentence("no changes")]


def scheme_of(comparison: Comparison) -> str:
    """That the whole agreement is numbered by another scheme; empty where it is not."""
    scheme = comparison.scheme
    return Sentence("numbered by another scheme: {old} → {new}", old=scheme.old, new=scheme.new) if scheme else ""


def renumbered_of(comparison: Comparison) -> str:
    """All renumbering in one line; empty where there is none, or where the scheme says it all."""
    found = [change for change in comparison.changes if change.kind is ChangeKind.RENUMBERED]
    if not found or comparison.scheme:
        return ""
    pairs = [
        f"{change.old[0].label or '–'} → {change.new[0].label or '–'}"
        for change in found
        if change.old and change.new and change.old[0].label != change.new[0].label
    ]
    if not pairs:
        return _following(len(found))
    labels = f"{'; '.join(pairs[:FOLDED])}{'; …' if len(pairs) > FOLDED else ''}"
    told = Sentence(
        "{clauses} renumbered: {labels}", clauses=several(len(pairs), "1 clause", "{count} clauses"), labels=labels
    )
    if len(found) == len(pairs):
        return told
    return Sentence("{said}; {another}", said=told, another=_following(len(found) - len(pairs)))


def _following(count: int) -> Sentence:
    return several(count, "a reference in 1 clause follows", "references in {count} clauses follow")
