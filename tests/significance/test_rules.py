from __future__ import annotations

import pytest

from watcher.domain.assessment import Severity
from watcher.domain.errors import UsageError
from watcher.significance import read_rules, shipped_rules
from watcher.significance.findings import Finding
from watcher.significance.rules import FINDINGS


def test_every_kind_of_finding_is_weighed_by_a_shipped_rule() -> None:
    named = set().union(*(rule.on for rule in shipped_rules()))
    assert named == set(FINDINGS)


def test_every_shipped_rule_that_weighs_something_gives_a_reason() -> None:
    assert not [rule for rule in shipped_rules() if rule.severity is not Severity.NONE and not rule.reason]


@pytest.mark.parametrize(
    ("rule", "complaint"),
    [
        ({"severity": "awful"}, "severity is 'awful'"),
        ({"severity": "low", "on": "smell"}, "unknown name 'smell'"),
        ({"severity": "low", "categories": ["feees"]}, "unknown name 'feees'"),
        ({"severity": "low", "categories": ["@nobody"]}, "no group '@nobody'"),
        ({"severity": "low", "colour": "red"}, "unknown key 'colour'"),
        ({"severity": "low", "reason": "{old.__class__} {secret}"}, "unknown placeholder {secret}"),
        ({"severity": "low", "role": 7}, "found 7"),
    ],
)
def test_a_rule_that_means_nothing_is_refused(rule: dict[str, object], complaint: str) -> None:
    with pytest.raises(UsageError, match="rules") as raised:
        read_rules({"rule": [rule]})
    assert complaint in str(raised.value)


def test_groups_may_hold_groups_even_in_a_circle() -> None:
    table = {"groups": {"a": ["fees", "@b"], "b": ["notice", "@a"]}, "rule": [{"severity": "low", "categories": "@a"}]}
    assert read_rules(table)[0].categories == {"fees", "notice"}


def test_only_the_known_names_are_replaced_in_a_reason() -> None:
    (rule,) = read_rules({"rule": [{"severity": "low", "reason": "{old.__class__} {old}"}]})
    assert rule.words(Finding(on="note", old="{new} text"), (), ()) == "{old.__class__} {new} text"
