"""Any two versions of an agreement, compared when they are asked for. Nothing is kept of it, and nothing decided."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from watcher.domain.errors import UsageError
from watcher.domain.sentence import Sentence
from watcher.redline.groups import Order
from watcher.redline.sheet import Layout, lay_out
from watcher.services.notices import between
from watcher.web.addresses import path
from watcher.web.site import Site
from watcher.web.speaking import speaking

Number = Annotated[int, Query(ge=1, le=10**9)]
"""Of a version."""


def register(app: FastAPI, site: Site) -> None:
    """Add this route."""
    house = site.house

    @app.get("/agreements/{agreement_id}/compare", response_class=HTMLResponse)
    def compare(
        request: Request, agreement_id: str, old: Number, new: Number, order: Order = Order.DOCUMENT
    ) -> Response:
        agreement = house.browser.agreement(agreement_id)
        sides = [house.store.version(agreement.id, number) for number in (old, new)]
        if old == new:
            raise UsageError(Sentence("a version has no difference from itself: choose two"), where="new")
        rules = house.settings.significance.rules
        recorded = between(agreement, sides[0], sides[1], house.store, house.links, rules=rules).recorded
        if recorded is not None and recorded.id:
            return RedirectResponse(path("comparisons", recorded.id), 303)
        assert recorded is not None
        layout = Layout(order=order, context=None, locale=speaking(request))
        newest = house.store.newest(agreement.id)
        values = {
            "title": Sentence("{title}: version {old} to {new}", title=agreement.title, old=old, new=new),
            "agreement": agreement,
            "old": sides[0],
            "new": sides[1],
            "newest": newest.number if newest else new,
            "order": order,
            "sheet": lay_out(recorded.comparison, layout),
            "severity": recorded.comparison.severity,
        }
        return site.page(request, "pair.html", values)
