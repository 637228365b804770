"""Markdown inside one paragraph: marks become ranges, or are quietly dropped where they do not pair.

**2.1 You** shall \\[not\\] read [the rules](/r)      as written
  2.1 You   shall   [not]   read  the rules          as read; strong 0–7, a link
**2.1.5 You guarantee                                as written: the mark was never closed
  2.1.5 You guarantee                                as read
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from watcher.domain.document import Emphasis, EmphasisKind, Link
from watcher.extract.line import Line
from watcher.extract.links import target
from watcher.extract.normalize import fold

_SIGN = re.compile(r"[\\\n`\[\]*_~<&]")
"""What every token begins with, but for a picture's ``!``. Most paragraphs have none."""
_TOKEN = re.compile(
    r"(?<!\\\*)\\\*\\\*(?!\\\*)"  # an escaped mark
    r"|\\[!-/:-@\[-`{-~]"  # an escaped sign
    r"|\n"
    r"|`+"
    r"|!?\[|\]"
    r"|\*+|_+|~~"
    r"|<[^<>\n]{1,1000}>"
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
)
# "< p >", "</div>", "<br/>": what markup left behind. "<name>" or "<5 %" in a text is no tag.
_TAG = re.compile(
    r"<\s*/?\s*(?:p|br|hr|div|span|b|i|u|s|strong|em|a|ul|ol|li|dl|dt|dd|table|tbody|thead|tr|td|th|h[1-6]|font|"
    r"center|small|big|sup|sub|img|section|article|blockquote|details|summary|pre|code|ins|del|mark)\b[^<>]*>|<!--[^<>]*-->",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<\s*br\b", re.IGNORECASE)
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_DESTINATION = re.compile(r"\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\([^\s()]*\))*))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")

Ranges = tuple[str, tuple[Emphasis, ...], tuple[Link, ...]]


_MOST_MARKS = 100_000
"""Marks of one paragraph that mean something; only what is made to harm has more."""


@dataclass(slots=True)
class _Mark:
    """A run of ``*``, ``_`` or ``~`` that may open or close."""

    sign: str
    count: int
    opens: bool
    closes: bool


def read_marks(source: str) -> Ranges:
    """A paragraph's text with its emphasis and links. ``source`` holds "\\n" where a line break is printed."""
    if not _SIGN.search(source):
        return fold(source), (), ()
    tokens = _tokens(source)
    meanings = _paired(tokens)
    line = Line()
    for position, said in enumerate(tokens):
        if isinstance(said, _Mark):
            _print_mark(line, said, meanings.get(position, ()))
        elif said == "\n":
            if not line.broken:
                line.break_line()
        elif said.startswith(_OPEN_LINK):
            line.open_link(said[1:])
        elif said == _CLOSE_LINK:
            line.close_link()
        else:
            line.add(said)
    return line.take()


_OPEN_LINK, _CLOSE_LINK = "\x00", "\x01"
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPED = r"\*\*"
_BOLD = re.compile(r"(?<!\\)\*\*")


def _tokens(source: str) -> list[str | _Mark]:
    """Text, line breaks, marks and the ends of links, in order."""
    links = _links(source) if "](" in source else {}
    # Beside bold a converter escapes the marks that it could not pair; alone "\\*\\*" is the sign of a footnote.
    bold = _BOLD.search(source) is not None
    out: list[str | _Mark] = []
    done = 0
    while found := _TOKEN.search(source, done):
        if found.start() > done:
            out.append(source[done : found.start()])
        said, done = found[0], found.end()
        link = links.get(found.start())
        if link is not None:
            mark, done = link
            if mark:
                out.append(mark)
        elif said[0] in "*_~" or (said == _ESCAPED and bold):
            out.append(_mark(source, found.start(), found.end()))
        elif said == _ESCAPED:
            out.append("**")
        elif said[0] == "\\":
            out.append(said[1])
        elif said[0] == "<":
            out.extend(_markup(said))
        elif said[0] == "&":
            out.append(html.unescape(said))
        elif said[0] != "`":
            out.append(said)
    if done < len(source):
        out.append(source[done:])
    return out


def _markup(said: str) -> list[str]:
    if autolink := _AUTOLINK.fullmatch(said):
        address = autolink[1]
        return [_OPEN_LINK + target(address if ":" in address else f"mailto:{address}"), address, _CLOSE_LINK]
    if _TAG.fullmatch(said):
        return ["\n"] if _BREAK.match(said) else [" "]
    return [said]


def _links(source: str) -> dict[int, tuple[str, int]]:
    """Where a link's brackets stand: position → what it means and where reading goes on. Images leave nothing."""
    out: dict[int, tuple[str, int]] = {}
    opened: list[tuple[int, int]] = []
    skip = 0
    for found in re.finditer(r"\\.|!?\[|\]", source, re.DOTALL):
        if found.start() < skip or found[0][0] == "\\":
            continue
        if found[0] != "]":
            opened.append((found.start(), found.end()))
            continue
        if not opened:
            continue
        start, inner = opened.pop()
        destination = _DESTINATION.match(source, found.end(), found.end() + 4000)
        if not destination:
            continue
        skip = destination.end()
        if source[start] == "!":
            out[start] = ("", destination.end())
            continue
        address = target(html.unescape(_ESCAPE.sub(r"\1", destination[1] or destination[2] or "")))
        out[start] = (_OPEN_LINK + address if address else "", inner)
        out[found.start()] = (_CLOSE_LINK if address else "", destination.end())
    return out


def _mark(source: str, start: int, end: int) -> _Mark:
    """What a run of signs can do, by what stands around it; more lenient than CommonMark 0.31, 6.2.

    ``**1.1 Scope:**Refers`` and a closing ``**`` on a line of its own are closed, since agreements are full of them.
    """
    before = source[start - 1] if start else "\n"
    after = source[end] if end < len(source) else "\n"
    sign, count = source[start], end - start
    if sign == "\\":
        sign, count = "*", 2
    opens, closes = not after.isspace(), not before.isspace() or after.isspace()
    if sign == "_" or (sign == "*" and count == 1):
        # "snake_case", "5*3": inside a word they are signs like any other.
        opens, closes = opens and not before.isalnum(), closes and not after.isalnum() and not before.isspace()
    if count == 4 and sign == "*":
        # Where bold ends and bold begins at once, "**a****b**", or an empty bold was written: nothing to print.
        opens = closes = not (before.isspace() and after.isspace())
    elif count > 3:
        opens = closes = False
    return _Mark(sign, count, opens, closes)


def _paired(tokens: list[str | _Mark]) -> dict[int, list[tuple[bool, EmphasisKind]]]:
    """For each mark that pairs, what it opens (True) and closes (False), in order."""
    meanings: dict[int, list[tuple[bool, EmphasisKind]]] = {}
    open_marks: dict[str, list[tuple[int, int]]] = {"*": [], "_": [], "~": []}
    for position, mark in enumerate(tokens):
        if not isinstance(mark, _Mark):
            continue
        if len(meanings) > _MOST_MARKS:
            break
        left = mark.count
        waiting = open_marks[mark.sign]
        while mark.closes and left and waiting:
            opener, count = waiting.pop()
            used = 2 if left >= 2 and count >= 2 else 1
            if used == 1 and (count == 2) != (left == 2) and max(count, left) == 2:
                # "**a*": a strong mark and a plain one do not pair.
                waiting.append((opener, count))
                break
            kind = _kind(mark.sign, used)
            meanings.setdefault(opener, []).insert(0, (True, kind))
            meanings.setdefault(position, []).append((False, kind))
            left -= used
            if count > used:
                waiting.append((opener, count - used))
        if mark.opens and left and (left == mark.count or mark.count == 4):
            waiting.append((position, left))
    return meanings


def _kind(sign: str, count: int) -> EmphasisKind:
    if sign == "~":
        return EmphasisKind.STRIKE
    return EmphasisKind.STRONG if count == 2 else EmphasisKind.EMPHASIS


def _print_mark(line: Line, mark: _Mark, meanings: list[tuple[bool, EmphasisKind]] | tuple[()]) -> None:
    for opening, kind in meanings:
        if opening:
            line.open_emphasis(kind)
        else:
            line.close_emphasis(kind)
    # A lone "*" or "_" is printed ("* marked fields", "____"); an unpaired "**" is a mark that lost its partner.
    if not meanings and not (mark.count in (2, 3, 4) and (mark.opens or mark.closes)):
        line.add(mark.sign * mark.count)
