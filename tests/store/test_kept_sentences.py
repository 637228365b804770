"""A sentence that was kept can be said in another language; what was kept as plain words stays readable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_examples import NOON, TERMS, check, event

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison
from watcher.domain.clause import Clause
from watcher.domain.sentence import Sentence
from watcher.domain.version import WatchState
from watcher.locale import locale
from watcher.locale.words import amount, category
from watcher.services.ports import Store
from watcher.store import codec
from watcher.store.codec import pack_comparison, read_words, unpack_comparison, write_words

SAID = Sentence(
    "{title} (was: {before})",
    title=Sentence("{amount} {unit}", amount="5", unit=Sentence("days")),
    before=(category("fees"), "Fähre", "\x1e{}"),
)


def test_a_reason_and_a_note_keep_their_template() -> None:
    weighed = Assessment(severity=Severity.LOW, reasons=(SAID, "as written in the configuration"))
    change = Change(id="1", kind=ChangeKind.ADDED, new=(Clause(id="1"),), notes=(SAID,), assessment=weighed)
    [again] = unpack_comparison(pack_comparison(Comparison(changes=(change,)))).changes
    assert again == change
    for said in (again.assessment.reasons[0], again.notes[0]):
        assert locale("zh").say(said) == "5 天（原标题：费用、Fähre、\x1e{}）"


def test_reasons_of_an_earlier_release_are_read() -> None:
    said = {"id": "1", "kind": "added", "notes": ["a note"], "assessment": {"severity": "low", "reasons": ["a reason"]}}
    [change] = codec.COMPARISON.read({"changes": [said]}).changes
    assert (change.notes, change.assessment.reasons) == (("a note",), ("a reason",))


@pytest.mark.parametrize("words", ["the server answered 503", "", "{title}", "\x1e", '\x1e{"template": "x"}'])
def test_plain_words_stay_plain_in_a_column(words: str) -> None:
    kept = read_words(write_words(words))
    assert kept == words
    assert not isinstance(kept, Sentence)


def test_the_reason_of_an_event_a_check_and_a_state_can_be_said_again(store: Store) -> None:
    said = amount("10 working days")
    with store.writing() as writing:
        writing.save_agreement(TERMS, NOON)
        writing.add_event(replace(event(), reason=said))
        writing.add_check(replace(check("k1"), fetch_ids=(), reason=said))
        writing.save_state(WatchState(agreement_id="terms", reason=said))
    kept = (store.events("terms")[0].reason, store.checks("terms")[0].reason, store.state("terms").reason)
    assert set(kept) == {"10 working days"}
    assert {locale("zh").say(one) for one in kept} == {"10 个工作日"}
