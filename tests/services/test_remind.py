"""A reminder of critical changes that nobody has acknowledged: once, a day after they were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from services.test_deliver import Door, deliverer
from services.world import FIRST, SHORTER_NOTICE, World, subscriber

from watcher.domain.assessment import Severity
from watcher.domain.delivery import Delivery, DeliveryState
from watcher.domain.errors import DeliveryError
from watcher.domain.review import Decision, DecisionKind
from watcher.domain.subscriber import ChannelKind, Digest
from watcher.services.remind import queue_reminders
from watcher.services.review import Reviews, Sight
from watcher.significance import Rule
from watcher.testing.desk import MemoryReviews

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOTICE_IS_CRITICAL = Rule(severity=Severity.CRITICAL, reason="we plan by their notice", categories=frozenset({"fees"}))


class Desk:
    """A world in which a critical change was told, and the reviewers' desk beside it."""

    def __init__(self, world: World, door: Door) -> None:
        self.world, self.door = world, door
        self.log = MemoryReviews(world.store)
        self.reviews = Reviews(world.store, self.log, world.clock)

    async def changed(self, *, told: bool = True) -> None:
        self.world.rules = (NOTICE_IS_CRITICAL,)
        await self.world.check(FIRST)
        await self.world.check(SHORTER_NOTICE)
        [recorded] = self.world.store.comparisons()
        assert recorded.comparison.severity is Severity.CRITICAL
        if told:
            await self.drain()

    async def drain(self) -> None:
        await deliverer(self.world, self.door).drain()

    def remind(self, *, after: timedelta = timedelta()) -> list[Delivery]:
        self.world.now += after
        return queue_reminders(self.world.subscribers, self.world.store, self.log, self.world.now)

    @property
    def comparison(self) -> str:
        return self.world.store.comparisons()[-1].id

    @property
    def sight(self) -> Sight:
        review = self.reviews.review(self.comparison)
        return Sight(seen=review.seen, after=review.last)


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world, Door(world))


async def test_a_critical_change_that_nobody_acknowledged_is_told_once_more_a_day_later(desk: Desk) -> None:
    await desk.changed()
    assert desk.remind(after=DAY - HOUR) == []
    [reminder] = desk.remind(after=HOUR)
    assert desk.remind(after=HOUR) == []
    assert desk.remind(after=-30 * DAY) == []
    desk.world.now += 31 * DAY
    await desk.drain()
    assert desk.world.told() == ["terms.changed", "terms.unacknowledged"]
    assert desk.door.received[-1] == ("Compliance", reminder.id)
    assert desk.remind(after=DAY) == []


@pytest.mark.parametrize("act", ["acknowledge", "assign", "decide", "decide on a change"])
async def test_whoever_acts_on_it_stops_the_reminder(desk: Desk, act: str) -> None:
    await desk.changed()
    decision = Decision(kind=DecisionKind.NO_ACTION)
    match act:
        case "acknowledge":
            desk.reviews.acknowledge(desk.comparison, "ada", desk.sight)
        case "assign":
            desk.reviews.assign(desk.comparison, "ada", desk.sight, to="ben")
        case "decide":
            desk.reviews.decide(desk.comparison, [], "ada", desk.sight, decision, "")
        case _:
            [change] = desk.reviews.review(desk.comparison).recorded.comparison.substantive
            desk.reviews.decide(desk.comparison, [change.id], "ada", desk.sight, decision, "")
    assert desk.remind(after=2 * DAY) == []


async def test_a_comment_acknowledges_nothing(desk: Desk) -> None:
    await desk.changed()
    desk.reviews.comment(desk.comparison, [], "ada", desk.sight, "Who looks at this?")
    assert len(desk.remind(after=DAY)) == 1


async def test_only_critical_changes_are_told_once_more(desk: Desk) -> None:
    await desk.world.check(FIRST)
    await desk.world.check(SHORTER_NOTICE)
    await desk.drain()
    [recorded] = desk.world.store.comparisons()
    assert Severity.NONE < recorded.comparison.severity < Severity.CRITICAL
    assert desk.remind(after=DAY) == []


async def test_a_change_that_was_withdrawn_needs_no_reminder(desk: Desk) -> None:
    await desk.changed()
    await desk.world.check(FIRST)
    assert desk.remind(after=DAY) == []


async def test_who_reads_digests_ended_or_came_later_is_not_reminded(desk: Desk) -> None:
    people = {name: subscriber(name) for name in ("Legal", "Ended", "Weekly", "Hook")}
    people["Weekly"] = replace(people["Weekly"], digest=Digest.WEEKLY)
    people["Hook"] = replace(people["Hook"], channel=ChannelKind.WEBHOOK, digest=None)
    desk.world.subscribers = tuple(people.values())
    await desk.changed()
    desk.world.store.end_subscription("Ended", desk.world.now)
    desk.world.subscribers = (*people.values(), subscriber("Newcomer"))
    assert {one.subscriber for one in desk.remind(after=DAY)} == {"Legal", "Hook"}


async def test_the_day_begins_when_the_message_has_arrived(desk: Desk) -> None:
    desk.world.subscribers = (subscriber("Reached"), subscriber("Unreached"))
    desk.door.faults["Unreached"] = [DeliveryError("the mail server is down")]
    await desk.changed()
    assert [one.subscriber for one in desk.remind(after=DAY)] == ["Reached"]
    await desk.drain()
    assert desk.remind(after=DAY - HOUR) == []
    assert [one.subscriber for one in desk.remind(after=HOUR)] == ["Unreached"]


async def test_what_was_never_told_is_not_told_by_a_reminder(desk: Desk) -> None:
    await desk.changed(told=False)
    assert desk.remind(after=DAY) == []


async def test_an_agreement_that_was_given_another_id_is_reminded_of_once(desk: Desk) -> None:
    await desk.changed()
    assert len(desk.remind(after=DAY)) == 1
    desk.world.agreements = (replace(desk.world.agreements[0], id="store", was=("archive",)),)
    await desk.world.check()
    assert desk.remind() == []


async def test_an_agreement_that_is_watched_no_longer_needs_no_reminder(desk: Desk) -> None:
    await desk.changed()
    with desk.world.store.writing() as rows:
        rows.end_agreement("archive", desk.world.now)
    assert desk.remind(after=DAY) == []


async def test_a_service_that_stood_still_for_weeks_reminds_of_nothing_old(desk: Desk) -> None:
    await desk.changed()
    assert desk.remind(after=30 * DAY) == []


async def test_two_processes_remind_once(desk: Desk) -> None:
    await desk.changed()
    [reminder] = desk.remind(after=DAY)
    with desk.world.store.writing() as rows:
        rows.add_delivery(replace(reminder, created_at=desk.world.now + HOUR))
    assert [one.state for one in desk.world.store.deliveries()].count(DeliveryState.WAITING) == 1
