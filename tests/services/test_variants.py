"""Pages that alternate between texts, seen by checks that confirm what they tell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from services.world import CLAUSES, FIRST, OTHER_LAW, SHORTER_NOTICE, World, page, subscriber

from watcher.domain.agreement import Cut
from watcher.domain.assessment import Severity
from watcher.services import derive
from watcher.services.steadiness import REMEMBERED, VARIANT_STAYS_AFTER

SIX_HOURS = timedelta(hours=6)


@pytest.fixture
def world(world: World) -> World:
    world.confirm_after = timedelta(minutes=10)
    return world


async def see(world: World, *bodies: str, later: timedelta = SIX_HOURS) -> list[str]:
    return [str((await world.check(body, later=later)).outcome) for body in bodies]


async def test_a_page_that_shows_another_text_at_every_other_fetch_is_told_once(world: World) -> None:
    outcomes = await see(world, *(FIRST, SHORTER_NOTICE) * 5)
    assert outcomes == ["first", "candidate", "same", "variant", *["variant", "same"] * 3]
    assert world.told() == ["terms.unsettled"]


async def test_that_it_alternates_is_told_with_the_difference(world: World) -> None:
    await see(world, FIRST, SHORTER_NOTICE, FIRST, SHORTER_NOTICE)
    (event,) = world.events()
    comparison = world.store.comparison(event.comparison_id).comparison
    assert [change.clause.label for change in comparison.changes] == ["2"]


async def test_a_third_text_breaks_the_silence(world: World) -> None:
    await see(world, *(FIRST, SHORTER_NOTICE) * 3)
    assert await see(world, OTHER_LAW, OTHER_LAW) == ["candidate", "changed"]
    assert world.told() == ["terms.unsettled", "terms.changed"]


async def test_a_third_variant_is_told_once_too(world: World) -> None:
    await see(world, *(FIRST, SHORTER_NOTICE, OTHER_LAW) * 4)
    assert world.told() == ["terms.unsettled", "terms.unsettled"]


async def test_a_change_on_a_page_whose_servers_go_on_to_disagree_is_told_with_what_changed(world: World) -> None:
    await see(world, *(FIRST, SHORTER_NOTICE) * 3)
    new, other = (page(*CLAUSES[:5], f"Members leave with {days} days of notice.") for days in (30, 60))
    outcomes = await see(world, *(new, other) * 4)
    assert "changed" in outcomes
    assert outcomes[-2:] in (["same", "variant"], ["variant", "same"])
    assert world.told().count("terms.changed") == 1
    assert len(world.told()) <= 4


async def test_after_a_confirmed_change_the_old_text_at_every_other_fetch_is_a_variant(world: World) -> None:
    await see(world, FIRST, SHORTER_NOTICE, SHORTER_NOTICE)
    outcomes = await see(world, *(FIRST, SHORTER_NOTICE) * 3)
    assert outcomes == ["candidate", "same", "variant", "same", "variant", "same"]
    assert world.told() == ["terms.changed", "terms.unsettled"]
    assert world.store.event(world.events()[-1].id).comparison_id == world.events()[0].comparison_id


async def test_when_the_first_text_comes_back_for_good_who_heard_of_the_other_hears_it(world: World) -> None:
    world.subscribers = (subscriber(min_severity=Severity.CRITICAL),)
    await see(world, FIRST, SHORTER_NOTICE, FIRST, SHORTER_NOTICE)
    await see(world, FIRST, later=VARIANT_STAYS_AFTER)
    assert await see(world, FIRST) == ["reverted"]
    assert world.told() == ["terms.unsettled", "terms.reverted"]


async def test_a_slip_of_last_season_makes_no_variant(world: World) -> None:
    await see(world, FIRST, SHORTER_NOTICE, FIRST)
    await see(world, FIRST, later=REMEMBERED)
    assert await see(world, SHORTER_NOTICE, SHORTER_NOTICE) == ["candidate", "changed"]


async def test_variants_that_differ_in_numbering_alone_are_told_to_nobody(world: World) -> None:
    other = FIRST.replace("<p>6. ", "<p>7. ")
    assert (await see(world, *(FIRST, other) * 3))[-2:] == ["variant", "same"]
    assert world.told() == []


async def test_variants_survive_a_new_pipeline(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await see(world, *(FIRST, SHORTER_NOTICE) * 3)
    monkeypatch.setattr(derive, "PIPELINE", derive.PIPELINE + 1)
    assert await see(world, FIRST, SHORTER_NOTICE) == ["variant", "same"]
    assert world.told() == ["terms.unsettled"]


async def test_variants_survive_an_edited_cut(world: World) -> None:
    note = "<p class='note'>Printed for members of the archive.</p></main>"
    first, other = (body.replace("</main>", note) for body in (FIRST, SHORTER_NOTICE))
    await see(world, *(first, other) * 3)
    world.agreements = (
        world.agreements[0].__class__(
            id="archive",
            title=world.agreements[0].title,
            sources=world.agreements[0].sources,
            cut=Cut(select=("main",), remove=(".note",)),
        ),
    )
    assert await see(world, first, other) == ["variant", "same"]
    assert world.told() == ["terms.unsettled"]


async def test_a_candidate_is_confirmed_across_a_new_pipeline(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await see(world, FIRST, SHORTER_NOTICE)
    monkeypatch.setattr(derive, "PIPELINE", derive.PIPELINE + 1)
    assert await see(world, SHORTER_NOTICE) == ["changed"]
