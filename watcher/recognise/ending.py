"""Where a text breaks off: it says what an earlier one said, up to the middle of a sentence, and nothing follows.

    earlier   … 12.2 The deposit shall be kept by the member. 13. Moorings. 13.1 A mooring …
    cut off   … 12.2 The deposit shall be kept by the mem
    edited    … 12.2 The deposit shall be kept by the member.          the end was deleted, at a sentence's end

A capture that a proxy, an archive or a timeout cut short ends anywhere; a person who deletes the end of a text leaves
whole sentences, or a heading, behind.
"""

from __future__ import annotations

import re

# Han and kana stand unspaced: each is a word, and a text that is cut between two of them is cut inside a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_OVER = re.compile(r"[.!?;。！？；]")
_LEADS_ON = re.compile(r"[:：]\s*$")
_LAST = 8
"""Words at the end of the text that stand in the earlier one in a row."""
_DRIFT = 0.1
"""Of the text's words; so far from its place in the earlier text may its end stand, for a counter or a date more."""
_SHOWN = 60


def broken_off(earlier: str, text: str) -> str:
    """The last words of ``text`` where it breaks off inside a sentence of ``earlier``; empty where it does not.

    Both are lines in order. Whether what stands before those words is the same is for the caller to ask.
    """
    said = list(_WORD.finditer(text))
    if len(said) < _LAST or _OVER.search(text, said[-1].end()):
        return ""
    words = list(_WORD.finditer(earlier))
    ends = _ends([match[0].lower() for match in words], [match[0].lower() for match in said[-_LAST:]])
    here = len(said) - 1
    end = min(ends, key=lambda at: abs(at - here), default=-1)
    if end < 0 or abs(end - here) > _DRIFT * len(said) + _LAST:
        return ""
    at = words[end].start() + len(said[-1][0])
    inside = at < words[end].end()
    leads = bool(_LEADS_ON.search(text)) and end + 1 < len(words)
    return last_words(text) if inside or leads or _goes_on(earlier, at) else ""


def last_words(text: str) -> str:
    """How a text ends, for people: whole words, in one line."""
    end = text[-_SHOWN:]
    shown = (end.partition(" ")[2] if len(text) > _SHOWN else end) or end
    return " ".join(shown.split())


def _ends(words: list[str], tail: list[str]) -> list[int]:
    """Where the words of ``tail`` end in a row, the last of them whole or begun."""
    *rest, last = tail
    starts = range(len(rest), len(words))
    return [at for at in starts if words[at].startswith(last) and words[at - len(rest) : at] == rest]


def _goes_on(text: str, at: int) -> bool:
    """Whether the sentence has more words, and comes to its end on the same line: an address has no such end."""
    line = text[at : end if (end := text.find("\n", at)) >= 0 else len(text)]
    over = _OVER.search(line)
    return over is not None and _WORD.search(line, 0, over.start()) is not None
