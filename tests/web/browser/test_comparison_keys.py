"""A comparison in a real browser: keys, folding, the map, printing; and the way of a reviewer without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from web.serving import comparison_of

from watcher.bootstrap import House
from watcher.domain.review import ReviewState

MOVING = "fernlet-mini-app"
Window = Callable[..., Any]


@pytest.fixture
def reader(desk: House, local: Any, window: Window) -> Any:
    page = window(local.client, viewport={"width": 1280, "height": 800})
    page.goto(f"/comparisons/{comparison_of(desk, MOVING)}")
    return page


def marked(reader: Any) -> str:
    """The line of the list that is marked."""
    return str(reader.locator(".list ol a[aria-current]").first.get_attribute("href"))


def lines(reader: Any) -> list[str]:
    return [str(one.get_attribute("href")) for one in reader.locator(".list li a").all()]


def test_j_and_k_go_through_the_changes_of_the_list(reader: Any) -> None:
    order = lines(reader)
    for expected in (order[0], order[1], order[2]):
        reader.keyboard.press("j")
        assert marked(reader) == expected
        assert reader.evaluate("location.hash") == expected
        assert reader.evaluate("'#' + document.activeElement.id") == expected
    reader.keyboard.press("k")
    assert marked(reader) == order[1]


def test_no_key_does_anything_while_somebody_types(reader: Any) -> None:
    reader.locator("#words").press_sequentially("just keep selling free offers?")
    assert reader.locator("#words").input_value() == "just keep selling free offers?"
    assert reader.evaluate("location.hash") == ""
    assert "columns" not in reader.url
    assert not reader.locator("#keys").is_visible()


def test_single_keys_can_be_switched_off_and_stay_off(reader: Any) -> None:
    reader.keyboard.press("?")
    assert reader.locator("#keys").is_visible()
    reader.get_by_label("Single keys are on").uncheck()
    reader.keyboard.press("Escape")
    reader.reload()
    reader.keyboard.press("s")
    reader.keyboard.press("?")
    assert "columns" not in reader.url
    assert not reader.locator("#keys").is_visible()
    reader.get_by_role("button", name="Keyboard").click()
    reader.get_by_label("Single keys are on").check()
    reader.keyboard.press("Escape")
    reader.keyboard.press("s")
    reader.wait_for_url("**columns=split**")


def test_modified_keys_stay_the_browser_s(reader: Any) -> None:
    for keys in ("Control+s", "Alt+j", "Meta+f"):
        reader.keyboard.press(keys)
    assert reader.evaluate("location.hash") == ""
    assert "columns" not in reader.url


def test_the_choice_of_columns_is_remembered(reader: Any, desk: House) -> None:
    reader.keyboard.press("s")
    reader.wait_for_url("**columns=split**")
    reader.goto(f"/comparisons/{comparison_of(desk)}")
    reader.wait_for_url("**columns=split**")
    reader.keyboard.press("s")
    reader.wait_for_url(lambda url: "split" not in url)
    reader.goto(f"/comparisons/{comparison_of(desk, MOVING)}")
    assert "columns" not in reader.url


def test_everything_unfolds_and_folds(reader: Any) -> None:
    folds = reader.locator("details.unchanged")
    assert folds.count() > 1
    reader.keyboard.press("o")
    assert all(one.get_attribute("open") is not None for one in folds.all())
    reader.keyboard.press("o")
    assert all(one.get_attribute("open") is None for one in folds.all())


def test_the_map_has_a_mark_for_each_change_and_nothing_for_those_who_listen(reader: Any) -> None:
    assert reader.locator(".map i").count() == len(lines(reader))
    assert reader.locator(".map").get_attribute("aria-hidden") == "true"
    places = reader.evaluate("[...document.querySelectorAll('.map i')].map((mark) => mark.getBoundingClientRect().top)")
    assert all(0 <= place <= 800 for place in places)
    assert len(set(places)) == len(places)


def test_moments_are_told_in_the_reader_s_zone_with_utc_beside(desk: House, local: Any, window: Window) -> None:
    path = f"/comparisons/{comparison_of(desk, MOVING)}"
    told = {}
    for zone in ("Asia/Shanghai", "America/New_York"):
        page = window(local.client, timezone_id=zone)
        page.goto(path)
        moment = page.locator("time[datetime]").first
        told[zone] = moment.text_content()
        assert str(moment.get_attribute("title")).endswith(" UTC")
    assert len(set(told.values())) == 2


def test_a_review_is_acknowledged_and_closed_by_keyboard_alone(reader: Any, desk: House) -> None:
    reader.keyboard.press("e")
    reader.locator(".done", has_text="Acknowledged: the review is yours.").wait_for()
    reader.keyboard.press("r")
    reader.keyboard.type("no action")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    for _ in range(6):
        if reader.evaluate("document.activeElement.id") == "words":
            break
        reader.keyboard.press("Tab")
    reader.keyboard.type("Read; nothing to do.")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    reader.locator(".done", has_text="Your decision was kept.").wait_for()
    review = desk.reviews.review(comparison_of(desk, MOVING))
    assert review.standing().state is ReviewState.CLOSED
    assert review.entries[-1].words == "Read; nothing to do."


def test_two_clicks_lead_from_a_mail_s_link_to_a_closed_review_without_a_script(
    desk: House, local: Any, window: Window
) -> None:
    page = window(local.client, java_script_enabled=False)
    page.goto(desk.links.comparison(comparison_of(desk, MOVING)).removeprefix(desk.settings.base_url))
    page.get_by_role("button", name="Close: no action").click()
    assert page.get_by_role("status").first.text_content() == "Your decision was kept."
    assert desk.reviews.review(comparison_of(desk, MOVING)).standing().state is ReviewState.CLOSED


def test_on_paper_folds_are_open_and_marks_need_no_colour(reader: Any) -> None:
    reader.emulate_media(media="print")
    hidden = reader.locator("details.unchanged .same").first
    assert hidden.bounding_box()["height"] > 0
    signs = reader.evaluate(
        "['ins', 'del'].map((name) => { const mark = document.querySelector(name); return ['::before', '::after']"
        ".map((side) => getComputedStyle(mark, side).content.replaceAll('\"', '')) })"
    )
    assert signs == [["{+", "+}"], ["[-", "-]"]]
    foot = reader.locator(".printed")
    assert foot.is_visible()
    assert "SHA-256" in foot.inner_text()


def test_a_link_to_a_change_on_another_page_leads_to_its_own(reader: Any, desk: House) -> None:
    place = f"/comparisons/{comparison_of(desk, MOVING)}"
    change = lines(reader)[-1].removeprefix("#change-")
    reader.goto(f"{place}?severity=critical#change-{change}")
    reader.wait_for_url(f"**{place}/changes/{change}")


@pytest.mark.parametrize("width", [320, 360, 800, 1400])
@pytest.mark.parametrize("columns", ["inline", "split"])
def test_nothing_has_to_be_scrolled_sideways(reader: Any, width: int, columns: str) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    reader.goto(f"{reader.url.partition('?')[0].partition('#')[0]}?columns={columns}&text=whole")
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_to_press_is_large_enough(reader: Any) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links in a sentence."""
    small = reader.evaluate(
        "[...document.querySelectorAll('main :is(a, button, select, input:not([type=hidden]), summary)')]"
        ".filter((one) => one.getClientRects().length && !one.closest('p.printed'))"
        ".filter((one) => { const box = one.getBoundingClientRect(); return box.height < 24 || box.width < 24 })"
        ".filter((one) => getComputedStyle(one).display !== 'inline').map((one) => one.outerHTML)"
    )
    assert small == []
