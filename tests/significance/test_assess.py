from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison, Span, SpanOp
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.document import Emphasis, EmphasisKind, Link
from watcher.significance import assess, read_rules

Assess = Callable[..., Assessment]
FEES = "Harbour may adjust the fees and will announce this 10 working days in advance."

REASONS = [
    (FEES, FEES.replace("10", "5"), "high", "notice shortened from 10 to 5 working days"),
    (FEES, FEES.replace("5", "10").replace("10", "20"), "low", "notice lengthened from 10 to 20 working days"),
    (FEES, "Harbour may adjust the fees.", "critical", "right to change fees no longer needs an announcement"),
    (
        "平台可以调整价格，须提前十日公告。",
        "平台可以调整价格，须提前三日公告。",
        "high",
        "notice shortened from 10 to 3 days",
    ),
    ("平台可以调整价格，须提前十日公告。", "平台可以调整价格，不另行通知。", "critical", "now says '不另行通知'"),
    ("The keeper may mend the lamp.", "The keeper shall mend the lamp.", "medium", "'may' became 'shall'"),
    ("The keeper may close accounts.", "The keeper may not close accounts.", "high", "'may' became 'may not'"),
    ("会员可以转售船票。", "会员不得转售船票。", "high", "'可以' became '不得'"),
    ("会员可以转售船票。", "会员不可以转售船票。", "high", "'可以' became '不可以'"),
    ("Tickets are valid on Sunday.", "Tickets are not valid on Sunday.", "high", "a negation was put in"),
    (
        "Guests pay for damage unless the storm caused it.",
        "Guests pay for damage.",
        "high",
        "an exception was dropped: 'unless the storm caused it'",
    ),
    (
        "Either party may cancel the trip.",
        "We may cancel the trip.",
        "high",
        "another party: 'either party' became 'we'",
    ),
    (
        "Our total liability shall not exceed USD 1,000.",
        "Our total liability shall not exceed USD 100.",
        "critical",
        "limit of liability lowered from USD 1,000 to USD 100",
    ),
    ("Logs are kept for 90 days.", "Logs are kept for 30 days.", "high", "retention changed from 90 to 30 days"),
    ("The deck opens at noon.", "The deck opens at noon or at any time.", "medium", "now says 'at any time'"),
    (
        "See the Harbour Service Agreement.",
        "See the Harbour Service Agreement and the Quay Privacy Policy.",
        "medium",
        "now refers to 'Quay Privacy Policy'",
    ),
    ("Lost keys cost a fee of USD 5.", "Lost keys cost a fee of USD 9.", "high", "fee changed from USD 5 to USD 9"),
    (None, "Lost keys cost a fee of USD 5.", "high", "fee of USD 5 is stated"),
    ("The deck opens at noon.", "The deck opens at dusk.", "low", "reworded"),
    ("The deck opens.", "This deck opens.", "low", "small changes of wording"),
    (None, "Quarrels are settled by arbitration.", "critical", "a clause on arbitration was added"),
    ("Our total liability shall not exceed the fare.", None, "high", "a clause on liability cap was removed"),
    ("Parrots are welcome.", None, "low", "a clause was removed"),
]


@pytest.mark.parametrize(("old", "new", "severity", "reason"), REASONS)
def test_a_change_has_a_severity_and_says_why(
    assessed: Assess, old: str | None, new: str | None, severity: str, reason: str
) -> None:
    found = assessed(old, new)
    assert found.severity == severity
    assert any(each.startswith(reason) for each in found.reasons), found.reasons


def test_a_period_of_keeping_logs_is_no_notice_period(assessed: Assess) -> None:
    text = "Logs are kept for 90 days. Harbour announces changes 30 days in advance."
    (fact,) = assessed(text, text.replace("90", "60")).facts
    assert (fact.type, fact.role, fact.old, fact.new) == ("duration", "retention", "90 days", "60 days")


def test_a_new_sentence_with_shall_in_it_turned_nothing_round(assessed: Assess) -> None:
    found = assessed("You may fish.", "You may fish. The keeper shall ring the bell when the tide comes in at night.")
    assert not [fact for fact in found.facts if fact.type in ("modality", "negation")]


def test_a_clause_under_a_weighty_heading_matters_by_what_it_inherits(assessed: Assess) -> None:
    found = assessed("On Sundays.", None, above="Termination")
    assert (found.categories, found.inherited, found.severity) == ((), ("termination",), Severity.MEDIUM)
    assert found.reasons == ("a clause under termination was removed",)


def test_the_weightiest_reason_stands_first(assessed: Assess) -> None:
    text = "We may change the fees with notice of 30 days. Age limit: 18 years old."
    found = assessed(text, text.replace("30 days", "3 days").replace("18", "16"))
    assert found.reasons[:2] == ("notice shortened from 30 to 3 days", "age changed from 18 to 16")


def test_a_rule_of_ones_own_stands_before_the_shipped_ones(assessed: Assess) -> None:
    rules = read_rules(
        {"rule": [{"on": "duration", "role": "notice", "severity": "low", "reason": "notice: {old} to {new}, {role}"}]}
    )
    found = assessed(FEES, FEES.replace("10", "5"), overrides=rules)
    assert found.reasons == ("notice: 10 working days to 5 working days, notice",)
    assert found.severity == "low"


def one(change: Change, *trees: ClauseTree) -> Assessment:
    return assess(Comparison(changes=(change,)), trees[0], trees[-1]).changes[0].assessment


def clause(text: str = "", **more: object) -> Clause:
    return Clause(**{"id": "c", "label": "1", "path": ("1",), "level": 1, "lang": "en", "text": text, **more})


def test_renumbering_alone_does_not_matter() -> None:
    old, new = clause("The fee is due."), clause("The fee is due.", label="2")
    change = Change(id="x", kind=ChangeKind.RENUMBERED, old=(old,), new=(new,))
    found = one(change, ClauseTree(clauses=(old,)), ClauseTree(clauses=(new,)))
    assert (found.severity, found.reasons, found.categories) == ("none", (), ("fees",))


def test_a_move_alone_is_low_and_names_both_ends() -> None:
    old, new = clause("Whales pass."), clause("Whales pass.", label="7", path=("5", "7"))
    change = Change(id="x", kind=ChangeKind.MOVED, old=(old,), new=(new,))
    found = one(change, ClauseTree(clauses=(old,)), ClauseTree(clauses=(new,)))
    assert (found.severity, found.reasons) == ("low", ("moved from 1 to 5 > 7",))


@pytest.mark.parametrize(
    ("text", "lost", "severity"),
    [
        ("Harbour is not liable for anything.", True, "medium"),
        ("Harbour is not liable for anything.", False, "low"),
        ("The bell rings at noon.", True, "low"),
    ],
)
def test_emphasis_lost_on_an_exclusion_matters_more_than_gained(text: str, lost: bool, severity: str) -> None:
    bold, thin = clause(text, emphasis=(Emphasis(0, len(text), EmphasisKind.STRONG),)), clause(text)
    old, new = (bold, thin) if lost else (thin, bold)
    change = Change(id="x", kind=ChangeKind.EMPHASIS, old=(old,), new=(new,))
    found = one(change, ClauseTree(clauses=(old,)), ClauseTree(clauses=(new,)))
    assert found.severity == severity
    assert found.reasons


def test_a_link_that_leads_elsewhere_names_both_targets() -> None:
    old = clause("See here.", links=(Link(4, 8, "https://a.example/1"),))
    new = clause("See here.", links=(Link(4, 8, "https://a.example/2"),))
    change = Change(id="x", kind=ChangeKind.LINK, old=(old,), new=(new,))
    found = one(change, ClauseTree(clauses=(old,)), ClauseTree(clauses=(new,)))
    assert found.reasons == ("a link leads elsewhere: from https://a.example/1 to https://a.example/2",)


def bilingual(prevails: str, *, both: bool) -> Assessment:
    says = clause(prevails, id="says", label="9")
    english = clause("The pier opens at six.", id="e", pair="z")
    chinese = clause("码头六点开放。", id="z", pair="e", lang="zh")
    later, spaeter = replace(chinese, text="码头七点开放。"), replace(english, text="The pier opens at seven.")
    changes = [
        Change(
            id="1",
            kind=ChangeKind.MODIFIED,
            old=(chinese,),
            new=(later,),
            spans=(
                Span(SpanOp.EQUAL, "码头"),
                Span(SpanOp.DELETE, "六"),
                Span(SpanOp.INSERT, "七"),
                Span(SpanOp.EQUAL, "点开放。"),
            ),
        )
    ]
    if both:
        changes.append(Change(id="2", kind=ChangeKind.MODIFIED, old=(english,), new=(spaeter,)))
    old = ClauseTree(clauses=(english, chinese, says))
    new = ClauseTree(clauses=(spaeter if both else english, later, says))
    return assess(Comparison(changes=tuple(changes)), old, new).changes[0].assessment


@pytest.mark.parametrize(
    ("prevails", "reason", "severity"),
    [
        (
            "The Chinese version shall prevail over the English version.",
            "only the Chinese text changed; the agreement says the Chinese text prevails",
            "medium",
        ),
        (
            "The English version prevails.",
            "only the Chinese text changed; the agreement says the English text prevails",
            "low",
        ),
        ("Be kind.", "only the Chinese text changed; the agreement does not say which text prevails", "medium"),
    ],
)
def test_a_change_in_one_language_only_is_said(prevails: str, reason: str, severity: str) -> None:
    found = bilingual(prevails, both=False)
    assert found.reasons[0] == reason
    assert found.severity == severity


def test_a_change_in_both_languages_is_no_drift() -> None:
    assert not [each for each in bilingual("Be kind.", both=True).reasons if each.startswith("only the")]


@pytest.mark.parametrize("piece", ["may not 7 days unless we ", "1 2 3 ", "without notice. ", "不得在三十日内"])
def test_a_clause_of_megabytes_is_assessed(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    change = Change(
        id="x",
        kind=ChangeKind.MODIFIED,
        old=(clause(text),),
        new=(clause(text[:500_000] + "!" + text[500_000:]),),
    )
    assert one(change, ClauseTree(clauses=change.old), ClauseTree(clauses=change.new)).reasons


def test_a_clause_added_to_one_language_alone_is_said() -> None:
    english = clause("The pier opens at six.", id="e", pair="z")
    chinese = clause("码头六点开放。", id="z", pair="e", lang="zh")
    added = clause("乘客须排队。", id="n", lang="zh")
    change = Change(id="1", kind=ChangeKind.ADDED, new=(added,))
    found = one(change, ClauseTree(clauses=(english, chinese)), ClauseTree(clauses=(english, chinese, added)))
    assert any(reason.startswith("only the Chinese text changed") for reason in found.reasons)
