"""Every view of a comparison, read by axe-core: in columns, whole, filtered, decided, with the help open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from web.serving import Person, comparison_of

from watcher.bootstrap import House

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
BILINGUAL, MOVING = "tidefolio-terms", "fernlet-mini-app"

VIEWS = (
    (MOVING, "?columns=split&order=document"),
    (BILINGUAL, "?columns=languages&text=whole"),
    (MOVING, "?severity=high&text=whole"),
    (MOVING, "?kind=split"),
)


def violations(page: Any) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("agreement", "query"), VIEWS)
def test_axe_finds_nothing_in_any_view(
    desk: House, local: Person, window: Callable[..., Any], agreement: str, query: str, theme: str
) -> None:
    reader = window(local.client, color_scheme=theme)
    reader.goto(f"/comparisons/{comparison_of(desk, agreement)}{query}")
    reader.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    assert violations(reader) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_something_was_decided_or_went_wrong(
    desk: House, local: Person, window: Callable[..., Any], theme: str
) -> None:
    place = f"/comparisons/{comparison_of(desk, MOVING)}"
    change = desk.store.comparison(comparison_of(desk, MOVING)).comparison.substantive[0]
    local.open(f"{place}/changes/{change.id}")
    local.submit("/decide", decision="action_needed", owner="Bo", until="2026-04-01", words="Ask them.")
    reader = window(local.client, color_scheme=theme)
    reader.goto(place)
    reader.get_by_role("button", name="Close with this decision").click()
    assert reader.get_by_role("alert").inner_text() == "Nothing was kept: choose a decision."
    assert violations(reader) == []
    reader.get_by_role("button", name="Keyboard").click()
    assert violations(reader) == []
