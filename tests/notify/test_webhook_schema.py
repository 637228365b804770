"""The published schema of webhook bodies describes every body that is sent, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from notify.conftest import Examples

from watcher.domain.assessment import Assessment, Fact, FactType, Severity
from watcher.domain.change import ChangeKind, SchemeChange
from watcher.domain.delivery import EventType
from watcher.domain.notice import StatedDate
from watcher.domain.subscriber import ChannelKind
from watcher.notify.payload import body
from watcher.services.links import Links
from watcher.services.notices import trial
from watcher.services.ports import Notice

SCHEMA = json.loads((files("watcher.notify") / "webhook.schema.json").read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs"


def closed(schema: object) -> object:
    """The same, where a name that is not described is a mistake: what is sent must be described."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inside = {name: closed(value) for name, value in schema.items()}
    described = schema.get("type") == "object" and "properties" in schema
    return {**inside, "additionalProperties": False} if described else inside


def mistakes(raw: bytes) -> list[str]:
    said = json.loads(raw)
    found = [*Draft202012Validator(SCHEMA).iter_errors(said), *Draft202012Validator(closed(SCHEMA)).iter_errors(said)]
    return [f"{error.json_path}: {error.message}" for error in found]


def notices() -> Iterator[Notice]:
    """One of every type."""
    examples = Examples
    change = examples.change()
    added = replace(change, id="c2", kind=ChangeKind.ADDED, old=(), spans=())
    removed = replace(change, id="c3", kind=ChangeKind.REMOVED, new=(), spans=())
    yield examples.notice(change, added, removed, clock=examples.notice_clock)
    yield examples.notice(type=EventType.REVERTED)
    yield examples.notice(change, type=EventType.UNACKNOWLEDGED, clock=examples.notice_clock)
    yield examples.notice(change, type=EventType.UNSETTLED)
    for type_ in (EventType.UNSETTLED, EventType.FAILING, EventType.RECOVERED):
        yield examples.failure(type_)
        yield replace(examples.failure(type_), new=examples.notice().new)
    yield trial(
        examples.subscriber("https://h.example/", ChannelKind.WEBHOOK), Links("https://w.example"), examples.now
    )


def test_the_schema_is_one_of_draft_2020_12():
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("notice", list(notices()), ids=lambda notice: notice.event.type.value)
def test_every_event_is_as_described(notice):
    assert mistakes(body(notice)) == []


def test_every_type_of_event_was_tried():
    told_to_programs = set(EventType) - {EventType.QUIET}
    assert {notice.event.type for notice in notices()} == told_to_programs
    assert set(SCHEMA["properties"]["type"]["enum"]) == {type_.value for type_ in told_to_programs}


def test_the_words_of_the_schema_are_those_of_the_domain():
    kinds = {kind.value for kind in ChangeKind}
    defined = SCHEMA["$defs"]
    assert set(defined["change"]["properties"]["kind"]["enum"]) == kinds
    assert set(defined["summary"]["required"]) == kinds | {"scheme"}
    assert set(defined["severity"]["enum"]) == {severity.value for severity in Severity}
    assert set(defined["facts"]["propertyNames"]["enum"]) == {type_.value for type_ in FactType}


def test_what_is_rare_is_described_too(examples):
    notice = examples.notice()
    pages = tuple(replace(notice.new.snapshots[0], sha256=f"{number:x}" * 64) for number in range(12))
    comparison = replace(notice.recorded.comparison, scheme=SchemeChange("(1)", "(a)"))
    clock = replace(examples.notice_clock, promised=(), updated=StatedDate(shown="updated today", vague=True))
    rare = replace(
        notice,
        new=replace(notice.new, snapshots=pages),
        recorded=replace(notice.recorded, comparison=comparison),
        clock=clock,
    )
    assert mistakes(body(rare)) == []
    assert mistakes(body(examples.notice(*[examples.change(number) for number in range(300)]))) == []


@given(
    text=st.text(max_size=2_000),
    kind=st.sampled_from(list(ChangeKind)),
    severity=st.sampled_from(list(Severity)),
    facts=st.lists(st.sampled_from(list(FactType)), max_size=40),
)
def test_whatever_the_pages_say_the_body_is_as_described(text, kind, severity, facts):
    change = Examples.change(
        kind=kind,
        assessment=Assessment(
            severity=severity,
            categories=("fees",),
            facts=tuple(Fact(type=type_, old=text, new=text[:7]) for type_ in facts),
            reasons=(text,) * 3,
        ),
    )
    agreement = replace(Examples.agreement, title=text, provider=text)
    assert mistakes(body(Examples.notice(change, agreement=agreement))) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("type",), "terms.chanced"),
        (("timestamp",), "2026-03-02 09:00"),
        (("data", "from"), None),
        (("data", "severity"), "HIGH"),
        (("data", "to", "sha256"), "abc"),
        (("data", "facts"), {"durations": []}),
        (("data", "changes", 0, "kind"), "changed"),
        (("data", "schema_version"), 2),
        (("data", "secret"), "…"),
    ],
)
def test_a_body_that_is_otherwise_is_told(examples, path, value):
    said = json.loads(body(examples.notice()))
    *way, last = path
    inside = said
    for step in way:
        inside = inside[step]
    inside[last] = value
    assert mistakes(json.dumps(said).encode())


def test_the_schema_is_beside_the_documentation_that_names_it():
    assert json.loads((DOCS / "webhook.schema.json").read_text(encoding="utf-8")) == SCHEMA
    assert "(webhook.schema.json)" in (DOCS / "interfaces.md").read_text(encoding="utf-8")


def test_the_example_in_the_documentation_is_as_described():
    page = (DOCS / "interfaces.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    assert mistakes(example.encode()) == []
