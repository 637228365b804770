"""axe-core (Deque's rules for WCAG 2.2 A and AA) finds nothing on any page, in either theme, in either language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from watcher.bootstrap import House

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
AGREEMENT = "lumenpost-service"

PAGES = (
    "/",
    "/agreements/{agreement}",
    "/agreements/{agreement}/versions/1",
    "/comparisons/{comparison}",
    "/comparisons/{comparison}/changes/{change}",
    "/comparisons/{comparison}?columns=split",
    "/comparisons/{comparison}?text=whole",
    "/agreements/{agreement}/clauses/{clause}",
    "/search",
    "/search?words=fees",
    "/help",
    "/deliveries",
    "/subscribers",
    "/nothing-is-here",
)


def address(house: House, page: str) -> str:
    recorded = house.store.comparisons(AGREEMENT)[0]
    change = recorded.comparison.substantive[0]
    return page.format(
        agreement=AGREEMENT, comparison=recorded.id, change=change.id, clause=recorded.comparison.pairs[2][1]
    )


@pytest.mark.parametrize("language", ["en", "zh-CN"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(
    desk: House, local: Any, window: Callable[..., Any], page: str, theme: str, language: str
) -> None:
    reader = window(local.client, color_scheme=theme, locale=language)
    reader.goto(address(desk, page))
    found = Axe().run(reader, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
