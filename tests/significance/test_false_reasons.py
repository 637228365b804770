"""Reasons that a reader who opens the clause would find untrue, and severities that nobody would understand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from watcher.clauses import outline
from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.document import Link
from watcher.extract.text import read_text
from watcher.services.derive import compared
from watcher.significance import assess

Assess = Callable[..., Assessment]

# (old, new, severity, the reasons)
TOLD = [
    ("© 2024 Reading Room Ltd.", "© 2025 Reading Room Ltd.", "none", ()),
    ("It is not meant for children under 16.", "It is not meant for children under 13.", "medium", ("age changed",)),
    (
        "A member may bring no more than 4.",
        "A member may bring no more than 40.",
        "low",
        ("a number changed from 4 to 40",),
    ),
    ("Die Leitung umfasst höchstens 30.", "Die Leitung umfasst höchstens 20.", "low", ("a number changed",)),
    ("Blue boats: 12.", "There are 3 in red.", "low", ("reworded",)),
    (
        "Kestrel may use it only to mend boats.",
        "Kestrel may use it to mend boats.",
        "medium",
        ("a limit was dropped: 'only'",),
    ),
    (
        "We write to you, if you have agreed to it.",
        "We write to you.",
        "medium",
        ("an exception was dropped: 'if you",),
    ),
    ("Teillieferungen sind zulässig.", "Teillieferungen sind nicht zulässig.", "high", ("a negation was put in",)),
    ("Le client peut demander un reçu.", "Le client ne peut demander un reçu.", "high", ("'peut' became 'ne peut'",)),
    ("Der Kunde darf sie öffnen.", "Der Kunde muss sie öffnen.", "medium", ("'darf' became 'muss'",)),
    ("Gerichtsstand ist Kiel.", "Gerichtsstand ist Hamburg.", "high", ("court changed from Kiel to Hamburg",)),
    (
        "Le droit français est applicable.",
        "Le droit luxembourgeois est applicable.",
        "high",
        ("governing law changed",),
    ),
    (
        "Jede Mahnung kostet 2,50 €.",
        "Jede Mahnung kostet 5,00 €.",
        "high",
        ("an amount changed from EUR 2.5 to EUR 5",),
    ),
    (
        "It is kept with no less than full care.",
        "It is kept with less than full care.",
        "high",
        ("a negation was taken",),
    ),
    (
        "The prices do not include the postage, which is added to the bill that the harbour sends out each month.",
        "The prices include all letters to the islands of the bay.",
        "high",
        ("a negation was taken out: ",),
    ),
    (
        "订金不予返还，但因船只故障取消的除外。",
        "订金不予返还。",
        "high",
        ("an exception was dropped: '但因船只故障取消的除外'",),
    ),
    (
        "Last updated: 1 March 2025",
        "Updated today",
        "medium",
        ("the date of the last update no longer names a day: 2025-03-01 became Updated today",),
    ),
    (
        "生效日期：2025年3月1日",
        "生效日期：XXXX年XX月XX日",
        "medium",
        ("the effective date no longer names a day: 2025-03-01 became XXXX年XX月XX日",),
    ),
    ("Updated today", "Last updated: 1 March 2025", "low", ("date of the last update changed",)),
    ("The lease ends with the season.", "The lease continues with the season.", "medium", ("the opposite is said: ",)),
    ("Keys are handed out before the storm.", "Keys are handed out after the storm.", "medium", ("the opposite is",)),
    ("船只清单公开。", "船只清单保密。", "medium", ("the opposite is said: '船只清单公开。' became '船只清单保密。'",)),
    ("Tea is drunk with the moon.", "Tea is drunk after the moon.", "low", ("reworded",)),
    (
        "The island is rowed round by sailors.",
        "The island is run by Grey Heron Harbour Company (“the Company”) and rowed round by sailors.",
        "medium",
        ("now names a company that the agreement is with: Grey Heron Harbour Company",),
    ),
    (
        "You are contracting with Heron North Ltd. In the south you are contracting with Heron South Ltd.",
        "You are contracting with Heron North Ltd.",
        "high",
        ("no longer names a company that the agreement is with: Heron South Ltd",),
    ),
    (
        "We look at your letters for the desk.",
        "We look at your letters for the desk. We will share them with the port.",
        "high",
        ("now says 'We will share'",),
    ),
    (
        "See the Copyright Policy.",
        "See the Copyright Policy and the Boat Use Policy, under the Marine Safety Code.",
        "medium",
        ("now refers to 'Boat Use Policy'",),
    ),
    (None, "Harbour Privacy Policy", "low", ("a clause was added",)),
    (None, "See the Terms and Conditions of the Tide.", "medium", ("now refers to 'Terms and Conditions'",)),
    (
        "Updated on 5 May 2024, effective as of 10 June 2024.",
        "Updated on 7 May 2024, effective as of 12 June 2024.",
        "low",
        (
            "date of the last update changed from 2024-05-05 to 2024-05-07",
            "effective date changed from 2024-06-10 to 2024-06-12",
        ),
    ),
    ("Updated on 16 February 2026.", "Updated on 17 Feburary 2026.", "low", ("date of the last update changed",)),
    (
        "Effective date: XXXX XX, 2026",
        "Effective date: July 17, 2026",
        "low",
        ("effective date changed from XXXX XX, 2026 (placeholder) to 2026-07-17",),
    ),
    ("Only sailors may use the quay.", None, "low", ("a clause was removed",)),
    (None, "A storm must have damaged the boat.", "low", ("a clause was added",)),
    (
        "A deposit of 50 euros is refunded at noon.",
        "A deposit of 70 euros is refunded at noon.",
        "high",
        ("deposit changed from EUR 50 to EUR 70",),
    ),
    (
        "Our liability is limited to 500 euros or the fees paid in a year.",
        "Our liability is limited to 100 euros or the fees paid in a year.",
        "critical",
        ("limit of liability lowered from EUR 500 to EUR 100",),
    ),
    (
        "Lockers idle for 12 months are deleted.",
        "Lockers idle for 6 months are deleted.",
        "medium",
        ("inactivity period shortened from 12 to 6 months",),
    ),
    (
        "Boats stand in the yard.",
        "Boats stand in a yard. In winter they are taken over the sound to Malmö.",
        "low",
        ("now also says 'In winter they are taken over the sound to Malmö'",),
    ),
    (
        "Boats stand in the yard. In winter they are taken over the sound to Malmö.",
        "Boats stand in the yard.",
        "low",
        ("no longer says 'In winter they are taken over the sound to Malmö'",),
    ),
    (
        "We share your personal data with the harbour.",
        "We share your personal data with the harbour, which reads them aloud on the far side.",
        "medium",
        ("a clause on data use now also says 'which reads them aloud on the far side'",),
    ),
    (
        "Orders above 35 euros are rowed to the island free of charge.",
        "Orders above 50 euros are rowed to the island free of charge.",
        "high",
        ("an amount changed from EUR 35 to EUR 50",),
    ),
    ("订单满100元免运费。", "订单满200元免运费。", "high", ("an amount ",)),
    ("Founded in 1998 by sailors.", "Founded in 1999 by sailors.", "low", ("the year changed from 1998 to 1999",)),
    (
        "Last updated: 11/03/2022",
        "Last updated: 04/05/2025",
        "low",
        ("date of the last update changed from 11/03/2022 to 04/05/2025",),
    ),
    (
        "As of August 2025, the club had 45 boats.",
        "As of February 2026, the club had 45 boats.",
        "low",
        ("a date changed from 2025-08 to 2026-02",),
    ),
    (
        "To the extent permitted by law, lost books are yours. So are oars, to the extent permitted by law.",
        "To the extent permitted by law, lost books are yours. So are oars.",
        "low",
        ("reworded",),
    ),
    ("Come to 26/F Tower One, 1 Pier Street.", "Come to 51 Quay Road, Oslo 189554.", "low", ("reworded",)),
    ("Printed 2024-06-17 05:41", "Printed 2024-06-17 11:11", "low", ("reworded",)),
    ("Members may bring 3 guests.", "Members may bring 5 guests.", "low", ("a number changed from 3 to 5",)),
    (
        "Books are kept for 3 months.",
        "Books are kept for no longer than 3 months.",
        "low",
        ("now also says 'no longer than'",),
    ),
    ("Tell us within 5 days.", "Tell us no later than 5 days after it.", "low", ("reworded",)),
    (
        "We ask in order to mend what you report. The records will be transferred to Bergen.",
        "We ask in order to mend what you report and cannot be mended without help.",
        "low",
        ("reworded",),
    ),
    (
        "We do so where we are required to do so.",
        "We do so where we are required or permitted to do so.",
        "low",
        ("now also says 'or permitted'",),
    ),
    ("No delay will be read as a gift.", "Our delay will not be read as a gift.", "low", ("reworded",)),
    ("Boats are kept under the rules.", "Boats are subject to the rules.", "low", ("reworded",)),
    ("Text is cached for 24 hours.", "Text is deleted after 24 hours.", "low", ("reworded",)),
    ("The third party charges a fee.", "The third-party charges a fee.", "low", ("small changes of wording",)),
    ("The organisation pays.", "The organization pays.", "low", ("small changes of wording",)),
    ("Go in any colour.", "Go in any color.", "low", ("small changes of wording",)),
    (
        "Nobody (subject to any law of the island) rows, other than you and us.",
        "Nobody rows.",
        "medium",
        (
            "an exception was dropped: 'subject to any law of the island'",
            "an exception was dropped: 'other than you and us'",
        ),
    ),
    (
        "Under the age of 13 you may not row. Between the ages of 13 and 18 a parent agrees.",
        "Under the age of 13 you may not row.",
        "medium",
        ("the age of 18 is no longer stated",),
    ),
    (None, "The boat law of 2018-05-25 holds.", "low", ("the date 2018-05-25 is stated",)),
    ("Accounts are closed after inactivity of 18 months.", None, "medium", ("an inactivity period of 18 months",)),
    ("Nets are 100% cotton; a deposit is kept.", "Nets are 90% cotton; a deposit is kept.", "medium", ("percentage",)),
    ("any quarrel goes to the desk.", "Any quarrel goes to the desk.", "low", ("small changes of wording",)),
    ("FINES ARE DUE BY NOON.", "Fines are due by noon.", "low", ("words are no longer emphasized",)),
    (None, "See the Tide Terms of Use.", "medium", ("now refers to 'Tide Terms of Use'",)),
    (None, "The message cannot be undone.", "low", ("a clause was added",)),
    (None, "It will not affect earlier letters.", "low", ("a clause was added",)),
    (None, "Some letters may not be read by the port.", "low", ("a clause was added",)),
    (None, "You will not be treated worse for using your rights.", "low", ("a clause was added",)),
    (
        "It is offered by Harbour Club Ltd., of Malta (“we”).",
        "It is offered by Harbour Holding Ltd., of Jersey (“we”).",
        "high",
        ("the company that the agreement is with changed from Harbour Club Ltd to Harbour Holding Ltd",),
    ),
    (None, "Posters that machines draw must be labelled.", "medium", ("a new duty: 'must be labelled'",)),
    (None, "Posters must not imitate system notifications.", "medium", ("a new prohibition: ",)),
    ("Marks of origin must not be removed.", None, "medium", ("a prohibition is gone: ",)),
    ("Vous avez un délai de rétractation de 14 jours.", "Vous avez un délai de rétractation de 7 jours.", "medium", ()),
    ("Die Kündigungsfrist beträgt drei Monate.", "Die Kündigungsfrist beträgt vier Wochen.", "medium", ()),
]


@pytest.mark.parametrize(("old", "new", "severity", "reasons"), TOLD)
def test_reasons_say_what_happened_and_nothing_else(
    assessed: Assess, old: str | None, new: str | None, severity: str, reasons: tuple[str, ...]
) -> None:
    found = assessed(old, new)
    assert found.severity == severity, found.reasons
    assert [each for each in reasons if not any(said.startswith(each) for said in found.reasons)] == []
    if len(reasons) == 1 and old and new:
        assert len(found.reasons) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Notices of alleged infringement are answered by the desk.",
        "Posters look like system notifications.",
        "Rows go for any reason, including as is in our opinion fit.",
        "It will not be construed to be a waiver of any rights.",
        "The club developed a timetable that powers its AI features, so your data stays here.",
        "It concerns the existence, validity, breach or termination of it.",
        "It is for members located in a relevant jurisdiction.",
        "Tap the title in the top area of the screen.",
        "In these terms a boat includes a raft.",
    ],
)
def test_words_that_only_sound_weighty_lead_to_no_category(assessed: Assess, text: str) -> None:
    found = assessed(None, text)
    weighty = {"ip_ownership", "notice", "warranty", "claims_waiver", "ai_training", "termination", "venue"}
    assert weighty.isdisjoint(found.categories)


def test_no_claim_against_us_waives_claims(assessed: Assess) -> None:
    assert "claims_waiver" in assessed(None, "You will have no claim against us for anything else.").categories


def test_an_entry_of_a_menu_states_nothing() -> None:
    entry = Clause(id="m", text="Termination of membership", links=(Link(0, 25, "#end"),), level=1, parent=0)
    title = Clause(id="t", heading="Terms")
    new = ClauseTree(clauses=(title, entry))
    [found] = assess(
        Comparison(changes=(Change(id="x", kind=ChangeKind.ADDED, new=(entry,)),)), ClauseTree(clauses=(title,)), new
    ).changes
    assert (found.assessment.severity, found.assessment.categories) == ("low", ())


def assessed_between(kind: ChangeKind, old: ClauseTree, new: ClauseTree, old_id: str, new_id: str) -> Assessment:
    sides = [
        tuple(clause for clause in tree.clauses if clause.id == name) for tree, name in ((old, old_id), (new, new_id))
    ]
    change = Change(id="x", kind=kind, old=sides[0], new=sides[1])
    return assess(Comparison(changes=(change,)), old, new).changes[0].assessment


def grown(*clauses: tuple[str, str, str, int]) -> ClauseTree:
    """Clauses as (id, heading, text, parent)."""
    return ClauseTree(
        clauses=tuple(
            Clause(id=name, heading=heading, text=text, parent=parent, level=parent + 1)
            for name, heading, text, parent in clauses
        )
    )


def test_a_second_copy_that_goes_takes_nothing_with_it() -> None:
    said = "We give 30 days' notice of any new fee that we ask for."
    once = grown(("t", "Terms", "", -1), ("a", "Notice", "", 0), ("b", "", said, 1))
    twice = grown(
        *((c.id, c.heading, c.text, c.parent) for c in once.clauses), ("c", "Notice", "", 0), ("d", "", said, 3)
    )
    for gone in ("c", "d"):
        found = assessed_between(ChangeKind.REMOVED, twice, once, gone, "")
        assert (found.severity, len(found.reasons)) == ("low", 1)
        assert found.reasons[0].startswith("a copy was removed")


def test_words_that_still_stand_in_another_edition_are_no_copy() -> None:
    said = "We give 30 days' notice of any new fee that we ask for."
    parts = (("t", "Terms", "", -1), ("o", "Part A: old edition", "", 0), ("a", "", said, 1))
    new = grown(*parts, ("n", "Part B: new edition", "", 0))
    old = grown(*((c.id, c.heading, c.text, c.parent) for c in new.clauses), ("b", "", said, 3))
    assert assessed_between(ChangeKind.REMOVED, old, new, "b", "").severity == "high"


def test_an_item_is_read_under_the_words_that_lead_it_in() -> None:
    old = grown(
        ("t", "Terms", "", -1),
        ("m", "", "You may bring:", 0),
        ("n", "", "You must not bring:", 0),
        ("d", "", "dogs", 1),
    )
    new = grown(
        ("t", "Terms", "", -1),
        ("m", "", "You may bring:", 0),
        ("n", "", "You must not bring:", 0),
        ("d", "", "dogs", 2),
    )
    found = assessed_between(ChangeKind.MOVED, old, new, "d", "d")
    assert found.severity == "high"
    assert found.reasons == (
        "'may' became 'must not'",
        "moved from under 'You may bring:' to under 'You must not bring:'",
    )


def test_a_move_within_a_list_names_the_list() -> None:
    old = grown(("t", "Terms", "", -1), ("m", "Menu", "", 0), ("a", "", "Blog", 1), ("b", "", "Hub", 1))
    new = grown(("t", "Terms", "", -1), ("m", "Menu", "", 0), ("b", "", "Hub", 1), ("a", "", "Blog", 1))
    assert assessed_between(ChangeKind.MOVED, old, new, "a", "a").reasons == ("moved to another place under 'Menu'",)


def test_a_move_under_the_same_label_names_the_sections() -> None:
    old = ClauseTree(
        clauses=(
            Clause(id="t", heading="Terms"),
            Clause(id="1", label="1", path=("1",), level=1, parent=0),
            Clause(id="2", label="2", path=("2",), level=1, parent=0),
            Clause(id="a", label="1.3", path=("1", "1.3"), level=2, text="Whales pass.", parent=1),
        )
    )
    moved = replace(old.clauses[3], parent=2, path=("2", "1.3"))
    new = replace(old, clauses=(*old.clauses[:3], moved))
    assert assessed_between(ChangeKind.MOVED, old, new, "a", "a").reasons == ("moved from under 1 to under 2",)


def test_a_heading_and_a_name_of_ones_own_refer_to_no_other_agreement() -> None:
    headed = grown(("t", "Terms", "", -1), ("a", "Printed Poster Guidelines", "They are few.", 0))
    plain = grown(("t", "Terms", "", -1))
    assert not assessed_between(ChangeKind.ADDED, plain, headed, "", "a").facts
    named = "The Printed Poster Guidelines and the Harbour Boat Policy hold."
    both = grown(("t", "Terms", "", -1), ("a", "Printed Poster Guidelines", "", 0), ("b", "", named, 1))
    facts = assessed_between(ChangeKind.ADDED, headed, both, "", "b").facts
    assert [fact.new for fact in facts if fact.type == "reference"] == ["Harbour Boat Policy"]


def test_a_heading_that_goes_while_its_clauses_stay_takes_nothing_away() -> None:
    terms = "# Boats\n\n## {}\n\n1. Either side owes at most the hire of a year.\n\n2. Nobody owes lost profit.\n"
    told = compared(
        outline(read_text(terms.format("Limitation of Liability"))), outline(read_text(terms.format("Limits")))
    )
    (change,) = told[0].changes
    assert change.assessment.severity is Severity.LOW
    assert change.assessment.reasons == ("the heading changed from Limitation of Liability to Limits",)
    parted = terms.format("Oars").replace("2. Nobody", "## Limitation of Liability\n\n2. Nobody")
    gone = compared(outline(read_text(parted)), outline(read_text(terms.format("Oars"))))[0]
    assert gone.severity is Severity.LOW
    assert "a heading was removed; what stood under it stays" in {
        reason for change in gone.changes for reason in change.assessment.reasons
    }
