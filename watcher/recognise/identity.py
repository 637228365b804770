"""Whose agreement is it, and about what? Names that a text lives by, and what a title tells apart from other titles.

A privacy policy rewritten from the first word to the last keeps a hundredth of its phrases; another company's policy
keeps as many. What tells them apart is whom they speak of:

    before   Acme Drive … Acme may … you and Acme …      rewritten   Acme … Acme Drive …      other   Zenith … Zenith …
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from watcher.domain.agreement import Agreement
from watcher.recognise.phrases import NAMED
from watcher.recognise.vocabulary import GENERIC, GENERIC_HAN

# A capital inside a sentence: "the Example Platform", not the first word of a sentence.
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w-]{2,30}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,12}")
_WORD = re.compile(r"[^\W\d_][\w-]{2,30}")
_NAMES = 5
_NOUNS = 0.25
"""Of all words; where more have a capital, as German nouns have, a capital makes no name."""
_OFTEN = 3
_RARE = 5_000
"""Characters; what is named less than once in so many is not what the text is about."""
_MOSTLY = 0.6
_SUFFIXES = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne"})


def parties_of(text: str, agreement: Agreement) -> dict[str, int]:
    """What the text calls the parties, as printed, with how often.

    The provider's names, those in its address and in the agreement's title, where the text uses them again and again;
    else the commonest proper names of the text. Empty where it names nobody.
    """
    uses = {brand: _used(brand, text) for brand in sorted(_brands(agreement))}
    often = {said[0]: len(said) for said in uses.values() if len(said) >= _OFTEN}
    return often or proper_names(text)


def _used(word: str, text: str) -> list[str]:
    """A word as a text prints it, each time; not at all where it is no name there, as in "the provider"."""
    if not word.isascii():
        return [word] * text.count(word)
    used = [match[0] for match in re.finditer(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]
    return used if sum(not each.islower() for each in used) >= _MOSTLY * len(used) else []


def _brands(agreement: Agreement) -> set[str]:
    said = [agreement.provider, agreement.title, *(_house(url) for url in agreement.sources)]
    return {word for each in said for word in telling(each) if not word.isascii() or len(word) > 2}


def _house(url: str) -> str:
    """The name in an address: "example" of www.example.co.uk."""
    try:
        labels = (urlsplit(url).hostname or "").split(".")
    except ValueError:
        return ""
    while len(labels) > 2 and labels[-2] in _SUFFIXES:
        labels.pop()
    return labels[-2].replace("-", " ") if len(labels) > 1 and not labels[-1].isdigit() else ""


def telling(title: str) -> set[str]:
    """The words of a title that other agreements' titles do not have, in lower case; Han as runs."""
    latin = {word for word in _WORD.findall(title.lower()) if word not in GENERIC and not _HAN_RUN.search(word)}
    # German joins words: "Nutzungsvertrag" says no more than "contract".
    return {word for word in latin if not NAMED.search(word)} | set(_HAN_RUN.findall(GENERIC_HAN.sub(" ", title)))


def proper_names(text: str) -> dict[str, int]:
    """Words written with a capital inside sentences, and rarely small; terms that all agreements define left out."""
    found = Counter(_NAME.findall(text))
    if found.total() > _NOUNS * text.count(" "):
        return {}
    small = Counter(re.findall(r"\b[a-z][\w-]+", text))
    least = max(_OFTEN, len(text) // _RARE)
    often = [(name, count) for name, count in found.most_common(60) if count >= least and name.lower() not in GENERIC]
    return dict([(name, count) for name, count in often if small[name.lower()] < (1 - _MOSTLY) * count][:_NAMES])


def still_named(names: Mapping[str, int], text: str, *, scale: float) -> float:
    """How much a text still speaks of these names, 0 to 1; ``scale`` is its length, the former text's being 1."""
    low = text.lower()
    total = sum(names.values())
    if not total:
        return 1.0
    kept = sum(count * min(1.0, low.count(name.lower()) / (count * min(1.0, scale))) for name, count in names.items())
    return kept / total


def told_apart(old: Iterable[str], new: Iterable[str], old_text: str, new_text: str) -> tuple[str, str] | None:
    """A word of the old title that the new text never says, and one of the new that only the new text says often."""
    before, now = old_text.lower(), new_text.lower()
    gone = sorted(word for title in old for word in telling(title) if word in before and word not in now)
    come = sorted(word for title in new for word in telling(title) if word not in before and now.count(word) >= _OFTEN)
    return (gone[0], come[0]) if gone and come else None
