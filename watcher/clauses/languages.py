"""The language of a text, from its scripts; among alphabets in Latin letters, from the small words that all texts use.

使用条款 → zh    利用規約について → ja    Terms of use → en    Conditions d'utilisation de la plateforme → fr
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

_DENSE = 2
"""How many Latin letters a Han, kana or Hangul character stands for. Translations need three or four, but with two a
heading in both languages, "Scope 范围", counts as one in the language that it begins with."""
_SCRIPTS: tuple[tuple[str, re.Pattern[str], int], ...] = (
    # Name of the script, its letters, and how many Latin letters one of them is worth.
    ("zh", re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"), _DENSE),
    ("ja", re.compile(r"[\u3041-\u30ff]+"), _DENSE),
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]+"), _DENSE),
    ("ru", re.compile(r"[\u0400-\u052f]+"), 1),
    ("el", re.compile(r"[\u0370-\u03ff]+"), 1),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]+"), 1),
    ("he", re.compile(r"[\u0590-\u05ff]+"), 1),
    ("hi", re.compile(r"[\u0900-\u097f]+"), 1),
    ("th", re.compile(r"[\u0e00-\u0e7f]+"), 1),
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_BEYOND_LATIN = re.compile(r"[\u0370-\u1dff\u3041-\U0003ffff]+")
_SMALL_WORDS: dict[str, str] = {
    "en": "the of and to in you your we our or any for is that this with by are will not may be as on",
    "de": "der die das und ist nicht sie wir den von zu mit des dem ein eine für auf im oder ihre werden",
    "fr": "le la les de des du et vous nous est une un pour dans par sur que qui votre vos au aux ne pas",
    "es": "el los las de y que en usted un una para por con su sus no se del al es o como nosotros",
    "it": "il gli di e che in un una per con non si del della dei delle sono o da al alla",
    "pt": "o os as de e que em um uma para por com não se do da dos das ao você seu sua",
    "nl": "de het een en van is dat niet op te voor met u wij uw of zijn deze wordt door",
}
_TAGS: dict[str, tuple[str, ...]] = {
    word: tuple(tag for tag, small in _SMALL_WORDS.items() if word in small.split())
    for word in sorted({word for small in _SMALL_WORDS.values() for word in small.split()})
}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1500
"""Characters of a text that decide; the rest is taken to be like them."""
_ENOUGH = 4
"""Small words that a text must have before it is taken for another language than its document's."""


class Languages:
    """The languages of some texts that belong together."""

    def __init__(self, texts: Sequence[str]) -> None:
        scripts = [script(text) for text in texts]
        votes = [small_words(text) if tag == LATIN else Counter() for text, tag in zip(texts, scripts, strict=True)]
        self.latin = _best(sum_of(votes)) or "en"
        self.tags = [self.among_latin(vote) if tag == LATIN else tag for tag, vote in zip(scripts, votes, strict=True)]
        """For each text the BCP 47 tag of the language that most of it is written in; empty where it has no letters."""
        amounts: Counter[str] = Counter()
        for text, tag in zip(texts, self.tags, strict=True):
            amounts[tag] += len(text) * (_DENSE if tag in ("zh", "ja", "ko") else 1)
        del amounts[""]
        whole = sum(amounts.values())
        self.found = tuple(tag for tag, amount in amounts.most_common() if amount * 50 >= whole)
        """Those that make up a fiftieth of the whole at least, the one with the most first."""

    def among_latin(self, votes: Counter[str]) -> str:
        best = _best(votes)
        return best if best and votes[best] >= _ENOUGH and votes[best] > votes[self.latin] else self.latin


LATIN = "Latn"


def script(text: str) -> str:
    """The language that a text's script tells, ``LATIN`` for Latin letters; empty for a text without letters."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return LATIN if _LATIN.search(sample) else ""
    latin = _letters(_LATIN, sample)
    beyond = "".join(_BEYOND_LATIN.findall(sample))
    amounts = {name: _letters(letters, beyond) * worth for name, letters, worth in _SCRIPTS}
    # Japanese mixes kana into Han throughout; a name in kana does not make a Chinese text Japanese.
    kana = amounts.get("ja", 0)
    if kana * 8 > amounts["zh"] + kana:
        amounts["ja"], amounts["zh"] = amounts["zh"] + kana, 0
    name, amount = max(amounts.items(), key=lambda item: item[1])
    if amount > latin:
        return name
    return LATIN if latin else ""


def _letters(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))


def small_words(text: str) -> Counter[str]:
    """How many of each language's small words a text has."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    return Counter(chain.from_iterable([_TAGS[word] for word in words if word in _TAGS]))


def sum_of(votes: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for vote in votes:
        total.update(vote)
    return total


def _best(votes: Counter[str]) -> str:
    return max(votes, key=lambda tag: votes[tag], default="")
