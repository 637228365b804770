"""What the pages on which people decide show: a comparison, one of its changes, and how their reviews stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from watcher.bootstrap import House
from watcher.domain.assessment import Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.errors import NotFound
from watcher.domain.review import DecisionKind, Entry, ReviewState, Standing
from watcher.domain.sentence import Sentence
from watcher.domain.user import Role
from watcher.domain.version import Recorded, SnapshotRef, Version
from watcher.locale import ENGLISH, LANGUAGES, Locale
from watcher.locale.words import CATEGORIES, KINDS
from watcher.redline.groups import Order, groups
from watcher.redline.sheet import Layout, lay_out
from watcher.redline.visible import visible
from watcher.services.accounts import LOCAL
from watcher.services.review import Review
from watcher.web import flow
from watcher.web.departures import Departure, Standings, address, departures
from watcher.web.narrow import Columns, Extent, View

DONE = {
    "acknowledged": Sentence("Acknowledged: the review is yours."),
    "assigned": Sentence("The review was given on."),
    "commented": Sentence("Your comment was kept."),
    "decided": Sentence("Your decision was kept."),
    "reopened": Sentence("The review is open again."),
}
"""What a page says after something was done, by the word in its address."""
PORTION = 100
"""Departures on one page."""
_AT_ONCE = timedelta(seconds=1)
"""Between entries of one act."""
_PAIRS = 500
"""New numbers that are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """To whom a page is told, and what just happened."""

    locale: Locale = ENGLISH
    done: str = ""
    """A word of ``DONE``."""
    about: str = ""
    """The change that it was done to."""
    problem: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A clause that has another number now."""

    old: str
    new: str


def comparison(house: House, comparison_id: str, view: View, telling: Telling) -> dict[str, object]:
    """One comparison: its changes in their places, and how its review stands. Raises NotFound."""
    review = house.reviews.review(comparison_id)
    recorded = review.recorded
    standings = Standings(review, house.reviews.today())
    agreement = house.browser.agreement(recorded.agreement_id)
    chosen = view.of(recorded.comparison, standings.waits)
    every = groups(chosen, view.order)
    portion = _portion(chosen, every[(view.page - 1) * PORTION : view.page * PORTION])
    listed = departures(review, portion, view.order, standings, telling.locale)
    old, new = (house.store.version(agreement.id, number) for number in (recorded.old, recorded.new))
    return {
        "title": f"{agreement.title}: {recorded.old} → {recorded.new}",
        "section": "comparison",
        "agreement": agreement,
        "recorded": recorded,
        "old": old,
        "new": new,
        "evidence": [(Sentence("Before"), old, _sources(house, old)), (Sentence("After"), new, _sources(house, new))],
        "view": view,
        "choices": _choices(recorded.comparison),
        "notice": house.messages.notice_lines(recorded),
        "sheet": lay_out(recorded.comparison, Layout(limit=0, locale=telling.locale)),
        "counts": _counts(recorded.comparison),
        "numbered": _numbered(recorded.comparison),
        "listed": listed,
        "found": len(every),
        "pages": max(1, -(-len(every) // PORTION)),
        "parts": _parts(house, recorded, listed, old, new, view),
        "columns": [(tag, LANGUAGES.get(tag, tag)) for tag in recorded.comparison.languages],
        "permalink": house.links.comparison(recorded.id),
        "closable": len(review.closable(house.reviews.today())),
        "neighbours": _neighbours(house, recorded),
        "whole": True,
        **_panel(house, review, standings, (), telling),
    }


def change(house: House, comparison_id: str, change_id: str, telling: Telling) -> dict[str, object]:
    """One change, or clauses that came or went together: the permalink of each of them. Raises NotFound.

    ``change_id`` may be a clause's id, too: it finds what happened to that clause.
    """
    review = house.reviews.review(comparison_id)
    recorded = review.recorded
    standings = Standings(review, house.reviews.today())
    agreement = house.browser.agreement(recorded.agreement_id)
    group = _group(recorded.comparison, change_id)
    ids = tuple(one.id for one in group)
    alone = replace(recorded.comparison, changes=group, scheme=None)
    # No sheet lists what only has another number.
    departure = next(iter(departures(review, alone, Order.DOCUMENT, standings, telling.locale)), None)
    place = departure.shown.place if departure else visible(group[0].clause.label)
    return {
        "title": f"{agreement.title}: {place or recorded.id}",
        "section": "comparison",
        "agreement": agreement,
        "recorded": recorded,
        "departure": departure,
        "clause": group[0].clause.id,
        "onward": next_open(review, standings, View(), ids),
        "view": View(),
        "whole": False,
        **_panel(house, review, standings, ids, telling),
    }


def next_open(review: Review, standings: Standings, view: View, after: Sequence[str]) -> str:
    """The next change that waits for a decision, in the order of the list; empty where none does."""
    listed = groups(view.of(review.recorded.comparison, lambda _: True), view.order)
    here = next((place for place, group in enumerate(listed) if {one.id for one in group} & set(after)), -1)
    onward = (*listed[here + 1 :], *listed[: max(here, 0)])
    return next((one.id for group in onward for one in group if standings.waits(one.id)), "")


def page_of(review: Review, standings: Standings, view: View, change_id: str) -> int:
    """The number of the page of the list on which a change stands; 1 for one that the list leaves out."""
    listed = groups(view.of(review.recorded.comparison, standings.waits), view.order)
    place = next((place for place, group in enumerate(listed) if change_id in {one.id for one in group}), 0)
    return place // PORTION + 1


def reviewers(house: House) -> list[str]:
    """Whom a review can be given to."""
    known = [one.name for one in house.accounts.all() if one.ended_at is None and one.role.allows(Role.REVIEWER)]
    return known or [LOCAL]


def _group(comparison: Comparison, change_id: str) -> tuple[Change, ...]:
    wanted = {change_id}
    if all(one.id != change_id for one in comparison.changes):
        wanted = {one.id for one in comparison.changes if change_id in {each.id for each in (*one.new, *one.old)}}
    together = next((group for group in groups(comparison) if wanted & {one.id for one in group}), None)
    alone = next(((one,) for one in comparison.changes if one.id in wanted), None)
    group = together or alone
    if group is None:
        raise NotFound("the comparison has no such change", where=change_id)
    return group


def _portion(chosen: Comparison, wanted: Sequence[tuple[Change, ...]]) -> Comparison:
    """The comparison with the changes of these groups, in its own order."""
    ids = {one.id for group in wanted for one in group}
    return replace(chosen, changes=tuple(one for one in chosen.changes if one.id in ids))


def _parts(
    house: House, recorded: Recorded, listed: Sequence[Departure], old: Version, new: Version, view: View
) -> list[flow.Part]:
    found = flow.passages(recorded.comparison, house.store.tree(old.id), house.store.tree(new.id), listed)
    if view.columns is Columns.LANGUAGES:
        told = flow.side_by_side(found, recorded.comparison.languages or ("",))
    else:
        told = flow.rows(found)
    return flow.parts(told, whole=view.text is Extent.WHOLE)


def _choices(comparison: Comparison) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen in the filters, each with the words for it."""
    categories = {name for one in comparison.changes for name in one.assessment.categories}
    return {
        "severity": [(one.value, one.value) for one in Severity],
        "category": [(name, CATEGORIES.get(name, name)) for name in sorted(categories)],
        "kind": [
            (kind.value, KINDS[kind])
            for kind, count in comparison.counts.items()
            if count and kind is not ChangeKind.RENUMBERED
        ],
    }


def _counts(comparison: Comparison) -> list[tuple[Severity, int]]:
    """How many changes there are of each severity, the weightiest first."""
    found = Counter(one.assessment.severity for one in comparison.substantive)
    return [(severity, found[severity]) for severity in reversed(Severity) if found[severity]]


def _numbered(comparison: Comparison) -> list[Numbered]:
    found = (one for one in comparison.changes if one.kind is ChangeKind.RENUMBERED and one.old and one.new)
    pairs = ((visible(one.old[0].label), visible(one.new[0].label)) for one in found)
    return [Numbered(old=old or "–", new=new or "–") for old, new in pairs if old != new][:_PAIRS]


def _sources(house: House, version: Version) -> list[tuple[SnapshotRef, bool]]:
    """The snapshots of a version, and whether their bytes are still kept."""
    return [(ref, ref.sha256 in house.snapshots) for ref in version.snapshots]


def _neighbours(house: House, recorded: Recorded) -> dict[str, str]:
    """The comparisons of the same agreement before and after it, and another one that waits for a decision."""
    listed = [one.comparison_id for one in house.overview.timeline(recorded.agreement_id) if one.comparison_id]
    here = listed.index(recorded.id) if recorded.id in listed else len(listed)
    before, after = listed[:here][-1:], listed[here + 1 :][:1]
    waiting = [one.comparison_id for one in house.reviews.open_reviews(limit=2) if one.comparison_id != recorded.id]
    found = {"before": before, "after": after, "waiting": waiting}
    return {name: address(ids[0]) if ids else "" for name, ids in found.items()}


def _panel(
    house: House, review: Review, standings: Standings, ids: tuple[str, ...], telling: Telling
) -> dict[str, object]:
    """What the review's panel needs; ``ids`` are the changes that it is about, none for the whole comparison."""
    today = house.reviews.today()
    subjects = ids or ("",)
    standing = min((standings.of(one) for one in subjects), key=lambda one: list(ReviewState).index(one.state))
    return {
        "seen": review.seen,
        "last": review.last,
        "standing": standing,
        "covering": standings.whole if ids and not standings.whole_is_open else None,
        "is_open": standing.is_open(today),
        "overdue": _overdue(standing, today.isoformat()),
        "open_ids": [one for one in ids if standings.of(one).is_open(today)],
        "closed_ids": [one for one in ids if standings.of(one).state is ReviewState.CLOSED],
        "subjects": ids,
        "acts": _acts(review.entries, ids),
        "reviewers": reviewers(house),
        "decisions": tuple(DecisionKind),
        "today": today.isoformat(),
        "done": DONE.get(telling.done, ""),
        "about": _about(review, telling.about),
        "problem": telling.problem,
        "typed": {"words": "", "owner": "", "until": "", "decision": "", **telling.typed},
    }


def _about(review: Review, change_id: str) -> tuple[str, str]:
    """The page of the change that was acted on, and where it stands; empty for none."""
    found = [one.place for one in review.entries if change_id and one.change_id == change_id]
    return (address(review.recorded.id, change_id), found[-1]) if found else ("", "")


def _acts(entries: tuple[Entry, ...], ids: tuple[str, ...]) -> list[tuple[Entry, ...]]:
    """Newest first; of the whole comparison everything that was done, of a change what was done to it.

    What somebody did to several changes at once is one act, however many entries it has.
    """
    acts: list[list[Entry]] = []
    for entry in entries:
        if ids and entry.change_id not in ids:
            continue
        if acts and _is_one_act(acts[-1][-1], entry):
            acts[-1].append(entry)
        else:
            acts.append([entry])
    return [tuple(act) for act in reversed(acts)]


def _is_one_act(last: Entry, entry: Entry) -> bool:
    same = (last.who, last.action, last.words, last.standing.decision) == (
        entry.who,
        entry.action,
        entry.words,
        entry.standing.decision,
    )
    return same and bool(last.change_id and entry.change_id) and entry.at - last.at < _AT_ONCE


def _overdue(standing: Standing, today: str) -> bool:
    decision = standing.decision
    due = decision.until if decision and decision.kind is DecisionKind.ACTION_NEEDED else None
    return due is not None and due.isoformat() < today
