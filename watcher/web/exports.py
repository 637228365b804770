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
from watcher.redline import Fact, Layout, to_html_page, to_markdown
from watcher.redline.visible import visible
from watcher.services.departures import COLUMNS, departures
from watcher.services.review import Review
from watcher.web.departures import Standings
from watcher.web.evidence import head
from watcher.web.narrow import View, view
from watcher.web.site import Site
from watcher.web.speaking import speaking

# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV injection"), wide forms of it included.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What is taken away."""

    review: Review
    shown: Comparison
    """With the changes that the filters leave."""
    layout: Layout
    head: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How one of them is written."""

    suffix: str
    media_type: str
    write: Callable[[Taken], bytes]


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
        chosen = seen.of(recorded.comparison, Standings(review, site.house.reviews.today()).waits)
        speaks = speaking(request)
        layout = Layout(order=seen.order, context=None, locale=speaks)
        above = head(review, chosen, site.house, speaks)
        body = writer.write(Taken(review=review, shown=chosen, layout=layout, head=above))
        return Response(body, media_type=writer.media_type, headers=_attached(f"{name}.{writer.suffix}"))

    @app.get("/comparisons/{comparison_id}/snapshots/{sha256}")
    def snapshot(comparison_id: str, sha256: str) -> Response:
        recorded = site.house.store.comparison(comparison_id)
        sides = (site.house.store.version(recorded.agreement_id, number) for number in (recorded.old, recorded.new))
        if sha256 not in {ref.sha256 for version in sides for ref in version.snapshots}:
            raise NotFound("the comparison has no such snapshot", where=sha256)
        body = site.house.snapshots.read(sha256)
        return Response(body, media_type="application/octet-stream", headers=_attached(f"{sha256}.snapshot"))


def _attached(name: str) -> dict[str, str]:
    return {
        "content-disposition": f'attachment; filename="{name}"',
        # Should a browser show it all the same: on no origin of ours, and with nothing active in it.
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    }


def _csv(taken: Taken) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in departures(taken.review, taken.shown):
        writer.writerow(_cell(row[name]) for name in COLUMNS)
    # Spreadsheets take a file without the mark for one of the old national encodings.
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> str:
    text = visible("; ".join(value) if isinstance(value, list) else str(value))
    return f"'{text}" if _FORMULA.match(text.lstrip(" ")) else text


def _json(taken: Taken) -> bytes:
    recorded = taken.review.recorded
    said = {
        "schema": "watcher.departures/1",
        "agreement": recorded.agreement_id,
        "comparison": recorded.id,
        "old": recorded.old,
        "new": recorded.new,
        "at": recorded.at.isoformat(),
        "severity": recorded.comparison.severity.value,
        "sha256": taken.review.seen,
        "departures": departures(taken.review, taken.shown),
    }
    return json.dumps(said, ensure_ascii=True, indent=1).encode()


def _html(taken: Taken) -> bytes:
    return to_html_page(taken.shown, layout=taken.layout, head=taken.head).encode("utf-8", "replace")


def _markdown(taken: Taken) -> bytes:
    return to_markdown(taken.shown, layout=taken.layout, head=taken.head).encode("utf-8", "replace")


def _docx(taken: Taken) -> bytes:
    # Slow to import, and rarely asked for.
    from watcher.redline.docx import to_docx

    return to_docx(taken.shown, layout=taken.layout, at=taken.review.recorded.at, head=taken.head)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

WRITERS: dict[str, Writer] = {
    "csv": Writer(suffix="csv", media_type="text/csv; charset=utf-8", write=_csv),
    "json": Writer(suffix="json", media_type="application/json", write=_json),
    "html": Writer(suffix="html", media_type="text/html; charset=utf-8", write=_html),
    "markdown": Writer(suffix="md", media_type="text/markdown; charset=utf-8", write=_markdown),
    "docx": Writer(suffix="docx", media_type=_WORD, write=_docx),
}
"""Everything that can be taken away, by the last part of its address."""
