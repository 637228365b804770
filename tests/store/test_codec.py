"""What is kept as JSON comes back as it was, and older and newer forms can be read."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from store_examples import comparison, tree

from watcher.domain.agreement import Agreement, Cut, Range
from watcher.domain.assessment import Assessment, Fact
from watcher.domain.change import Change, Comparison
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.errors import StoreError
from watcher.domain.fetch import Redirect
from watcher.domain.version import Candidate, Derivation, SnapshotRef
from watcher.store import codec
from watcher.store.codec import pack_comparison, pack_tree, unpack_comparison, unpack_tree
from watcher.store.records import Record

TEXT = st.text(st.characters(exclude_categories=()), max_size=20)
st.register_type_strategy(str, TEXT)
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(timedelta, st.timedeltas(timedelta(0), timedelta(days=3000)))


def whole(cls: type) -> st.SearchStrategy[Any]:
    """Values of a dataclass in which every field varies."""
    hints = typing.get_type_hints(cls)
    fields = {field.name: _any(hints[field.name]) for field in dataclasses.fields(cls) if field.init}
    return st.builds(cls, **fields)


def _any(hint: Any) -> st.SearchStrategy[Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(_any(arguments[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(_any, arguments))
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*map(_any, arguments))
    if dataclasses.is_dataclass(hint):
        return whole(hint)
    return st.from_type(hint)


@settings(max_examples=60, deadline=None)
@given(whole(ClauseTree))
def test_a_clause_tree_comes_back_as_it_was(kept: ClauseTree) -> None:
    assert unpack_tree(pack_tree(kept)) == kept


@settings(max_examples=40, deadline=None)
@given(whole(Comparison))
def test_a_comparison_comes_back_as_it_was(kept: Comparison) -> None:
    again = unpack_comparison(pack_comparison(kept))
    assert again == kept
    assert again.counts == kept.counts


@settings(max_examples=100, deadline=None)
@given(whole(Agreement))
def test_an_agreement_comes_back_as_it_was(agreement: Agreement) -> None:
    said = json.loads(json.dumps(codec.AGREEMENT.write(agreement)))
    assert codec.AGREEMENT.read(said) == agreement


@settings(max_examples=50, deadline=None)
@given(st.none() | whole(Candidate))
def test_a_candidate_comes_back_as_it_was(candidate: Candidate | None) -> None:
    said = json.loads(json.dumps(codec.CANDIDATE.write(candidate)))
    assert codec.CANDIDATE.read(said) == candidate


def test_what_an_older_release_did_not_write_has_its_default() -> None:
    assert codec.CLAUSE.read({"id": "c1"}) == Clause(id="c1")
    assert codec.TREE.read({"clauses": [{"id": "c1"}]}) == ClauseTree(clauses=(Clause(id="c1"),))


def test_what_a_newer_release_added_is_passed_over() -> None:
    assert codec.CLAUSE.read({"id": "c1", "mood": "stern"}) == Clause(id="c1")


def test_what_has_its_default_takes_no_room() -> None:
    assert codec.CLAUSE.write(Clause(id="c1", label="2")) == {"id": "c1", "label": "2"}


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"not compressed",
        pack_tree(tree("One.", "Two."))[:-4],
        zstandard.compress(b"{"),
        zstandard.compress(b"[]"),
        zstandard.compress(b'{"clauses": [{}]}'),
        zstandard.compress(b'{"clauses": [{"id": "c1", "emphasis": [[0, 1, "shouted"]]}]}'),
    ],
)
def test_a_damaged_row_is_told_as_such(damaged: bytes) -> None:
    with pytest.raises(StoreError):
        unpack_tree(damaged)


def test_a_row_that_claims_an_impossible_size_reserves_nothing() -> None:
    parameters = zstandard.ZstdCompressionParameters(write_content_size=True)
    frame = bytearray(zstandard.ZstdCompressor(compression_params=parameters).compress(b"x" * 2**17))
    size = frame.index((2**17).to_bytes(4, "little"))
    frame[size : size + 4] = (2**31).to_bytes(4, "little")
    with pytest.raises(StoreError):
        unpack_tree(bytes(frame))


PLAIN = {str, int, float, bool, type(None)}


@pytest.mark.parametrize("cls", [Clause, ClauseTree, Fact, Assessment, Change, Comparison, Agreement, Cut, Range])
def test_every_field_that_is_no_plain_value_has_a_form(cls: type) -> None:
    """So that a field added to the domain cannot come back as a list where a tuple was."""
    record = next(one for one in vars(codec).values() if isinstance(one, Record) and one.cls is cls)
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        hint = hints[field.name]
        parts = set(typing.get_args(hint)) if typing.get_origin(hint) is types.UnionType else {hint}
        if field.init and not parts <= PLAIN:
            assert field.name in record.forms, f"{cls.__name__}.{field.name}"
            assert not (isinstance(hint, type) and issubclass(hint, str) and not issubclass(hint, StrEnum))


@pytest.mark.parametrize("cls", [Redirect, SnapshotRef, Derivation])
def test_small_records_hold_plain_values_only(cls: type) -> None:
    assert set(typing.get_type_hints(cls).values()) <= PLAIN


def test_a_comparison_of_one_change_stays_small() -> None:
    assert len(pack_comparison(comparison())) < 500
