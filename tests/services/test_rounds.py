"""Which agreements share a fetch, and what is asked for."""

from __future__ import annotations

import pytest
from services.world import FIRST, URL, World

from watcher.domain.agreement import Agreement, Cut, Render
from watcher.services.ports import PageRequest
from watcher.services.roster import take_over

DRAWN = Cut(render=Render.BROWSER)


def agreement(name: str, **fields: object) -> Agreement:
    return Agreement(id=name, title="Archive Service Agreement", sources=(URL,), **fields)


async def asked(world: World, *agreements: Agreement) -> list[PageRequest]:
    """The requests of one round over these agreements."""
    before = len(world.fetcher.requests)
    world.fetcher.serve(URL, FIRST)
    take_over(agreements, world.subscribers, world.store, world.clock)
    checked = [one async for one in world.checker().check_all(agreements)]
    assert all(one.error is None for one in checked)
    return world.fetcher.requests[before:]


@pytest.mark.parametrize(
    ("first", "second", "fetches"),
    [
        ({}, {}, 1),
        ({"cut": Cut(select=("main",))}, {"languages": ("en",)}, 1),
        ({}, {"robots": False}, 2),
        ({}, {"cut": DRAWN}, 2),
        ({"cut": DRAWN}, {"cut": DRAWN}, 1),
        ({"cut": DRAWN}, {"cut": Cut(render=Render.BROWSER, select=("main",))}, 2),
        ({"cut": DRAWN}, {"cut": Cut(render=Render.BROWSER, remove=("nav",))}, 1),
        ({"cut": DRAWN}, {"cut": DRAWN, "languages": ("en",)}, 2),
    ],
)
async def test_agreements_on_one_page_share_a_fetch_where_they_ask_for_the_same(
    world: World, first: dict[str, object], second: dict[str, object], fetches: int
) -> None:
    assert len(await asked(world, agreement("one", **first), agreement("two", **second))) == fetches


async def test_a_page_that_is_drawn_is_asked_for_with_what_to_wait_for(world: World) -> None:
    cut = Cut(render=Render.BROWSER, select=("main", "xpath://h1"))
    (request,) = await asked(world, agreement("one", cut=cut, languages=("zh", "en")))
    assert (request.render, request.wait_for) == (Render.BROWSER, ("main", "xpath://h1"))
    assert request.languages == ("zh", "en")


async def test_only_a_plain_page_is_asked_whether_it_changed(world: World) -> None:
    await asked(world, agreement("one"))
    (plain,) = await asked(world, agreement("one"))
    (drawn,) = await asked(world, agreement("one", cut=DRAWN))
    assert plain.validators
    assert not drawn.validators
