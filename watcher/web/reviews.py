"""What reviewers do: each a form that is posted, kept in the log, and answered with the page it came from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.bootstrap import House
from watcher.domain.errors import NotFound, Overtaken, UsageError
from watcher.domain.review import Decision, DecisionKind
from watcher.domain.sentence import Sentence
from watcher.redline.html import anchor
from watcher.services.review import Sight
from watcher.web import desk
from watcher.web.bodies import Form, form_of
from watcher.web.departures import Standings, address
from watcher.web.narrow import view_of
from watcher.web.site import Site, who
from watcher.web.speaking import speaking

_DIGITS = 16
_TYPED = 20_000
"""Characters of what was typed that are shown again when something is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Somebody sends a form about a comparison."""

    house: House
    comparison_id: str
    who: str
    sight: Sight
    form: Form

    @property
    def words(self) -> str:
        return self.form.one("words")

    @property
    def changes(self) -> list[str]:
        """The changes that it is about; a button of the list names all of a group in one value."""
        return [one for value in self.form.many("change") for one in value.split()]

    @property
    def from_list(self) -> bool:
        """Whether it was sent from the list of all changes."""
        return self.form.one("from") == "list"


def acknowledge(act: Act) -> None:
    act.house.reviews.acknowledge(act.comparison_id, act.who, act.sight)


def assign(act: Act) -> None:
    to = act.form.one("assignee")
    if to and to not in (act.who, *desk.reviewers(act.house)):
        raise UsageError("nobody of that name may review", where="assignee")
    act.house.reviews.assign(act.comparison_id, act.who, act.sight, to, act.words)


def comment(act: Act) -> None:
    # What is said of clauses that came together is said once.
    act.house.reviews.comment(act.comparison_id, act.changes[:1], act.who, act.sight, act.words)


def decide(act: Act) -> None:
    act.house.reviews.decide(act.comparison_id, act.changes, act.who, act.sight, _decision(act.form), act.words)


def reopen(act: Act) -> None:
    act.house.reviews.reopen(act.comparison_id, act.changes, act.who, act.sight, act.words)


def close_low(act: Act) -> None:
    act.house.reviews.close_low(act.comparison_id, act.who, act.sight, act.words)


ACTS: Mapping[str, tuple[Callable[[Act], None], str]] = {
    "acknowledge": (acknowledge, "acknowledged"),
    "assign": (assign, "assigned"),
    "comment": (comment, "commented"),
    "decide": (decide, "decided"),
    "reopen": (reopen, "reopened"),
    "close-low": (close_low, "decided"),
}
"""By the last part of the address: what it does, and the word of ``desk.DONE`` for it."""


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    for name, (do, done) in ACTS.items():
        app.add_api_route(
            f"/comparisons/{{comparison_id}}/{name}",
            _endpoint(site, do, done),
            methods=["POST"],
            response_class=HTMLResponse,
        )


def _endpoint(site: Site, do: Callable[[Act], None], done: str) -> Callable[[Request, str], Response]:
    def endpoint(request: Request, comparison_id: str) -> Response:
        form = form_of(request)
        act = Act(house=site.house, comparison_id=comparison_id, who=who(request).name, sight=_sight(form), form=form)
        try:
            do(act)
        except NotFound:
            raise
        except (UsageError, Overtaken) as error:
            return _again(site, request, act, error)
        return RedirectResponse(_onward(act, done), 303)

    return endpoint


def _onward(act: Act, done: str) -> str:
    """Where to go on: after a decision on a change to the next one that waits, else to the page it came from."""
    seen, home = view_of(act.form.exact("view")), address(act.comparison_id)
    if not act.changes:
        return f"{home}{seen.query(page=str(seen.page), done=done)}"
    review = act.house.reviews.review(act.comparison_id)
    standings = Standings(review, act.house.reviews.today())
    following = desk.next_open(review, standings, seen, act.changes) if done == "decided" else act.changes[0]
    said = {"done": done, "about": act.changes[0]}
    if following and not act.from_list:
        return f"{address(act.comparison_id, following)}?{urlencode(said)}"
    page = desk.page_of(review, standings, seen, following) if following else seen.page
    place = f"#change-{anchor(following)}" if following else ""
    return f"{home}{seen.query(page=str(page), **said)}{place}"


def _again(site: Site, request: Request, act: Act, error: UsageError | Overtaken) -> Response:
    """The page that the form came from, with what is wrong and with what was typed."""
    status = 409 if isinstance(error, Overtaken) else 422
    typed = {name: act.form.exact(name)[:_TYPED] for name in ("words", "owner", "until", "decision")}
    speaks = speaking(request)
    problem = speaks.say(Sentence("Nothing was kept: {problem}.", problem=error.what))
    telling = desk.Telling(locale=speaks, problem=problem, typed=typed)
    if act.changes and not act.from_list:
        return site.page(
            request, "change.html", desk.change(act.house, act.comparison_id, act.changes[0], telling), status
        )
    seen = view_of(act.form.exact("view"))
    return site.page(request, "comparison.html", desk.comparison(act.house, act.comparison_id, seen, telling), status)


def _sight(form: Form) -> Sight:
    after = form.one("after")
    number = int(after) if after.isascii() and after.isdigit() and len(after) < _DIGITS else 0
    return Sight(seen=form.one("seen"), after=number)


def _decision(form: Form) -> Decision:
    try:
        kind = DecisionKind(form.one("decision"))
    except ValueError:
        raise UsageError("choose a decision", where="decision") from None
    until = None
    if form.one("until"):
        try:
            until = date.fromisoformat(form.one("until"))
        except ValueError:
            raise UsageError("write the date as year-month-day, such as 2026-03-31", where="until") from None
    return Decision(kind=kind, owner=form.one("owner"), until=until)
