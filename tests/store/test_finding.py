"""Search: which texts are found, since when and until when, and that nothing asked for breaks it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk_examples import DAY, record, tree_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_examples import NOON, PRIVACY, TERMS, version

from watcher.domain.errors import UsageError
from watcher.services.ports import Store
from watcher.services.search import Query, Search, TextIndex
from watcher.store.finding import SqliteTextIndex
from watcher.store.sqlite import SqliteStore

FEES = "Fees: We announce new fees thirty days before they apply."
SOONER = "Fees: We announce new fees ten days before they apply."
LAW = "The law of the harbour town applies."
CHINESE = "通知：我们会在费用调整前三十日通知您。"


@pytest.fixture
def search(text_index: TextIndex) -> Search:
    return Search(text_index)


def found(search: Search, words: str, **more: object) -> list[tuple[str, str, int, int | None]]:
    """Of each hit the agreement, label, and the versions since and until which it reads so."""
    hits = search.find(Query(words=words, **more), limit=100).items
    return [(one.agreement_id, one.label, one.since.version, one.until and one.until.version) for one in hits]


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("fees", ["1"]),
        ("FEES thirty", ["1"]),
        ("fees harbour", []),
        ('"harbour town"', ["2"]),
        ('"town harbour"', []),
        ("town harbour", ["2"]),
        ("费", ["3"]),
        ("通知", ["3"]),
        ("三十日", ["3"]),
        ("十三", []),
        ("通知 费用", ["3"]),
        ("ｆｅｅｓ", ["1"]),
        ("harbóur", ["2"]),
        ("harbou\u0301r", ["2"]),
        ("day", []),
        ("", []),
        (' ".,;*" - ', []),
    ],
)
def test_words_and_phrases_find_the_clauses_that_have_all_of_them(
    store: Store, search: Search, words: str, labels: list[str]
) -> None:
    record(store, [FEES, LAW, CHINESE])
    assert [label for _, label, _, _ in found(search, words)] == labels


def test_a_hit_says_since_when_it_reads_so_and_until_when_it_did(store: Store, search: Search) -> None:
    record(store, [FEES, LAW], [FEES, LAW], [SOONER, LAW])
    assert found(search, "announce") == [("terms", "1", 3, None), ("terms", "1", 1, 3)]
    [now, then] = search.find(Query(words="announce")).items
    assert (now.since.at, then.since.at, then.until and then.until.at) == (NOON + 2 * DAY, NOON, NOON + 2 * DAY)


def test_renumbering_does_not_change_since_when_a_clause_reads_so(store: Store, search: Search) -> None:
    record(store, [FEES, LAW], ["Be honest when you sign up with us.", FEES, LAW])
    assert found(search, "harbour") == [("terms", "3", 1, None)]


def test_a_text_that_comes_back_is_indexed_once(store: Store, search: Search) -> None:
    record(store, [FEES], [SOONER], [FEES], [SOONER], [FEES])
    [now, then] = search.find(Query(words="announce")).items
    assert (now.since.version, now.others, then.until and then.until.version, then.others) == (5, 2, 5, 1)
    if isinstance(store, SqliteStore):
        kept = store.connections.get().execute("SELECT count(*) FROM texts WHERE text <> ''").fetchone()
        assert kept[0] == 2


@pytest.mark.parametrize(
    ("more", "versions"),
    [
        ({}, [3, 1, 2]),
        ({"current": True}, [3]),
        ({"agreement": "terms"}, [3, 1, 2]),
        ({"agreement": "privacy"}, []),
        ({"until": date(2026, 3, 1)}, [1]),
        ({"until": date(2026, 2, 28)}, []),
        ({"since": date(2026, 3, 3)}, [3, 2]),
        ({"since": date(2026, 3, 4)}, [3]),
        ({"since": date(2026, 3, 2), "until": date(2026, 3, 2)}, [1, 2]),
        ({"since": date.min, "until": date.max}, [3, 1, 2]),
        ({"category": "fees"}, [3, 1, 2]),
        ({"category": "termination"}, []),
        ({"category": '"%_'}, []),
    ],
)
def test_hits_are_chosen_by_agreement_category_and_day(
    store: Store, search: Search, more: dict[str, object], versions: list[int]
) -> None:
    editions = [f"Fees: We announce new fees {days} days before they apply." for days in ("thirty", "twenty", "ten")]
    record(store, *([one] for one in editions))
    record(store, [LAW], agreement=PRIVACY)
    assert sorted(since for _, _, since, _ in found(search, "announce", **more)) == sorted(versions)
    assert [since for _, _, since, _ in found(search, "announce", **more)][:1] == versions[:1], "what stands is first"


def test_hits_come_page_by_page_and_whole(store: Store, search: Search) -> None:
    for number in range(7):
        record(store, [FEES, LAW], [SOONER, LAW], agreement=replace(TERMS, id=f"terms-{number}"))
    everything = found(search, "announce")
    assert len(everything) == 14
    pages, after = [], ""
    while True:
        page = search.find(Query(words="announce"), after=after, limit=3)
        pages += [(one.agreement_id, one.since.version) for one in page.items]
        after = page.next
        if not after:
            break
    assert pages == [(agreement, since) for agreement, _, since, _ in everything]


def test_an_agreement_whose_id_changed_is_found_under_the_new_one(store: Store, search: Search) -> None:
    record(store, [FEES])
    with store.writing() as rows:
        rows.save_agreement(replace(TERMS, id="new-terms", was=("terms",)), NOON)
    assert found(search, "fees") == [("new-terms", "1", 1, None)]


def test_what_is_found_is_marked_in_pieces_that_are_the_text(store: Store, search: Search) -> None:
    record(store, ["Notice of fees: A <b>notice</b> of fees, a NOTICE of nothing.", CHINESE])
    [hit] = search.find(Query(words='"notice" fees')).items
    assert [(one.text, one.hit) for one in hit.heading] == [("Notice", True), (" of ", False), ("fees", True)]
    assert "".join(one.text for one in hit.text) == "A <b>notice</b> of fees, a NOTICE of nothing."
    assert [one.text for one in hit.text if one.hit] == ["notice", "fees", "NOTICE"]
    [hit] = search.find(Query(words="费用调整")).items
    assert [one.text for one in hit.text if one.hit] == ["费用调整"]


def test_of_a_long_text_the_part_around_the_first_hit_is_shown(store: Store, search: Search) -> None:
    record(store, ["words before " * 400 + "the needle " + "words behind " * 400])
    [hit] = search.find(Query(words="needle")).items
    assert [one.text for one in hit.text if one.hit] == ["needle"]
    assert (hit.text[0].text, hit.text[-1].text) == ("…", "…")
    assert sum(len(one.text) for one in hit.text) < 500


@pytest.mark.parametrize(
    "words",
    [
        *(
            '"',
            '""',
            '"a',
            "NEAR(a b)",
            "a AND",
            "OR",
            "heading:fees",
            "a*",
            "^a",
            "-a",
            "{a b}",
            "(",
            "\x00",
            "a\x00b",
        ),
        *("'; DROP TABLE texts; --", "\ud83d", "٠١", "\u202e", "é" * 400, "a " * 40, "的" * 500, '"' * 500),
    ],
)
def test_nothing_that_is_asked_for_is_more_than_words(store: Store, search: Search, words: str) -> None:
    record(store, [FEES, "Or near and not: NEAR AND OR NOT.", CHINESE])
    search.find(Query(words=words))
    assert found(search, "harbour") == []
    assert found(search, "near AND or") == [("terms", "2", 1, None)]


@pytest.mark.parametrize("words", ["x" * 501, "x " * 5000, " ".join(f"w{n}" for n in range(60))])
def test_more_than_can_be_asked_for_is_refused(search: Search, words: str) -> None:
    with pytest.raises(UsageError):
        search.find(Query(words=words))


@given(words=st.text(max_size=60), text=st.text(min_size=1, max_size=200))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_is_found_by_each_of_its_own_words_and_search_never_breaks(
    tmp_path_factory: pytest.TempPathFactory, words: str, text: str
) -> None:
    store = SqliteStore(tmp_path_factory.mktemp("search") / "watcher.db")
    search = Search(SqliteTextIndex(store.connections))
    record(store, [text, "Something else altogether."])
    search.find(Query(words=words))
    for word in text.split()[:5]:
        hits = search.find(Query(words=word.replace('"', " "))).items
        for hit in hits:
            assert any(one.hit for one in (*hit.heading, *hit.text))
        if word.isascii() and word.isalnum():
            assert any(hit.found.text == text or text.endswith(hit.found.text) for hit in hits)
    store.close()


EDITIONS = st.lists(
    st.lists(st.sampled_from([FEES, SOONER, LAW, CHINESE]), unique=True, max_size=4), min_size=1, max_size=5
)


def index_of(store: SqliteStore) -> list[tuple[object, ...]]:
    """What the index says, whatever its rows are numbered."""
    rows = store.connections.get().execute(
        """SELECT clause_id, heading, text, first, gone, label, current FROM wordings
        JOIN texts ON texts.id = text_id ORDER BY clause_id, first"""
    )
    return [tuple(row) for row in rows]


@given(editions=EDITIONS, again=st.lists(st.tuples(st.integers(0, 4), EDITIONS), max_size=4))
@settings(max_examples=25, deadline=None)
def test_versions_that_are_derived_again_leave_the_index_as_if_they_had_always_read_so(
    tmp_path_factory: pytest.TempPathFactory, editions: list[list[str]], again: list[tuple[int, list[list[str]]]]
) -> None:
    folder = tmp_path_factory.mktemp("derived")
    store, fresh = SqliteStore(folder / "watcher.db"), SqliteStore(folder / "fresh.db")
    final = [tree_of(*texts) for texts in editions]
    for place, other in again:
        final[place % len(final)] = tree_of(*other[0])
    for one, trees in ((store, [tree_of(*texts) for texts in editions]), (fresh, final)):
        with one.writing() as rows:
            rows.save_agreement(TERMS, NOON)
            for number, tree in enumerate(trees, 1):
                rows.add_version(version(number), tree)
    for place, other in again:
        with store.writing() as rows:
            rows.replace_derivation(version(place % len(final) + 1), tree_of(*other[0]))
    assert _without_labels(index_of(store)) == _without_labels(index_of(fresh))
    words = "SELECT count(*) FROM text_index WHERE text_index MATCH ?"
    for word in ("fees", "thirty", "harbour", "通"):
        counts = [one.connections.get().execute(words, [word]).fetchone()[0] for one in (store, fresh)]
        assert counts[0] == counts[1], word
    store.close()
    fresh.close()


def _without_labels(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [(*row[:5], row[6]) for row in rows]


def test_a_database_of_a_release_without_an_index_is_indexed_when_it_is_opened(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "watcher.db")
    record(store, [FEES, LAW], ["Be honest when you sign up with us.", SOONER, LAW], [SOONER, CHINESE])
    expected = index_of(store)
    changed = store.connections.get().execute("SELECT * FROM changed_clauses").fetchall()
    store.close()
    with closing(sqlite3.connect(tmp_path / "watcher.db", isolation_level=None)) as connection:
        for statement in ("DELETE FROM wordings", "DELETE FROM texts", "DELETE FROM changed_clauses"):
            connection.execute(statement)
        connection.execute("INSERT INTO text_index (text_index) VALUES ('delete-all')")
        connection.execute("UPDATE agreements SET words = ''")
        connection.execute("DELETE FROM made")
    store = SqliteStore(tmp_path / "watcher.db")
    assert index_of(store) == expected
    assert [tuple(row) for row in store.connections.get().execute("SELECT * FROM changed_clauses")] == [
        tuple(row) for row in changed
    ]
    assert found(Search(SqliteTextIndex(store.connections)), "harbour") == [("terms", "3", 1, 3)]
    store.close()
