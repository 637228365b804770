"""What the samples say of themselves is what is made of them, from bytes to changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.clauses import outline
from watcher.config import add_agreement, load
from watcher.diff import compare
from watcher.domain.agreement import Cut
from watcher.domain.change import Change, Comparison
from watcher.domain.clause import ClauseTree
from watcher.domain.snapshot import Snapshot
from watcher.extract import read
from watcher.testing.samples import Sample, samples
from watcher.testing.site import SampleSite

every_sample = pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.id)


def tree_of(sample: Sample, edition: int) -> ClauseTree:
    page = sample.page(edition).replace("{{token}}", f"token-{edition}").replace("{{nonce}}", f"nonce-{edition}")
    snapshot = Snapshot(body=page.encode(), content_type="text/html; charset=utf-8", url="https://site.example/terms")
    document = read(snapshot, Cut(select=sample.select), title=sample.title, languages=sample.languages)
    return outline(document)


def comparison_of(sample: Sample) -> Comparison:
    return compare(tree_of(sample, 1), tree_of(sample, 2))


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


def test_the_shortened_notice_is_marked_word_by_word() -> None:
    (change,) = comparison_of(the("quillbay-developer")).changes
    assert [(span.op.value, span.text) for span in change.spans if span.op.value != "equal"] == [
        ("delete", "10"),
        ("insert", "5"),
    ]


def test_only_the_chinese_of_the_bilingual_clause_changed() -> None:
    (change,) = comparison_of(the("tidefolio-terms")).changes
    assert change.clause.lang == the("tidefolio-terms").changes[0].lang == "zh"
    assert change.clause.pair


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
