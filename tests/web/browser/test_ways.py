"""The whole way of a reviewer, from the link in a mail to a closed review, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from web.serving import PASSWORD, comparison_of

from watcher.bootstrap import House
from watcher.domain.review import DecisionKind, ReviewState
from watcher.locale import locale

AGREEMENT = "lumenpost-service"
BROWSERS = {"en": "en-GB", "zh": "zh-CN"}


def link_in_mail(house: House) -> str:
    """The first link of the mail that leads to the comparison, without the host that it would have elsewhere."""
    mail = house.messages.alert(AGREEMENT, "email-text").decode()
    found = re.search(r"https?://\S+/comparisons/\S+", mail)
    assert found is not None
    parts = urlsplit(found[0])
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def review_of(house: House) -> Any:
    return house.reviews.review(comparison_of(house, AGREEMENT))


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_by_mouse_from_the_mail_to_a_closed_review(
    guarded: House, door: httpx.Client, window: Callable[..., Any], language: str, scripts: bool
) -> None:
    said = locale(language).gettext
    page = window(door, locale=BROWSERS[language], java_script_enabled=scripts)
    page.goto(link_in_mail(guarded))
    page.get_by_label(said("Name"), exact=True).fill("reviewer")
    page.get_by_label(said("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=said("Sign in")).click()

    page.get_by_role("button", name=said("Acknowledge")).click()
    assert page.get_by_role("status").first.inner_text()
    assert review_of(guarded).standing().state is ReviewState.IN_REVIEW

    page.get_by_label(said("Decision"), exact=True).select_option(DecisionKind.ACTION_NEEDED.value)
    page.get_by_label(said("Who has to act (action needed)")).fill("legal")
    page.get_by_label(said("Due, or deferred until")).fill("2026-04-01")
    page.get_by_label(said("Reason or comment")).fill("Ask whether the cap holds for us.")
    page.get_by_role("button", name=said("Close with this decision")).click()

    decision = review_of(guarded).standing().decision
    assert (decision.kind, decision.owner) == (DecisionKind.ACTION_NEEDED, "legal")
    assert "Ask whether the cap holds for us." in page.get_by_role("main").inner_text()
    assert page.locator("html").get_attribute("lang") == locale(language).tag


def test_by_keyboard_alone(desk: House, local: Any, window: Callable[..., Any]) -> None:
    page = window(local.client, locale="en-GB")
    page.goto(link_in_mail(desk))

    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.id")
    page.keyboard.press("k")
    assert first.startswith("change-")
    assert second != first == page.evaluate("document.activeElement.id")

    with page.expect_navigation():
        page.keyboard.press("e")
    assert review_of(desk).standing().state is ReviewState.IN_REVIEW

    tab_to(page, "decision")
    page.keyboard.press("ArrowDown")
    tab_to(page, "words")
    page.keyboard.type("jjee? nothing for us")
    with page.expect_navigation():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert review_of(desk).standing().decision.kind is DecisionKind.NO_ACTION


def tab_to(page: Any, name: str) -> None:
    """Press Tab until the field has the focus, as somebody without a mouse does."""
    for _ in range(200):
        if page.evaluate("document.activeElement.id") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached with the tabulator")


def test_single_keys_can_be_switched_off(desk: House, local: Any, window: Callable[..., Any]) -> None:
    page = window(local.client, locale="en-GB")
    page.goto(link_in_mail(desk))
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog")
    help_.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert not page.evaluate("document.activeElement.id").startswith("change-")
    page.reload()
    page.keyboard.press("j")
    assert not page.evaluate("document.activeElement.id").startswith("change-")


@pytest.mark.parametrize("width", [320, 360, 800, 1400])
def test_no_page_is_wider_than_its_window(desk: House, local: Any, window: Callable[..., Any], width: int) -> None:
    page = window(local.client, viewport={"width": width, "height": 700})
    comparison = comparison_of(desk, AGREEMENT)
    addresses = ("/", f"/agreements/{AGREEMENT}", f"/agreements/{AGREEMENT}/versions/2", "/search?words=fees", "/help")
    for address in (
        *addresses,
        f"/comparisons/{comparison}",
        f"/comparisons/{comparison}?columns=split",
        "/deliveries",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_moments_are_shown_in_the_readers_zone_with_utc_beside(
    desk: House, local: Any, window: Callable[..., Any]
) -> None:
    page = window(local.client, timezone_id="Asia/Shanghai", locale="en-GB")
    page.goto(f"/comparisons/{comparison_of(desk, AGREEMENT)}")
    moment = page.locator("time").first
    assert "UTC" in (moment.get_attribute("title") or "")
    assert "UTC" not in moment.inner_text()
