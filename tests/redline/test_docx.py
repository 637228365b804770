from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watcher.domain.change import Comparison
from watcher.redline import DISCLAIMER
from watcher.redline.docx import REDLINE_STYLE, to_docx
from watcher.redline.visible import visible

Build = Callable[..., Comparison]


def paragraphs(file: bytes, *, accept: bool) -> list[str]:
    """What every redline paragraph says once all tracked changes are accepted, or rejected."""
    dropped = qn("w:del") if accept else qn("w:ins")
    told = []
    for paragraph in Document(BytesIO(file)).paragraphs:
        if paragraph.style is None or paragraph.style.name != REDLINE_STYLE:
            continue
        words = ""
        for element in paragraph._p.iter(qn("w:t"), qn("w:delText"), qn("w:br")):
            if not any(above.tag == dropped for above in element.iterancestors()):
                words += "\n" if element.tag == qn("w:br") else element.text or ""
        told.append(words)
    return told


def test_accepting_gives_the_new_text_and_rejecting_the_old(every_kind: Comparison) -> None:
    file = to_docx(every_kind)
    assert paragraphs(file, accept=True)[:2] == ["Fares and tolls", "Told 5 days before."]
    assert paragraphs(file, accept=False)[:2] == ["Fares", "Told 10 days before."]
    assert "Whales first." not in paragraphs(file, accept=False)
    assert "No parrots." not in paragraphs(file, accept=True)


def test_the_document_says_what_the_others_say(every_kind: Comparison) -> None:
    told = [paragraph.text for paragraph in Document(BytesIO(to_docx(every_kind))).paragraphs]
    assert "[HIGH] 3 modified" in told
    assert "notice shortened from 10 to 5 days" in told
    assert told[-1] == DISCLAIMER


def test_tracked_changes_carry_the_date_that_was_given(one_word: Build) -> None:
    file = to_docx(one_word("", "a", "b", ""), at=datetime(2024, 5, 1, 8, 0, tzinfo=UTC))
    tracked = list(Document(BytesIO(file)).element.body.iter(qn("w:ins"), qn("w:del")))
    assert {each.get(qn("w:date")) for each in tracked} == {"2024-05-01T08:00:00Z"}
    assert len({each.get(qn("w:id")) for each in tracked}) == 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_any_text_survives_in_word(one_word: Build, before: str, gone: str, come: str) -> None:
    file = to_docx(one_word(before, gone, come, ""))
    assert paragraphs(file, accept=True) == [visible(before) + visible(come)]
    assert paragraphs(file, accept=False) == [visible(before) + visible(gone)]
