"""Blocks that rotate, toggle or count: learned from the page's own history, set aside, shown, put back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from services.world import CLAUSES, FIRST, SHORTER_NOTICE, World, page

from watcher.domain.errors import NotFound
from watcher.services.put_back import put_back
from watcher.services.reanalyze import reanalyze

QUOTES = ("A calm place for our papers, says Ann", "We found every receipt, says Bo", "Simply lovely, says Cy")
DAY = timedelta(days=1)


def with_note(*notes: str, clauses: tuple[str, ...] = CLAUSES) -> str:
    """The agreement with notes between its third and fourth clause."""
    shown = "".join(f"<p>{note}</p>" for note in notes)
    return page(*clauses).replace("<p>4. ", f"{shown}<p>4. ")


def texts(world: World) -> str:
    newest = world.store.newest("archive")
    return "\n".join(clause.text for clause in world.store.tree(newest.id).clauses)


async def test_a_block_that_rotates_is_set_aside_when_its_third_text_comes(world: World) -> None:
    outcomes = [(await world.check(with_note(quote), later=DAY)).outcome for quote in (*QUOTES, *QUOTES)]
    assert outcomes == ["first", "changed", "same", "same", "same", "same"]
    assert world.told().count("terms.changed") <= 1
    assert not any(quote in texts(world) for quote in QUOTES)


async def test_what_was_set_aside_is_kept_and_said(world: World) -> None:
    for quote in QUOTES[:2]:
        await world.check(with_note(quote), later=DAY)
    checked = await world.check(with_note(QUOTES[2]), later=DAY)
    assert all(quote in checked.reason for quote in QUOTES)
    assert [one.text for one in world.store.state("archive").furniture] == [QUOTES[2], QUOTES[0], QUOTES[1]]
    assert world.store.checks("archive")[0].reason == checked.reason


async def test_a_new_text_where_furniture_stands_is_furniture_too(world: World) -> None:
    for quote in (*QUOTES, "Never a bad day, says Di"):
        checked = await world.check(with_note(quote), later=DAY)
    assert checked.outcome == "same"
    assert len(world.store.state("archive").furniture) == 4


async def test_a_change_beside_furniture_is_told_alone(world: World) -> None:
    for quote in QUOTES:
        await world.check(with_note(quote), later=DAY)
    shorter = tuple(clause.replace("10 working", "5 working") for clause in CLAUSES)
    checked = await world.check(with_note(QUOTES[0], clauses=shorter), later=DAY)
    assert checked.outcome == "changed"
    assert [change.clause.label for change in checked.recorded.comparison.changes] == ["2"]


async def test_a_banner_that_comes_and_goes_is_furniture_at_its_second_coming(world: World) -> None:
    banner = "Join us at the archive fair in spring"
    outcomes = [(await world.check(body, later=DAY)).outcome for body in (FIRST, with_note(banner)) * 3]
    assert outcomes == ["first", "changed", "reverted", "same", "same", "same"]
    assert [one.text for one in world.store.state("archive").furniture] == [banner]


@pytest.mark.parametrize("counter", ["Read by {} members so far", "Page {} days young", "{} people like this page"])
async def test_a_counter_is_furniture(world: World, counter: str) -> None:
    outcomes = [(await world.check(with_note(counter.format(n)), later=DAY)).outcome for n in (3, 4, 5, 6, 7)]
    assert outcomes[2:] == ["same", "same", "same"]


async def test_what_is_not_confirmed_teaches_as_well(world: World) -> None:
    world.confirm_after = timedelta(minutes=10)
    for quote in (*QUOTES, QUOTES[1]):
        checked = await world.check(with_note(quote), later=DAY)
    assert checked.outcome == "same"
    assert world.told() == []


@pytest.mark.parametrize(
    "notes",
    [
        ("7. Members may bring guests.", "7. Members may bring one guest.", "7. Members may bring nobody."),
        ("Members must be 18.", "Members must be 21.", "Members must be 16."),
        ("Basic plan: 10 EUR a month", "Basic plan: 12 EUR a month", "Basic plan: 15 EUR a month"),
        (
            "Our liability for lost documents ends where the law of the members allows us to exclude it altogether.",
            "Our liability for lost documents ends after a year unless the parties agree on terms that say otherwise.",
            "Our liability for lost documents is excluded, and the members agree to the terms of the insurer instead.",
        ),
    ],
)
async def test_what_reads_like_a_clause_is_never_furniture(world: World, notes: tuple[str, ...]) -> None:
    outcomes = [(await world.check(with_note(note), later=DAY)).outcome for note in notes]
    assert outcomes == ["first", "changed", "changed"]
    assert world.store.state("archive").furniture == ()


async def test_a_line_that_changes_once_a_quarter_is_told_each_time(world: World) -> None:
    outcomes = [(await world.check(with_note(quote), later=timedelta(days=90))).outcome for quote in QUOTES]
    assert outcomes == ["first", "changed", "changed"]


async def test_a_block_that_changes_with_the_clauses_is_no_furniture(world: World) -> None:
    for quote, words in zip(QUOTES, ("10 working", "9 working", "8 working"), strict=True):
        clauses = tuple(clause.replace("10 working", words) for clause in CLAUSES)
        checked = await world.check(with_note(quote, clauses=clauses), later=DAY)
    assert checked.outcome == "changed"
    assert world.store.state("archive").furniture == ()


async def test_what_is_set_aside_stays_so_when_versions_are_derived_again(world: World) -> None:
    for quote in QUOTES:
        await world.check(with_note(quote), later=DAY)
    done = list(reanalyze(world.agreements[0], world.store, world.snapshots))
    assert not any(one.error for one in done)
    assert not any(quote in texts(world) for quote in QUOTES)
    assert (await world.check(with_note(QUOTES[0]), later=DAY)).outcome == "same"
    assert (await world.check(SHORTER_NOTICE, later=DAY)).outcome == "changed"


async def test_what_is_put_back_is_read_again_tells_nobody_and_is_not_learned_again(world: World) -> None:
    for quote in QUOTES:
        await world.check(with_note(quote), later=DAY)
    told = world.told()
    (back,) = put_back("archive", [QUOTES[2][:12]], world.store)
    assert back.text == QUOTES[2]
    assert (await world.check(with_note(QUOTES[2]), later=DAY)).outcome == "changed"
    assert (await world.check(with_note(QUOTES[0]), later=DAY)).outcome in ("changed", "reverted")
    assert world.store.state("archive").furniture[0].put_back
    assert len(world.told()) <= len(told) + 2


async def test_only_what_is_set_aside_can_be_put_back(world: World) -> None:
    await world.check(FIRST)
    with pytest.raises(NotFound, match="nothing that is set aside begins with"):
        put_back("archive", ["We"], world.store)
