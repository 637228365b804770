"""What the samples say of themselves is what is made of them, from bytes to changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from watcher.clauses import outline
from watcher.config import add_agreement, load
from watcher.diff import compare
from watcher.domain.agreement import Cut
from watcher.domain.change import Change, Comparison
from watcher.domain.clause import ClauseTree
from watcher.domain.notice import NoticeClock
from watcher.domain.snapshot import Snapshot
from watcher.extract import read
from watcher.significance import assess, notice_clock
from watcher.testing.samples import Sample, samples
from watcher.testing.site import SampleSite

every_sample = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)


def tree_of(sample: Sample, edition: int) -> ClauseTree:
    page = sample.page(edition).replace("{{token}}", f"token-{edition}").replace("{{nonce}}", f"nonce-{edition}")
    snapshot = Snapshot(body=page.encode(), content_type="text/html; charset=utf-8", url="https://site.example/terms")
    document = read(snapshot, Cut(select=sample.select), title=sample.title, languages=sample.languages)
    return outline(document)


def comparison_of(sample: Sample) -> Comparison:
    old, new = tree_of(sample, 1), tree_of(sample, 2)
    return assess(compare(old, new), old, new)


def labels_of(change: Change) -> tuple[str, str, str]:
    old = change.old[0].label if change.old else ""
    new = change.new[0].label if change.new else ""
    return change.kind.value, old, new


def the(sample_id: str) -> Sample:
    return next(sample for sample in samples() if sample.id == sample_id)


def test_there_are_five_samples_of_25_to_65_clauses() -> None:
    assert len(samples()) == 5
    assert all(25 <= len(sample.labels) <= 65 for sample in samples())


@every_sample
def test_every_edition_has_something_new_at_every_request(sample: Sample) -> None:
    for edition in (1, 2):
        assert "{{token}}" in sample.page(edition)
        assert "{{nonce}}" in sample.page(edition)


@every_sample
def test_the_editions_differ_in_their_bytes(sample: Sample) -> None:
    assert sample.page(1) != sample.page(2)


@every_sample
def test_a_sample_gives_the_labels_it_prints(sample: Sample) -> None:
    assert [clause.label for clause in tree_of(sample, 1).clauses if clause.label] == list(sample.labels)


@every_sample
def test_the_second_edition_gives_exactly_the_changes_it_was_written_for(sample: Sample) -> None:
    expected = [(change.kind.value, change.old, change.new) for change in sample.changes]
    assert sorted(labels_of(change) for change in comparison_of(sample).changes) == sorted(expected)


@every_sample
def test_each_change_is_told_with_its_severity_and_its_reasons_and_nothing_else_is_told(sample: Sample) -> None:
    comparison = comparison_of(sample)
    for expected in sample.changes:
        (change,) = (each for each in comparison.changes if expected.is_meant(each))
        found = change.assessment.severity, tuple(str(reason) for reason in change.assessment.reasons)
        assert found == (expected.severity, expected.reasons)


@pytest.mark.parametrize(
    ("sample_id", "label", "said"),
    [
        ("quillbay-developer", "2.3.2", "notice shortened from 10 to 5 working days"),
        ("tidefolio-terms", "1", "notice shortened from 3 to 1 day"),
        ("lumenpost-service", "6.2", "retention changed from 30 to 7 days"),
        ("lumenpost-service", "3.4", "time for payment shortened from 14 to 10 days"),
        ("lumenpost-service", "3.4", "interest changed from 0.03% to 0.05%"),
        ("lumenpost-service", "3.5", "fee changed from EUR 10 to EUR 15"),
        ("lumenpost-service", "3.1", "a negation was taken out"),
        ("lumenpost-service", "3.3", "a clause on unilateral change, fees was added"),
        ("lumenpost-service", "4.1", "now says 'sole discretion'"),
        ("lumenpost-service", "4.2", "now says 'without notice'"),
        ("fernlet-mini-app", "", "effective date changed from 2025-04-01 to 2025-05-01"),
        ("fernlet-mini-app", "", "date of the last update changed from 2025-03-03 to 2025-04-28"),
        ("fernlet-mini-app", "2.3", "'may' became 'must not'"),
        ("fernlet-mini-app", "2.5", "'shall' became 'may'"),
        ("fernlet-mini-app", "1.3", "now refers to 'Fernlet Monetization Policy'"),
        ("fernlet-mini-app", "1.3", "no longer refers to 'Fernlet Fair Use Policy'"),
        ("fernlet-mini-app", "3.2", "another party: 'our' became 'your'"),
        ("fernlet-mini-app", "3.3", "right to change fees no longer needs an announcement"),
        ("fernlet-mini-app", "6.2", "now says 'including but not limited to'"),
        ("fernlet-mini-app", "6.5", "words on liability cap are no longer emphasized"),
        ("fernlet-mini-app", "6.3", "moved from IV > 4.5 to VI > 6.3"),
        ("tidefolio-terms", "", "no longer names a day: 2025-03-01 became Updated today (relative)"),
        ("tidefolio-terms", "", "no longer names a day: 2025-03-01 became XXXX年XX月XX日 (placeholder)"),
        ("tidefolio-terms", "", "'可以' became '不得'"),
        ("tidefolio-terms", "3", "'应当' became '可以'"),
        ("tidefolio-terms", "6", "an exception was dropped: 'unless the Site has caused the end'"),
        ("tidefolio-terms", "6", "an exception was dropped: '但因本站原因终止的除外'"),
        ("tidefolio-terms", "3", "only the Chinese text changed; the agreement says the Chinese text prevails"),
    ],
)
def test_every_kind_of_reason_occurs_where_it_belongs(sample_id: str, label: str, said: str) -> None:
    changes = [each for each in comparison_of(the(sample_id)).changes if each.clause.label == label]
    assert any(said in reason for each in changes for reason in each.assessment.reasons)


def clock_of(sample_id: str) -> NoticeClock:
    """The second edition was first seen on 28 April 2025."""
    seen = datetime(2025, 4, 28, 9, 0, tzinfo=UTC)
    return notice_clock(tree_of(the(sample_id), 1), tree_of(the(sample_id), 2), last_seen=seen, first_seen=seen)


def test_the_shortened_notice_came_silently_and_ten_working_days_had_been_promised() -> None:
    clock = clock_of("quillbay-developer")
    assert clock.silent
    assert [(each.place, each.shown) for each in clock.promised] == [("2.3.2", "10 working days")]


def test_an_agreement_without_any_date_says_so() -> None:
    clock = clock_of("lumenpost-service")
    assert (clock.updated_before, clock.updated, clock.effective, clock.silent) == (None, None, None, False)


def test_an_agreement_that_dates_itself_gives_three_days() -> None:
    clock = clock_of("fernlet-mini-app")
    assert (clock.dated, clock.silent, clock.given) == (True, False, 3)


def test_a_placeholder_is_no_date() -> None:
    clock = clock_of("tidefolio-terms")
    assert clock.updated is not None
    assert (clock.updated.vague, clock.dated, clock.silent) == (True, False, False)


def test_the_shortened_notice_is_marked_word_by_word() -> None:
    (change,) = comparison_of(the("quillbay-developer")).changes
    assert [(span.op.value, span.text) for span in change.spans if span.op.value != "equal"] == [
        ("delete", "10"),
        ("insert", "5"),
    ]


def test_only_the_chinese_of_one_bilingual_clause_changed() -> None:
    changes = comparison_of(the("tidefolio-terms")).changes
    touched = {each.clause.id for each in changes}
    assert all(each.clause.pair for each in changes)
    (change,) = (each for each in changes if each.clause.pair not in touched)
    assert (change.clause.lang, change.clause.label) == ("zh", "3")


def test_the_bilingual_page_is_read_by_its_template_without_a_selector_too() -> None:
    sample = the("quillbay-developer")
    snapshot = Snapshot(body=sample.page(1).encode(), content_type="text/html; charset=utf-8")
    chosen = outline(read(snapshot, title=sample.title, languages=sample.languages))
    assert [clause.label for clause in chosen.clauses if clause.label] == list(sample.labels)


def test_the_samples_can_be_watched_as_they_are_offered(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    with SampleSite() as site:
        for table in site.agreement_tables():
            add_agreement(path, table)
        agreements = load(path).agreements
        assert [agreement.id for agreement in agreements] == [sample.id for sample in samples()]
        assert all(agreement.sources == (site.url_of(agreement.id),) for agreement in agreements)
