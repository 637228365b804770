"""Two bodies of one page that differ only where no document comes from: scripts, comments, tokens.

    <script nonce="a1">build="x1"</script><p>1. Fees are due.</p>      the same page as
    <script nonce="b2">build="x2"</script><p>1. Fees are due.</p>      this one, without parsing either

Only what certainly shows nothing is passed over. A stretch that holds markup of its own may be more than the script or
comment that it looks like ("<!-- <script> --> 2. You pay. </script>"), and counts.
"""

from __future__ import annotations

import re

# From left to right, whichever begins first: a comment inside a script is the script's. "<!-->" is a whole comment, and
# "<script/>" none in SVG, so neither begins a stretch.
_SILENT = re.compile(
    rb"<!--(?!-?>)(?P<comment>(?:[^<>-]|-(?!->))*+)-->"
    rb"|(?P<open><script(?=[\s>])[^<>]*+(?<!/)>)[^<]*+(?:<(?![a-z/!?])[^<]*+)*+</script\s*+>"
    rb"|<(?:input|meta)(?=\s)[^<>]*+>",
    re.IGNORECASE,
)
_TYPED = re.compile(rb"\btype\s*=", re.IGNORECASE)
_PROGRAM = re.compile(rb"""\btype\s*=\s*["']?(?:text/javascript|application/javascript|module)\b""", re.IGNORECASE)
_HIDDEN = re.compile(rb"""\btype\s*=\s*["']?hidden\b""", re.IGNORECASE)
_TOKEN = re.compile(rb"""\bname\s*=\s*["']?[\w:-]*(?:csrf|xsrf|nonce|token)""", re.IGNORECASE)
_SAID = re.compile(rb"""\s(?:nonce|value|content)\s*=\s*(?:"[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.IGNORECASE)

# Elements whose text is printed as it stands, comments and all, and a charset whose letters are bytes of markup.
_OTHERWISE = re.compile(rb"<(?:textarea|xmp|plaintext|listing)\b|\x1b", re.IGNORECASE)


def same_but_silent(old: bytes, new: bytes) -> bool:
    """Whether two bodies of HTML are equal but for scripts, comments and tokens. False for what is not certain."""
    if old == new:
        return True
    if _OTHERWISE.search(old) or _OTHERWISE.search(new):
        return False
    return _SILENT.sub(_counted, old) == _SILENT.sub(_counted, new)


def _counted(found: re.Match[bytes]) -> bytes:
    """What of a stretch counts."""
    whole, opening = found[0], found["open"]
    if opening is not None:
        program = not _TYPED.search(opening) or _PROGRAM.search(opening)
        return _SAID.sub(b"", opening) + b"</script>" if program else whole
    if found["comment"] is not None:
        return b""
    token = _HIDDEN.search(whole) if whole[1:2] in b"iI" else _TOKEN.search(whole)
    return _SAID.sub(b"", whole) if token else whole
