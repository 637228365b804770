"""The same words put for the same words in several clauses are told once."""

from __future__ import annotations

from watcher.clauses import outline
from watcher.diff import compare
from watcher.domain.change import Change
from watcher.extract.text import read_text
from watcher.significance import assess

CLAUSES = (
    "Heron Harbour Ltd keeps the boats dry and the oars counted.",
    "The fees of Heron Harbour Ltd are shown on the board beside the quay.",
    "Nobody but Heron Harbour Ltd may open the boathouse after sunset.",
    "Letters to Heron Harbour Ltd are left with the keeper of the lamp.",
)


def told(old: tuple[str, ...], new: tuple[str, ...]) -> list[Change]:
    trees = [
        outline(read_text("Rules\n\n" + "".join(f"{place}. {text}\n\n" for place, text in enumerate(side, 1))))
        for side in (old, new)
    ]
    return list(assess(compare(*trees), *trees).changes)


def reasons(changes: list[Change]) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(each.assessment.severity), each.assessment.reasons) for each in changes]


def test_a_party_that_was_renamed_everywhere_is_told_once() -> None:
    found = told(CLAUSES, tuple(text.replace("Heron Harbour", "Otter Quay") for text in CLAUSES))
    again = ("low", ("'Heron Harbour' became 'Otter Quay', as in 3 other clauses",))
    assert reasons(found) == [("medium", ("'Heron Harbour' became 'Otter Quay' in 4 clauses",)), again, again, again]


def test_a_clause_in_which_more_changed_is_told_as_what_it_is() -> None:
    new = [text.replace("Heron Harbour", "Otter Quay") for text in CLAUSES]
    new[3] = new[3].replace("lamp.", "lamp, without notice.")
    found = told(CLAUSES, tuple(new))
    assert [each.assessment.severity for each in found] == ["medium", "low", "low", "high"]
    assert found[3].assessment.reasons == ("now says 'without notice'",)


def test_words_that_are_no_name_weigh_little() -> None:
    found = told(CLAUSES, tuple(text.replace("the ", "every ") for text in CLAUSES))
    assert reasons(found)[0] == ("low", ("'the' became 'every' in 4 clauses",))


def test_the_same_edit_in_two_clauses_is_told_of_each() -> None:
    new = (*(text.replace("Heron Harbour", "Otter Quay") for text in CLAUSES[:2]), *CLAUSES[2:])
    found = told(CLAUSES, new)
    assert [each.assessment.severity for each in found] == ["low", "medium"]
    assert found[0].assessment.reasons == (
        "reworded: 'Heron Harbour Ltd keeps the boats dry' became 'Otter Quay Ltd keeps the boats dry'",
    )


def test_values_that_changed_in_every_clause_are_told_of_every_clause() -> None:
    old = tuple(f"{text} Notice of 30 days is given." for text in CLAUSES)
    found = told(old, tuple(text.replace("30 days", "10 days") for text in old))
    assert [each.assessment.reasons for each in found] == [("notice shortened from 30 to 10 days",)] * 4
