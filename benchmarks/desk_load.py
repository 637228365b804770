"""A desk with much on it: 2,000 agreements, 20,000 versions, 50,000 changes, reviews and messages, all made up here.

``python -m benchmarks.desk_load FOLDER`` makes it in a folder of its own, through the interfaces by which the service
itself writes; trees are put together clause by clause, comparisons are made and assessed as in a check.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from watcher.domain.agreement import Agreement
from watcher.domain.assessment import Severity
from watcher.domain.clause import Clause, ClauseTree
from watcher.domain.delivery import Delivery, DeliveryState, Event, EventType
from watcher.domain.review import Action, Decision, DecisionKind, Entry, ReviewState, Standing
from watcher.domain.subscriber import ChannelKind
from watcher.domain.version import Check, CheckOutcome, Derivation, Recorded, SnapshotRef, Version, WatchState
from watcher.services.derive import compared
from watcher.store.layout import DATABASE
from watcher.store.reviews import SqliteReviews
from watcher.store.sqlite import SqliteStore
from watcher.store.writing import SqliteWriting

AGREEMENTS = 2000
VERSIONS = 10
"""Of each agreement."""
LARGE = "agreement-large"
"""One more, whose second version changes a thousand clauses."""
LARGE_CHANGES = 1000
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
_AT_ONCE = 500

ENGLISH = (
    "The Provider may change the fees of the {noun} with a notice of {n} days before they apply.",
    "The Customer shall keep the credentials of the {noun} secret and answers for whatever is done with them.",
    "Either party may end this agreement with {n} days' notice when the other has broken it and not mended it.",
    "The liability of the Provider for the {noun} is limited to {n} thousand dollars in any calendar year.",
    "The Provider keeps records of the {noun} for {n} months and deletes them after that.",
    "The {noun} is available {n} days a month, planned maintenance apart, of which the Customer is told before.",
    "Invoices for the {noun} are due within {n} days; after that interest of {n} per cent a year is owed.",
    "Disputes about the {noun} are heard by the courts at the Provider's seat, unless the law says otherwise.",
    "The Customer must not copy, lend or resell the {noun} without the written consent of the Provider.",
    "The Provider may pass personal data on to subcontractors that host the {noun} in {n} countries.",
)
CHINESE = (
    "服务提供方可以调整{noun}的费用，并在生效前{n}日通知客户。",
    "客户应当妥善保管{noun}的账号和密码，并对其账号下的一切行为负责。",
    "任何一方违反本协议且未在{n}日内改正的，另一方可以终止本协议。",
    "服务提供方对{noun}承担的责任以人民币{n}万元为限。",
    "服务提供方保存{noun}的记录{n}个月，期满后予以删除。",
    "因{noun}引起的争议，由服务提供方所在地人民法院管辖。",
)
NOUNS = ("archive", "calendar", "gateway", "ledger", "mailbox", "map service", "message queue", "notebook", "workspace")
CHINESE_NOUNS = ("档案库", "日历", "网关", "账本", "邮箱", "地图服务", "消息队列", "工作空间")


@dataclass(slots=True)
class Text:
    """An agreement while it is being written: sections of clauses."""

    title: str
    sections: list[list[str]]
    chinese: bool

    def tree(self) -> ClauseTree:
        lang = "zh" if self.chinese else "en"
        clauses = [Clause(id=_id(self.title), heading=self.title, lang=lang)]
        for number, section in enumerate(self.sections, 1):
            label = str(number)
            parent = len(clauses)
            heading, *texts = section
            clauses.append(
                Clause(id=_id(heading + label), label=label, path=(label,), level=1, heading=heading, lang=lang)
            )
            for place, text in enumerate(texts, 1):
                own = f"{number}.{place}"
                path = (label, own)
                clauses.append(Clause(id=_id(text), label=own, path=path, level=2, text=text, parent=parent, lang=lang))
        return ClauseTree(clauses=tuple(_distinct(clauses)), title=self.title, languages=(lang,))


def write(chance: random.Random, number: int, sections: int = 5, clauses: int = 5) -> Text:
    """An agreement in its first version."""
    chinese = number % 4 == 3
    title = f"第{number}号服务协议" if chinese else f"Service Agreement {number}"
    text = Text(title=title, sections=[], chinese=chinese)
    for _ in range(sections):
        heading = "关于" + chance.choice(CHINESE_NOUNS) if chinese else f"The {chance.choice(NOUNS)}"
        text.sections.append([heading, *(sentence(chance, chinese=chinese) for _ in range(clauses))])
    return text


def sentence(chance: random.Random, *, chinese: bool) -> str:
    """Two sentences, which are rarely the same twice."""
    forms, nouns = (CHINESE, CHINESE_NOUNS) if chinese else (ENGLISH, NOUNS)
    return ("" if chinese else " ").join(
        form.format(noun=chance.choice(nouns), n=chance.randint(2, 400)) for form in chance.sample(forms, 2)
    )


def edit(chance: random.Random, text: Text) -> None:
    """Two or three clauses changed; sometimes one added or taken out, so that others are renumbered."""
    for _ in range(chance.choice((2, 3, 3))):
        section = chance.choice(text.sections)
        place = chance.randrange(1, len(section))
        draw = chance.random()
        if draw < 0.1:
            section.insert(place, sentence(chance, chinese=text.chinese))
        elif draw < 0.15 and len(section) > 3:
            del section[place]
        else:
            section[place] = _other_number(chance, section[place])


def _other_number(chance: random.Random, text: str) -> str:
    digits = [part for part in text.replace("日", " ").split() if part.isdigit()]
    if not digits:
        return text + (" 双方另有约定的除外。" if "。" in text else " Unless the parties have agreed otherwise.")
    return text.replace(chance.choice(digits), str(chance.randint(2, 400)), 1)


def _id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _distinct(clauses: list[Clause]) -> list[Clause]:
    seen: dict[str, int] = {}
    distinct = []
    for clause in clauses:
        seen[clause.id] = seen.get(clause.id, 0) + 1
        distinct.append(clause if seen[clause.id] == 1 else replace(clause, id=f"{clause.id}-{seen[clause.id]}"))
    return distinct


def load(folder: Path, *, agreements: int = AGREEMENTS, say: Callable[[str], None] = print) -> None:
    """Make it. The configuration beside it names nothing: what is kept is what is shown."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text("", encoding="utf-8")
    (folder / "snapshots").mkdir(exist_ok=True)
    store = SqliteStore(folder / "snapshots" / DATABASE)
    begun = time.perf_counter()
    for number in range(agreements):
        chance = random.Random(number)
        _history(store, chance, number, write(chance, number), partial(edit, chance))
        if number % 200 == 199:
            say(f"{number + 1} agreements after {time.perf_counter() - begun:.0f} s")
    chance = random.Random(-1)
    large = write(chance, agreements, sections=48, clauses=25)
    _history(store, chance, agreements, large, partial(_edit_all, chance), name=LARGE, versions=2)
    _decide(store)
    _send(store)
    store.close()


def _edit_all(chance: random.Random, text: Text) -> None:
    places = [(section, place) for section in text.sections for place in range(1, len(section))]
    for section, place in chance.sample(places, LARGE_CHANGES):
        section[place] += " " + sentence(chance, chinese=text.chinese)


def _history(
    store: SqliteStore,
    chance: random.Random,
    number: int,
    text: Text,
    change: Callable[[Text], None],
    *,
    name: str = "",
    versions: int = VERSIONS,
) -> None:
    agreement = Agreement(
        id=name or f"agreement-{number:04}",
        title=text.title,
        sources=(f"https://provider-{number % 90}.example/terms/{number}",),
        provider=f"Provider {number % 90}",
        tags=(("core", "payments", "chat", "maps", "storage")[number % 5],),
    )
    first = NOW - timedelta(days=chance.randint(60, 800))
    with store.writing() as rows:
        rows.save_agreement(agreement, first)
        before: ClauseTree | None = None
        seen = first
        for version in range(1, versions + 1):
            seen = first + (NOW - first) * (version - 1) / versions
            tree = text.tree()
            recorded = None
            if before is not None:
                comparison, tree = compared(before, tree)
                recorded = Recorded(
                    id=f"cmp_{agreement.id}_{version}",
                    agreement_id=agreement.id,
                    old=version - 1,
                    new=version,
                    at=seen,
                    comparison=comparison,
                )
            rows.add_version(_version(agreement, version, tree, seen), tree)
            if recorded is not None:
                rows.add_comparison(recorded)
            rows.add_check(_check(agreement, version, seen, recorded))
            before = tree
            change(text)
        rows.save_state(_state(agreement, number))


def _version(agreement: Agreement, number: int, tree: ClauseTree, seen: datetime) -> Version:
    said = "\n".join(clause.text for clause in tree.clauses)
    return Version(
        id=f"{agreement.id}-v{number}",
        agreement_id=agreement.id,
        number=number,
        fingerprint=hashlib.sha256(said.encode()).hexdigest(),
        first_seen=seen,
        last_seen=seen,
        snapshots=(SnapshotRef(sha256=hashlib.sha256(said.encode()).hexdigest(), url=agreement.sources[0]),),
        derivation=Derivation(pipeline=1, cut="0" * 16),
        title=tree.title,
        languages=tree.languages,
    )


def _check(agreement: Agreement, version: int, at: datetime, recorded: Recorded | None) -> Check:
    return Check(
        id=f"{agreement.id}-k{version}",
        agreement_id=agreement.id,
        at=at,
        outcome=CheckOutcome.CHANGED if recorded else CheckOutcome.FIRST,
        version=version,
        comparison_id=recorded.id if recorded else "",
    )


def _state(agreement: Agreement, number: int) -> WatchState:
    state = WatchState(agreement_id=agreement.id, last_check=NOW, last_success=NOW, last_outcome=CheckOutcome.SAME)
    if number % 40 == 7:
        since = NOW - timedelta(hours=number % 500)
        return replace(
            state, last_success=since, last_outcome=CheckOutcome.FAILED, reason="it answers 503", failing_since=since
        )
    if number % 60 == 11:
        since = NOW - timedelta(hours=number % 300)
        return replace(
            state,
            last_success=since,
            last_outcome=CheckOutcome.QUARANTINED,
            reason="it asks to sign in",
            quarantined_since=since,
        )
    return state


def _decide(store: SqliteStore) -> None:
    """Two comparisons in three are closed, one in nine is looked at."""
    log = SqliteReviews(store.connections)
    entries = []
    for place, recorded in enumerate(store.comparisons(limit=10**6)):
        if recorded.comparison.severity is Severity.NONE or place % 3 == 0:
            continue
        decision = Decision(kind=DecisionKind.NO_ACTION)
        closed = place % 9 != 1
        entries.append(
            Entry(
                at=NOW,
                who="anna" if place % 2 else "bo",
                comparison_id=recorded.id,
                action=Action.DECIDED if closed else Action.ACKNOWLEDGED,
                words="Seen; nothing for us." if closed else "",
                standing=Standing(
                    state=ReviewState.CLOSED if closed else ReviewState.IN_REVIEW,
                    assignee="anna" if place % 2 else "bo",
                    decision=decision if closed else None,
                ),
                seen="0" * 64,
            )
        )
    for start in range(0, len(entries), _AT_ONCE):
        log.append(entries[start : start + _AT_ONCE])


def _send(store: SqliteStore) -> None:
    """A message for each of the last 5,000 comparisons."""
    recent = store.comparisons(limit=5000)
    for start in range(0, len(recent), _AT_ONCE):
        with store.writing() as rows:
            for one in recent[start : start + _AT_ONCE]:
                _tell(rows, one)


def _tell(rows: SqliteWriting, one: Recorded) -> None:
    event = Event(
        id=f"evt_{one.id}",
        key=one.id,
        type=EventType.CHANGED,
        agreement_id=one.agreement_id,
        at=one.at,
        comparison_id=one.id,
    )
    if rows.add_event(event):
        rows.add_delivery(
            Delivery(
                id=f"msg_{one.id}",
                subscriber="Compliance",
                channel=ChannelKind.EMAIL,
                event_ids=(event.id,),
                state=DeliveryState.DELIVERED,
                created_at=one.at,
                due_at=one.at,
            )
        )


if __name__ == "__main__":
    load(Path(sys.argv[1]))
