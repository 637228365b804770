"""A comparison as Markdown with ``<del>`` and ``<ins>``, which, unlike ``~~`` and ``**``, also hold beside Chinese
punctuation and inside words. Text of the page stays text: no markup, no link, no mention comes out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from watcher.domain.change import Comparison
from watcher.redline.head import Fact, shown
from watcher.redline.sheet import Entry, Layout, Mark, Piece, lay_out

_USUAL = Layout()
# Everything that means something in CommonMark or its usual extensions; ":" and "@" would make links and mentions of
# addresses, "w" none: "www." loses its dot to the backslash. A colon between a word and a blank ("note: 3 days") is
# print; anywhere else it may begin an address, a picture's name (":x:") or a definition (": x"). Quotes are print:
# they mean something in links and tags alone, and no text gets into one.
_MARKUP = re.compile(r"[\\`*_{}\[\]()#+\-.!|~=$^&<>@]|(?<!\w):|:(?! )")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;", ":": "&#58;"}


def to_markdown(comparison: Comparison, *, layout: Layout = _USUAL, head: Iterable[Fact] = ()) -> str:
    """The redline as Markdown (CommonMark), below what ``head`` states of it, ending in a line feed."""
    sheet = lay_out(comparison, layout)
    parts = [f"# {escape(sheet.title)}"] if sheet.title else []
    if told := [f"- **{escape(fact.label)}**: {escape(chr(10).join(fact.lines))}" for fact in shown(head)]:
        parts.append("\n".join(told))
    parts.append(escape(sheet.summary))
    parts += [escape(fold) for fold in (sheet.scheme, sheet.renumbered) if fold]
    parts += [_entry(entry, sheet.locale.comma) for entry in sheet.entries]
    if sheet.more:
        parts.append(escape(sheet.rest))
    if sheet.entries:
        parts.append(f"*{sheet.disclaimer}*")
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line; a line feed becomes a line break."""
    return _MARKUP.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text).replace("\n", "<br>")


def _entry(entry: Entry, comma: str) -> str:
    lines = [f"## {escape(f'[{entry.tag}]')} {escape(entry.place)} {escape(entry.kind)}"]
    if entry.categories:
        lines.append(comma.join(f"`{name}`" for name in entry.categories))
    told = [f"- {escape(reason)}" for reason in (*entry.reasons, *entry.notes)]
    if told:
        lines.append("\n".join(told))
    if entry.heading:
        lines.append(f"> **{_marked(entry.heading)}**")
    if entry.body:
        lines.append(f"> {_marked(entry.body)}")
    return "\n\n".join(lines)


def _marked(pieces: Iterable[Piece]) -> str:
    told = []
    for piece in pieces:
        text = escape(piece.text)
        if piece.mark is Mark.DELETE:
            text = f"<del>{text}</del>"
        elif piece.mark is Mark.INSERT:
            text = f"<ins>{text}</ins>"
        told.append(text)
    return "".join(told)
