"""Tabs and folded sections: what a click opens belongs to the agreement, what nothing opens does not."""

from __future__ import annotations

import pytest

from watcher.domain.agreement import Cut
from watcher.domain.document import Document
from watcher.extract import read_file

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


def read(html: str) -> Document:
    return read_file("terms.html", html.encode(), Cut())


def folded(panel: str) -> str:
    sections = "".join(
        f'<div class="acc"><div class="head">{title}</div><div class="body" {panel}><p>{said}</p></div></div>'
        for title, said in (
            ("Fees", "Fees are due within 14 days."),
            ("Law", "The law of the island governs these terms."),
            ("Boats", "You must keep your boat dry."),
        )
    )
    text = "These terms hold for every boat that lies in the harbour, and for whoever owns it."
    return f"<html><body><main><h1>Harbour Terms</h1><p>{text}</p>{sections}</main></body></html>"


@pytest.mark.parametrize("panel", ['style="display:none"', "hidden", 'aria-hidden="true"'])
def test_text_folded_behind_a_short_line_is_read(panel: str) -> None:
    text = read(folded(panel)).text
    assert "Fees are due within 14 days." in text
    assert "You must keep your boat dry." in text


def test_hidden_text_that_binds_and_is_left_out_is_told() -> None:
    said = "You must pay the fees within 14 days, or we shall close it."
    hidden = f'<p>Boats. Rafts.</p><div style="display:none"><p>{said}</p></div>'
    document = read(folded("hidden").replace("</main>", f"{hidden}<p>That is all of it.</p></main>"))
    assert "within 14 days, or we" not in document.text
    assert any("hidden words that may bind somebody" in warning for warning in document.warnings)


def test_a_hidden_banner_on_cookies_is_neither_read_nor_told() -> None:
    said = "We use cookies. You must agree to them to go on reading."
    banner = f'<div>Cookies</div><div class="cookie-bar" hidden><p>{said}</p></div>'
    document = read(folded("hidden").replace("</main>", f"</main>{banner}"))
    assert "We use cookies" not in document.text
    assert document.warnings == ()
