"""A comparison as HTML: a fragment for pages and mails, or a file that stands alone.

Only elements and classes; no script, no style attribute, nothing that loads. Everything that came from a page is
escaped and isolated (``dir="auto"``), so that it can neither end its element nor turn the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from watcher.domain.change import Comparison
from watcher.redline.head import Fact, shown
from watcher.redline.sheet import UNTITLED, Entry, Layout, Mark, Piece, Sheet, lay_out

_USUAL = Layout()
_WHOLE = Layout(context=None)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_SAFE_LINK = re.compile(r"https?://|/(?!/)|#|[\w.-]+(?:/|$)", re.IGNORECASE)
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")

CSS = """
:root { color-scheme: light dark; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1e21; background: #ffffff; }
h1 { font-size: 1.4rem; } h3 { font-size: 1.05rem; margin: 0 0 .3rem; }
.redline-change { border-left: 4px solid #9aa0a6; padding: .1rem 0 .1rem 1rem; margin: 1.6rem 0; }
.redline-critical { border-color: #8f1d5a; } .redline-high { border-color: #b3261e; }
.redline-medium { border-color: #9a6700; } .redline-low { border-color: #3a6ea5; }
.redline-severity { font-weight: 700; }
.redline-kind, .redline-categories, .redline-note, .redline-gap { color: #5f6368; }
.redline-text { white-space: pre-line; overflow-wrap: anywhere; } .redline-heading { font-weight: 600; }
.redline-reasons { margin: .2rem 0 .5rem; padding-left: 1.2rem; }
ins { background: #d7f2dc; color: #0b4f1a; text-decoration: underline; }
del { background: #fbdcda; color: #7a130d; text-decoration: line-through; }
.redline-disclaimer { color: #5f6368; font-size: .9rem; }
.redline-head { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .9rem; }
.redline-head dt { color: #5f6368; } .redline-head dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #17191c; }
  .redline-kind, .redline-categories, .redline-note, .redline-gap { color: #a5abb3; }
  .redline-disclaimer, .redline-head dt { color: #a5abb3; }
  ins { background: #143d1f; color: #b6f0c2; } del { background: #4a1714; color: #ffc9c4; }
}
"""
"""What ``to_html_page`` embeds; pages and mails of ours bring their own."""


def to_html_fragment(
    comparison: Comparison, *, layout: Layout = _USUAL, link: Callable[[str], str] | None = None
) -> str:
    """The redline as elements for a page's body. ``link`` gives a change's address from its id; only http, https and
    relative addresses become links."""
    return _fragment(lay_out(comparison, layout), link)


def to_html_page(comparison: Comparison, *, layout: Layout = _WHOLE, head: Iterable[Fact] = ()) -> str:
    """The redline as a file that stands alone, light and dark, below what ``head`` states of it."""
    sheet = lay_out(comparison, layout)
    title = escape(sheet.title or sheet.locale.say(UNTITLED))
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!DOCTYPE html>\n<html lang="{sheet.locale.tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
        f'<h1 dir="auto">{title}</h1>\n{_head(head)}{_fragment(sheet, None)}</body>\n</html>\n'
    )


def _head(head: Iterable[Fact]) -> str:
    told = "".join(
        f"<dt>{escape(fact.label)}</dt>" + "".join(f'<dd dir="auto">{escape(line)}</dd>' for line in fact.lines) + "\n"
        for fact in shown(head)
    )
    return f'<dl class="redline-head">\n{told}</dl>\n' if told else ""


def _fragment(sheet: Sheet, link: Callable[[str], str] | None) -> str:
    parts = [f'<p class="redline-summary">{escape(sheet.summary)}</p>']
    parts += [f'<p class="redline-fold">{escape(fold)}</p>' for fold in (sheet.scheme, sheet.renumbered) if fold]
    parts += [_entry(entry, link, sheet.locale.comma) for entry in sheet.entries]
    if sheet.more:
        parts.append(f'<p class="redline-more">{escape(sheet.rest)}</p>')
    if sheet.entries:
        parts.append(f'<p class="redline-disclaimer">{escape(sheet.disclaimer)}</p>')
    return "\n".join(parts) + "\n"


def _entry(entry: Entry, link: Callable[[str], str] | None, comma: str) -> str:
    language = f' lang="{entry.lang}"' if _LANGUAGE.fullmatch(entry.lang) else ""
    lines = [
        f'<section class="redline-change redline-{entry.severity}" id="change-{anchor(entry.ids[0])}">',
        *(f'<span id="change-{anchor(other)}"></span>' for other in entry.ids[1:]),
        (
            f'<h3><span class="redline-severity">{escape(entry.tag)}</span> {_place(entry, link)} '
            f'<span class="redline-kind">{escape(entry.kind)}</span></h3>'
        ),
    ]
    if entry.categories:
        lines.append(f'<p class="redline-categories">{escape(comma.join(entry.categories))}</p>')
    if entry.reasons:
        told = "".join(f'<li dir="auto">{escape(reason)}</li>' for reason in entry.reasons)
        lines.append(f'<ul class="redline-reasons">{told}</ul>')
    lines += [f'<p class="redline-note" dir="auto">{escape(note)}</p>' for note in entry.notes]
    for name, pieces in (("heading", entry.heading), ("text", entry.body)):
        if pieces:
            lines.append(f'<p class="redline-{name}" dir="auto"{language}>{_marked(pieces)}</p>')
    lines.append("</section>")
    return "\n".join(lines)


def anchor(change_id: str) -> str:
    """A change's id as it stands in the fragment's ``id="change-…"``."""
    return _UNSAFE.sub("-", change_id)


def _place(entry: Entry, link: Callable[[str], str] | None) -> str:
    words = f'<bdi class="redline-place">{escape(entry.place)}</bdi>'
    target = link(entry.ids[0]) if link else ""
    return f'<a href="{escape(target)}">{words}</a>' if _SAFE_LINK.match(target) else words


def _marked(pieces: Iterable[Piece]) -> str:
    told = []
    for piece in pieces:
        text = escape(piece.text).replace("\n", "<br>")
        if piece.mark is Mark.DELETE:
            text = f"<del>{text}</del>"
        elif piece.mark is Mark.INSERT:
            text = f"<ins>{text}</ins>"
        elif piece.mark is Mark.GAP:
            text = f' <span class="redline-gap">{text}</span> '
        told.append(text)
    return "".join(told)
