"""One clause through all versions: how it read, what changed in it, and who reviewed that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from watcher.domain.change import Comparison
from watcher.domain.review import Entry as Done
from watcher.domain.sentence import Sentence
from watcher.locale import Locale
from watcher.redline.sheet import Entry, Layout, lay_out
from watcher.redline.visible import visible
from watcher.services.history import Wording
from watcher.web.addresses import path
from watcher.web.site import Site
from watcher.web.speaking import speaking

_PLACE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One wording as the page shows it."""

    wording: Wording
    departure: Entry | None
    """The redline against the wording before; none for the first, and where only a number changed."""
    address: str
    """Of the change; empty for the first wording."""
    done: Sequence[Done]
    """Everything that was done to the review of the change and of its comparison, oldest first."""


def register(app: FastAPI, site: Site) -> None:
    """Add this route."""
    house = site.house

    @app.get("/agreements/{agreement_id}/clauses/{clause_id}", response_class=HTMLResponse)
    def clause(request: Request, agreement_id: str, clause_id: str) -> Response:
        history = house.history.clause(agreement_id, clause_id)
        clause = history.clause
        words = visible(clause.heading or clause.text).replace("\n", " ")
        words = words if len(words) <= _PLACE else f"{words[: _PLACE - 1]}…"
        place = " ".join(part for part in (clause.label, words) if part)
        values = {
            "title": Sentence("{place}: history", place=place),
            "place": place,
            "agreement": history.agreement,
            "history": history,
            "shown": [_shown(one, speaking(request)) for one in history.wordings],
        }
        return site.page(request, "clause.html", values)


def _shown(wording: Wording, locale: Locale) -> Shown:
    change = wording.change
    departure = None
    if change is not None:
        sheet = lay_out(Comparison(changes=(change,)), Layout(context=None, locale=locale))
        departure = next(iter(sheet.entries), None)
    return Shown(
        wording=wording,
        departure=departure,
        address=path("comparisons", wording.comparison_id, "changes", change.id) if change else "",
        done=sorted((*wording.entries, *wording.whole), key=lambda entry: entry.seq),
    )
