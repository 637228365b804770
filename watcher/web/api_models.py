"""What the API answers and takes: every resource as it stands in its JSON, with an example of each.

What is answered are plain dictionaries: pydantic refuses texts that hold half of a surrogate pair, and pages have such
texts. Moments are in UTC.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Generic, NotRequired, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

Item = TypeVar("Item")
Text = Annotated[str, Field(max_length=20_000)]
Name = Annotated[str, Field(max_length=1000)]


class Listed(TypedDict, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    next: Annotated[
        str | None, Field(description="The address of the next page; null on the last one.", examples=[None])
    ]


class Month(TypedDict):
    """What changed in a month."""

    begins: Annotated[date, Field(examples=["2026-02-01"])]
    comparisons: Annotated[int, Field(examples=[1])]
    changes: Annotated[int, Field(description="Without those that were only renumbered.", examples=[2])]
    severity: Annotated[str | None, Field(description="The highest.", examples=["high"])]


class Agreement(TypedDict):
    """An agreement and how it stands with it."""

    id: Annotated[str, Field(examples=["wecom-license"])]
    title: Annotated[str, Field(examples=["Software License and Service Agreement"])]
    provider: Annotated[str, Field(examples=["Example Ltd"])]
    sources: Annotated[list[str], Field(examples=[["https://shop.example/terms"]])]
    languages: Annotated[list[str], Field(examples=[["en"]])]
    tags: Annotated[list[str], Field(examples=[["chat"]])]
    state: Annotated[
        str, Field(description="ended, new, failing, quarantined, confirming or watched", examples=["watched"])
    ]
    reason: Annotated[str, Field(description="Why it is failing or quarantined.", examples=[""])]
    since: Annotated[datetime | None, Field(description="Since when it is failing or quarantined.", examples=[None])]
    versions: Annotated[int, Field(description="How many are kept.", examples=[3])]
    last_success: Annotated[datetime | None, Field(examples=["2026-03-01T12:00:00Z"])]
    last_change: Annotated[datetime | None, Field(examples=["2026-02-11T06:00:00Z"])]
    next_check: Annotated[datetime | None, Field(examples=["2026-03-01T18:00:00Z"])]
    comparison: Annotated[str | None, Field(description="The last one.", examples=["cmp_2f41"])]
    severity: Annotated[str | None, Field(description="Of the last comparison.", examples=["high"])]
    waiting: Annotated[int, Field(description="Comparisons that wait for a decision.", examples=[1])]
    months: Annotated[list[Month], Field(description="The last twelve, the oldest first.")]


class Check(TypedDict):
    """One check of an agreement."""

    at: Annotated[datetime, Field(examples=["2026-03-01T12:00:00Z"])]
    outcome: Annotated[str, Field(examples=["same"])]
    reason: Annotated[str, Field(examples=[""])]
    version: Annotated[int | None, Field(description="That the agreement is at after it.", examples=[3])]
    comparison: Annotated[str | None, Field(examples=[None])]


class Snapshot(TypedDict):
    """The bytes that were received of one page."""

    url: Annotated[str, Field(examples=["https://shop.example/terms"])]
    sha256: Annotated[str, Field(examples=["3f9c" * 16])]


class Version(TypedDict):
    """A text of an agreement that was kept."""

    number: Annotated[int, Field(examples=[3])]
    title: Annotated[str, Field(examples=["Terms of the shop"])]
    fingerprint: Annotated[str, Field(description="SHA-256 over what its clauses say.", examples=["81d2" * 16])]
    first_seen: Annotated[datetime, Field(examples=["2026-02-11T06:00:00Z"])]
    last_seen: Annotated[datetime, Field(examples=["2026-03-01T12:00:00Z"])]
    returns_to: Annotated[int | None, Field(description="The earlier version whose text came back.", examples=[None])]
    snapshots: list[Snapshot]


class Clause(TypedDict):
    """A clause of a version."""

    id: Annotated[str, Field(examples=["c2d1"])]
    label: Annotated[str, Field(examples=["2.6.3"])]
    path: Annotated[list[str], Field(examples=[["2", "2.6", "2.6.3"]])]
    level: Annotated[int, Field(examples=[3])]
    heading: Annotated[str, Field(examples=["Notice"])]
    text: Annotated[str, Field(examples=["We give notice of ten working days."])]
    lang: Annotated[str, Field(examples=["en"])]


class WholeVersion(Version):
    """The same with its clauses, in document order."""

    clauses: list[Clause]


class Standing(TypedDict):
    """Where a review stands."""

    state: Annotated[str, Field(description="new, in_review or closed", examples=["closed"])]
    assignee: Annotated[str, Field(examples=["anna"])]
    decision: Annotated[
        str | None,
        Field(description="no_action, action_needed, not_applicable or deferred", examples=["action_needed"]),
    ]
    owner: Annotated[str, Field(examples=["Bo"])]
    until: Annotated[date | None, Field(examples=["2026-03-31"])]


class Comparison(TypedDict):
    """Two versions of an agreement, and how their review stands. The changes have an address of their own."""

    id: Annotated[str, Field(examples=["cmp_2f41"])]
    agreement: Annotated[str, Field(examples=["wecom-license"])]
    old: Annotated[int, Field(examples=[2])]
    new: Annotated[int, Field(examples=[3])]
    at: Annotated[datetime, Field(examples=["2026-02-11T06:00:00Z"])]
    severity: Annotated[str, Field(examples=["high"])]
    summary: Annotated[dict[str, int], Field(description="How many changes of each kind.", examples=[{"modified": 2}])]
    review: Standing


class Change(TypedDict):
    """One change, as in ``watcher diff --format json``, and how its review stands."""

    id: Annotated[str, Field(examples=["1"])]
    kind: Annotated[str, Field(examples=["modified"])]
    severity: Annotated[str, Field(examples=["high"])]
    old: NotRequired[
        Annotated[Any, Field(examples=[{"label": "9.2", "path": ["9", "9.2"], "heading": "", "text": "… 10 days …"}])]
    ]
    new: NotRequired[
        Annotated[Any, Field(examples=[{"label": "9.2", "path": ["9", "9.2"], "heading": "", "text": "… 5 days …"}])]
    ]
    categories: Annotated[list[str], Field(examples=[["notice"]])]
    reasons: Annotated[list[str], Field(examples=[["notice shortened from 10 to 5 days"]])]
    review: Standing


class Entry(TypedDict):
    """One line of the log of reviews."""

    seq: Annotated[int, Field(examples=[12])]
    at: Annotated[datetime, Field(examples=["2026-03-01T12:00:00Z"])]
    who: Annotated[str, Field(examples=["anna"])]
    comparison: Annotated[str, Field(examples=["cmp_2f41"])]
    change: Annotated[str, Field(description="Empty: the comparison as a whole.", examples=[""])]
    place: Annotated[str, Field(examples=["9.2 Notice"])]
    action: Annotated[
        str, Field(description="acknowledged, assigned, commented, decided or reopened", examples=["decided"])
    ]
    words: Annotated[str, Field(examples=["Ask them."])]
    standing: Standing
    seen: Annotated[str, Field(description="SHA-256 of the content that they saw.", examples=["3f9c" * 16])]
    before: Annotated[str, Field(description="The hash of the entry before it.", examples=["81d2" * 16])]
    hash: Annotated[str, Field(examples=["c04e" * 16])]


class Wording(TypedDict):
    """How a clause read from one version on."""

    version: Annotated[int, Field(description="The first that has it so.", examples=[3])]
    at: Annotated[datetime, Field(description="When that was first seen.", examples=["2026-02-11T06:00:00Z"])]
    clause: Annotated[Clause | None, Field(description="Null: the version lacks it.", examples=[None])]
    comparison: Annotated[str | None, Field(examples=["cmp_2f41"])]
    change: Annotated[
        dict[str, Any] | None,
        Field(
            description="What led to it, as in `watcher diff --format json`; null where it was there at first.",
            examples=[{"id": "1", "kind": "modified", "severity": "high"}],
        ),
    ]
    others: Annotated[list[str], Field(description="The other clauses of a split or merge.", examples=[["c2d2"]])]
    entries: Annotated[list[Entry], Field(description="What was done to the reviews of the change and the comparison.")]


class ClauseHistory(TypedDict):
    """One clause through all versions."""

    agreement: Annotated[str, Field(examples=["wecom-license"])]
    clause: Clause
    since: Annotated[int, Field(description="The version since which it reads so.", examples=[3])]
    gone: Annotated[int | None, Field(description="The first version without it.", examples=[None])]
    wordings: Annotated[list[Wording], Field(description="Newest first.")]


class Piece(TypedDict):
    """A stretch of text."""

    text: Annotated[str, Field(examples=["notice"])]
    hit: Annotated[bool, Field(description="Whether it is what was searched for.", examples=[True])]


class When(TypedDict):
    """A version, and when it was first seen."""

    version: Annotated[int, Field(examples=[3])]
    at: Annotated[datetime, Field(examples=["2026-02-11T06:00:00Z"])]


class Hit(TypedDict):
    """A clause that says what was searched for."""

    agreement: Annotated[str, Field(examples=["wecom-license"])]
    title: Annotated[str, Field(description="Of the agreement.", examples=["Terms of the shop"])]
    clause: Annotated[str, Field(examples=["c2d1"])]
    label: Annotated[str, Field(examples=["2.6.3"])]
    path: Annotated[list[str], Field(examples=[["2", "2.6", "2.6.3"]])]
    lang: Annotated[str, Field(examples=["en"])]
    categories: Annotated[list[str], Field(examples=[["notice"]])]
    heading: list[Piece]
    text: Annotated[list[Piece], Field(description="Of a long text the part around the first hit.")]
    since: When
    until: Annotated[
        When | None, Field(description="When it read otherwise or was gone; null: it reads so now.", examples=[None])
    ]
    others: Annotated[int, Field(description="Other places of the agreement that read or read the same.", examples=[0])]


class Review(TypedDict):
    """The review of one comparison. ``seen`` and ``last`` go with everything that is done to it."""

    comparison: Annotated[str, Field(examples=["cmp_2f41"])]
    seen: Annotated[str, Field(description="SHA-256 of its content as it is now.", examples=["3f9c" * 16])]
    last: Annotated[int, Field(description="The number of its last entry; 0 for none.", examples=[12])]
    standing: Standing
    entries: list[Entry]


class OpenReview(TypedDict):
    """A comparison that waits for a decision."""

    comparison: Annotated[str, Field(examples=["cmp_2f41"])]
    agreement: Annotated[str, Field(examples=["wecom-license"])]
    old: Annotated[int, Field(examples=[2])]
    new: Annotated[int, Field(examples=[3])]
    at: Annotated[datetime, Field(examples=["2026-02-11T06:00:00Z"])]
    severity: Annotated[str, Field(examples=["high"])]
    review: Standing


class Attempt(TypedDict):
    """One try to send a delivery."""

    at: Annotated[datetime, Field(examples=["2026-03-01T12:00:00Z"])]
    ok: Annotated[bool, Field(examples=[True])]
    status: Annotated[int | None, Field(examples=[250])]
    detail: Annotated[str, Field(examples=["taken"])]


class Delivery(TypedDict):
    """One message to one subscriber."""

    id: Annotated[str, Field(examples=["msg_77aa"])]
    subscriber: Annotated[str, Field(examples=["Compliance"])]
    channel: Annotated[str, Field(examples=["email"])]
    state: Annotated[str, Field(description="waiting, sending, delivered, failed or cancelled", examples=["delivered"])]
    events: Annotated[list[str], Field(examples=[["evt_1c9d"]])]
    created_at: Annotated[datetime, Field(examples=["2026-03-01T12:00:00Z"])]
    due_at: Annotated[datetime, Field(examples=["2026-03-01T12:00:00Z"])]
    attempts: list[Attempt]


class Subscriber(TypedDict):
    """Who is told."""

    name: Annotated[str, Field(examples=["Compliance"])]
    channel: Annotated[str, Field(examples=["email"])]
    address: Annotated[
        str, Field(description="Of a webhook or chat room its host only.", examples=["compliance@example.org"])
    ]
    agreements: Annotated[list[str], Field(examples=[["*"]])]
    tags: Annotated[list[str], Field(examples=[[]])]
    categories: Annotated[list[str], Field(examples=[[]])]
    min_severity: Annotated[str, Field(examples=["low"])]
    digest: Annotated[str | None, Field(examples=["daily"])]
    ended_at: Annotated[datetime | None, Field(description="When they ended it.", examples=[None])]


class Looked(TypedDict):
    """Up to when somebody has seen everything."""

    until: Annotated[datetime, Field(examples=["2026-03-01T12:00:00Z"])]


class Look(BaseModel):
    """Somebody has seen everything up to a moment."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"until": "2026-03-01T12:00:00Z"}]})

    until: datetime


class Seen(BaseModel):
    """What somebody looked at: `seen` and `last` of a review."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"seen": "3f9c" * 16, "after": 0}]})

    seen: Name
    after: Annotated[int, Field(ge=0, le=10**12)]


class Closing(BaseModel):
    """Comparisons of low severity that are closed together."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [
        {"comparisons": {"cmp_2f41": {"seen": "3f9c" * 16, "after": 0}}, "words": "Wording only."},
    ]})  # fmt: skip

    comparisons: Annotated[dict[Name, Seen], Field(min_length=1, max_length=200)]
    words: Text = ""


class ClosedOne(TypedDict):
    """What became of one of them."""

    comparison: Annotated[str, Field(examples=["cmp_2f41"])]
    problem: Annotated[str, Field(description="Why it was left open; empty: it is closed.", examples=[""])]


class ClosedTogether(TypedDict):
    """What became of each."""

    items: list[ClosedOne]


class Doing(BaseModel):
    """What somebody does to a review. Which fields it takes follows from what is done."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [
        {"seen": "3f9c" * 16, "after": 12, "decision": "action_needed", "owner": "Bo", "until": "2026-03-31",
         "words": "Ask them."},
    ]})  # fmt: skip

    seen: Name = Field(description="`seen` of the review that you looked at.")
    after: Annotated[int, Field(ge=0, le=10**12)] = Field(description="`last` of the review that you looked at.")
    changes: Annotated[list[Name], Field(max_length=1000)] = Field([], description="None: the whole comparison.")
    words: Text = Field("", description="The reason or comment.")
    decision: Name = ""
    owner: Name = ""
    until: date | None = None
    assignee: Name = ""


class Problem(TypedDict):
    """Why something was not done (RFC 9457)."""

    type: Annotated[str, Field(examples=["about:blank"])]
    title: Annotated[str, Field(examples=["Not found"])]
    status: Annotated[int, Field(examples=[404])]
    detail: Annotated[str, Field(examples=["Nothing is kept under that name."])]
