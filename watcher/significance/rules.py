"""The ordered table of rules: which finding weighs how much, and the reason in words. See ``rules.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from watcher.domain.assessment import Severity
from watcher.domain.errors import UsageError
from watcher.domain.sentence import Sentence
from watcher.locale.words import LANGUAGE_NAMES, amount, category, role
from watcher.significance.categories import CATEGORIES
from watcher.significance.findings import Finding

FINDINGS = (
    "clause", "words", "heading", "duration", "money", "percentage", "number", "date", "modality", "negation", "phrase",
    "exception", "reference", "notice_duty", "category", "emphasis", "link", "language", "note",
)  # fmt: skip
"""What a rule's ``on`` can name."""

_KEYS = ("on", "role", "went", "categories", "all", "under", "severity", "reason")
_PLACEHOLDERS = ("old", "new", "from_to", "role", "a_role", "categories", "count")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. An empty condition is met by everything."""

    severity: Severity
    reason: str = ""
    shipped: bool = False
    """Whether its reason is one of ours, which every language can say; others are told as they are written."""
    on: frozenset[str] = frozenset()
    role: frozenset[str] = frozenset()
    went: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()

    def fits(self, finding: Finding, own: Sequence[str], inherited: Sequence[str]) -> bool:
        """Whether this rule weighs a finding in a clause of these categories."""
        return (
            (not self.on or finding.on in self.on)
            and (not self.role or finding.role in self.role)
            and (not self.went or finding.went in self.went)
            and (not self.categories or not self.categories.isdisjoint(own))
            and self.all.issubset(own)
            and (not self.under or not self.under.isdisjoint(inherited))
        )

    def named(self, own: Sequence[str], inherited: Sequence[str]) -> tuple[str, ...]:
        """The categories by which this rule fits, for its reason: at most three."""
        if self.under:
            chosen = [name for name in inherited if name in self.under]
        else:
            asked = self.categories | self.all
            chosen = [name for name in own if not asked or name in asked]
        return tuple(category(name) for name in chosen[:3])

    def words(self, finding: Finding, own: Sequence[str], inherited: Sequence[str]) -> str:
        """The reason, its placeholders filled; nothing but these seven names is ever replaced."""
        told: dict[str, Callable[[], str | tuple[str, ...]]] = {
            "old": lambda: _value(finding, finding.old),
            "new": lambda: _value(finding, finding.new),
            "from_to": lambda: _from_to(finding),
            "role": lambda: role(finding.role),
            "a_role": lambda: _with_article(role(finding.role)),
            "categories": lambda: self.named(own, inherited),
            "count": lambda: str(finding.count),
        }
        values = {name: told[name]() for name in _PLACEHOLDER.findall(self.reason)}
        said = Sentence(self.reason, **values)
        if self.shipped and all(values.values()):
            return said
        return " ".join(said.split()).rstrip(":")


def read_rules(table: Mapping[str, object], *, where: str = "rules") -> tuple[Rule, ...]:
    """Rules from a parsed table with ``rule`` (a list) and, if wanted, ``groups``. Raises UsageError.

    They may name the shipped groups beside their own; a group of the same name stands in place of the shipped one.
    """
    groups = {**_groups(_shipped(), where), **_groups(table, where)}
    found = table.get("rule", [])
    if not isinstance(found, list):
        raise UsageError("rules are a list of tables", where=f"{where}.rule", mend="write each as [[rule]]")
    return tuple(
        _rule(_table(each, f"{where}.rule[{i}]"), groups, f"{where}.rule[{i}]") for i, each in enumerate(found)
    )


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules that come with the program."""
    return tuple(replace(each, shipped=True) for each in read_rules(_shipped(), where="rules.toml"))


@cache
def _shipped() -> Mapping[str, object]:
    return tomllib.loads(files("watcher.significance").joinpath("rules.toml").read_text(encoding="utf-8"))


def _groups(table: Mapping[str, object], where: str) -> dict[str, list[str]]:
    named = _table(table.get("groups", {}), f"{where}.groups")
    return {name: list(_strings(value, f"{where}.groups.{name}")) for name, value in named.items()}


def _rule(table: Mapping[str, object], groups: Mapping[str, list[str]], where: str) -> Rule:
    for key in table:
        if key not in _KEYS:
            raise UsageError(f"unknown key {key!r}", where=where, mend=f"known keys: {', '.join(_KEYS)}")
    said = str(table.get("severity", ""))
    if said not in list(Severity):
        raise UsageError(f"severity is {said!r}", where=where, mend=f"one of {', '.join(Severity)}")
    reason = str(table.get("reason", "")) or "matched by a rule of the configuration"
    for name in _PLACEHOLDER.findall(reason):
        if name not in _PLACEHOLDERS:
            raise UsageError(f"unknown placeholder {{{name}}}", where=where, mend=f"one of {', '.join(_PLACEHOLDERS)}")
    return Rule(
        severity=Severity(said),
        reason=reason,
        on=_set(table, "on", groups, FINDINGS, where),
        role=_set(table, "role", groups, (), where),
        went=_set(table, "went", groups, (), where),
        categories=_set(table, "categories", groups, CATEGORIES, where),
        all=_set(table, "all", groups, CATEGORIES, where),
        under=_set(table, "under", groups, CATEGORIES, where),
    )


def _set(
    table: Mapping[str, object], key: str, groups: Mapping[str, list[str]], known: Sequence[str], where: str
) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(_strings(table.get(key, []), f"{where}.{key}"))
    opened: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name.startswith("@"):
            if name[1:] not in groups:
                raise UsageError(f"no group {name!r}", where=f"{where}.{key}", mend="define it under [groups]")
            if name not in opened:
                opened.add(name)
                waiting.extend(groups[name[1:]])
        elif known and name not in known:
            raise UsageError(f"unknown name {name!r}", where=f"{where}.{key}", mend=f"one of {', '.join(known)}")
        else:
            found.add(name)
    return frozenset(found)


def _strings(value: object, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise UsageError(f"found {value!r}", where=where, mend="a word or a list of words")


def _table(value: object, where: str) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    raise UsageError(f"found {value!r}", where=where, mend="a table")


def _value(finding: Finding, text: str) -> str:
    """One side of a finding on one line; a duration, or a name of ours, as a sentence."""
    if isinstance(text, Sentence):
        return text
    if finding.on == "duration":
        return amount(text)
    if finding.on == "language" or finding.role == "prevailing language":
        return LANGUAGE_NAMES.get(text, text)
    return " ".join(text.split())


def _from_to(finding: Finding) -> str:
    """``from 10 to 5 working days``; ``from 1 year to 6 months``; ``(new: 5 days)``; ``(was: 5 days)``."""
    old, new = _value(finding, finding.old), _value(finding, finding.new)
    if not old and not new:
        return ""
    if not old:
        return Sentence("(new: {new})", new=new)
    if not new:
        return Sentence("(was: {old})", old=old)
    count, _, unit = old.partition(" ")
    _, _, other = new.partition(" ")
    same = count[:1].isdigit() and unit and unit.rstrip("s") == other.rstrip("s")
    return Sentence("from {old} to {new}", old=count if same else old, new=new)


def _with_article(word: str) -> Sentence:
    return Sentence("an {word}", word=word) if word.startswith(tuple("aeiou")) else Sentence("a {word}", word=word)
