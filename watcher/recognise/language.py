"""Which language a text is written in, by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("ja", re.compile(r"[\u3040-\u30ff]"), 3.0),
    ("ko", re.compile(r"[\uac00-\ud7af]"), 1.5),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 1.0),
    ("ru", re.compile(r"[\u0400-\u04ff]"), 0.2),
    ("ar", re.compile(r"[\u0600-\u06ff]"), 0.2),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.25),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.2),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.2),
)
"""A script, and how many words one of its characters stands for; kana weigh more, since Japanese is mostly Han."""

_COMMON: dict[str, str] = {
    "en": "the of and to in or you your that for is by with this we any are our not be",
    "de": "der die und zu den das von ist mit für sie auf nicht des wir oder eine dem ein werden",
    "fr": "de la les le et des à vous en pour du que ou est une dans nous sur par votre",
    "es": "de la que el en y los del se las por un para con una su al no o usted",
    "pt": "de que e o do da em um para com uma os no se na por dos ou você não",
    "it": "di e che la il in un per del della non le dei con una si o gli al sono",
    "nl": "de van het een en in te dat op voor met zijn is niet u of wij deze uw aan",
    "pl": "w i z na do się nie jest że o lub oraz przez od dla po a są jak za",
    "sv": "och i att det som en på är av för med du den till ett vi kan eller om vår",
    "tr": "ve bir bu için ile de da veya olarak olan size bizim her daha kadar gibi ya tarafından bize değil",
    "vi": "của và các là cho có được không với trong bạn chúng tôi này hoặc một khi từ về theo",
    "id": "dan yang di untuk dengan dari pada atau ini anda kami dalam tidak akan oleh adalah kepada dapat ke sebagai",
}
_WORDS: dict[str, frozenset[str]] = {language: frozenset(said.split()) for language, said in _COMMON.items()}
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


def shares(text: str) -> dict[str, float]:
    """How much of a text is written in which language; shares of its words, the larger first."""
    sample = text[:_SAMPLE]
    amounts: dict[str, float] = {}
    for language, pattern, weight in () if sample.isascii() else _SCRIPTS:
        count = len(pattern.findall(sample))
        if count:
            amounts[language] = count * weight
    if amounts.get("ja", 0) > 0.1 * amounts.get("zh", 0):
        amounts["ja"] += amounts.pop("zh", 0)
    latin = [word.lower() for word in _LETTERS.findall(sample) if word[0] < "\u0250" or "\u1e00" <= word[0] < "\u1f00"]
    if latin:
        amounts[_latin_language(latin)] = len(latin)
    total = sum(amounts.values())
    ordered = sorted(amounts.items(), key=lambda each: -each[1])
    return {language: amount / total for language, amount in ordered}


def _latin_language(words: list[str]) -> str:
    """The language whose commonest words occur most; ``""`` where none of them does."""
    said = Counter(words)
    hits = {language: sum(said[word] for word in common) for language, common in _WORDS.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] > 0.06 * len(words) else ""
