"""Tabs and folded sections: what a click opens belongs to the agreement, what nothing opens does not."""

from __future__ import annotations

import pytest

SHOWN = "1. You shall pay the fees within ten days of the invoice that we send to you."
FOLDED = "2. We may suspend an account that breaks these terms, after a notice of ten working days."


@pytest.mark.parametrize("hide", ["hidden", "style='display:none'", "aria-hidden=true"])
@pytest.mark.parametrize(
    "html",
    [
        "<div role=tabpanel><p>{shown}</div><div role=tabpanel {hide}><p>{folded}</div>",
        "<a href='#a'>One</a> <a href='#b'>Two</a><div id=a><p>{shown}</div><div id=b {hide}><p>{folded}</div>",
        "<p>{shown}</p><b aria-controls=x>More</b><div id=x {hide}><p>{folded}</div>",
        "<p>{shown}</p><h3>Suspension</h3><div {hide}><p>{folded}</div><h3>Notices</h3><div {hide}>…</div>",
        "<p>{shown}</p><div><button>Suspension</button></div><div {hide}><p>{folded}</div>",
        "<div class='pane open'><p>{shown}</div><div class=pane {hide}>{folded}</div>",
    ],
    ids=["tab panels", "anchors", "controls", "headings", "buttons", "one of a row"],
)
def test_prose_that_a_click_opens_is_read(shown, html: str, hide: str) -> None:
    assert FOLDED in shown(html.format(shown=SHOWN, folded=FOLDED, hide=hide))


@pytest.mark.parametrize("hide", ["hidden", "style='display:none'"])
@pytest.mark.parametrize(
    "html",
    [
        "<p>{shown}</p><div {hide}><p>{folded}</div>",
        "<h3>Fees</h3><p {hide}>{folded}</p><p>{shown}</p>",
        "<h3>Fees</h3><div {hide}>{folded}</div><p>{shown}</p>",
        "<p>{shown}</p><b aria-controls=x>Menu</b><div id=x {hide}><a href=/>Home</a> <a href=/p>Prices</a></div>",
        "<p>{shown}</p><b aria-controls=x>Help</b><div id=x role=dialog {hide}>{folded}</div>",
        "<p class=text>{shown}</p><p class=text {hide}>{folded}</p>",
    ],
)
def test_what_nothing_opens_is_left_out(shown, html: str, hide: str) -> None:
    texts = shown(html.format(shown=SHOWN, folded=FOLDED, hide=hide))
    assert SHOWN in texts
    assert FOLDED not in texts
    assert not any("Prices" in text for text in texts)
