"""The head of a redline that is taken away, so that the file says by itself what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.bootstrap import House
from watcher.domain.change import Comparison
from watcher.domain.review import Action, Entry
from watcher.domain.sentence import Sentence
from watcher.domain.version import Version
from watcher.locale import Locale
from watcher.locale.words import ACTIONS, DECISIONS
from watcher.redline.head import Fact
from watcher.services.review import Review


def head(review: Review, shown: Comparison, house: House, locale: Locale) -> tuple[Fact, ...]:
    """Agreement, pages, both versions with their hashes, the comparison, and what was decided on it."""
    recorded, say = review.recorded, locale.say
    agreement = house.store.agreement(recorded.agreement_id).agreement
    old, new = (house.store.version(recorded.agreement_id, number) for number in (recorded.old, recorded.new))
    made = Sentence("made {at}; SHA-256 of its content {sha256}", at=locale.moment(recorded.at), sha256=review.seen)
    decided = tuple(_decided(entry, locale) for entry in review.entries if entry.action in _SETTLING)
    return (
        Fact(say(Sentence("Agreement")), (agreement.title,)),
        Fact(say(Sentence("Provider")), (agreement.provider,)),
        Fact(say(Sentence("Page")), tuple(dict.fromkeys(ref.url for ref in (*new.snapshots, *old.snapshots)))),
        Fact(say(Sentence("Old version")), tuple(_version(old, locale))),
        Fact(say(Sentence("New version")), tuple(_version(new, locale))),
        Fact(
            say(Sentence("Comparison")),
            (house.links.comparison(recorded.id), say(made), say(_left(recorded.comparison, shown))),
        ),
        Fact(say(Sentence("Decisions")), decided or (say(Sentence("No decision yet.")),)),
    )


_SETTLING = (Action.DECIDED, Action.REOPENED)


def _version(version: Version, locale: Locale) -> Iterator[str]:
    yield locale.say(
        Sentence(
            "version {number}, first seen {first}, last seen {last}",
            number=version.number,
            first=locale.moment(version.first_seen),
            last=locale.moment(version.last_seen),
        )
    )
    for ref in version.snapshots:
        yield f"SHA-256 {ref.sha256} ({ref.url})" if len(version.snapshots) > 1 else f"SHA-256 {ref.sha256}"


def _left(whole: Comparison, shown: Comparison) -> str:
    """That a file holds a part only, which nobody could see otherwise; empty for the whole."""
    if len(shown.changes) == len(whole.changes):
        return ""
    return Sentence("{shown} of {all} changes, chosen by filters", shown=len(shown.changes), all=len(whole.changes))


def _decided(entry: Entry, locale: Locale) -> str:
    """``2026-03-02 12:00 UTC · anna · action needed · Bo · 2026-04-01 · 3.2 Fees · Ask them.``"""
    decision = entry.standing.decision
    parts = (
        locale.moment(entry.at),
        entry.who,
        locale.say(DECISIONS[decision.kind] if decision else ACTIONS[entry.action]),
        decision.owner if decision else "",
        decision.until.isoformat() if decision and decision.until else "",
        (entry.place or entry.change_id) if entry.change_id else locale.say(Sentence("the comparison as a whole")),
        entry.words,
    )
    return " · ".join(part for part in parts if part)
