"""Words that turn a sentence: may and shall, not, unless, and phrases of legal weight.

    [-may-]{+shall+}            two words                       'may' became 'shall'
    可以 → 不可以                one character                   permission became prohibition

Modal verbs, negations, exceptions and parties are read where the text changed: a clause that grew by a sentence with a
"shall" in it did not turn anything round. Phrases are counted on both sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from watcher.domain.assessment import Fact, FactType
from watcher.significance.phrases import PHRASES
from watcher.significance.regions import Region
from watcher.significance.terms import lower

MODALITIES: tuple[tuple[str, str], ...] = (
    (
        "prohibition",
        (
            r"\b(?:may|shall|must|will|should|can)\s+(?:not|never)\b|\b(?:cannot|can['’]t|won['’]t|mustn['’]t)\b"
            r"|\b(?:prohibited|forbidden)\s+from\b|不得|不可以|不能|不应当?|禁止|严禁|不允许|无权"
        ),
    ),
    (
        "duty",
        r"\b(?:shall|must|will|should)\b|\b(?:required|obliged|obligated)\s+to\b|应当|必须|须|应(?![用对急付])|有义务|需要?(?!求)",
    ),
    (
        "permission",
        # "May 2024" is a month.
        r"\bmay\b(?!\s+\d)|\bcan\b|\b(?:entitled|permitted|allowed)\s+to\b|\b(?:has|have)\s+the\s+right\s+to\b|可以|有权|可(?![能靠用行])",
    ),
)
"""Each with its words; the first that fits at a place wins, so that "may not" is not read as "may"."""

_MODAL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in MODALITIES), re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:not|never|neither|nor|no|cannot)\b|n['’]t\b|不(?![可同仅但断时少])|无(?![论需须])|未(?![来成])|非(?![常])|没有|毋",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(
    r"\b(?:unless|except(?:\s+(?:for|that|as|where|if|to\s+the\s+extent))?|other\s+than|save\s+(?:for|as|that)"
    r"|provided,?\s+(?:however,?\s+)?that|subject\s+to|to\s+the\s+extent\s+(?:permitted|required))\b|除非|除外|另有约定|除[^，。；\n]{1,20}外",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:(?P<both>(?:each|either|both|neither)\s+part(?:y|ies)|the\s+parties|mutual(?:ly)?)"
    r"|(?P<user>you|your|yours|the\s+users?|users?|customers?|developers?|licensees?|subscribers?|members?)"
    r"|(?P<provider>we|us|our|ours|the\s+company|company|provider|licensor|platform|seller))\b"
    r"|(?P<both_zh>双方|任何一方|任一方|各方)|(?P<user_zh>您|你|用户|乙方|开发者|客户|会员)|(?P<provider_zh>我们|我方|甲方|平台|公司|本公司)",
    re.IGNORECASE,
)

_FEW = 4
"""A changed stretch of at most so many words or Chinese characters can turn a sentence round; a longer one is a new
statement."""
_WORD = re.compile(r"[㐀-鿿]|[^\W㐀-鿿]+")
_EXCERPT = 60


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int
    end: int
    words: str


def modality_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Permissions, duties and prohibitions that became one another; ``role`` says what became what."""
    facts = []
    before, after = _all(_MODAL, old), _all(_MODAL, new)
    for region in changed:
        was = next((each for each in before if region.touches_old(each.start, each.end)), None)
        now = next((each for each in after if region.touches_new(each.start, each.end)), None)
        if was and now and was.kind != now.kind:
            facts.append(Fact(type=FactType.MODALITY, role=f"{was.kind}_to_{now.kind}", old=was.words, new=now.words))
    return facts


def negation_facts(old: str, new: str, changed: list[Region], turned: list[Fact]) -> list[Fact]:
    """Negations put in or taken out by a small change; nothing where a modal verb already says so (``turned``)."""
    if turned:
        return []
    facts = []
    for region in changed:
        gone, come = old[region.old_start : region.old_end], new[region.new_start : region.new_end]
        if _words(gone) > _FEW or _words(come) > _FEW:
            continue
        was, now = _NEGATION.search(gone), _NEGATION.search(come)
        if bool(was) != bool(now):
            facts.append(
                Fact(
                    type=FactType.NEGATION,
                    role="put_in" if now else "taken_out",
                    old=_around(old, region.old_start, region.old_end),
                    new=_around(new, region.new_start, region.new_end),
                )
            )
    return facts


def exception_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Exceptions and conditions that were dropped or added, with their first words."""
    before, after = _EXCEPTION.findall(old), _EXCEPTION.findall(new)
    facts = []
    for region in changed:
        was = _EXCEPTION.search(old, region.old_start, region.old_end)
        now = _EXCEPTION.search(new, region.new_start, region.new_end)
        if was and not now and len(after) < len(before):
            facts.append(Fact(type=FactType.EXCEPTION, old=_excerpt(old, was.start())))
        elif now and not was and len(after) > len(before):
            facts.append(Fact(type=FactType.EXCEPTION, new=_excerpt(new, now.start())))
    return facts


def party_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Places where one party's word was put for another's."""
    facts = []
    for region in changed:
        gone, come = old[region.old_start : region.old_end], new[region.new_start : region.new_end]
        if _words(gone) > _FEW or _words(come) > _FEW:
            continue
        was, now = _parties(gone), _parties(come)
        if len(was) == 1 and len(now) == 1 and was[0].kind != now[0].kind:
            facts.append(
                Fact(
                    type=FactType.PHRASE,
                    role=f"party_{was[0].kind}_to_{now[0].kind}",
                    old=was[0].words,
                    new=now[0].words,
                )
            )
    return facts


def phrase_facts(old: str, new: str) -> list[Fact]:
    """Phrases of legal weight that one side has oftener than the other."""
    low_old, low_new = lower(old), lower(new)
    facts = []
    for name, words in PHRASES:
        was, now = words.findall(low_old), words.findall(low_new)
        if len(was) > len(now):
            facts.append(Fact(type=FactType.PHRASE, role=name, old=old[slice(*was[0])]))
        elif len(now) > len(was):
            facts.append(Fact(type=FactType.PHRASE, role=name, new=new[slice(*now[0])]))
    return facts


def _all(pattern: re.Pattern[str], text: str) -> list[_Found]:
    return [
        _Found(str(match.lastgroup), match.start(), match.end(), match.group().lower())
        for match in pattern.finditer(text)
    ]


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _parties(text: str) -> list[_Found]:
    found: dict[str, _Found] = {}
    for each in _all(_PARTY, text):
        kind = each.kind.removesuffix("_zh")
        found.setdefault(kind, _Found(kind, each.start, each.end, each.words))
    return list(found.values())


def _excerpt(text: str, start: int) -> str:
    words = re.split(r"[,;.，。；\n]", text[start : start + 4 * _EXCERPT], maxsplit=1)[0].strip()
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1].rsplit(" ", 1)[0] + "…"


def _around(text: str, start: int, end: int) -> str:
    low = max(0, start - 24)
    high = min(len(text), end + 24)
    words = text[low:high].replace("\n", " ")
    if low > 0 and " " in words[: start - low]:
        words = words.split(" ", 1)[1]
    if high < len(text) and " " in text[end:high]:
        words = words.rsplit(" ", 1)[0]
    return words.strip()
