"""Pages and files looked at without keeping anything: what the pipeline makes of them, and how two differ."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
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


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What the pipeline makes of one page or file."""

    name: str
    """Its path or address."""
    sha256: str
    document: Document
    cut: Cut
    fetch: Fetch | None = None
    """How it was received; none for a file."""

    @cached_property
    def tree(self) -> ClauseTree:
        return outline(self.document)

    @cached_property
    def verdict(self) -> Verdict:
        """Whether it looks like an agreement; who only compares need not know."""
        stranger = Agreement(id="preview", title=self.tree.title, sources=(self.name,), cut=self.cut)
        return recognise(self.document, self.tree, agreement=stranger, previous=None, final_url="")


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
    return Looked(name=name, sha256=hashlib.sha256(body).hexdigest(), document=document, cut=cut)


async def look_at_page(url: str, cut: Cut, fetcher: Fetcher, *, title: str = "", robots: bool = True) -> Looked:
    """A page, fetched now, and drawn where the cut says so. Raises FetchError, Unreadable."""
    page = await fetcher.fetch(asked(url, cut, robots=robots))
    fetch = page.fetch
    if fetch.outcome is not FetchOutcome.RECEIVED:
        raise FetchError(fetch.error, where=url, reason=fetch.reason, status=fetch.status)
    snapshot = Snapshot(body=page.body, content_type=fetch.header("content-type"), url=fetch.final_url)
    document = read(snapshot, cut, title=title, anchor=urlsplit(url).fragment)
    return Looked(name=url, sha256=snapshot.sha256, document=document, cut=cut, fetch=fetch)
