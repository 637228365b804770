"""Is a line a heading by its look? Decided by its own words alone, so that a line reads the same wherever it stands.

Scope of Applicability of the Agreement          a heading
You may stop using the service at any time.      a sentence
the information is required by authorities       an item that lost its stop: it begins in lower case
"""

from __future__ import annotations

import re

_LONGEST = 100
_LONGEST_HAN = 40
_MOST_WORDS = 12
_MOST_CAPITAL_WORDS = 18
_ENDS_SENTENCE = re.compile(r"[.;:,…。；：，、！!—–-]$")
# "Sec. 4", "U.S. Users", "Inc. and Co. Ltd": a stop inside a heading that ends no sentence stands after a short word.
_INNER_STOP = re.compile(r"[^\W\d_]{4,}[.!?]\s|[。；]|;\s|\)\.\s")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
# A date, an address or a name of a file under the title: "Last updated: 3 May 2024", "legal@example.org".
_NO_TITLE = re.compile(r"@|https?://|www\.|\d{4,}|^\W*\d|[|<>=]")
_UPDATED = re.compile(
    r"(?:last )?(?:updated|modified|revised|effective)\b|version\b|stand\b|date\b|dernière mise à jour|en vigueur|"
    r"更新|生效|发布|最后",
    re.IGNORECASE,
)


def is_title(text: str) -> bool:
    """Whether the words of a line without its label are those of a heading."""
    if not text or len(text) > _LONGEST or "\n" in text:
        return False
    first = text.lstrip("[(（【《“\"‘'「")[:1]
    if not first or _ENDS_SENTENCE.search(text) or _INNER_STOP.search(text):
        return False
    han = len(_HAN.findall(text))
    if han * 2 > len(text):
        return han <= _LONGEST_HAN and "，" not in text
    if first.islower() or not first.isalpha():
        return False
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    # Short words (of, and, the) stay small in a title whose other words are capital.
    long_words = sum(len(word) > 3 for word in words)
    return len(words) <= _MOST_WORDS or (len(words) <= _MOST_CAPITAL_WORDS and capitals * 10 >= long_words * 8)


def is_free_title(text: str) -> bool:
    """The same for a line without a label, where a date, an address or a signature is no heading."""
    return is_title(text) and not _NO_TITLE.search(text) and not _UPDATED.match(text)


def is_marked_title(text: str) -> bool:
    """Whether a line that the page marks as a heading is one, and not a whole paragraph in large type."""
    return len(text) <= 200 or not _INNER_STOP.search(text)


def introduces(text: str) -> bool:
    """Whether a text ends in a way that announces a list."""
    return text.rstrip().endswith((":", "：", ":-", ":–", ":—"))
