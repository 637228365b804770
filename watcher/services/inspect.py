"""Pages and files looked at without keeping anything: what the pipeline makes of them, and how two differ."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from watcher.clauses import outline
from watcher.domain.agreement import Agreement, Cut
from watcher.domain.clause import ClauseTree
from watcher.domain.document import Document
from watcher.domain.errors import FetchError, Unreadable
from watcher.domain.fetch import Fetch, FetchOutcome
from watcher.domain.snapshot import Snapshot
from watcher.extract import read, read_file
from watcher.recognise import Verdict, recognise
from watcher.services.ports import Fetcher
from watcher.services.rounds import asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the pipeline makes of one page or file."""

    name: str
    """Its path or address."""
    sha256: str
    document: Document
    tree: ClauseTree
    verdict: Verdict
    fetch: Fetch | None = None
    """How it was received; none for a file."""


def look_at_file(name: str, body: bytes, cut: Cut, *, title: str = "") -> Looked:
    """A file, read as what its name says; ``title`` chooses among several agreements in it. Raises Unreadable."""
    try:
        document = read_file(name, body, cut, title=title)
    except Unreadable as unreadable:
        if unreadable.reason != "empty":
            raise
        raise Unreadable(
            "the file holds no text", reason="empty", where=name, mend="see whether it was saved whole"
        ) from None
    return _looked(name, hashlib.sha256(body).hexdigest(), document, cut)


async def look_at_page(url: str, cut: Cut, fetcher: Fetcher, *, title: str = "", robots: bool = True) -> Looked:
    """A page, fetched now, and drawn where the cut says so. Raises FetchError, Unreadable."""
    page = await fetcher.fetch(asked(url, cut, robots=robots))
    fetch = page.fetch
    if fetch.outcome is not FetchOutcome.RECEIVED:
        raise FetchError(fetch.error, where=url, reason=fetch.reason, status=fetch.status)
    snapshot = Snapshot(body=page.body, content_type=fetch.header("content-type"), url=fetch.final_url)
    document = read(snapshot, cut, title=title, anchor=urlsplit(url).fragment)
    looked = _looked(url, snapshot.sha256, document, cut)
    return Looked(
        name=looked.name,
        sha256=looked.sha256,
        document=looked.document,
        tree=looked.tree,
        verdict=looked.verdict,
        fetch=fetch,
    )


def _looked(name: str, sha256: str, document: Document, cut: Cut) -> Looked:
    tree = outline(document)
    stranger = Agreement(id="preview", title=tree.title, sources=(name,), cut=cut)
    verdict = recognise(document, tree, agreement=stranger, previous=None, final_url="")
    return Looked(name=name, sha256=sha256, document=document, tree=tree, verdict=verdict)
