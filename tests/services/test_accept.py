"""A page that was quarantined, accepted by the operator."""

from __future__ import annotations

import pytest
from services.world import CHALLENGE, CLAUSES, FIRST, SHORTER_NOTICE, URL, World, page

from watcher.domain.agreement import Agreement, Cut
from watcher.domain.errors import NotFound, Unreadable

# The last clause without its end, as a careless editor may leave it.
CUT_SHORT = page(*CLAUSES[:5], CLAUSES[5].removesuffix(" in the settings."))


async def test_an_accepted_page_is_the_newest_version_and_is_told(world: World) -> None:
    await world.check(FIRST)
    assert (await world.check(CUT_SHORT)).outcome == "quarantined"
    accepted = await world.checker().accept(world.agreements[0])
    assert (accepted.outcome, accepted.version) == ("changed", 2)
    assert [str(change.kind) for change in accepted.recorded.comparison.changes] == ["modified"]
    assert world.told() == ["terms.changed"]


async def test_why_it_had_been_quarantined_stays_with_the_check(world: World) -> None:
    await world.check(FIRST)
    refused = await world.check(CUT_SHORT)
    await world.checker().accept(world.agreements[0])
    kept = world.store.checks("archive")[0]
    assert refused.reason in kept.reason
    assert kept.snapshots == world.store.checks("archive")[1].snapshots
    assert world.store.state("archive").quarantined_since is None


async def test_what_comes_after_an_accepted_page_is_recognised_by_it(world: World) -> None:
    await world.check(FIRST)
    await world.check(CUT_SHORT)
    await world.checker().accept(world.agreements[0])
    assert (await world.check(CUT_SHORT)).outcome == "same"
    assert (await world.check(CUT_SHORT.replace("10 working", "5 working"), confirm_now=True)).outcome == "changed"


async def test_a_first_page_can_be_accepted(world: World) -> None:
    poem = page("The sea was calm and blue that night, and nobody spoke of what had been.", title="A poem")
    assert (await world.check(poem)).outcome == "quarantined"
    assert (await world.checker().accept(world.agreements[0])).outcome == "first"


async def test_whoever_was_told_that_it_cannot_be_read_is_told_that_it_can(world: World) -> None:
    await world.check(FIRST)
    for _ in range(3):
        await world.check(CUT_SHORT)
    await world.checker().accept(world.agreements[0])
    assert world.told() == ["agreement.failing", "agreement.recovered", "terms.changed"]


async def test_a_dry_run_accepts_nothing(world: World) -> None:
    await world.check(FIRST)
    await world.check(CUT_SHORT)
    assert (await world.checker(record=False).accept(world.agreements[0])).outcome == "changed"
    assert world.store.newest("archive").number == 1
    assert world.store.state("archive").quarantined_since is not None


@pytest.mark.parametrize("bodies", [(), (FIRST,), (FIRST, CUT_SHORT, FIRST), (FIRST, CUT_SHORT, SHORTER_NOTICE)])
async def test_what_is_not_quarantined_cannot_be_accepted(world: World, bodies: tuple[str, ...]) -> None:
    for body in bodies:
        await world.check(body)
    with pytest.raises(NotFound, match="quarantined"):
        await world.checker().accept(world.agreements[0])


async def test_a_page_that_the_selectors_cannot_read_is_not_accepted(world: World) -> None:
    world.agreements = (
        Agreement(id="archive", title="Archive Service Agreement", sources=(URL,), cut=Cut(select=("main",))),
    )
    await world.check(FIRST)
    assert (await world.check(CHALLENGE)).outcome == "quarantined"
    with pytest.raises(Unreadable, match="main"):
        await world.checker().accept(world.agreements[0])
    assert world.store.newest("archive").number == 1
