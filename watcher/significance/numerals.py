"""Numbers as agreements print them: 1,000 · thirty (30) · twenty-four · 十五 · 两 · 10万."""

from __future__ import annotations

import re

# fmt: off
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
_WORDS = {word: value for value, word in enumerate(_SMALL)} | {word: 10 * ten for ten, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000}

_CONTINENTAL_WORDS = {
    word: value
    for words in (
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze",
        "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn",
    )
    for value, word in enumerate(words.split(), 1)
} | {"une": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "vingt": 20, "trente": 30, "soixante": 60,
     "zwanzig": 20, "dreißig": 30, "sechzig": 60, "neunzig": 90}  # fmt: skip
"""French and German numbers that periods are printed in."""

_WORD = "|".join(sorted([*_WORDS, *_SCALES], key=len, reverse=True))
ENGLISH_WORDS = rf"\b(?:{_WORD})(?:[\s-]+(?:and\s+)?(?:{_WORD})\b){{0,5}}"
"""A number in English words, at most six of them."""
FRENCH_AND_GERMAN_WORDS = rf"\b(?:{'|'.join(sorted(_CONTINENTAL_WORDS, key=len, reverse=True))})\b"
NUMBERS_BEGIN = "".join(sorted({word[0] for word in (*_WORDS, *_SCALES, *_CONTINENTAL_WORDS)}))
"""The letters that a number in words begins with."""
DIGITS = (
    r"(?<![.,，])(?<![^\W㐀-鿿])\d{1,3}(?:[,，]\d{3}){1,5}(?:\.\d{1,4})?(?![\d])"
    r"|(?<![\d.,])\d{1,12}(?:\.\d{1,4})?(?!\.?\d)"
)
"""Digits with or without thousands' commas, also right behind a Chinese character. Not the tail of "3.2.1", which is a
clause's number."""
CONTINENTAL = "|".join(
    (
        *(
            rf"(?<![\w.,'’])(?<!\d[ \u00a0\u202f])\d{{1,3}}(?:{mark}\d{{3}}){{1,5}}(?:[,.]\d{{1,2}})?(?![\d'’]|[.,]\d)"
            for mark in (r"\.", "[ \u00a0\u202f]", "['’]")
        ),
        r"(?<![\w.,'’])\d{1,6},\d{2}(?![\d'’]|[.,]\d)",
    )
)
"""Digits with points, blanks or apostrophes between the thousands, or with a comma before the cents, as German, French
and Swiss amounts have them; no price has three decimals."""
COMMA_DECIMALS = r"(?<![\w.,'’])\d{1,3},\d{1,2}(?![\d'’]|[.,]\d)"
"""Digits with a comma before one or two decimals, as percentages have them where thousands have points."""
_CENTS = re.compile(r"[,.](\d{1,2})\Z")
HAN_WORDS = r"[〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]{1,12}"
"""A number in Chinese characters, also those in which sums are written so that nobody can alter them."""

_IN_WORDS = re.compile(rf"{ENGLISH_WORDS}|{HAN_WORDS}", re.IGNORECASE)

_HAN_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_DIGITS |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_HAN_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def value_of(printed: str) -> float:
    """The value of digits, of number words or of Chinese numerals. Raises ValueError for anything else."""
    text = printed.strip().lower()
    if text in _CONTINENTAL_WORDS:
        return float(_CONTINENTAL_WORDS[text])
    if text[:1].isdigit():
        return float(text.replace(",", "").replace("，", ""))
    if text and all(char in _HAN_DIGITS or char in _HAN_SCALES or char in _HAN_MYRIADS for char in text):
        return float(_chinese(text))
    return float(_english(text))


def amount_of(printed: str) -> float:
    """As ``value_of``, for amounts of money: ``10.000`` is ten thousand there, ``1.000,50`` one thousand and a half."""
    if re.fullmatch(CONTINENTAL, printed.strip()):
        whole, cents = (_CENTS.sub("", printed.strip()), _CENTS.search(printed.strip()))
        return float(re.sub(r"\D", "", whole) + (f".{cents[1]}" if cents else ""))
    return value_of(printed)


def in_digits(text: str) -> str:
    """A text with the numbers that stand in words as digits: "14" for "fourteen" and for 十四."""
    return _IN_WORDS.sub(lambda match: plain(value_of(match.group())), text)


def plain(value: float) -> str:
    """A value without a needless fraction: ``10``, ``2.5``, ``1,000``."""
    return f"{int(value):,}" if value == int(value) else f"{value:,.4f}".rstrip("0")


def _english(text: str) -> int:
    total = current = 0
    for word in re.split(r"[\s-]+", text):
        if word in _WORDS:
            current += _WORDS[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word != "and":
            raise ValueError(f"not a number: {text!r}")
    return total + current


def _chinese(text: str) -> int:
    if not any(char in _HAN_SCALES or char in _HAN_MYRIADS for char in text):
        return int("".join(str(_HAN_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_SCALES:
            section, digit = section + (digit or 1) * _HAN_SCALES[char], 0
        else:
            total, section, digit = total + (section + digit or 1) * _HAN_MYRIADS[char], 0, 0
    return total + section + digit
