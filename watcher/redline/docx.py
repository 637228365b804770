"""A comparison as a Word document with real tracked changes (ECMA-376 part 1, 17.13.5: ``w:ins``, ``w:del``).

Accepting all of them leaves the new text in every redline paragraph, rejecting all of them the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import count
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from watcher.domain.change import Comparison, Span
from watcher.redline.head import Fact, shown
from watcher.redline.sheet import DISCLAIMER, UNTITLED, Entry, Layout, Mark, Piece, lay_out

AUTHOR = "Terms watcher"
REDLINE_STYLE = "Redline"
"""The paragraph style of everything that holds tracked changes."""
_WHOLE = Layout(context=None)


def to_docx(
    comparison: Comparison, *, layout: Layout = _WHOLE, at: datetime | None = None, head: Iterable[Fact] = ()
) -> bytes:
    """The redline as a .docx file, below what ``head`` states of it.

    ``at`` dates the tracked changes; without it they carry no date.
    """
    sheet = lay_out(_as_printed(comparison), layout)
    document = Document()
    style = document.styles.add_style(REDLINE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.left_indent = Pt(18)
    document.core_properties.title = sheet.title[:255]
    document.core_properties.author = AUTHOR
    document.add_heading(sheet.title or sheet.locale.say(UNTITLED), level=1)
    for fact in shown(head):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{fact.label}: ").bold = True
        paragraph.add_run("\n".join(fact.lines))
    for line in (sheet.summary, sheet.scheme, sheet.renumbered):
        if line:
            document.add_paragraph(line)
    numbers = count(1)
    for entry in sheet.entries:
        _entry(document, entry, sheet.locale.comma, numbers, at)
    if sheet.more:
        document.add_paragraph(sheet.rest)
    document.add_paragraph(sheet.locale.say(DISCLAIMER))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _as_printed(comparison: Comparison) -> Comparison:
    """With every difference marked: what is rejected must give back the old text to the letter."""
    return replace(
        comparison,
        changes=tuple(
            replace(change, spans=_marked(change.spans), heading_spans=_marked(change.heading_spans))
            for change in comparison.changes
        ),
    )


def _marked(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(span, cosmetic=False) for span in spans)


def _entry(document: WordDocument, entry: Entry, comma: str, numbers: Iterator[int], at: datetime | None) -> None:
    document.add_heading(f"[{entry.tag}] {entry.place} {entry.kind}", level=2)
    if entry.categories:
        document.add_paragraph(comma.join(entry.categories))
    for line in (*entry.reasons, *entry.notes):
        document.add_paragraph(line, style="List Bullet")
    for pieces in (entry.heading, entry.body):
        if pieces:
            paragraph = document.add_paragraph(style=REDLINE_STYLE)
            for piece in pieces:
                _add(paragraph, piece, numbers, at)


def _add(paragraph: Paragraph, piece: Piece, numbers: Iterator[int], at: datetime | None) -> None:
    run = _run(piece.text, deleted=piece.mark is Mark.DELETE)
    if piece.mark not in (Mark.DELETE, Mark.INSERT):
        paragraph._p.append(run)
        return
    tracked: Any = OxmlElement("w:del" if piece.mark is Mark.DELETE else "w:ins")
    tracked.set(qn("w:id"), str(next(numbers)))
    tracked.set(qn("w:author"), AUTHOR)
    if at is not None:
        tracked.set(qn("w:date"), at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    tracked.append(run)
    paragraph._p.append(tracked)


def _run(text: str, *, deleted: bool) -> Any:  # python-docx types its elements only in part
    run: Any = OxmlElement("w:r")
    for place, line in enumerate(text.split("\n")):
        if place:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:delText" if deleted else "w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = line
        run.append(words)
    return run
