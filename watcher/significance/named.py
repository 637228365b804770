"""What a text names: whose law, which courts, where an arbitration sits, and which language prevails.

"governed by the laws of Norway" → "… of Delaware"        one word of twenty, reworded
governing law changed from Norway to Delaware             what a lawyer reads the clause for
"""

from __future__ import annotations

import re

from watcher.domain.assessment import Fact, FactType
from watcher.significance.sentences import LONGEST, sentences
from watcher.significance.terms import Terms, lower, terms

LANGUAGES: dict[str, tuple[str, str]] = {
    "en": ("English", "english | 英文 | 英语"),
    "zh": ("Chinese", "chinese | 中文 | 汉语"),
    "ja": ("Japanese", "japanese | 日文 | 日语"),
    "ko": ("Korean", "korean | 韩文 | 韩语"),
    "fr": ("French", "french | 法文 | 法语"),
    "de": ("German", "german | 德文 | 德语"),
    "es": ("Spanish", "spanish | 西班牙文 | 西班牙语"),
    "ru": ("Russian", "russian | 俄文 | 俄语"),
}
"""BCP 47 tag to the language's name and the words by which agreements call it."""

# A point belongs to a name only inside of a word: "U.S.A.", but not "… New York. No waiver …".
_WORD = r"[A-Z](?:[\w’'-]|\.(?=\w)){0,30}"
_NAME = rf"{_WORD}(?:,?\s(?:of\s|and\s|the\s|of\sthe\s)?{_WORD}){{0,6}}"
_PLACE = r"[\u4e00-\u9fff]{2,16}?"
_NAMED: tuple[tuple[str, Terms, re.Pattern[str]], ...] = (
    (
        "governing law",
        terms("law | laws | 法律 | droit | recht"),
        # "the laws and regulations of your country" names no place: the name begins with a capital.
        re.compile(
            rf"\b[Ll]aws?\s(?:and\sregulations\s)?of\s(?:the\s)?(?:[Ss]tate\sof\s)?(?P<en>{_NAME})"
            rf"|适用(?P<zh>{_PLACE})(?:的)?(?:现行)?法律|受(?P<zh2>{_PLACE})法律"
            r"|\b(?:[Ll]e|au)\sdroit\s(?!applicable|commun|exclusif)(?P<fr>[a-zà-ÿ]{4,20})\b|\bgilt\s(?:ausschließlich\s)?(?P<de>[a-zä-ü]{4,20}es)\sRecht\b"
            rf"|\bRecht\s(?:der|des)\s(?P<de2>{_NAME})"
        ),
    ),
    (
        "court",
        terms("court | courts | 法院 | gerichtsstand | tribunaux"),
        re.compile(
            rf"\b[Cc]ourts?\s(?:\w+\s){{0,3}}?(?:of|in)\s(?:the\s)?(?P<en>{_NAME})"
            rf"|(?:提交|向|由)(?P<zh>{_PLACE})(?:有管辖权的)?(?:人民)?法院"
            rf"|\bGerichtsstand\s(?:ist|sind)\s(?P<de>{_NAME})|\b[Tt]ribunaux\s(?:\w+\s){{0,2}}?(?:de|d[’'])\s?(?P<fr>{_NAME})"
        ),
    ),
    (
        "place or body of arbitration",
        terms("arbitrat* | 仲裁"),
        re.compile(
            rf"\b[Aa]rbitrat\w{{0,6}}\s(?:\w+\s){{0,4}}?(?:in|at|by|before)\s(?:the\s)?(?P<en>{_NAME})"
            rf"|(?:提交|向|由)(?P<zh>{_PLACE}仲裁(?:委员会|中心|院))"
        ),
    ),
)
_ANY_LANGUAGE = terms(" | ".join(words for _, words in LANGUAGES.values()))
_PREVAILS = terms(
    "prevail* | control | controls | controlling | govern | governs | governing | take precedence | takes precedence "
    "| authoritative | binding version | subject to | larger portion of | 为准 | 优先 | 效力"
)
_FOR_READING = re.compile(r"\b(?:convenience|reference)\b|仅供参考|便利", re.IGNORECASE)
_SENT_TO = re.compile(r"\A(?:提交|向|由)")
_MOST = 5


def named_facts(old: str, new: str) -> list[Fact]:
    """What both texts name of one kind, where it is not the same; a kind that one side does not name says nothing."""
    facts = []
    low_old, low_new = lower(old), lower(new)
    for kind, needed, pattern in _NAMED:
        if needed.search(low_old) is None or needed.search(low_new) is None:
            continue
        before, after = _names(pattern, old), _names(pattern, new)
        gone, come = [one for one in before if one not in after], [one for one in after if one not in before]
        if gone and come:
            facts.append(Fact(type=FactType.PHRASE, role=kind, old=gone[0], new=come[0]))
    facts += _forum(old, new)
    was, now = prevailing_in(old), prevailing_in(new)
    if was and now and was != now:
        old_name, new_name = LANGUAGES[was][0], LANGUAGES[now][0]
        facts.append(Fact(type=FactType.PHRASE, role="prevailing language", old=old_name, new=new_name))
    return facts


def _forum(old: str, new: str) -> list[Fact]:
    """A court that is named in place of an arbitration, or the other way, in the words of the text."""
    before, after = _decides(old), _decides(new)
    if before.keys() == after.keys() or len(before) != 1 or len(after) != 1:
        return []
    return [Fact(type=FactType.PHRASE, role="forum", old=next(iter(before.values())), new=next(iter(after.values())))]


def _decides(text: str) -> dict[str, str]:
    """``court`` or the arbitration, whichever a text names, with the words that name it."""
    found = {kind: pattern.search(text) for kind, _, pattern in _NAMED if kind != "governing law"}
    return {kind: _SENT_TO.sub("", match.group()).rstrip(".,’'") for kind, match in found.items() if match}


def prevailing_in(text: str) -> str:
    """The tag of the language whose text prevails, as a text says; empty where it does not say."""
    if _ANY_LANGUAGE.search(lower(text[:LONGEST])) is None:
        return ""
    return next((found for sentence in sentences(text) if (found := _prevails(sentence))), "")


def _names(pattern: re.Pattern[str], text: str) -> list[str]:
    found = (next(name for name in match.groupdict().values() if name) for match in pattern.finditer(text))
    return list(dict.fromkeys(name.rstrip(".,’'") for name in found))[:_MOST]


def _prevails(sentence: str) -> str:
    lowered = lower(sentence)
    verbs = _PREVAILS.findall(lowered)
    if not verbs or ("version" not in lowered and not re.search(r"text|language|文|语|chinese and english", lowered)):
        return ""
    named = [(start, tag) for tag, (_, words) in LANGUAGES.items() for start, _ in terms(words).findall(lowered)]
    for start, end in reversed(verbs):
        before = [each for each in named if each[0] < start and not _FOR_READING.search(sentence, each[0], start)]
        after = [each for each in named if each[0] > start]
        # "shall be subject to the Chinese version" names it behind, "the Chinese version prevails" before.
        if lowered[start:end] == "subject to":
            if after:
                return min(after)[1]
        elif before:
            return max(before)[1]
    return ""
