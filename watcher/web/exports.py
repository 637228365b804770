"""What is taken away of a comparison: its table of departures, or the redline as a document."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response

from watcher.domain.change import Comparison
from watcher.domain.errors import NotFound
from watcher.redline import Layout, to_html_page, to_markdown
from watcher.redline.visible import visible
from watcher.services.departures import COLUMNS, departures
from watcher.services.review import Review
from watcher.web.narrow import View, view
from watcher.web.site import Site

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"), wide forms of it included.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How one of them is written."""

    suffix: str
    media_type: str
    write: Callable[[Review, Comparison, View], bytes]


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""

    @app.get("/comparisons/{comparison_id}/export/{form}")
    def export(request: Request, comparison_id: str, form: str, seen: Annotated[View, Depends(view)]) -> Response:
        if form not in WRITERS:
            raise NotFound("there is no such export", where=form)
        writer = WRITERS[form]
        review = site.house.reviews.review(comparison_id)
        recorded = review.recorded
        name = _UNSAFE.sub("-", f"{recorded.agreement_id}-{recorded.old}-{recorded.new}").strip("-.")
        headers = {
            "content-disposition": f'attachment; filename="{name}.{writer.suffix}"',
            # Should a browser show it all the same: on no origin of ours, and with nothing active in it.
            "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        }
        body = writer.write(review, seen.of(recorded.comparison), seen)
        return Response(body, media_type=writer.media_type, headers=headers)


def _csv(review: Review, shown: Comparison, _view: View) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in departures(review, shown):
        writer.writerow(_cell(row[name]) for name in COLUMNS)
    # Spreadsheets take a file without the mark for one of the old national encodings.
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = visible("; ".join(value) if isinstance(value, list) else str(value))
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) else text


def _json(review: Review, shown: Comparison, _view: View) -> bytes:
    recorded = review.recorded
    said = {
        "schema": "watcher.departures/1",
        "agreement": recorded.agreement_id,
        "comparison": recorded.id,
        "old": recorded.old,
        "new": recorded.new,
        "at": recorded.at.isoformat(),
        "severity": recorded.comparison.severity.value,
        "sha256": review.seen,
        "departures": departures(review, shown),
    }
    return json.dumps(said, ensure_ascii=True, indent=1).encode()


def _layout(seen: View) -> Layout:
    return Layout(order=seen.order, context=None)


def _html(_review: Review, shown: Comparison, seen: View) -> bytes:
    return to_html_page(shown, layout=_layout(seen)).encode("utf-8", "replace")


def _markdown(_review: Review, shown: Comparison, seen: View) -> bytes:
    return to_markdown(shown, layout=_layout(seen)).encode("utf-8", "replace")


def _docx(review: Review, shown: Comparison, seen: View) -> bytes:
    # Slow to import, and rarely asked for.
    from watcher.redline.docx import to_docx

    return to_docx(shown, layout=_layout(seen), at=review.recorded.at)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

WRITERS: dict[str, Writer] = {
    "csv": Writer(suffix="csv", media_type="text/csv; charset=utf-8", write=_csv),
    "json": Writer(suffix="json", media_type="application/json", write=_json),
    "html": Writer(suffix="html", media_type="text/html; charset=utf-8", write=_html),
    "markdown": Writer(suffix="md", media_type="text/markdown; charset=utf-8", write=_markdown),
    "docx": Writer(suffix="docx", media_type=_WORD, write=_docx),
}
"""Everything that can be taken away, by the last part of its address."""
