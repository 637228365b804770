"""deliveries, redeliver, subscribers: what went to whom."""

from __future__ import annotations

from typing import Annotated

import typer

from watcher.cli.options import Json, globals_of


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher deliveries --state failed")(deliveries)
    app.command(epilog="Example: watcher redeliver msg_4f0c…")(redeliver)
    app.command(epilog="Example: watcher subscribers --json")(subscribers)


def deliveries(
    context: typer.Context,
    state: Annotated[
        list[str] | None, typer.Option(help="waiting, sending, delivered, failed or cancelled; may be repeated.")
    ] = None,
    subscriber: Annotated[str, typer.Option(help="Only what goes to this subscriber.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest.")] = 100,
    json: Json = False,
) -> None:
    """The outbox: every message, where it stands, and what its attempts came to."""
    from watcher import bootstrap
    from watcher.cli import output
    from watcher.domain.delivery import DeliveryState
    from watcher.domain.errors import UsageError

    unknown = [name for name in state or [] if name not in set(DeliveryState)]
    if unknown:
        raise UsageError(f"{unknown[0]!r} is no state", where="--state", mend=f"one of {', '.join(DeliveryState)}")
    options = globals_of(context)
    house = bootstrap.open_house(options.config, options.data_dir)
    found = house.store.deliveries(
        states=[DeliveryState(name) for name in state or []], subscriber=subscriber, limit=limit
    )
    if json:
        output.print_json(
            [
                {
                    "id": one.id,
                    "subscriber": one.subscriber,
                    "channel": str(one.channel),
                    "state": str(one.state),
                    "events": list(one.event_ids),
                    "created_at": one.created_at,
                    "due_at": one.due_at,
                    "attempts": [
                        {"at": a.at, "ok": a.ok, "status": a.status, "detail": a.detail, "seconds": a.duration}
                        for a in one.attempts
                    ],
                }
                for one in found
            ]
        )
        return
    styles = {"failed": "red", "waiting": "yellow", "delivered": "green"}
    output.print_table(
        ("delivery", "state", "subscriber", "channel", "created", "due", "tries", "last answer"),
        [
            (
                one.id,
                output.styled(one.state, styles.get(one.state, "")),
                one.subscriber,
                one.channel,
                output.moment(one.created_at),
                output.moment(one.due_at) if one.state == DeliveryState.WAITING else "-",
                str(len(one.attempts)),
                one.attempts[-1].detail if one.attempts else "",
            )
            for one in found
        ],
    )


def redeliver(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Deliveries, as `watcher deliveries` names them.")],
    json: Json = False,
) -> None:
    """Send deliveries again, under their ids, so that a receiver can tell a repetition from news."""
    import asyncio

    from watcher import bootstrap
    from watcher.cli import output, watching

    options = globals_of(context)
    house = bootstrap.open_house(options.config, options.data_dir)
    for delivery_id in ids:
        house.store.redeliver(delivery_id, now=house.clock())

    async def work() -> bool:
        async with house.network(digests_run=False) as network:
            sent = await network.deliverer.drain()
        for one in sent:
            watching.print_sent(one, json=json)
        return all(one.attempt.ok for one in sent)

    if not asyncio.run(work()):
        raise typer.Exit(3)
    if not json:
        output.say(f"{len(ids)} sent again", to_err=True)


def subscribers(context: typer.Context, json: Json = False) -> None:
    """Who is told, through which channel, about what."""
    from watcher import bootstrap
    from watcher.cli import output

    options = globals_of(context)
    settings = bootstrap.read_settings(options.config, options.data_dir)
    if json:
        output.print_json(
            [
                {
                    "name": one.name,
                    "channel": str(one.channel),
                    "agreements": list(one.agreements),
                    "tags": list(one.tags),
                    "min_severity": str(one.min_severity),
                    "digest": str(one.digest) if one.digest else None,
                }
                for one in settings.subscribers
            ]
        )
        return
    output.print_table(
        ("subscriber", "channel", "agreements", "tags", "from severity", "digest"),
        [
            (
                one.name,
                one.channel,
                ", ".join(one.agreements),
                ", ".join(one.tags),
                one.min_severity,
                one.digest or "by severity",
            )
            for one in settings.subscribers
        ],
    )
