"""axe-core (Deque's rules for WCAG 2.2 A and AA) finds nothing on any page, in either theme, in either language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.responses import HTMLResponse
from web.serving import PASSWORD, served

from watcher.bootstrap import House
from watcher.locale import locale
from watcher.web.app import build

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SUBSCRIBER = """
[smtp]
host = "localhost"
port = 25
from = "Terms watcher <watcher@example.org>"

[[subscribers]]
name = "Compliance"
email = "compliance@example.org"

"""
AGREEMENT, BILINGUAL = "lumenpost-service", "tidefolio-terms"

PAGES = {
    "/": "/",
    "/reviews": "/reviews",
    "/search": "/search?words=fees",
    "/help": "/help",
    "/agreements/{agreement_id}": "/agreements/{agreement}",
    "/agreements/{agreement_id}/versions/{number}": "/agreements/{agreement}/versions/1",
    "/agreements/{agreement_id}/compare": "/agreements/{agreement}/compare?old=1&new=2",
    "/agreements/{agreement_id}/clauses/{clause_id}": "/agreements/{agreement}/clauses/{clause}",
    "/agreements/{agreement_id}/checks/{check_id}": "/agreements/{agreement}/checks/{check}",
    "/comparisons": "/comparisons",
    "/comparisons/{comparison_id}": "/comparisons/{comparison}",
    "/comparisons/{comparison_id}/changes/{change_id}": "/comparisons/{comparison}/changes/{change}",
    "/deliveries": "/deliveries",
    "/subscribers": "/subscribers",
    "/subscriptions/{token}": "/subscriptions/{subscription}",
}
"""Where each page is found, by its route."""
VIEWS = (
    "/search",
    "/comparisons/{comparison}?columns=split",
    "/comparisons/{comparison}?text=whole&order=document",
    "/comparisons/{bilingual}?columns=languages",
    "/nothing-is-here",
)
ACCOUNTS = ("/account", "/sign-in")


def address(house: House, page: str) -> str:
    recorded = house.store.comparisons(AGREEMENT)[0]
    change = recorded.comparison.substantive[0]
    return page.format(
        agreement=AGREEMENT,
        comparison=recorded.id,
        bilingual=house.store.comparisons(BILINGUAL)[0].id,
        change=change.id,
        clause=change.clause.id,
        check=house.store.checks(AGREEMENT)[0].id,
        subscription=house.links.subscription("Compliance").rpartition("/")[2],
    )


def found_by_axe(page: Any) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("page", [*PAGES.values(), *VIEWS])
def test_axe_finds_nothing(installed: Callable[..., House], window: Callable[..., Any], page: str) -> None:
    house = installed(SUBSCRIBER)
    with served(house) as client:
        for theme in ("light", "dark"):
            for language in ("en-GB", "zh-CN"):
                reader = window(client, color_scheme=theme, locale=language)
                reader.goto(address(house, page))
                assert found_by_axe(reader) == [], (theme, language)


@pytest.mark.parametrize("page", ACCOUNTS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_people_sign_in(
    door: httpx.Client, window: Callable[..., Any], page: str, theme: str
) -> None:
    for language in ("en", "zh"):
        reader = window(door, color_scheme=theme, locale=language)
        reader.goto(page)
        if page != "/sign-in":
            said = locale(language).gettext
            reader.get_by_label(said("Name"), exact=True).fill("reader")
            reader.get_by_label(said("Password"), exact=True).fill(PASSWORD)
            reader.get_by_role("button", name=said("Sign in")).click()
            reader.wait_for_url(f"**{page}")
        assert found_by_axe(reader) == [], language


def test_every_page_is_looked_at(desk: House) -> None:
    shown = {
        route.path
        for route in build(desk).routes
        if getattr(route, "response_class", None) is HTMLResponse and "GET" in route.methods
    }
    assert shown == {*PAGES, *ACCOUNTS}
