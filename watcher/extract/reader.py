"""The front of the room: which reader a body needs, and what is said when there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watcher.domain.agreement import Cut
from watcher.domain.document import Document
from watcher.domain.errors import Unreadable
from watcher.domain.snapshot import Snapshot
from watcher.extract.decode import decode
from watcher.extract.fingerprint import without_furniture
from watcher.extract.html import Wanted, read_html
from watcher.extract.kinds import Kind, is_no_text, kind_of
from watcher.extract.links import untracked
from watcher.extract.notes import without_controls
from watcher.extract.pdf import read_pdf
from watcher.extract.text import read_text

MAX_BYTES = 40_000_000


def read(
    snapshot: Snapshot, cut: Cut | None = None, *, title: str = "", languages: Sequence[str] = (), anchor: str = ""
) -> Document:
    """The document that a snapshot's bytes make.

    ``title`` (the agreement's), ``languages`` (BCP 47 tags, the first one first) and ``anchor`` (the fragment of the
    watched address; else that of the snapshot's) choose among several agreements on one page. Raises Unreadable, its
    ``where`` the snapshot's address.
    """
    anchor = anchor or snapshot.url.partition("#")[2]
    wanted = Wanted(cut=cut or Cut(), title=title, languages=tuple(languages), anchor=anchor)
    kind, what = kind_of(snapshot.body, snapshot.content_type)
    return _read(snapshot, kind, what, wanted)


def read_file(name: str, body: bytes, cut: Cut | None = None, *, title: str = "") -> Document:
    """The document of a file, read as what its name says: ``.html``, ``.htm``, ``.pdf``, anything else as text.

    ``title`` chooses among several agreements on one page. Raises Unreadable, its ``where`` the name.
    """
    ending = name.lower().rpartition(".")[2]
    seen, what = kind_of(body)
    kind = {"html": Kind.HTML, "htm": Kind.HTML, "pdf": Kind.PDF}.get(ending, Kind.TEXT)
    if seen is Kind.BINARY or (seen is Kind.PDF and kind is not Kind.PDF):
        kind, what = Kind.BINARY, what or "a PDF document"
    return _read(Snapshot(body=body), kind, what, Wanted(cut=cut or Cut(), title=title), where=name)


def join(documents: Sequence[Document]) -> Document:
    """One document of an agreement's pages, in their order. The title is the first page's."""
    if len(documents) == 1:
        return documents[0]
    sizes = [max(1, len(document.text)) / max(document.taken, 0.0001) for document in documents]
    taken = sum(size * document.taken for size, document in zip(sizes, documents, strict=True))
    return Document(
        blocks=tuple(block for document in documents for block in document.blocks),
        title=next((document.title for document in documents if document.title), ""),
        charset=", ".join(dict.fromkeys(document.charset for document in documents if document.charset)),
        taken=round(min(1.0, taken / sum(sizes)), 4) if documents else 1.0,
        region=", ".join(dict.fromkeys(document.region for document in documents if document.region)),
        left_out=tuple(each for document in documents for each in document.left_out),
        warnings=tuple(each for document in documents for each in document.warnings),
        signs=tuple(each for document in documents for each in document.signs),
    )


def _read(snapshot: Snapshot, kind: Kind, what: str, wanted: Wanted, *, where: str = "") -> Document:
    where = where or snapshot.url
    try:
        document = untracked(_by_kind(snapshot, kind, what, wanted), wanted.cut.tracking)
    except Unreadable as error:
        if error.where or not where:
            raise
        raise Unreadable(error.what, reason=error.reason, where=where, mend=error.mend) from error
    if not any(block.text for block in document.blocks) and not wanted.cut.select and not document.signs:
        raise Unreadable(
            "there is no text to read", reason="empty", where=where, mend="look at the address with a browser"
        )
    return document


def _by_kind(snapshot: Snapshot, kind: Kind, what: str, wanted: Wanted) -> Document:
    body = snapshot.body
    if not body.strip(b"\0\t\r\n "):
        raise Unreadable("the body is empty", reason="empty", mend="look at the address with a browser")
    if len(body) > MAX_BYTES:
        raise Unreadable(
            f"the body has {len(body):,} bytes; at most {MAX_BYTES:,} are read",
            reason="limits",
            mend="check that the address is the agreement's",
        )
    if kind is Kind.BINARY:
        raise _binary(what)
    if kind is not Kind.HTML and wanted.cut.select:
        raise Unreadable(
            f"selectors name elements of HTML; this is {'a PDF' if kind is Kind.PDF else 'plain text'}",
            reason="selector",
            mend="take `select` out of the agreement, or look at what the address answers",
        )
    if kind is Kind.PDF:
        return without_furniture(read_pdf(body), wanted.cut.furniture)
    decoded = decode(body, snapshot.content_type)
    if is_no_text(decoded.text):
        raise _binary("no text")
    if kind is Kind.HTML:
        document = read_html(decoded.text, url=snapshot.url, wanted=wanted)
    else:
        document = without_furniture(without_controls(read_text(decoded.text)), wanted.cut.furniture)
    return replace(document, charset=decoded.charset, warnings=(*decoded.warnings, *document.warnings))


def _binary(what: str) -> Unreadable:
    return Unreadable(
        f"the body is {what}, not a page, a PDF or text",
        reason="binary",
        mend="check that the address is the agreement's",
    )
