"""What is taken away of a comparison."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import lxml.html
import pytest
from docx import Document
from web.serving import Person, comparison_of

from watcher.bootstrap import House
from watcher.domain.assessment import Severity
from watcher.domain.change import Change
from watcher.services.departures import COLUMNS
from watcher.web.exports import WRITERS


def path(house: House, form: str) -> str:
    return f"/comparisons/{comparison_of(house)}/export/{form}"


def rows(person: Person, house: House) -> list[dict[str, str]]:
    body = person.client.get(path(house, "csv")).content
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def rewrite(house: House, **clause: str) -> Change:
    """The comparison's first change, its new clause saying something else."""
    recorded = house.store.comparison(comparison_of(house))
    first = recorded.comparison.changes[0]
    changed = replace(first, new=(replace(first.clause, **clause),), spans=())
    changes = (changed, *recorded.comparison.changes[1:])
    with house.store.writing() as writing:
        writing.replace_comparison(replace(recorded, comparison=replace(recorded.comparison, changes=changes)))
    return changed


def test_the_table_has_a_row_for_each_change_with_what_was_decided(local: Person, desk: House) -> None:
    change = desk.store.comparison(comparison_of(desk)).comparison.changes[0]
    local.open(f"/comparisons/{comparison_of(desk)}/changes/{change.id}")
    local.submit("/decide", decision="action_needed", owner="Bo", until="2026-04-01", words="Ask; then tell us.")
    found = {row["id"]: row for row in rows(local, desk)}
    assert set(found) == {one.id for one in desk.store.comparison(comparison_of(desk)).comparison.changes}
    own = found[change.id]
    assert [own[name] for name in ("decision", "owner", "until", "words", "reviewed_by")] == [
        "action_needed",
        "Bo",
        "2026-04-01",
        "Ask; then tell us.",
        "local",
    ]
    listed = local.client.get(path(desk, "json")).json()
    assert [tuple(row) for row in listed["departures"]] == [COLUMNS] * len(found)
    assert listed["sha256"] == desk.reviews.review(comparison_of(desk)).seen


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "=cmd|' /C calc'!A0"])
def test_no_cell_begins_a_formula(local: Person, desk: House, text: str) -> None:
    change = rewrite(desk, text=text, heading=text, label=text)
    row = next(row for row in rows(local, desk) if row["id"] == change.id)
    for name in ("new_text", "new_heading", "new_label"):
        assert row[name].startswith("'")
        assert row[name].strip("' ").endswith(text.strip())


def test_a_cell_with_line_breaks_and_quotes_stays_one_cell(local: Person, desk: House) -> None:
    text = 'one "two"\nthree, four'
    change = rewrite(desk, text=text)
    row = next(row for row in rows(local, desk) if row["id"] == change.id)
    assert row["new_text"] == text
    assert None not in row


def test_the_filters_of_the_page_hold_for_what_is_taken_away(local: Person, desk: House) -> None:
    recorded = max(desk.store.comparisons(), key=lambda one: len({each.assessment for each in one.comparison.changes}))
    changes = recorded.comparison.changes
    place = f"/comparisons/{recorded.id}"
    lowest = min(one.assessment.severity for one in changes)
    above = {one.id for one in changes if one.assessment.severity > lowest}
    category = next(name for one in changes for name in one.assessment.categories)
    inside = {one.id for one in changes if category in one.assessment.categories + one.assessment.inherited}
    assert 0 < len(above) < len(changes)
    assert 0 < len(inside) < len(changes)

    def ids(query: str) -> set[str]:
        return {row["id"] for row in local.client.get(f"{place}/export/json{query}").json()["departures"]}

    above_lowest = next(one for one in Severity if one > lowest)
    assert ids("") == {one.id for one in changes}
    assert ids(f"?severity={above_lowest}") == above
    assert ids(f"?category={category}") == inside
    assert f'{place}/export/csv?category={category}"' in local.open(f"{place}?category={category}").text
    assert local.client.get(f"{place}/export/csv?severity=terrible").status_code == 400


@pytest.mark.parametrize("form", WRITERS)
def test_everything_is_a_file_that_no_browser_runs(local: Person, desk: House, form: str) -> None:
    rewrite(desk, text="<script>alert(1)</script>")
    answer = local.client.get(path(desk, form))
    assert answer.status_code == 200
    name = f"quillbay-developer-1-2.{WRITERS[form].suffix}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    if form in ("html", "markdown"):
        assert "<script" not in answer.text


def test_the_word_file_opens_and_holds_tracked_changes(local: Person, desk: House) -> None:
    body = local.client.get(path(desk, "docx")).content
    assert Document(io.BytesIO(body)).paragraphs
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert b"<w:ins " in archive.read("word/document.xml")


def test_the_documents_hold_the_changes_that_the_filters_leave(local: Person, desk: House) -> None:
    comparison_id = comparison_of(desk, "fernlet-mini-app")
    changes = desk.store.comparison(comparison_id).comparison.substantive
    wanted = [one for one in changes if one.assessment.severity >= Severity.HIGH]
    assert 0 < len(wanted) < len(changes)
    place = f"/comparisons/{comparison_id}/export"
    word = Document(io.BytesIO(local.client.get(f"{place}/docx?severity=high").content))
    headings = [one.text for one in word.paragraphs if one.style is not None and one.style.name == "Heading 2"]
    assert len(headings) == len(wanted)
    assert local.client.get(f"{place}/html?severity=high").text.count("<section") == len(wanted)
    assert local.client.get(f"{place}/html").text.count("<section") == len(changes)


@pytest.mark.parametrize("form", ["exe", "csv%00", "..%2fcsv", "CSV", "%0d%0aset-cookie:a=b"])
def test_there_is_no_other_export(local: Person, desk: House, form: str) -> None:
    answer = local.client.get(path(desk, form))
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


def test_an_agreement_s_id_cannot_write_headers(local: Person, desk: House) -> None:
    agreement = desk.store.agreement("quillbay-developer").agreement
    with desk.store.writing() as writing:
        writing.save_agreement(
            replace(agreement, id='x"\r\nset-cookie: a=b', was=("quillbay-developer",)), desk.clock()
        )
    comparison_id = desk.store.comparisons('x"\r\nset-cookie: a=b')[0].id
    answer = local.client.get(f"/comparisons/{comparison_id}/export/csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="x-set-cookie-a-b-1-2.csv"'
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", ("Provider", "Old version", "version 1", "no action")), ("zh", ("提供方", "旧版本", "版本 1", "无需处理"))],
)
def test_the_documents_say_what_they_are_about(
    local: Person, desk: House, language: str, labels: tuple[str, ...]
) -> None:
    recorded = desk.store.comparison(comparison_of(desk))
    change = recorded.comparison.changes[0]
    local.open(f"/comparisons/{recorded.id}/changes/{change.id}")
    local.submit("/decide", decision="no_action", words="Asked and settled")
    local.client.cookies.set("watcher-language", language)
    versions = [desk.store.version(recorded.agreement_id, number) for number in (recorded.old, recorded.new)]
    stated = [
        *labels,
        desk.store.agreement(recorded.agreement_id).agreement.title,
        *(ref.sha256 for version in versions for ref in version.snapshots),
        desk.reviews.review(recorded.id).seen,
        "Asked and settled",
    ]
    word = Document(io.BytesIO(local.client.get(path(desk, "docx")).content))
    page = lxml.html.fromstring(local.client.get(path(desk, "html")).content)
    told = {
        "docx": "\n".join(one.text for one in word.paragraphs),
        "html": page.text_content(),
        "markdown": local.client.get(path(desk, "markdown")).text,
    }
    for form, text in told.items():
        assert [said for said in stated if said not in text] == [], form
    for form in ("docx", "html"):
        assert desk.links.comparison(recorded.id) in told[form]
        assert versions[0].snapshots[0].url in told[form]


def test_a_document_of_a_part_says_that_it_is_one(local: Person, desk: House) -> None:
    changes = desk.store.comparison(comparison_of(desk, "fernlet-mini-app")).comparison.changes
    high = [one for one in changes if one.assessment.severity >= Severity.HIGH]
    place = f"/comparisons/{comparison_of(desk, 'fernlet-mini-app')}/export/html"
    said = f"{len(high)} of {len(changes)} changes, chosen by filters"
    assert said in local.client.get(f"{place}?severity=high").text
    assert "chosen by filters" not in local.client.get(place).text
