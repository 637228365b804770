"""The overview: what waits, what changed since somebody last looked, and how it stands with every agreement."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.bootstrap import House
from watcher.domain.assessment import Severity
from watcher.domain.delivery import DeliveryState
from watcher.domain.errors import UsageError
from watcher.domain.sentence import Sentence
from watcher.services.overview import ALL, CONDITIONS, Wanted
from watcher.services.ports import Waiting
from watcher.web.addresses import asked
from watcher.web.bodies import form_of
from watcher.web.site import Site, who

FEW = 8
"""Reviews and comparisons that the overview lists; the others have pages of their own."""

Words = Annotated[str, Query(max_length=200)]
After = Annotated[str, Query(max_length=500)]


def wanted(
    words: Words = "",
    tag: Words = "",
    provider: Words = "",
    severity: Severity = Severity.NONE,
    state: Annotated[str, Query(pattern=f"^({'|'.join((*CONDITIONS, ALL))})?$")] = "",
    order: Annotated[str, Query(pattern="^(id|changed)?$")] = "",
) -> Wanted:
    """Which agreements are asked for, as it stands in the address."""
    return Wanted(words=words, tag=tag, provider=provider, severity=severity, state=state, order=order or "id")


def query(chosen: Wanted) -> dict[str, str]:
    """The fields of the address that ask for it; what is usual is left out."""
    return {
        "words": chosen.words,
        "tag": chosen.tag,
        "provider": chosen.provider,
        "severity": "" if chosen.severity is Severity.NONE else chosen.severity.value,
        "state": chosen.state,
        "order": "" if chosen.order == "id" else chosen.order,
    }


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    @app.get("/", response_class=HTMLResponse)
    def overview(
        request: Request, chosen: Annotated[Wanted, Depends(wanted)], after: After = "", done: Words = ""
    ) -> Response:
        return site.page(request, "overview.html", _overview(house, who(request).name, chosen, after, done))

    @app.get("/comparisons", response_class=HTMLResponse)
    def comparisons(
        request: Request,
        severity: Severity = Severity.NONE,
        agreement: Words = "",
        unseen: bool = False,
        after: After = "",
    ) -> Response:
        name = who(request).name
        found = (
            house.overview.unseen(name, after=after)
            if unseen
            else house.overview.comparisons(agreement, severity=severity, after=after)
        )
        values = {
            "title": Sentence("Comparisons"),
            "found": found,
            "severity": severity,
            "agreement": agreement,
            "unseen": unseen,
            "looked_at": house.overview.looked_at(name),
            "now": house.clock(),
            "first": asked("/comparisons", **_kept(severity, agreement, unseen)) if after else "",
            "next": asked("/comparisons", **_kept(severity, agreement, unseen), after=found.next) if found.next else "",
        }
        return site.page(request, "comparisons.html", values)

    @app.post("/seen", response_class=HTMLResponse)
    def seen(request: Request) -> Response:
        """Everything up to the moment that the page was made has been seen."""
        try:
            until = datetime.fromisoformat(form_of(request).one("until"))
            if until.tzinfo is None or until.astimezone(UTC) > house.clock():
                raise ValueError
        except (ValueError, OverflowError):
            raise UsageError(Sentence("names no moment"), where="until") from None
        house.overview.look(who(request).name, until)
        return RedirectResponse("/?done=seen", 303)


def _kept(severity: Severity, agreement: str, unseen: bool) -> dict[str, str]:
    return {
        "severity": "" if severity is Severity.NONE else severity.value,
        "agreement": agreement,
        "unseen": "true" if unseen else "",
    }


def _overview(house: House, name: str, chosen: Wanted, after: str, done: str) -> dict[str, object]:
    asked_for = query(chosen)
    plain = not any(asked_for.values()) and not after
    lines = house.overview.lines(chosen, after=after)
    found: dict[str, object] = {
        "title": Sentence("Overview"),
        "plain": plain,
        "chosen": chosen,
        "choices": house.overview.choices(),
        "conditions": CONDITIONS,
        "tally": house.overview.tally(),
        "lines": lines,
        "first": asked("/", **asked_for) if after else "",
        "next": asked("/", **asked_for, after=lines.next) if lines.next else "",
        "feed_token": house.links.feed_token(),
        "now": house.clock(),
        "done": Sentence("Noted: you have seen what changed until now.") if done == "seen" else "",
        "problem": "",
    }
    if plain:
        waiting = house.reviews.open_reviews(limit=FEW)
        counts = house.store.counts()
        found |= {
            "waiting": [(one, house.store.agreement(one.agreement_id).agreement.title) for one in waiting],
            "waiting_count": house.reviews.waiting_count(Waiting()),
            "unseen": house.overview.unseen(name, limit=FEW).items,
            "unseen_count": house.overview.unseen_count(name),
            "looked_at": house.overview.looked_at(name),
            "messages": {state: counts.get(f"deliveries.{state}", 0) for state in DeliveryState},
        }
    return found
