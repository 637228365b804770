"""Letters: ``(a)``, ``a)``, ``a.``, ``(A)``, ``A.``; after z come aa, bb."""

from __future__ import annotations

import re

from watcher.numbering import notlabels
from watcher.numbering.label import Label, Scheme
from watcher.numbering.numerals import letters

# "a.m.", "e.g." and "i.e." go on with a letter at once; "A.B. Example" is a name.
_LETTER = re.compile(
    r"([(（]?)([a-z]{1,2}|[A-Z]{1,2})([)）]|\\?\.|、|°)([ \t\u3000]+|$|(?=[\u4e00-\u9fff\"“]))"
    # "A – Objet"; "A - a word" goes on in lower case.
    r"|()([A-Z])([ \t]?[–—:：/-])([ \t]+)(?=[^\W\d_a-zß-ÿ])"
    # "(c)A member": set without a blank.
    r"|([(（])([a-z]{1,2}|[A-Z]{1,2})([)）])()(?=[A-Z][a-z ])"
)


def _read(line: str) -> Label | None:
    found = _LETTER.match(line)
    if not found or notlabels.copyright_sign(line):
        return None
    opening, name, closing = (found[group] or found[group + 4] or found[group + 8] or "" for group in (1, 2, 3))
    closing = closing.strip().lstrip("\\")
    value = letters(name)
    if value is None or (opening and closing not in ")）") or notlabels.abbreviation(closing, line[found.end() :]):
        return None
    printed = line[: found.end()].rstrip()
    return Label(
        scheme="letter",
        style=("(" if opening else "") + closing.replace("）", ")") + ("A" if name.isupper() else "a"),
        prefix=printed,
        label=printed if opening else name,
        values=(value,),
        end=found.end(),
        item=not name.isupper() or bool(opening),
        # "A. Smith", "p. 5": a letter and a stop are an initial or a short word as often as a label; "a)" is no word.
        weak=not opening and closing not in ")）",
    )


LETTER = Scheme("letter", _read, "(a)", "(（a-zA-Z")
