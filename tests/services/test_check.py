"""What checks come to, through the real pipeline, with pages from a script."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from services.world import (
    CHALLENGE,
    CLAUSES,
    FIRST,
    OTHER_LAW,
    RENUMBERED_ONLY,
    SHORTER_NOTICE,
    URL,
    World,
    page,
    subscriber,
)

from watcher.domain.agreement import Agreement, Cut
from watcher.domain.assessment import Severity
from watcher.domain.errors import SnapshotCorrupt, StoreFull
from watcher.services import derive
from watcher.services.check import Checker
from watcher.services.settle import Settlement
from watcher.services.steadiness import VARIANT_STAYS_AFTER
from watcher.significance import read_rules
from watcher.testing.pages import Failing, Served


async def test_the_first_text_is_recorded_and_nobody_is_told(world: World) -> None:
    checked = await world.check(FIRST)
    assert checked.outcome == "first"
    assert checked.version == 1
    assert world.told() == []


async def test_the_same_text_is_the_same_whatever_stands_around_it(world: World) -> None:
    await world.check(FIRST)
    checked = await world.check(page(*CLAUSES, around="<a href='/x'>A new menu</a>"))
    assert checked.outcome == "same"
    assert world.told() == []


async def test_a_changed_clause_is_recorded_and_told(world: World) -> None:
    await world.check(FIRST)
    checked = await world.check(SHORTER_NOTICE)
    assert checked.outcome == "changed"
    assert checked.recorded is not None
    (change,) = checked.recorded.comparison.changes
    assert (change.kind, change.clause.label) == ("modified", "2")
    assert change.assessment.severity >= Severity.MEDIUM
    assert world.told() == ["terms.changed"]


async def test_bytes_that_were_read_before_are_not_read_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.check(Served(body=FIRST.encode(), etag=""))
    monkeypatch.setattr("watcher.services.derive.derive", None)
    assert (await world.check()).outcome == "same"


async def test_a_304_stands_for_the_bytes_received_before(world: World) -> None:
    await world.check(FIRST)
    checked = await world.check()
    assert checked.fetches[0].status == 304
    assert checked.outcome == "same"


async def test_renumbering_alone_is_recorded_but_not_told(world: World) -> None:
    await world.check(FIRST)
    checked = await world.check(RENUMBERED_ONLY)
    assert checked.outcome == "changed"
    assert not checked.alert
    assert world.told() == []


async def test_a_page_that_does_not_come_is_failing_and_not_a_change(world: World) -> None:
    await world.check(FIRST)
    checked = await world.check(Failing(reason="status", status=404, error="the server says 404"))
    assert checked.outcome == "failed"
    assert world.store.state("archive").failing_since == world.now
    assert world.store.newest("archive").number == 1


async def test_a_challenge_page_is_quarantined_and_never_a_version(world: World) -> None:
    await world.check(FIRST)
    checked = await world.check(CHALLENGE)
    assert checked.outcome == "quarantined"
    assert checked.reason
    assert world.store.newest("archive").number == 1
    assert world.store.state("archive").quarantined_since == world.now


async def test_what_was_quarantined_is_kept_to_be_looked_at(world: World) -> None:
    await world.check(FIRST)
    await world.check(CHALLENGE)
    quarantined = world.store.checks("archive")[0]
    assert world.snapshots.read(quarantined.snapshots[0].sha256) == CHALLENGE.encode()


async def test_failing_for_long_is_told_once_and_so_is_the_recovery(world: World) -> None:
    await world.check(FIRST)
    for _ in range(5):
        await world.check(Failing())
    assert world.told() == ["agreement.failing"]
    await world.check(FIRST)
    await world.check()
    assert world.told() == ["agreement.failing", "agreement.recovered"]


async def test_being_quarantined_for_long_is_told_with_the_reason_and_so_is_the_recovery(world: World) -> None:
    await world.check(FIRST)
    for _ in range(3):
        await world.check(CHALLENGE)
    assert world.told() == ["agreement.failing"]
    assert world.events()[-1].reason.startswith("challenge; ")
    await world.check(FIRST)
    assert world.told() == ["agreement.failing", "agreement.recovered"]


async def test_a_day_in_quarantine_is_told_however_rarely_a_page_is_checked(world: World) -> None:
    await world.check(FIRST)
    await world.check(CHALLENGE)
    await world.check(later=timedelta(days=1))
    assert world.told() == ["agreement.failing"]


async def test_a_single_failure_is_nobody_s_business(world: World) -> None:
    await world.check(FIRST)
    await world.check(Failing())
    await world.check(FIRST)
    assert world.told() == []


async def test_a_change_behind_a_failure_is_told(world: World) -> None:
    await world.check(FIRST)
    await world.check(Failing())
    await world.check(CHALLENGE)
    await world.check(SHORTER_NOTICE)
    assert world.told() == ["agreement.failing", "terms.changed"] or world.told() == ["terms.changed"]
    assert world.store.newest("archive").number == 2


async def test_a_flip_gives_one_alert_and_one_return(world: World) -> None:
    for body in (FIRST, SHORTER_NOTICE, FIRST):
        await world.check(body)
    assert world.told() == ["terms.changed", "terms.reverted"]


async def test_a_page_that_alternates_is_told_once_and_then_silent(world: World) -> None:
    outcomes = [(await world.check(body)).outcome for body in (FIRST, SHORTER_NOTICE) * 5]
    assert outcomes[:4] == ["first", "changed", "reverted", "variant"]
    assert set(outcomes[4:]) == {"same", "variant"}
    assert world.told() == ["terms.changed", "terms.reverted", "terms.unsettled"]


async def test_a_third_text_breaks_the_silence_of_an_alternating_page(world: World) -> None:
    for body in (FIRST, SHORTER_NOTICE) * 3:
        await world.check(body)
    assert (await world.check(OTHER_LAW)).outcome == "changed"
    assert world.told()[-1] == "terms.changed"


async def test_a_variant_that_stays_is_believed_in_the_end(world: World) -> None:
    for body in (FIRST, SHORTER_NOTICE, FIRST, SHORTER_NOTICE):
        await world.check(body)
    checked = await world.check(later=VARIANT_STAYS_AFTER)
    assert checked.outcome == "reverted"
    assert world.told()[-1] == "terms.reverted"


async def test_who_was_told_of_the_departure_is_told_of_the_return(world: World) -> None:
    world.subscribers = (subscriber("Low"), subscriber("High", min_severity=Severity.CRITICAL))
    await world.check(FIRST)
    await world.check(SHORTER_NOTICE)
    world.subscribers = (subscriber("Low", min_severity=Severity.CRITICAL), subscriber("High"))
    await world.check(FIRST)
    reverted = [one.subscriber for one in world.store.deliveries() if "High" in one.subscriber or one.subscriber]
    assert sorted(reverted) == ["High", "Low", "Low"]


async def test_a_new_text_waits_until_a_later_fetch_confirms_it(world: World) -> None:
    world.confirm_after = timedelta(minutes=10)
    await world.check(FIRST)
    assert (await world.check(SHORTER_NOTICE)).outcome == "candidate"
    assert (await world.check(later=timedelta(minutes=5))).outcome == "candidate"
    assert world.told() == []
    assert (await world.check(later=timedelta(minutes=5))).outcome == "changed"
    assert world.told() == ["terms.changed"]


async def test_a_confirmed_text_counts_from_when_it_was_first_seen(world: World) -> None:
    world.confirm_after = timedelta(minutes=10)
    await world.check(FIRST)
    await world.check(SHORTER_NOTICE)
    sighted = world.now
    await world.check(later=timedelta(minutes=10))
    assert world.store.newest("archive").first_seen == sighted


async def test_a_text_that_was_seen_once_only_is_not_told(world: World) -> None:
    world.confirm_after = timedelta(minutes=10)
    for body in (FIRST, SHORTER_NOTICE, FIRST):
        await world.check(body)
    assert world.told() == []
    assert world.store.state("archive").candidate is None


async def test_a_one_off_check_confirms_by_fetching_once_more(world: World) -> None:
    world.confirm_after = timedelta(minutes=10)
    await world.check(FIRST)
    asked = len(world.fetcher.requests)
    checked = await world.check(SHORTER_NOTICE, confirm_now=True)
    assert checked.outcome == "changed"
    assert len(world.fetcher.requests) == asked + 2
    assert not world.fetcher.requests[-1].validators


async def test_a_text_that_differs_at_every_fetch_is_told_as_unsettled(world: World) -> None:
    world.confirm_after = timedelta(minutes=10)
    await world.check(FIRST)
    for day in range(4):
        await world.check(page(*CLAUSES[:5], f"Members may end the agreement with {day + 20} days of warning."))
    assert world.told() == ["terms.unsettled"]


async def test_whoever_heard_that_a_page_does_not_settle_hears_when_it_does(world: World) -> None:
    world.confirm_after = timedelta(minutes=10)
    await world.check(FIRST)
    for day in range(3):
        await world.check(page(*CLAUSES[:5], f"Members may end the agreement with {day + 20} days of warning."))
    await world.check(FIRST)
    assert world.told() == ["terms.unsettled", "terms.reverted"]


async def test_two_agreements_on_one_page_share_one_fetch(world: World) -> None:
    world.agreements += (replace(world.agreements[0], id="second"),)
    world.fetcher.serve(URL, FIRST)
    await world.check()
    world.fetcher.requests.clear()
    results = [one async for one in world.checker().check_all(world.agreements)]
    assert len(world.fetcher.requests) == 1
    assert {one.outcome for one in results} == {"same", "first"}


async def test_an_agreement_over_two_pages_is_read_whole_or_not_at_all(world: World) -> None:
    second = "https://terms.example/annex"
    world.agreements = (replace(world.agreements[0], sources=(URL, second)),)
    world.fetcher.serve(second, page("Support answers within two working days.", title="Annex"))
    await world.check(FIRST)
    world.fetcher.serve(second, Failing())
    assert (await world.check(SHORTER_NOTICE)).outcome == "failed"
    world.fetcher.serve(second, page("Support answers within four working days.", title="Annex"))
    checked = await world.check(FIRST)
    assert [change.kind for change in checked.recorded.comparison.changes] == ["modified"]


async def test_an_edited_cut_tells_nobody(world: World) -> None:
    body = page(*CLAUSES).replace("</main>", "<p class='note'>Printed for members of the archive.</p></main>")
    await world.check(body)
    agreement: Agreement = world.agreements[0]
    world.agreements = (replace(agreement, cut=Cut(select=("main",), remove=(".note",))),)
    checked = await world.check()
    assert checked.outcome == "same"
    assert world.told() == []
    texts = [clause.text for clause in world.store.tree(world.store.newest("archive").id).clauses]
    assert not any("Printed for members" in text for text in texts)


async def test_a_new_pipeline_tells_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.check(FIRST)
    monkeypatch.setattr(derive, "PIPELINE", derive.PIPELINE + 1)
    assert (await world.check()).outcome == "same"
    assert world.store.newest("archive").derivation.pipeline == derive.PIPELINE
    assert world.told() == []


async def test_clause_ids_survive_an_insertion(world: World) -> None:
    await world.check(FIRST)
    before = {clause.text: clause.id for clause in world.store.tree(world.store.newest("archive").id).clauses}
    await world.check(page(CLAUSES[0], "Members keep their passwords secret.", *CLAUSES[1:]))
    after = {clause.text: clause.id for clause in world.store.tree(world.store.newest("archive").id).clauses}
    assert {text: after[text] for text in CLAUSES} == {text: before[text] for text in CLAUSES}


async def test_a_dry_run_finds_the_change_and_records_nothing(world: World) -> None:
    await world.check(FIRST)
    world.fetcher.serve(URL, SHORTER_NOTICE)
    counts = world.store.counts()
    results = [one async for one in world.checker(record=False).check_all(world.agreements)]
    assert results[0].outcome == "changed"
    assert world.store.counts() == counts


async def test_a_full_disk_fails_one_check_and_loses_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.check(FIRST)

    def full(body: bytes, *, base: str = "") -> str:
        raise StoreFull("no room left on the disk", mend="make room")

    with monkeypatch.context() as patched:
        patched.setattr(world.snapshots, "keep", full)
        checked = await world.check(SHORTER_NOTICE)
    assert checked.outcome == "failed"
    assert "no room" in checked.reason
    assert (await world.check(SHORTER_NOTICE)).outcome == "changed"


def overtaken_by(world: World, mine: Checker, *bodies: str) -> None:
    """Between ``mine``'s next look and its writing, somebody else's check sees these pages."""
    look = mine.look
    left = list(bodies)

    async def slow_look(*arguments: object) -> Settlement:
        settled = await look(*arguments)  # type: ignore[arg-type]  # handed on as they came
        if left:
            await world.check(left.pop(0), later=timedelta())
        return settled

    mine.look = slow_look  # type: ignore[method-assign]


async def test_two_checks_at_once_record_a_change_once(world: World) -> None:
    await world.check(FIRST)
    world.fetcher.serve(URL, SHORTER_NOTICE)
    mine = world.checker()
    overtaken_by(world, mine, SHORTER_NOTICE)
    assert [one.outcome async for one in mine.check_all(world.agreements)] == ["same"]
    assert world.told() == ["terms.changed"]
    assert [version.number for version in world.store.versions("archive")] == [1, 2]


async def test_a_page_received_before_somebody_else_recorded_a_change_is_no_return(world: World) -> None:
    await world.check(FIRST)
    mine = world.checker()
    overtaken_by(world, mine, SHORTER_NOTICE)
    assert [one.outcome async for one in mine.check_all(world.agreements)] == ["same"]
    assert world.store.newest("archive").number == 2
    assert world.told() == ["terms.changed"]


async def test_a_defect_that_one_page_brings_to_light_is_a_failed_check(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.check(FIRST)
    world.agreements += (replace(world.agreements[0], id="healthy", sources=("https://terms.example/healthy",)),)
    world.fetcher.serve("https://terms.example/healthy", FIRST)
    world.fetcher.serve(URL, SHORTER_NOTICE)
    await world.check(SHORTER_NOTICE + " ")

    def broken(old: object, new: object) -> None:
        raise RecursionError("deep in the differ")

    world.fetcher.serve(URL, OTHER_LAW)
    with monkeypatch.context() as patched:
        patched.setattr("watcher.services.check.compared", broken)
        results = {one.agreement.id: one async for one in world.checker().check_all(world.agreements)}
    assert {name: str(one.outcome) for name, one in results.items()} == {"archive": "failed", "healthy": "first"}
    assert "watcher itself failed" in results["archive"].reason
    state = world.store.state("archive")
    assert (state.failing_since, state.failures, state.last_outcome) == (world.now, 1, "failed")
    assert len(world.store.fetches("archive")) == 3
    assert (await world.check()).outcome == "changed"


async def test_a_damaged_body_behind_a_304_is_fetched_again(world: World) -> None:
    await world.check(FIRST)
    await world.check(CHALLENGE)
    await world.check(SHORTER_NOTICE)
    kept = world.store.page(URL).ref.sha256
    await world.check(FIRST)
    world.fetcher.serve(URL, SHORTER_NOTICE)
    await world.check()
    assert world.store.page(URL).ref.sha256 == kept
    read, damaged = world.snapshots.read, {kept}

    def reading(sha256: str) -> bytes:
        if sha256 in damaged:
            raise SnapshotCorrupt("it no longer has the SHA-256 that it is named by", where=sha256)
        return read(sha256)

    world.snapshots.read = reading  # type: ignore[method-assign]
    keep = world.snapshots.keep

    def keeping(body: bytes, *, base: str = "") -> str:
        damaged.clear()
        return keep(body, base=base)

    world.snapshots.keep = keeping  # type: ignore[method-assign]
    checked = await world.check()
    assert checked.outcome == "variant"
    assert not damaged


async def test_a_subscriber_hears_only_from_the_severity_asked_for(world: World) -> None:
    world.subscribers = (subscriber(min_severity=Severity.CRITICAL),)
    await world.check(FIRST)
    await world.check(page(*CLAUSES[:5], CLAUSES[5].replace("settings", "preferences")))
    assert world.told() == []


async def test_a_challenge_in_place_of_what_is_selected_is_named_as_what_it_is(world: World) -> None:
    world.agreements = (replace(world.agreements[0], cut=Cut(select=("main",))),)
    await world.check(FIRST)
    checked = await world.check(CHALLENGE.replace("main", "div"))
    assert checked.outcome == "quarantined"
    assert "challenge" in checked.reason


async def test_a_selector_that_no_longer_fits_is_a_failure_that_says_so(world: World) -> None:
    world.agreements = (replace(world.agreements[0], cut=Cut(select=("main",))),)
    await world.check(FIRST)
    checked = await world.check(FIRST.replace("main>", "article>"))
    assert checked.outcome == "failed"
    assert "main" in checked.reason


async def test_whoever_ended_their_subscription_is_told_of_nothing(world: World) -> None:
    await world.check(FIRST)
    world.store.end_subscription(subscriber().name, world.now)
    assert (await world.check(SHORTER_NOTICE)).alert
    assert world.told() == []


async def test_an_operators_rules_weigh_first(world: World) -> None:
    world.rules = read_rules({"rule": [{"severity": "critical", "reason": "we read everything"}]})
    await world.check(FIRST)
    checked = await world.check(SHORTER_NOTICE)
    assert checked.recorded is not None
    assert checked.recorded.comparison.severity is Severity.CRITICAL
    assert checked.recorded.comparison.changes[0].assessment.reasons == ("we read everything",)
