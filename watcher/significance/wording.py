"""Words that turn a sentence: may and shall, not, unless, and phrases of legal weight.

    [-may-]{+shall+}            two words                       'may' became 'shall'
    可以 → 不可以                one character                   permission became prohibition

Modal verbs, negations, exceptions and parties are read where the text changed: a clause that grew by a sentence with a
"shall" in it did not turn anything round. Phrases are looked for on both sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from watcher.domain.assessment import Fact, FactType
from watcher.significance.phrases import PHRASES
from watcher.significance.regions import Region
from watcher.significance.sentences import sentence_around
from watcher.significance.terms import beginnings, lower

MODALITIES: tuple[tuple[str, str], ...] = (
    (
        "prohibition",
        (
            r"\b(?:may|shall|must|will|should|can)\s+(?:not|never)\b|\b(?:cannot|can['’]t|won['’]t|mustn['’]t)\b"
            r"|\b(?:prohibited|forbidden)\s+from\b|\bne\s+(?:peut|peuvent|doit|doivent)\b|\b(?:darf|dürfen)\s+nicht\b"
            r"|不得|不可以|不能|不应当?|禁止|严禁|不允许|无权"
        ),
    ),
    (
        "duty",
        (
            r"\b(?:shall|must|will|should)\b|\b(?:required|obliged|obligated)(?:\s+or\s+\w+)?\s+to\b"
            r"|\b(?:doit|doivent|muss|müssen)\b|应当|必须|须|应(?![用对急付])|有义务|需要?(?!求)"
        ),
    ),
    (
        "permission",
        # "May 2024" is a month.
        (
            r"\bmay\b(?!\s+\d)|\bcan\b|\b(?:entitled|permitted|allowed)\s+to\b|\b(?:has|have)\s+the\s+right\s+to\b"
            r"|\b(?:peut|peuvent|darf|dürfen|kann|können)\b|可以|有权|可(?![能靠用行])"
        ),
    ),
)
"""Each with its words; the first that fits at a place wins, so that "may not" is not read as "may"."""

_MODAL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in MODALITIES), re.IGNORECASE)
# "no later than", "not exceeding", 不超过: a bound, which turns nothing round.
_NEGATION = re.compile(
    r"\b(?:(?:not|no)(?!\s+(?:longer|later|more|less|fewer|other|earlier|sooner|exceeding|exceed)\s*(?:than)?\b)"
    r"|no\s+longer(?!\s+than\b)|never|neither|nor|cannot)\b|n['’]t\b"
    # "nicht nur" goes on with "sondern auch".
    r"|\b(?:nicht(?!\s+nur)|kein(?:e[mnrs]?)?|ne|jamais|aucune?)\b|\bn['’](?=[aàeéèêhiouy])"
    r"|不(?![可同仅但断时少超迟晚低多])|无(?![论需须])|未(?![来成])|非(?![常])|没有|毋",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:no|not)\b|不", re.IGNORECASE)
_LESS = re.compile(r"\s*(?:longer|later|more|less|fewer|other|earlier|sooner)\s+than\b|[少多超晚迟低]于", re.IGNORECASE)
_NOBODY = re.compile(r"\s*(?:no|neither|nobody|none|nothing|in\s+no\s+event)\b", re.IGNORECASE)
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "become", "becomes", "remain", "remains"})
_FILLING = frozenset({"be", "been", "not", "never", "also", "only", "to", "have", "has"})
_EXCEPTION = re.compile(
    r"\b(?:unless|except(?:\s+(?:for|that|as|where|if|to\s+the\s+extent))?|other\s+than|save\s+(?:for|as|that)"
    r"|provided,?\s+(?:however,?\s+)?that|subject\s+to|to\s+the\s+extent\s+(?:permitted|required))\b|(?<=,\s)if\b|除非|除外|另有约定|除[^，。；\n]{1,20}外",
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
_HAN = re.compile(r"[㐀-鿿]")
# "may not be seen", "shall not be construed": what is possible, and how it is read, is forbidden to nobody.
_BAN = re.compile(
    r"\bmust\s+not\b|\b(?:shall|may)\s+not\b(?!\s+(?:be|constitute|operate|affect|limit|apply|survive|exceed)\b)"
    r"|\b(?:is|are)\s+(?:strictly\s+)?(?:prohibited|forbidden|not\s+(?:allowed|permitted))\b|不得|禁止|严禁|不允许",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\bmust\b(?!\s+not\b)|\b(?:you|users?|members?|customers?|developers?)\s+(?:are|is)\s+(?:required|obliged)\s+to\b"
    r"|\bshall\b(?!\s+(?:not|be\s+(?:the|an?|in|(?-i:[A-Z])\w+|of|subject|liable|effective|binding|final|construed|deemed|considered|governed|read|interpreted|entitled|settled|resolved)|mean"
    r"|include|apply|survive|prevail|remain|continue|have\s+the|constitute|supersede)\b)|应当|必须|有义务",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:[A-Z][\w&.’'-]{0,30}\s+){1,5}(?:Ltd|Limited|Inc|LLC|LLP|GmbH|AG|SAS?|BV|Corp|Corporation|PLC|plc|S\.[aà]\s?r\.l)\b"
    r"|[\u4e00-\u9fff（）()]{2,30}有限公司"
)
_OURSELVES = re.compile(
    r"[“\"「'](?:we|us|our|ours|the company|company|provider|我们|本公司|甲方)[”\"」',]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    start: int
    end: int
    words: str


def modality_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Permissions, duties and prohibitions that became one another; ``role`` says what became what.

    Two modal verbs are compared where what they govern, or who stands before them, is the same: else a sentence was
    replaced by another, which turned nothing round.
    """
    facts = []
    before, after = _modals(old), _modals(new)
    for region in changed:
        was = next((each for each in before if region.touches_old(each.start, each.end)), None)
        now = next((each for each in after if region.touches_new(each.start, each.end)), None)
        if was and now and was.kind != now.kind and _of_the_same(was, old, now, new):
            facts.append(Fact(type=FactType.MODALITY, role=f"{was.kind}_to_{now.kind}", old=was.words, new=now.words))
    return facts


def modality_of(text: str) -> tuple[str, str]:
    """What the last modal verb of a text makes of what follows it, and its words; both empty without one."""
    found = _modals(text)
    return (found[-1].kind, found[-1].words) if found else ("", "")


def laid_down(text: str) -> tuple[str, str]:
    """The first prohibition of a text, else its first duty, and its words with what follows; both empty without one."""
    for kind, pattern in (("prohibition", _BAN), ("duty", _DUTY)):
        match = pattern.search(text)
        if match:
            low, _ = sentence_around(text, match.start(), match.end())
            nobody = _NOBODY.match(text, low, match.start())
            return ("prohibition", _excerpt(text, nobody.start())) if nobody else (kind, _excerpt(text, match.start()))
    return "", ""


def contracting_facts(old: str, new: str) -> list[Fact]:
    """Companies that stand behind "we" and the like on one side only, where both sides say who that is."""
    before, after = _contracting(old), _contracting(new)
    gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
    return [
        Fact(type=FactType.PHRASE, role="contracting_party", old=was, new=now)
        for was, now in zip(gone, come, strict=False)
    ]


def negation_facts(old: str, new: str, changed: list[Region], turned: list[Fact]) -> list[Fact]:
    """Negations put in or taken out by a small change; nothing where a modal verb already says so (``turned``)."""
    if turned:
        return []
    facts = []
    for region in changed:
        gone, come = old[region.old_start : region.old_end], new[region.new_start : region.new_end]
        if bounded := _bound_turned(old, new, region):
            facts.append(bounded)
            continue
        # What makes a modal verb a prohibition is told as that, or was found to turn nothing round.
        was, now = _NEGATION.search(_MODAL.sub("", gone)), _NEGATION.search(_MODAL.sub("", come))
        long = _words(gone) > _FEW or _words(come) > _FEW
        if bool(was) == bool(now) or (long and not _same_but_for_a_negation(gone, come)):
            continue
        if _more_negative(old, region.old_start, new, region.new_start) is bool(now):
            words = (
                (_excerpt(old, region.old_start), _excerpt(new, region.new_start))
                if long
                else (_around(old, region.old_start, region.old_end), _around(new, region.new_start, region.new_end))
            )
            facts.append(
                Fact(type=FactType.NEGATION, role="put_in" if now else "taken_out", old=words[0], new=words[1])
            )
    # "No delay will …" → "delay will not …": it only went to another word.
    return [] if {fact.role for fact in facts} == {"put_in", "taken_out"} else facts


def _same_but_for_a_negation(gone: str, come: str) -> bool:
    """Whether two longer stretches begin with one verb, negated on one side: "do not include …", "include …"."""
    negated, other = (gone, come) if _NEGATION.search(gone) else (come, gone)
    match = _NEGATION.search(negated)
    if match is None or _words(negated[: match.start()]) > 1:
        return False
    verb = _governed(negated, match.end())
    return bool(verb) and verb.removesuffix("s") == _governed(other, 0).removesuffix("s")


def _more_negative(old: str, at_old: int, new: str, at_new: int) -> bool | None:
    """Whether the sentence has more negations now than before; None where it has as many, in other places."""
    before, after = (
        len(_NEGATION.findall(text, *sentence_around(text, at, at))) for text, at in ((old, at_old), (new, at_new))
    )
    return None if before == after else after > before


def _bound_turned(old: str, new: str, region: Region) -> Fact | None:
    """A "no" that was put before "less than", or taken from it: the rest of the bound stands beside the change."""
    if not (_LESS.match(old, region.old_end) and _LESS.match(new, region.new_end)):
        return None
    was, now = (
        _NO.search(text, start, end) is not None
        for text, start, end in ((old, region.old_start, region.old_end), (new, region.new_start, region.new_end))
    )
    if was == now:
        return None
    around = (_around(old, region.old_start, region.old_end), _around(new, region.new_start, region.new_end))
    return Fact(type=FactType.NEGATION, role="taken_out" if was else "put_in", old=around[0], new=around[1])


def exception_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Exceptions and conditions that were dropped or added, with their words as far as they changed."""
    before, after = _exceptions(old), _exceptions(new)
    facts = []
    for region in changed:
        was = next((at for at in before if region.old_start <= at < region.old_end), None)
        now = next((at for at in after if region.new_start <= at < region.new_end), None)
        if was is not None and now is None and len(after) < len(before):
            said = _excerpt(old, _excepted_from(old, was), region.old_end)
            facts += [] if _folded(said) in _folded(new) else [Fact(type=FactType.EXCEPTION, old=said)]
        elif now is not None and was is None and len(after) > len(before):
            said = _excerpt(new, _excepted_from(new, now), region.new_end)
            facts += [] if _folded(said) in _folded(old) else [Fact(type=FactType.EXCEPTION, new=said)]
    return facts


def party_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Places where one party's word was put for another's."""
    facts = []
    for region in changed:
        gone, come = old[region.old_start : region.old_end], new[region.new_start : region.new_end]
        if _words(gone) > _FEW or _words(come) > _FEW:
            continue
        was = _parties(old, region.old_start, region.old_end)
        now = _parties(new, region.new_start, region.new_end)
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
    """Phrases of legal weight that one side has and the other has not."""
    low_old, low_new = lower(old), lower(new)
    facts = []
    pieces = beginnings(low_old) | beginnings(low_new)
    for name, words in PHRASES:
        if not words.possible(pieces):
            continue
        was, now = words.findall(low_old), words.findall(low_new)
        if was and not now:
            facts.append(Fact(type=FactType.PHRASE, role=name, old=old[slice(*was[0])]))
        elif now and not was:
            facts.append(Fact(type=FactType.PHRASE, role=name, new=new[slice(*now[0])]))
    return facts


def _contracting(text: str) -> list[str]:
    found = _COMPANY.findall(text) if _OURSELVES.search(text) else []
    return list(dict.fromkeys(" ".join(name.split()) for name in found))


def _all(pattern: re.Pattern[str], text: str) -> list[_Found]:
    return [
        _Found(str(match.lastgroup), match.start(), match.end(), match.group().lower())
        for match in pattern.finditer(text)
    ]


def _modals(text: str) -> list[_Found]:
    """Modal verbs in order. One whose sentence begins with "No" or "Neither" prohibits, whatever it is by itself."""
    found = []
    for each in _all(_MODAL, text):
        low, _ = sentence_around(text, each.start, each.end)
        nobody = each.kind != "prohibition" and _NOBODY.match(text, low, each.start)
        found.append(replace(each, kind="prohibition") if nobody else each)
    return found


def _of_the_same(was: _Found, old: str, now: _Found, new: str) -> bool:
    if _HAN.search(was.words):
        return True
    behind = _governed(old, was.end), _governed(new, now.end)
    before = _last_word(old, was.start), _last_word(new, now.start)
    return bool(behind[0] and behind[0] == behind[1]) or bool(before[0] and before[0] == before[1])


def _governed(text: str, start: int) -> str:
    """The first word behind a modal verb that says something."""
    words = (match.group().lower() for match in islice(_WORD.finditer(text, start, start + 80), 6))
    return next((word for word in words if word not in _FILLING), "")


def _last_word(text: str, end: int) -> str:
    words = _WORD.findall(text, max(0, end - 40), end)
    return words[-1].lower() if words else ""


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _exceptions(text: str) -> list[int]:
    """Where exceptions and conditions begin. What *is* subject to something is no exception."""
    return [
        match.start()
        for match in _EXCEPTION.finditer(text)
        if not match.group().lower().startswith("subject") or _last_word(text, match.start()) not in _BE
    ]


def _excepted_from(text: str, at: int) -> int:
    """Where the words of an exception begin: 除外 stands behind what it excepts, all others before."""
    return max(text.rfind(mark, 0, at) for mark in "，。；：\n") + 1 if text.startswith("除外", at) else at


def _words(text: str) -> int:
    return len(_WORD.findall(text))


def _parties(text: str, start: int, end: int) -> list[_Found]:
    """The parties of whose words some stands in [start, end): of 甲方 and 乙方 only one character differs."""
    found: dict[str, _Found] = {}
    for match in _PARTY.finditer(text, max(0, start - 1), end + 1):
        kind = str(match.lastgroup).removesuffix("_zh")
        if match.start() < end and start < match.end():
            found.setdefault(kind, _Found(kind, match.start(), match.end(), match.group().lower()))
    return list(found.values())


def _excerpt(text: str, start: int, end: int = 0) -> str:
    """The words from ``start`` to the next stop or closing bracket; to ``end``, where that leaves more than one."""
    words = re.split(r"[,;.)，。；）\n]", text[start : start + 4 * _EXCERPT], maxsplit=1)[0].strip()
    changed = text[start:end].strip(" ,;.()，。；（）\n")
    if len(changed) < len(words) and _words(changed) > 1:
        words = changed
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
