"""Ordinals spelled out before what they count: ``Erster Teil``, ``Première partie``, ``First Schedule``."""

from __future__ import annotations

import re

from watcher.numbering.label import Label, Scheme

_ORDINALS: tuple[tuple[str, ...], ...] = (
    ("first", "erster", "erste", "erstes", "première", "premier"),
    ("second", "zweiter", "zweite", "zweites", "deuxième", "seconde"),
    ("third", "dritter", "dritte", "drittes", "troisième"),
    ("fourth", "vierter", "vierte", "viertes", "quatrième"),
    ("fifth", "fünfter", "fünfte", "fünftes", "cinquième"),
    ("sixth", "sechster", "sechste", "sechstes", "sixième"),
    ("seventh", "siebter", "siebte", "siebtes", "septième"),
    ("eighth", "achter", "achte", "achtes", "huitième"),
    ("ninth", "neunter", "neunte", "neuntes", "neuvième"),
    ("tenth", "zehnter", "zehnte", "zehntes", "dixième"),
    ("eleventh", "elfter", "elfte", "elftes", "onzième"),
    ("twelfth", "zwölfter", "zwölfte", "zwölftes", "douzième"),
    ("thirteenth", "dreizehnter", "dreizehnte", "dreizehntes", "treizième"),
    ("fourteenth", "vierzehnter", "vierzehnte", "vierzehntes", "quatorzième"),
    ("fifteenth", "fünfzehnter", "fünfzehnte", "fünfzehntes", "quinzième"),
    ("sixteenth", "sechzehnter", "sechzehnte", "sechzehntes", "seizième"),
)
_VALUES = {word: value for value, words in enumerate(_ORDINALS, 1) for word in words}
# Unit → name of its series and how far up it stands, as in ``words``.
_UNITS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("schedule", "annex", "appendix", "anlage", "annexe"), ("annex", 0)),
    **dict.fromkeys(("part", "teil", "partie", "buch", "livre"), ("part", 1)),
    **dict.fromkeys(("chapter", "kapitel", "chapitre", "titel"), ("chapter", 2)),
    **dict.fromkeys(("section", "abschnitt"), ("section", 3)),
}
_SPELLED = re.compile(
    rf"({'|'.join(_VALUES)})[ \t]({'|'.join(_UNITS)})(?![^\W_])(\s?[.:–—-]|)(?:[ \t\u3000]+|$)", re.IGNORECASE
)


def _read(line: str) -> Label | None:
    found = _SPELLED.match(line)
    # "First part of the fee", "erster Teil": a label begins with a capital, and no sentence goes on behind it.
    if not found or not line[0].isupper() or line[found.end() : found.end() + 1].islower():
        return None
    name, rank = _UNITS[found[2].lower()]
    printed = line[: found.end()].rstrip()
    return Label(
        scheme=name,
        style=found[2].lower(),
        prefix=printed,
        label=line[: found.end(2)],
        values=(_VALUES[found[1].lower()],),
        end=found.end(),
        weak=not found[3] and bool(line[found.end() :]),
        rank=rank,
    )


SPELLED = Scheme("spelled", _read, "Erster Teil", r"^\W\d_a-z")
