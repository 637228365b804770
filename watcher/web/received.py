"""A look at what came when an agreement was checked. It is shown as text: nothing of it is active on these pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Path, Request
from fastapi.responses import HTMLResponse, Response

from watcher.bootstrap import House
from watcher.domain.agreement import Cut
from watcher.domain.errors import NotFound, StoreError, Unreadable
from watcher.domain.sentence import Sentence
from watcher.domain.snapshot import Snapshot
from watcher.domain.version import Check, SnapshotRef
from watcher.extract import read
from watcher.redline.visible import visible
from watcher.web.site import Site

LOOKED_THROUGH = 1000
"""Of an agreement's checks, the newest, that can be looked at."""
SHOWN = 20_000
"""Characters of a page that are shown."""
_AS_TEXT = {"content-security-policy": "default-src 'none'; sandbox", "content-disposition": "inline"}
"""Should a browser take it for something else than text all the same: on no origin of ours, and with nothing active."""


def register(app: FastAPI, site: Site) -> None:
    """Add these routes."""
    house = site.house

    @app.get("/agreements/{agreement_id}/checks/{check_id}", response_class=HTMLResponse)
    def check(request: Request, agreement_id: str, check_id: str) -> Response:
        agreement = house.browser.agreement(agreement_id)
        found = _check(house, agreement.id, check_id)
        fetches = {one.id: one for one in house.store.fetches(agreement.id, limit=LOOKED_THROUGH)}
        values = {
            "title": Sentence("{title}: a check", title=agreement.title),
            "agreement": agreement,
            "check": found,
            "fetches": [fetches[one] for one in found.fetch_ids if one in fetches],
            "looks": [look(house, ref) for ref in found.snapshots],
        }
        return site.page(request, "check.html", values)

    @app.get("/agreements/{agreement_id}/checks/{check_id}/received/{place}")
    def source(
        request: Request, agreement_id: str, check_id: str, place: Annotated[int, Path(ge=1, le=1000)]
    ) -> Response:
        """The source of a received page, as text whatever it is."""
        found = _check(house, house.browser.agreement(agreement_id).id, check_id)
        if place > len(found.snapshots):
            raise NotFound("the check received no such page", where=check_id)
        body = house.snapshots.read(found.snapshots[place - 1].sha256)
        return Response(body, media_type="text/plain; charset=utf-8", headers=_AS_TEXT)


def look(house: House, ref: SnapshotRef) -> dict[str, object]:
    """What a received page says, without what it looks like; why not, where it cannot be read."""
    try:
        body = house.snapshots.read(ref.sha256)
        document = read(Snapshot(body=body, content_type=ref.content_type, url=ref.url), Cut())
    except (Unreadable, StoreError, NotFound) as error:
        return {"ref": ref, "text": "", "problem": error.what, "size": 0, "more": False}
    lines = [" ".join(part for part in (block.marker, block.text) if part) for block in document.blocks]
    text = visible("\n\n".join(lines))
    return {"ref": ref, "text": text[:SHOWN], "problem": "", "size": len(body), "more": len(text) > SHOWN}


def _check(house: House, agreement_id: str, check_id: str) -> Check:
    checks = house.store.checks(agreement_id, limit=LOOKED_THROUGH)
    found = next((one for one in checks if one.id == check_id), None)
    if found is None:
        raise NotFound("no such check", where=check_id)
    return found
