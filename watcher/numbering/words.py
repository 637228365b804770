"""A word and a number: ``Article 4``, ``Section 4.2``, ``§ 5``, ``Part II``, ``Annexe A``, ``Titre Ier``."""

from __future__ import annotations

import re

from watcher.numbering.label import Label, Scheme
from watcher.numbering.numerals import letters, roman

# Word → name of its series and how far up it stands: a part holds chapters, a chapter articles, an article paragraphs.
_WORDS: dict[str, tuple[str, int]] = {
    **dict.fromkeys(("schedule", "annex", "annexure", "appendix", "exhibit", "attachment", "addendum"), ("annex", 0)),
    **dict.fromkeys(("annexe", "anlage", "anhang", "anexo", "apéndice", "allegato", "bijlage"), ("annex", 0)),
    **dict.fromkeys(("part", "teil", "partie", "parte", "book", "livre"), ("part", 1)),
    **dict.fromkeys(("title", "titre", "titel", "título"), ("title", 1)),
    **dict.fromkeys(("chapter", "kapitel", "chapitre", "capítulo", "capitolo", "hoofdstuk"), ("chapter", 2)),
    **dict.fromkeys(("article", "artikel", "artículo", "articolo", "art."), ("article", 3)),
    **dict.fromkeys(("section", "sec.", "abschnitt", "sección", "sezione"), ("section", 3)),
    **dict.fromkeys(("clause", "cláusula", "klausel", "clausola", "ziffer", "paragraph", "paragraphe"), ("clause", 4)),
    **dict.fromkeys(("rule", "point", "punkt", "nummer", "nr.", "absatz"), ("point", 4)),
    **dict.fromkeys(("§", "§§"), ("paragraph", 3)),
}
_SPELLED = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBER_WORDS = {
    **{word: value for value, word in enumerate(_SPELLED, 1)},
    **dict.fromkeys(("premier", "première", "primero", "primera"), 1),
}
_NAMES = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True))
_WORD = re.compile(
    rf"({_NAMES})\s*(?:n[°º]\s*)?"
    r"(\d{1,3}(?:[.．]\d{1,3}){0,5}(?:er|re|ère|º|ª|[a-z])?|[IVXL]{1,8}(?:er)?|[A-Z]|"
    rf"{'|'.join(_NUMBER_WORDS)})"
    r"(?![^\W_])(\s?[.:：)–—-]|)(?:[ \t\u3000]+|$)",
    re.IGNORECASE,
)
# "§ 5a" was put behind "§ 5" and counts as one more 5.
_ENDINGS = re.compile(r"(?<=[\dIVXL])(?:er|re|ère|º|ª)$|(?<=\d)[a-z]$", re.IGNORECASE)


def _read(line: str) -> Label | None:
    found = _WORD.match(line)
    if not found:
        return None
    word, number, stop = found[1], found[2], found[3].strip()
    values = _values(number)
    # "section 4 applies", "Part of", "article I am": a label begins with a capital or a sign.
    if values is None or word[0].islower():
        return None
    name, rank = _WORDS[word.lower()]
    rest = line[found.end() :]
    # "Section 4.2 of the Agreement applies", "Article 5, paragraph 2": a sentence goes on.
    if not stop and rest and (rest[0].islower() or rest[0] in ",;."):
        return None
    printed = line[: found.end()].rstrip()
    return Label(
        scheme=name,
        style=word.lower(),
        prefix=printed,
        label=printed[: found.end(2)],
        values=values,
        end=found.end(),
        # "Article 6 GDPR permits …" begins like a label with its title.
        weak=not stop and bool(rest),
        rank=rank,
    )


def _values(number: str) -> tuple[int, ...] | None:
    if number.lower() in _NUMBER_WORDS:
        return (_NUMBER_WORDS[number.lower()],)
    number = _ENDINGS.sub("", number)
    if number[0].isdigit():
        return tuple(int(part) for part in re.split(r"[.．]", number))
    if number != number.upper():
        return None
    value = roman(number) or letters(number)
    return None if value is None else (value,)


WORDS = Scheme("words", _read, "Article 4", r"^\s\d_a-z")
