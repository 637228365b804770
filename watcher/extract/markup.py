"""Characters of a page → one element tree, which nothing in the page can make huge, endless or empty.

    <head><noscript><iframe src="x"></noscript></head>…      an HTML5 parser reads the whole page as the iframe's text
    <body>…</body></html> <p>Clause 9                        libxml2 drops what follows the end
    <b><p>You shall pay.</p></b>                             libxml2 ends the b before the paragraph

So sections that no reader sees are taken out of the characters first, in one pass, early ends are ignored, and a page
on which emphasis ends where none is open is put in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from watcher.domain.errors import Unreadable
from watcher.extract.elements import Element
from watcher.extract.misnested import EMPHASIS, nested

MAX_CHARACTERS = 40_000_000
MAX_ELEMENTS = 1_000_000
_MOST_FAULTS = 100

# Where a section begins or a document ends; names are whole tag names ("<svgicon" is another element).
_SECTION = re.compile(
    r"<(?:!--|(script|style|noscript|iframe|noframes|noembed|svg|textarea|title|xmp)(?=[\s/>])|/(?:html|body)\s*>)",
    re.IGNORECASE,
)
_CLOSERS = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "noscript", "iframe", "noframes", "noembed", "svg", "textarea", "title", "xmp")
}
_TYPE = re.compile(r"\btype\s*=\s*[\"']?([\w/+.-]*)", re.IGNORECASE)
_KEPT = frozenset({"textarea", "title", "xmp"})

_DEEP_BLOCKS = re.compile(
    r"</?(?:div|section|article|main|p|ul|ol|li|dl|dt|dd|table|tbody|thead|tfoot|tr|td|th|blockquote|center|form"
    r"|fieldset|details|summary|header|footer|aside|nav|figure|address|pre)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_DEEP_INLINE = re.compile(r"</?(?!p>|h[1-6]|br|title)[a-z][\w:-]*(?=[\s/>])[^<>]*>", re.IGNORECASE)


def parse(text: str) -> tuple[Element, tuple[str, ...]]:
    """The tree of a page (its root is ``html``) and warnings. Raises Unreadable for what is too large to be read."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(
            f"the page has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read",
            reason="limits",
            mend="check that the address is the agreement's",
        )
    seen = take_out_unseen(text)
    root, faults = _tree(seen)
    if _ends_nothing(faults):
        root, faults = _tree(nested(seen))
    if not any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in faults):
        return root, ()
    root, _ = _tree(_DEEP_INLINE.sub("", _DEEP_BLOCKS.sub("<p>", seen)))
    return root, ("elements are nested too deep to be read as they are; the text was read without its structure",)


def _ends_nothing(faults: Sequence[etree._LogEntry]) -> bool:
    """Whether emphasis may have been ended before its end tag; libxml2 stops counting faults at a hundred."""
    return len(faults) >= _MOST_FAULTS or any(
        fault.type_name == "ERR_TAG_NAME_MISMATCH" and fault.message.rpartition(" ")[2] in EMPHASIS for fault in faults
    )


def _tree(text: str) -> tuple[Element, Sequence[etree._LogEntry]]:
    """The tree, and what libxml2 found wrong with it (a resource limit below 2,048 levels, where it gives up)."""
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace") or b" ", parser)
    if root is None:
        root = etree.fromstring(b"<html><body></body></html>", parser)
    count = int(root.xpath("count(//*)"))
    if count > MAX_ELEMENTS:
        raise Unreadable(
            f"the page has {count:,} elements; at most {MAX_ELEMENTS:,} are read",
            reason="limits",
            mend="check that the address is the agreement's",
        )
    for template in root.xpath("//template[@shadowrootmode or @shadowroot]"):
        template.tag = "div"  # a declarative shadow root is shown where it stands
    _empty_head(root)
    return root, list(parser.error_log)


_METADATA = frozenset({"title", "meta", "link", "base", "script", "style", "template", "noscript", "object"})


def _empty_head(root: Element) -> None:
    """Move what libxml2 wrongly leaves in the head into the body: ``<title>…</title><main>…`` without a ``<body>``."""
    head = root.find("head")
    stray = -1 if head is None else next((at for at, each in enumerate(head) if each.tag not in _METADATA), -1)
    if head is None or stray < 0:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    moved = head[stray:]
    if body.text:
        moved[-1].tail = (moved[-1].tail or "") + body.text
        body.text = None
    for at, element in enumerate(moved):
        body.insert(at, element)


def take_out_unseen(text: str) -> str:
    """The page's characters without comments, scripts, styles, frames, drawings, null bytes and early ends.

    Scripts that are templates stay, since an agreement may stand in one. An opening without an end loses only its tag,
    but for scripts and styles, which browsers read to the end of the page as well.
    """
    text = text.replace("\0", "")
    kept: list[str] = []
    position = 0
    tag_end = -1
    endless: set[str] = set()
    while match := _SECTION.search(text, position):
        kept.append(text[position : match.start()])
        name = (match[1] or "").lower()
        if not name:
            position = _after_comment(text, match) if match[0] == "<!--" else match.end()
            continue
        if tag_end < match.end():
            tag_end = text.find(">", match.end())
            tag_end = len(text) if tag_end < 0 else tag_end
        inside = min(tag_end + 1, len(text))
        closer = None if name in endless else _CLOSERS[name].search(text, inside)
        if closer is None:
            endless.add(name)
        if name in _KEPT or (name == "script" and _is_template(text[match.start() : inside])):
            position = closer.end() if closer else inside
            kept.append(text[match.start() : position])
        elif closer:
            position = closer.end()
        else:
            position = len(text) if name in ("script", "style") else inside
    kept.append(text[position:])
    return "".join(kept)


def _after_comment(text: str, match: re.Match[str]) -> int:
    # "<!-->" is a whole comment, so the end is looked for from its own dashes on.
    end = text.find("-->", match.start() + 2)
    return len(text) if end < 0 else end + 3


def _is_template(tag: str) -> bool:
    """Whether a script's type says that it is markup: ``text/template``, ``text/x-handlebars``, ``text/html``."""
    said = _TYPE.search(tag)
    kind = said[1].lower() if said else ""
    return kind.startswith("text/") and ("template" in kind or "tmpl" in kind or kind in _MARKUP_TYPES)


_MARKUP_TYPES = frozenset({"text/html", "text/x-handlebars", "text/x-mustache", "text/plain", "text/x-jsrender"})
