"""Everything that waits for a decision, and closing together what is of low severity."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.domain.assessment import Severity
from watcher.domain.errors import UsageError
from watcher.domain.review import ReviewState
from watcher.domain.sentence import Sentence, several
from watcher.services.ports import Waiting
from watcher.services.review import Closed, Sight
from watcher.web import desk
from watcher.web.addresses import asked
from watcher.web.bodies import form_of
from watcher.web.site import Site, who

CLOSABLE = Severity.LOW
"""Up to which severity whole comparisons can be closed from the list."""
Name = Annotated[str, Query(max_length=200)]
_NUMBER = re.compile(r"[0-9]{1,15}")


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""

    @app.get("/reviews", response_class=HTMLResponse)
    def reviews(
        request: Request,
        agreement: Name = "",
        tag: Name = "",
        severity: Severity = Severity.NONE,
        state: Annotated[str, Query(pattern=f"^({'|'.join(ReviewState)})?$")] = "",
        assignee: Name = "",
        after: Annotated[str, Query(max_length=500)] = "",
        closed: Annotated[int, Query(ge=0, le=1000)] = 0,
    ) -> Response:
        wanted = Waiting(agreement=agreement, tag=tag, severity=severity, state=state, assignee=assignee)
        done = several(closed, "1 comparison was closed.", "{count} comparisons were closed.") if closed else ""
        return _page(site, request, wanted, after=after, done=done)

    @app.post("/reviews/close", response_class=HTMLResponse)
    def close(request: Request) -> Response:
        form = form_of(request)
        sights = dict(_sight(one) for one in form.many("comparison"))
        if not sights:
            raise UsageError(Sentence("choose what is to be closed"), where="comparison")
        closed = site.house.reviews.close_several(sights, who(request).name, form.one("words"))
        left = [one for one in closed if one.problem]
        if not left:
            return RedirectResponse(asked("/reviews", closed=len(closed)), 303)
        done = Sentence("{count} closed.", count=len(closed) - len(left)) if len(left) < len(closed) else ""
        return _page(site, request, Waiting(), done=done, left=left, status=409)


def _sight(field: str) -> tuple[str, Sight]:
    """A comparison and what was seen of it: its id, the hash of its content and the number of its last entry."""
    comparison_id, _, rest = field.partition(" ")
    seen, _, after = rest.partition(" ")
    return comparison_id, Sight(seen=seen, after=int(after) if _NUMBER.fullmatch(after) else 0)


def _page(
    site: Site,
    request: Request,
    wanted: Waiting,
    *,
    after: str = "",
    done: str = "",
    left: list[Closed] | None = None,
    status: int = 200,
) -> Response:
    house = site.house
    found = house.reviews.waiting(wanted, after=after)
    titles = {name: house.store.agreement(name).agreement.title for name in {one.agreement_id for one in found.items}}
    sights = house.reviews.sights([one.comparison_id for one in found.items if one.severity <= CLOSABLE])
    asked_for = {
        "agreement": wanted.agreement,
        "tag": wanted.tag,
        "severity": "" if wanted.severity is Severity.NONE else wanted.severity.value,
        "state": wanted.state,
        "assignee": wanted.assignee,
    }
    values = {
        "title": Sentence("Open reviews"),
        "wanted": wanted,
        "found": found,
        "titles": titles,
        "sights": {name: f"{name} {sight.seen} {sight.after}" for name, sight in sights.items()},
        "states": tuple(ReviewState),
        "reviewers": desk.reviewers(house),
        "choices": house.overview.choices(),
        "first": asked("/reviews", **asked_for) if after else "",
        "next": asked("/reviews", **asked_for, after=found.next) if found.next else "",
        "done": done,
        "problem": Sentence("Not everything could be closed.") if left else "",
        "left": left or [],
    }
    return site.page(request, "reviews.html", values, status)
