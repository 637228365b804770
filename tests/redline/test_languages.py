"""A redline speaks the language of its layout; the words of the agreement stay as they are."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from docx import Document

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Comparison
from watcher.domain.sentence import Sentence
from watcher.locale import locale
from watcher.redline import Layout, to_html_page, to_markdown, to_text
from watcher.redline.docx import to_docx
from watcher.redline.sheet import lay_out

CHINESE = locale("zh")


def test_our_words_are_said_and_the_clauses_stay(every_kind: Comparison) -> None:
    sheet = lay_out(every_kind, Layout(locale=CHINESE))
    assert sheet.title == "Ferry Terms 2（原标题：Ferry Terms）"
    assert sheet.summary == "新增 1 处、删除 1 处、修改 1 处、移动 1 处、拆分 1 处、合并 1 处"
    assert sheet.renumbered.startswith("37 条条款重新编号：20 → 21; 21 → 22;")
    first = sheet.entries[0]
    assert (first.tag, first.kind, first.categories) == ("高", "修改", ("通知",))
    assert "".join(piece.text for piece in first.body) == "Told 105 days before."


def test_what_is_cut_and_left_out_is_told(one_word) -> None:
    text = to_text(one_word("", "", "x" * 5_000, ""), layout=Layout(longest=30, locale=CHINESE), width=0)
    assert "……（另有 4,970 个字符）" in text
    assert lay_out(one_word("", "a", "b", ""), Layout(limit=0, locale=CHINESE)).rest == "另有 1 处"


def test_reasons_are_said_in_the_language_and_shown_harmless(one_word) -> None:
    told = Sentence("{title} (was: {before})", title="\x1b[2J", before=Sentence("fees"))
    [change] = one_word("", "a", "b", "").changes
    weighed = replace(change, assessment=Assessment(severity=Severity.LOW, reasons=(told,)))
    [entry] = lay_out(Comparison(changes=(weighed,)), Layout(locale=CHINESE)).entries
    assert entry.reasons == ("␛[2J（原标题：费用）",)


def test_every_format_speaks_it(every_kind: Comparison) -> None:
    layout = Layout(limit=2, locale=CHINESE)
    word = "\n".join(one.text for one in Document(BytesIO(to_docx(every_kind, layout=layout))).paragraphs)
    for said in (
        to_text(every_kind, layout=layout, width=0),
        to_markdown(every_kind, layout=layout),
        to_html_page(every_kind, layout=layout),
        word,
    ):
        assert "修改" in said
        assert "另有 4 处" in said
        assert "分类由程序自动作出，不构成法律意见。" in said
    assert '<html lang="zh-Hans">' in to_html_page(every_kind, layout=layout)
