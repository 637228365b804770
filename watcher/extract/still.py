"""Two bodies of one page that differ only where no document comes from: scripts, styles, comments, tokens.

    <script nonce="a1">build="x1"</script><p>1. Fees are due.</p>      the same page as
    <script nonce="b2">build="x2"</script><p>1. Fees are due.</p>      this one, without parsing either

What is compared is what is parsed when a page is read: equal characters make equal documents.
"""

from __future__ import annotations

import re

from watcher.domain.errors import Unreadable
from watcher.domain.snapshot import Snapshot
from watcher.extract.decode import decode
from watcher.extract.kinds import Kind, kind_of
from watcher.extract.markup import take_out_unseen

# Elements without text, whose attributes print nothing either: where style sheets are, tokens of forms.
_BARE = re.compile(r"<(?:(?:link|meta)(?=\s)|input(?=\s)(?=[^<>]*\stype\s*=\s*[\"']?hidden\b))[^<>]*+>", re.IGNORECASE)
# Where such a tag is none, but characters that are read: <title>The <meta x> tag</title>, <a href="<meta x>">.
_PRINTED = re.compile(
    r"<(?:textarea|xmp|plaintext|listing)\b|<title\b[^<>]*+>[^<]*+<(?!/title)|=\s*[\"'][^\"'<>]*+<(?:link|meta|input)\s",
    re.IGNORECASE,
)


def same_but_silent(old: Snapshot, new: Snapshot) -> bool:
    """Whether two snapshots make the same blocks, told without parsing. False for what is not certain."""
    if (old.body, old.content_type) == (new.body, new.content_type):
        return True
    before = _parsed(old)
    return before is not None and before == _parsed(new)


def _parsed(snapshot: Snapshot) -> str | None:
    """The characters of a page that its blocks come from; none for what is no HTML."""
    if kind_of(snapshot.body, snapshot.content_type)[0] is not Kind.HTML:
        return None
    try:
        seen = take_out_unseen(decode(snapshot.body, snapshot.content_type).text)
    except Unreadable:
        return None
    return seen if _PRINTED.search(seen) else _BARE.sub("", seen)
