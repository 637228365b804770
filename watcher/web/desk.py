"""What the pages on which people decide show: a comparison, one of its changes, and how their reviews stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from watcher.bootstrap import House
from watcher.domain.change import Change
from watcher.domain.errors import NotFound
from watcher.domain.review import DecisionKind, Entry, ReviewState, Standing
from watcher.domain.user import Role
from watcher.redline.sheet import Entry as Shown
from watcher.redline.sheet import Layout, Order, groups, lay_out
from watcher.services.accounts import LOCAL
from watcher.services.review import Review
from watcher.web.narrow import View

DONE = {
    "acknowledged": "Acknowledged: the review is yours.",
    "assigned": "The review was given on.",
    "commented": "Your comment was kept.",
    "decided": "Your decision was kept.",
    "reopened": "The review is open again.",
}
"""What a page says after something was done, by the word in its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One change as the list of a comparison shows it."""

    shown: Shown
    standing: Standing
    address: str


def address(comparison_id: str, change_id: str = "") -> str:
    """Of a comparison's page, or a change's."""
    below = f"/changes/{quote(change_id, safe='')}" if change_id else ""
    return f"/comparisons/{quote(comparison_id, safe='')}{below}"


def comparison(
    house: House,
    comparison_id: str,
    view: View,
    *,
    done: str = "",
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """One comparison: its changes, and how its review stands. Raises NotFound."""
    review = house.reviews.review(comparison_id)
    recorded, today = review.recorded, house.reviews.today()
    agreement = house.browser.agreement(recorded.agreement_id)
    sheet = lay_out(view.of(recorded.comparison), Layout(order=view.order, context=None))
    categories = {name for one in recorded.comparison.changes for name in one.assessment.categories}
    return {
        "title": f"{agreement.title}: version {recorded.old} to {recorded.new}",
        "agreement": agreement,
        "recorded": recorded,
        "old": house.store.version(agreement.id, recorded.old),
        "new": house.store.version(agreement.id, recorded.new),
        "view": view,
        "orders": tuple(Order),
        "notice": house.notice_lines(recorded),
        "categories": sorted(categories),
        "sheet": sheet,
        "rows": [
            Row(shown=one, standing=_together(review, one.ids), address=address(recorded.id, one.ids[0]))
            for one in sheet.entries
        ],
        "closable": len(review.closable(today)),
        **_panel(house, review, (), done, problem, typed),
    }


def change(
    house: House,
    comparison_id: str,
    change_id: str,
    *,
    done: str = "",
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """One change, or clauses that came or went together: the permalink of each of them. Raises NotFound."""
    review = house.reviews.review(comparison_id)
    recorded = review.recorded
    agreement = house.browser.agreement(recorded.agreement_id)
    listed = groups(recorded.comparison)
    alone = [(one,) for one in recorded.comparison.changes if one.id == change_id]
    group: tuple[Change, ...] | None = next(
        (group for group in [*listed, *alone] if change_id in {one.id for one in group}), None
    )
    if group is None:
        raise NotFound("the comparison has no such change", where=change_id)
    ids = tuple(one.id for one in group)
    found: dict[str, object] = {
        "agreement": agreement,
        "recorded": recorded,
        "shown": _shown(review, group),
        "next_open": _next_open(house, review, listed, ids),
        **_panel(house, review, ids, done, problem, typed),
    }
    place = found["shown"].place if isinstance(found["shown"], Shown) else ""
    return {"title": f"{agreement.title}: {place or 'change'}", **found}


def _shown(review: Review, group: tuple[Change, ...]) -> Shown | None:
    """None for a change that only has another number, which no sheet lists."""
    alone = replace(review.recorded.comparison, changes=group, scheme=None)
    return next(iter(lay_out(alone, Layout(context=None)).entries), None)


def _next_open(house: House, review: Review, listed: Iterable[tuple[Change, ...]], ids: tuple[str, ...]) -> str:
    """Where the next change is that waits for a decision; empty when none does."""
    today = house.reviews.today()
    for group in listed:
        if group[0].id not in ids and any(review.standing(one.id).is_open(today) for one in group):
            return address(review.recorded.id, group[0].id)
    return ""


def _panel(
    house: House,
    review: Review,
    ids: tuple[str, ...],
    done: str,
    problem: str,
    typed: Mapping[str, str] | None,
) -> dict[str, object]:
    """What the review's panel needs; ``ids`` are the changes that it is about, none for the whole comparison."""
    today = house.reviews.today()
    subjects = ids or ("",)
    standing = _together(review, subjects)
    return {
        "seen": review.seen,
        "last": review.last,
        "standing": standing,
        "is_open": standing.is_open(today),
        "overdue": _overdue(standing, today.isoformat()),
        "open_ids": [one for one in subjects if review.standing(one).is_open(today)] if ids else [],
        "closed_ids": [one for one in subjects if review.standing(one).state is ReviewState.CLOSED] if ids else [],
        "subjects": ids,
        "entries": _entries(review.entries, ids),
        "reviewers": reviewers(house),
        "decisions": tuple(DecisionKind),
        "today": today.isoformat(),
        "done": DONE.get(done, ""),
        "problem": problem,
        "typed": {"words": "", "owner": "", "until": "", "decision": "", **(typed or {})},
    }


def reviewers(house: House) -> list[str]:
    """Whom a review can be given to."""
    known = [one.name for one in house.accounts.all() if one.ended_at is None and one.role.allows(Role.REVIEWER)]
    return known or [LOCAL]


def _entries(entries: tuple[Entry, ...], ids: tuple[str, ...]) -> list[Entry]:
    """Newest first; of the whole comparison everything that was done, of a change what was done to it."""
    return [one for one in reversed(entries) if not ids or one.change_id in ids]


def _together(review: Review, ids: Iterable[str]) -> Standing:
    """Where several stand together: as the one that is furthest from its end."""
    standings = [review.standing(one) for one in ids]
    return min(standings, key=lambda one: list(ReviewState).index(one.state))


def _overdue(standing: Standing, today: str) -> bool:
    decision = standing.decision
    due = decision.until if decision and decision.kind is DecisionKind.ACTION_NEEDED else None
    return due is not None and due.isoformat() < today
