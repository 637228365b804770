"""Every change gets its assessment: findings, weighed by the rules, told in words.

clause 9.2 modified                                     severity: 0.82
clause 9.2 modified, high: notice shortened from 10 to 5 working days
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import ClauseTree
from watcher.significance.categories import in_order, inherited_categories, own_categories
from watcher.significance.facts import facts_of
from watcher.significance.findings import Finding, findings
from watcher.significance.languages import Drift
from watcher.significance.repeats import Repeats
from watcher.significance.rules import FINDINGS, Rule, shipped_rules
from watcher.significance.surroundings import Surroundings

MOST_REASONS = 6
"""Reasons told for one change; what more was found stands in its facts."""
_GENERAL = ("words", "note")
"""Said only where nothing else that weighs as much was found."""

_Rules = Mapping[str, Sequence[tuple[int, Rule]]]

_REWORDED = Finding(on="words", went="changed")
_UNREAD = Finding(on="link", went="unread")
"""What is found where nothing else was."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    severity: Severity
    order: int
    reason: str
    general: bool


@dataclass(frozen=True, slots=True)
class _Seen:
    """What only the whole comparison tells of one change."""

    drift: Drift
    around: Surroundings
    repeats: Repeats


def assess(comparison: Comparison, old: ClauseTree, new: ClauseTree, *, overrides: Sequence[Rule] = ()) -> Comparison:
    """The comparison with an assessment on every change. ``overrides`` are rules that stand before the shipped ones."""
    rules = _by_finding((*overrides, *shipped_rules()))
    seen = _Seen(Drift(comparison, old, new), Surroundings(old, new, comparison.pairs), Repeats(comparison))
    return replace(
        comparison,
        changes=tuple(replace(each, assessment=_assess(each, rules, seen)) for each in comparison.changes),
    )


def _by_finding(rules: Sequence[Rule]) -> _Rules:
    """For each kind of finding the rules that may weigh it, each with its place among all."""
    return {name: [(at, rule) for at, rule in enumerate(rules) if not rule.on or name in rule.on] for name in FINDINGS}


def _assess(change: Change, rules: _Rules, seen: _Seen) -> Assessment:
    around = seen.around
    was = {name for clause in change.old for name in own_categories(clause)}
    now = {name for clause in change.new for name in own_categories(clause)}
    own = in_order(was | now)
    above = {name for clause in change.old for name in inherited_categories(around.old, clause)}
    above |= {name for clause in change.new for name in inherited_categories(around.new, clause)}
    inherited = in_order(above - set(own))
    if change.kind is ChangeKind.RENUMBERED:
        return Assessment(categories=own, inherited=inherited)
    stated = facts_of(change, around.own_names)
    found = seen.repeats.told(change, list(findings(change, stated, was, now, around)))
    found += seen.drift.findings(change)
    found = found or [_UNREAD if change.kind is ChangeKind.LINK else _REWORDED]
    weighed = [each for each in (_weigh(one, rules, own, inherited) for one in found) if each is not None]
    severity, reasons = _told(weighed)
    return Assessment(
        severity=severity,
        categories=own,
        inherited=inherited,
        facts=tuple(each.fact for each in stated),
        reasons=reasons,
    )


def _weigh(finding: Finding, rules: _Rules, own: Sequence[str], inherited: Sequence[str]) -> _Weighed | None:
    for order, rule in rules[finding.on]:
        if rule.fits(finding, own, inherited):
            if rule.severity is Severity.NONE:
                return None
            words = rule.words(finding, own, inherited)
            # That a clause came or went stands in the kind of its change already.
            bare = finding.went in ("added", "removed") and not rule.categories and not rule.under
            says_little = finding.on in _GENERAL or (finding.on == "clause" and bare)
            return _Weighed(rule.severity, order, words, says_little)
    return None


def _told(weighed: list[_Weighed]) -> tuple[Severity, tuple[str, ...]]:
    if not weighed:
        return Severity.NONE, ()
    ordered = sorted(sorted(weighed, key=lambda each: each.order), key=lambda each: each.severity, reverse=True)
    special = max((each.severity for each in weighed if not each.general), default=Severity.NONE)
    told = [each.reason for each in ordered if not each.general or each.severity > special]
    return ordered[0].severity, tuple(dict.fromkeys(told))[:MOST_REASONS]
