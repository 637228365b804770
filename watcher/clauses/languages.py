"""The language of a text, from its scripts; among alphabets in Latin letters, from the small words that all texts use.

使用条款 → zh    利用規約について → ja    Terms of use → en    Conditions d'utilisation de la plateforme → fr
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_SCRIPTS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    # Name of the script, its letters, and how many Latin letters one of them is worth.
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"), 1.0),
    ("han", re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[\U00020000-\U0003ffff]"), 3.0),
    ("kana", re.compile(r"[\u3041-\u30ff]"), 3.0),
    ("ko", re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]"), 3.0),
    ("ru", re.compile(r"[\u0400-\u052f]"), 1.0),
    ("el", re.compile(r"[\u0370-\u03ff]"), 1.0),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]"), 1.0),
    ("he", re.compile(r"[\u0590-\u05ff]"), 1.0),
    ("hi", re.compile(r"[\u0900-\u097f]"), 1.0),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 1.0),
)
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
_SAMPLE = 4000
_ENOUGH = 4
"""Small words that a text must have before it is taken for another language than its document's."""


class Languages:
    """The languages of a document's clauses."""

    def __init__(self, texts: Iterable[str]) -> None:
        texts = list(texts)
        votes: Counter[str] = Counter()
        for text in texts[:2000]:
            votes.update(_small_words(text))
        self.latin = _best(votes) or "en"
        amounts: Counter[str] = Counter()
        for text in texts:
            tag = self.of(text)
            if tag:
                amounts[tag] += len(text) * (3 if tag in ("zh", "ja", "ko") else 1)
        whole = sum(amounts.values())
        self.found = tuple(tag for tag, amount in amounts.most_common() if amount * 50 >= whole)
        """BCP 47 tags of the languages that make up a fiftieth of the text at least, the one with the most first."""

    def of(self, text: str) -> str:
        """The language that most of a text is written in; empty where it has no letters."""
        sample = text[:_SAMPLE]
        amounts = {name: len(letters.findall(sample)) * worth for name, letters, worth in _SCRIPTS}
        cjk = amounts.pop("han") + amounts["kana"]
        # Japanese mixes kana into Han throughout; a name in kana does not make a Chinese text Japanese.
        amounts["ja" if amounts.pop("kana") * 8 > cjk else "zh"] = cjk
        script, amount = max(amounts.items(), key=lambda item: item[1])
        if not amount:
            return ""
        return self.among_latin(sample) if script == "latin" else script

    def among_latin(self, sample: str) -> str:
        votes = _small_words(sample)
        best = _best(votes)
        return best if best and votes[best] >= _ENOUGH and votes[best] > votes[self.latin] else self.latin


def _small_words(text: str) -> Counter[str]:
    return Counter(tag for word in _WORD.findall(text[:_SAMPLE].lower()) for tag in _TAGS.get(word, ()))


def _best(votes: Counter[str]) -> str:
    tag, count = max(votes.items(), key=lambda item: item[1], default=("", 0))
    return tag if count else ""
