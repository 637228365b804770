"""Full-text search over the clauses of all versions."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BeforeValidator

from watcher.domain.errors import NotFound
from watcher.domain.sentence import Sentence
from watcher.locale.words import CATEGORIES
from watcher.services.paging import Page
from watcher.services.search import LONGEST, Hit
from watcher.services.search import Query as Wanted
from watcher.web.addresses import asked
from watcher.web.site import Site

MANY = 200
"""Agreements that are offered to be chosen from; where there are more, the id is typed."""

Day = Annotated[date | None, BeforeValidator(lambda typed: typed or None)]
"""As a form sends it: a field that was left empty asks for nothing."""
Name = Annotated[str, Query(max_length=200)]


def register(app: FastAPI, site: Site) -> None:
    """Add this route."""
    house = site.house

    @app.get("/search", response_class=HTMLResponse)
    def search(
        request: Request,
        words: Annotated[str, Query(max_length=LONGEST)] = "",
        agreement: Name = "",
        category: Name = "",
        since: Annotated[Day, Query()] = None,
        until: Annotated[Day, Query()] = None,
        current: bool = False,
        after: Annotated[str, Query(max_length=500)] = "",
    ) -> Response:
        wanted = Wanted(words=words, agreement=agreement, category=category, since=since, until=until, current=current)
        unknown = _unknown(agreement, category)
        found: Page[Hit] = house.search.find(wanted, after=after) if words.strip() and not unknown else Page()
        fields = {
            "words": words,
            "agreement": agreement,
            "category": category,
            "since": since or "",
            "until": until or "",
            "current": "true" if current else "",
        }
        few = sum(house.overview.tally().values()) <= MANY
        values = {
            "title": Sentence("Search: {words}", words=words) if words.strip() else Sentence("Search"),
            "wanted": wanted,
            "found": found,
            "unknown": unknown,
            "agreements": [(row.agreement.id, row.agreement.title) for row in house.store.watched(ended=True)]
            if few
            else [],
            "categories": tuple(CATEGORIES),
            "first": asked("/search", **fields) if after else "",
            "next": asked("/search", **fields, after=found.next) if found.next else "",
        }
        return site.page(request, "search.html", values, 404 if unknown else 200)

    def _unknown(agreement: str, category: str) -> str:
        """That nothing has a name which was asked for; otherwise it would seem that no clause says the words."""
        if category and category not in CATEGORIES:
            return Sentence("There is no category of the name {name}.", name=category)
        try:
            if agreement:
                house.store.agreement(agreement)
        except NotFound:
            return Sentence("There is no agreement with the id {id}.", id=agreement)
        return ""
