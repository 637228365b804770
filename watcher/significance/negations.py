"""Negations put in and taken out, and words put for their opposites.

They [-do not -]include taxes.            a negation was taken out
It [-ends-]{+continues+} after a month.   the opposite is said
"""

from __future__ import annotations

import re

from watcher.domain.assessment import Fact, FactType
from watcher.significance.quoting import FEW, around, excerpt, governed, word_count
from watcher.significance.regions import Region
from watcher.significance.script_forms import simplified
from watcher.significance.sentences import sentence_around
from watcher.significance.wording import MODAL

# "no later than", "not exceeding", 不超过: a bound, which turns nothing round.
_NEGATION = re.compile(
    r"\b(?:(?:not|no)(?!\s+(?:longer|later|more|less|fewer|other|earlier|sooner|exceeding|exceed)\s*(?:than)?\b)"
    r"|no\s+longer(?!\s+than\b)|never|neither|nor|cannot)\b|n['’]t\b"
    # "nicht nur" goes on with "sondern auch".
    r"|\b(?:nicht(?!\s+nur)|kein(?:e[mnrs]?)?|ne|jamais|aucune?)\b|\bn['’](?=[aàeéèêhiouy])"
    r"|不(?![可同仅但断时少超迟晚低多]|限于)|无(?![论需须])|未(?![来成])|非(?![常独排专])|没有|毋",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:no|not)\b|不", re.IGNORECASE)
_LESS = re.compile(r"\s*(?:longer|later|more|less|fewer|other|earlier|sooner)\s+than\b|[少多超晚迟低]于", re.IGNORECASE)
OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"ends?|ceases?|stops?", r"continues?|persists?|goes\son|go\son|remains?\sin\sforce"),
    (r"includ(?:es?|ed|ing)", r"exclud(?:es?|ed|ing)"),
    (r"increas(?:es?|ed|ing)|raises?|raised", r"decreas(?:es?|ed|ing)|reduc(?:es?|ed|ing)|lowers?|lowered"),
    (r"before|prior\sto", r"after|following"),
    (r"with", r"without"),
    (r"accepts?|accepted|agrees?|consents?", r"rejects?|rejected|refuses?|declines?|objects?"),
    (r"permits?|permitted|allows?|allowed", r"prohibits?|prohibited|forbids?|forbidden"),
    (r"public|publicly", r"confidential|confidentially|private|privately"),
    (r"opt-?\s?in", r"opt-?\s?out"),
    (r"enters?\sinto\sforce", r"expires?"),
    (r"refundable", r"non-?\s?refundable"),
    (r"exclusive", r"non-?\s?exclusive"),
    (r"继续", r"终止|停止|结束"),
    (r"包括|包含", r"不含|排除"),
    (r"增加|提高", r"减少|降低"),
    (r"之前|以前", r"之后|以后"),
    (r"同意|接受", r"拒绝"),
    (r"允许", r"禁止"),
    (r"公开", r"保密"),
)
"""Words that say the opposite of one another, where one was put for the other."""
_ANY_OF_THEM = re.compile(rf"(?:{'|'.join(words for pair in OPPOSITES for words in pair)})\Z", re.IGNORECASE)
_OPPOSITES = tuple(tuple(re.compile(rf"(?:{words})\Z", re.IGNORECASE) for words in pair) for pair in OPPOSITES)


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
        was, now = (_NEGATION.search(MODAL.sub("", simplified(words))) for words in (gone, come))
        long = word_count(gone) > FEW or word_count(come) > FEW
        if bool(was) == bool(now) or (long and not _same_but_for_a_negation(gone, come)):
            continue
        if _more_negative(old, region.old_start, new, region.new_start) is bool(now):
            words = (
                (excerpt(old, region.old_start), excerpt(new, region.new_start))
                if long
                else (around(old, region.old_start, region.old_end), around(new, region.new_start, region.new_end))
            )
            facts.append(
                Fact(type=FactType.NEGATION, role="put_in" if now else "taken_out", old=words[0], new=words[1])
            )
    # "No delay will …" → "delay will not …": it only went to another word.
    return [] if {fact.role for fact in facts} == {"put_in", "taken_out"} else facts


def opposite_facts(old: str, new: str, changed: list[Region]) -> list[Fact]:
    """Places where a word was put for its opposite: "ends" for "continues"."""
    facts = []
    for region in changed:
        gone, come = old[region.old_start : region.old_end].strip(), new[region.new_start : region.new_end].strip()
        if not (_ANY_OF_THEM.match(gone) and _ANY_OF_THEM.match(come)):
            continue
        if any((a.match(gone) and b.match(come)) or (b.match(gone) and a.match(come)) for a, b in _OPPOSITES):
            was = around(old, region.old_start, region.old_end)
            now = around(new, region.new_start, region.new_end)
            facts.append(Fact(type=FactType.NEGATION, role="opposite", old=was, new=now))
    return facts


def _same_but_for_a_negation(gone: str, come: str) -> bool:
    """Whether two longer stretches begin with one verb, negated on one side: "do not include …", "include …"."""
    negated, other = (gone, come) if _NEGATION.search(gone) else (come, gone)
    match = _NEGATION.search(negated)
    if match is None or word_count(negated[: match.start()]) > 1:
        return False
    verb = governed(negated, match.end())
    return bool(verb) and verb.removesuffix("s") == governed(other, 0).removesuffix("s")


def _more_negative(old: str, at_old: int, new: str, at_new: int) -> bool | None:
    """Whether the sentence has more negations now than before; None where it has as many, in other places."""
    before, after = (
        len(_NEGATION.findall(simplified(text), *sentence_around(text, at, at)))
        for text, at in ((old, at_old), (new, at_new))
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
    return Fact(
        type=FactType.NEGATION,
        role="taken_out" if was else "put_in",
        old=around(old, region.old_start, region.old_end),
        new=around(new, region.new_start, region.new_end),
    )
