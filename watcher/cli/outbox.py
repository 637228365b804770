"""deliveries, redeliver, alert: what goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import Json, kept_house, open_house
from watcher.domain.delivery import DeliveryState

if TYPE_CHECKING:
    from watcher.bootstrap import House
    from watcher.domain.delivery import Delivery, Sent

STATE_STYLE = {"failed": "red", "waiting": "yellow", "delivered": "green"}


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher deliveries --state failed")(deliveries)
    app.command(epilog="Example: watcher redeliver msg_4f0c2a")(redeliver)
    app.command(epilog="Example: watcher alert wecom-license --format email-html")(alert)


def deliveries(
    context: typer.Context,
    state: Annotated[
        list[DeliveryState] | None, typer.Option(help="Only what is in this state; may be repeated.")
    ] = None,
    subscriber: Annotated[str, typer.Option(metavar="NAME", help="Only what goes to this subscriber.")] = "",
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1_000_000, help="At most so many, the newest.")] = 100,
    json: Json = False,
) -> None:
    """The outbox: every message and where it stands."""
    from watcher.cli import output

    house = open_house(context)
    found = house.store.deliveries(states=state or [], subscriber=subscriber, limit=limit) if house.kept else []
    if json:
        output.print_json([_delivery_json(one, house) for one in found])
        return
    if not found:
        output.note("no deliveries" if state or subscriber else "no deliveries yet")
        return
    output.print_table(
        ("delivery", "state", "subscriber", "channel", "about", "created (UTC)", "due (UTC)", "tries", "last answer"),
        [
            (
                one.id,
                output.styled(one.state, STATE_STYLE.get(one.state, "")),
                one.subscriber,
                one.channel,
                _about(one, house),
                output.moment(one.created_at),
                output.moment(one.due_at) if one.state == DeliveryState.WAITING else "-",
                str(len(one.attempts)),
                one.attempts[-1].detail if one.attempts else "",
            )
            for one in found
        ],
    )
    if len(found) == limit:
        output.note(f"the newest {limit}; --limit shows more")


def _delivery_json(one: Delivery, house: House) -> dict[str, object]:
    return {
        "id": one.id,
        "subscriber": one.subscriber,
        "channel": str(one.channel),
        "state": str(one.state),
        "events": [
            {"id": told.id, "type": str(told.type), "agreement": told.agreement_id}
            for told in map(house.store.event, one.event_ids)
        ],
        "created_at": one.created_at,
        "due_at": one.due_at,
        "attempts": [
            {"at": a.at, "ok": a.ok, "status": a.status, "detail": a.detail, "seconds": a.duration}
            for a in one.attempts
        ],
    }


def _about(delivery: Delivery, house: House) -> str:
    """The agreement and what happened to it; of a digest, how many more."""
    if not delivery.event_ids:
        return "a quiet week"
    first = house.store.event(delivery.event_ids[0])
    more = len(delivery.event_ids) - 1
    return f"{first.agreement_id} {first.type}{f' and {more} more' if more else ''}"


def redeliver(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="Deliveries, as `watcher deliveries` names them.")],
    json: Json = False,
) -> None:
    """Send deliveries again, under the same ids.

    The id tells a receiver a repetition from news.
    """
    import asyncio

    from watcher.cli import output
    from watcher.cli.watching import print_sent, sent_json

    house = kept_house(context)
    wanted = list(dict.fromkeys(ids))
    for delivery_id in wanted:
        house.store.delivery(delivery_id)
    for delivery_id in wanted:
        house.store.redeliver(delivery_id, now=house.clock())
    sent = {one.delivery.id: one for one in asyncio.run(_drained(house))}
    if json:
        output.print_json([sent_json(sent[name]) for name in wanted if name in sent])
    for name in wanted:
        if name not in sent:
            output.note(f"{name} was not sent yet: see watcher deliveries")
        elif not json:
            print_sent(sent[name], json=False)
    if not all(sent[name].attempt.ok for name in wanted if name in sent):
        raise typer.Exit(3)


async def _drained(house: House) -> list[Sent]:
    from watcher.cli.progress import working

    with working("sending"):
        async with house.network(digests_run=False) as network:
            return await network.deliverer.drain()


def alert(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="ID[@OLD..NEW]", help="An agreement: its last change, or two of its versions."),
    ],
    format_: Annotated[
        str,
        typer.Option("--format", metavar="FORM", help="email-text, email-html, webhook, or a chat service."),
    ] = "email-text",
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="en or zh.")] = "en",
) -> None:
    """Show what would be sent of a stored comparison.

    Sends nothing, and shows the same whatever any subscriber asked for.
    """
    house = kept_house(context, name)
    typer.get_binary_stream("stdout").write(house.messages.alert(name, format_, language))
