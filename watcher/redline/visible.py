"""Text of pages made harmless to show: what would steer a terminal or turn the order of words becomes visible.

"Fees\\x1b[2J are \\u202eeerf"      clears the screen, reads backwards
"Fees␛[2J are ‹U+202E›eerf"       is only read
"""

from __future__ import annotations

import re

from watcher.domain.sentence import Sentence

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, DEL, C1
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides, isolates
    "\u200e\u200f\u061c"  # bidirectional marks
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # interlinear annotations, tags
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all; XML refuses them
)


def visible(text: str) -> str:
    """The text with every control character shown instead of obeyed; tabs become blanks, line separators line feeds."""
    return _STEERING.sub(
        _shown, text.replace("\r\n", "\n").replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    )


def harmless(sentence: Sentence) -> Sentence:
    """A sentence whose values have gone through ``visible``: it stays one that every language can say."""
    return Sentence(sentence.template, **{name: _value(one) for name, one in sentence.values.items()})


def _value(value: str | int | tuple[str, ...]) -> str | int | tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(_words(one) for one in value)
    return _words(value) if isinstance(value, str) else value


def _words(said: str) -> str:
    return harmless(said) if isinstance(said, Sentence) else visible(said)


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or (code >= 0xFFFE and code < 0x10000) else f"\u2039U+{code:04X}\u203a"
