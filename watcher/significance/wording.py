"""Words that turn a sentence: may and shall, unless, and phrases of legal weight.

    [-may-]{+shall+}            two words                       'may' became 'shall'
    可以 → 不可以                one character                   permission became prohibition

Modal verbs and exceptions are read where the text changed: a clause that grew by a sentence with a "shall" in it did
not turn anything round. Phrases are looked for on both sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from watcher.domain.assessment import Fact, FactType
from watcher.significance.phrases import PHRASES
from watcher.significance.quoting import FEW, excerpt, governed, last_word, word_count
from watcher.significance.regions import Region
from watcher.significance.script_forms import simplified
from watcher.significance.sentences import sentence_around
from watcher.significance.terms import Extent, Index, lower, pieces_of

MODALITIES: tuple[tuple[str, str, str], ...] = (
    (
        "prohibition",
        (
            r"(?:may|shall|must|will|should|can)\s+(?:not|never)\b|(?:cannot|can['’]t|won['’]t|mustn['’]t)\b"
            r"|(?:prohibited|forbidden)\s+from\b|ne\s+(?:peut|peuvent|doit|doivent)\b|(?:darf|dürfen)\s+nicht\b"
        ),
        # 不可撤销, 不可抗力, 不可转让: what is not possible is forbidden to nobody.
        r"不得|不可以|不可(?![撤抗转分或缺逆预避控恢])|不能|不应当?|禁止|严禁|不允许|无权",
    ),
    (
        "duty",
        (
            r"(?:shall|must|will)\b|(?:required|obliged|obligated)(?:\s+or\s+\w+)?\s+to\b"
            r"|(?:doit|doivent|muss|müssen)\b"
        ),
        r"应当|必须|须|应(?![用对急付])|有义务|需要?(?!求)",
    ),
    # What is only asked for; 应当 is a duty.
    ("recommendation", r"should\b", r"建议|宜(?=[在将把以由])"),
    (
        "permission",
        # "May 2024" is a month.
        (
            r"may\b(?!\s+\d)|can\b|(?:entitled|permitted|allowed)\s+to\b|(?:has|have)\s+the\s+right\s+to\b"
            r"|(?:peut|peuvent|darf|dürfen|kann|können)\b"
        ),
        # 许可 and 认可 are nouns; 获得, 取得 and 应得 speak of getting. 无须 holds 须 and says the opposite.
        (
            r"可以|有权|(?<![许认宁])可(?![能靠用行])|(?<![不获取所使值觉记显免求应难])得(?![到知出体失分])"
            r"|[无毋][须需]|不必|不需要?(?!求)|(?:没有|无)义务"
        ),
    ),
)
"""Each with its words in Latin letters, which begin where a word begins, and in Chinese; the first that fits at a place
wins, so that "may not" is not read as "may"."""
MODAL = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name}>{latin})" for name, latin, _ in MODALITIES)
    + r")|(?=[㐀-鿿])(?-i:"
    + "|".join(f"(?P<{name}_zh>{chinese})" for name, _, chinese in MODALITIES)
    + ")",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\s*(?:no|neither|nobody|none|nothing|in\s+no\s+event)\b", re.IGNORECASE)
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "become", "becomes", "remain", "remains"})
_EXCEPTION = re.compile(
    r"\b(?:unless|except(?:\s+(?:for|that|as|where|if|to\s+the\s+extent))?|other\s+than|save\s+(?:for|as|that)"
    r"|provided,?\s+(?:however,?\s+)?that|subject\s+to|to\s+the\s+extent\s+(?:permitted|required))\b|(?<=,\s)if\b|除非|除外|另有约定|除[^，。；\n]{1,20}外|未经[^，。；\n]{1,20}?(?:许可|同意|授权|批准)",
    re.IGNORECASE,
)
# "If you are a consumer, you may withdraw …", 如您为消费者，……; 如下 and 如何 begin no condition.
_CONDITION = re.compile(
    r"(?:\A|(?<=[.;:]\s)|(?<=\n))(?:if|where|when|provided)\b|(?:\A|(?<=[。；\n]))(?:如果|倘若|若|如(?![下何上此同实期约]))",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.;。；](?:\s|\Z)|[。；]")
_HAN = re.compile(r"[㐀-鿿]")
_PHRASES = Index(((name, words), words) for name, words in PHRASES)
# "may not be seen", "shall not be construed": what is possible, and how it is read, is forbidden to nobody.
_BAN = re.compile(
    r"\bmust\s+not\b|\b(?:shall|may)\s+not\b(?!\s+(?:be|constitute|operate|affect|limit|apply|survive|exceed)\b)"
    r"|\b(?:is|are)\s+(?:strictly\s+)?(?:prohibited|forbidden|not\s+(?:allowed|permitted))\b|不得|禁止|严禁|不允许",
    re.IGNORECASE,
)
_DUTY = re.compile(
    # "must have affected": what is taken for sure.
    r"\bmust\b(?!\s+(?:not\b|have\s+(?:\w+ly\s+)?(?:been\b|\w+ed\b)))|\b(?:you|users?|members?|customers?|developers?)\s+(?:are|is)\s+(?:required|obliged)\s+to\b"
    r"|\bshall\b(?!\s+(?:not|be\s+(?:the|an?|in|(?-i:[A-Z])\w+|of|subject|liable|effective|binding|final|construed|deemed|considered|governed|read|interpreted|entitled|settled|resolved|referred|brought|submitted|heard|conducted|held|enforced)|mean"
    r"|include|apply|survive|prevail|remain|continue|have\s+the|constitute|supersede)\b)|应当|必须|有义务",
    re.IGNORECASE,
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
            return ("prohibition", excerpt(text, nobody.start())) if nobody else (kind, excerpt(text, match.start()))
    return "", ""


def exception_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Exceptions and conditions that were dropped or added, with their words as far as they changed."""
    before, after = _exceptions(old), _exceptions(new)
    facts = []
    for region in changed:
        was = next((at for at in before if region.old_start <= at < region.old_end), None)
        now = next((at for at in after if region.new_start <= at < region.new_end), None)
        if was is not None and now is None and len(after) < len(before):
            said = excerpt(old, _excepted_from(old, was), region.old_end)
            facts += [] if _folded(said) in _folded(new) else [Fact(type=FactType.EXCEPTION, old=said)]
        elif now is not None and was is None and len(after) > len(before):
            said = excerpt(new, _excepted_from(new, now), region.new_end)
            facts += [] if _folded(said) in _folded(old) else [Fact(type=FactType.EXCEPTION, new=said)]
    return facts


def condition_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Conditions put before a sentence that stays, or taken from it, with their words."""
    facts = []
    for region in changed:
        gone, come = old[region.old_start : region.old_end], new[region.new_start : region.new_end]
        was, now = _condition(old, region.old_start, gone, come), _condition(new, region.new_start, come, gone)
        if bool(was) != bool(now):
            facts.append(Fact(type=FactType.EXCEPTION, role="condition", old=was, new=now))
    return facts


def _condition(text: str, at: int, words: str, instead: str) -> str:
    """The condition that some words begin with; empty where their sentence ends with them, or others stand instead."""
    begins = at + len(words) - len(words.lstrip())
    if not _CONDITION.match(text, begins) or _ENDED.search(words.strip()) or word_count(instead) > FEW:
        return ""
    return excerpt(text, begins)


def phrase_facts(old: str, new: str) -> list[Fact]:
    """Phrases of legal weight that one side has and the other has not."""
    low_old, low_new = lower(old), lower(new)
    facts = []
    for name, words in _PHRASES.among(pieces_of(low_old) | pieces_of(low_new)):
        was, now = (_apart(words.findall(lowered), lowered) for lowered in (low_old, low_new))
        if was and not now:
            facts.append(Fact(type=FactType.PHRASE, role=name, old=old[slice(*was[0])]))
        elif now and not was:
            facts.append(Fact(type=FactType.PHRASE, role=name, new=new[slice(*now[0])]))
    return facts


def _apart(extents: list[Extent], lowered: str) -> list[Extent]:
    """Without the ends of longer words: "read-only" limits nothing."""
    return [each for each in extents if lowered[: each[0]][-1:] != "-"]


def _all(pattern: re.Pattern[str], text: str) -> list[_Found]:
    return [
        _Found(
            str(match.lastgroup).removesuffix("_zh"),
            match.start(),
            match.end(),
            text[match.start() : match.end()].lower(),
        )
        for match in pattern.finditer(simplified(text))
    ]


def _modals(text: str) -> list[_Found]:
    """Modal verbs in order. One whose sentence begins with "No" or "Neither" prohibits, whatever it is by itself."""
    found = []
    for each in _all(MODAL, text):
        low, _ = sentence_around(text, each.start, each.end)
        nobody = each.kind != "prohibition" and _NOBODY.match(text, low, each.start)
        found.append(replace(each, kind="prohibition") if nobody else each)
    return found


def _of_the_same(was: _Found, old: str, now: _Found, new: str) -> bool:
    if _HAN.search(was.words):
        return True
    behind = governed(old, was.end), governed(new, now.end)
    before = last_word(old, was.start), last_word(new, now.start)
    return bool(behind[0] and behind[0] == behind[1]) or bool(before[0] and before[0] == before[1])


def _folded(text: str) -> str:
    return " ".join(text.lower().split())


def _exceptions(text: str) -> list[int]:
    """Where exceptions and conditions begin. What *is* subject to something is no exception."""
    return [
        match.start()
        for match in _EXCEPTION.finditer(simplified(text))
        if not match.group().lower().startswith("subject") or last_word(text, match.start()) not in _BE
    ]


def _excepted_from(text: str, at: int) -> int:
    """Where the words of an exception begin: 除外 stands behind what it excepts, all others before."""
    return max(text.rfind(mark, 0, at) for mark in "，。；：\n") + 1 if text.startswith("除外", at) else at
