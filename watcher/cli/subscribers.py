"""subscribers: who is told, through which channel, about what; try, add, end and resume."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import Json, globals_of, open_house
from watcher.domain.assessment import Severity

if TYPE_CHECKING:
    from datetime import datetime

    from watcher.bootstrap import House
    from watcher.domain.delivery import Attempt
    from watcher.domain.subscriber import Subscriber

Name = Annotated[str, typer.Argument(metavar="NAME", help="A subscriber, as `watcher subscribers` names them.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    group = typer.Typer(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
    group.callback(epilog="Example: watcher subscribers --json")(subscribers)
    group.command(epilog="Example: watcher subscribers test Compliance")(test)
    group.command(epilog="Example: watcher subscribers add Legal --email legal@example.org")(add)
    group.command(epilog="Example: watcher subscribers end Compliance")(end)
    group.command(epilog="Example: watcher subscribers resume Compliance")(resume)
    app.add_typer(group, name="subscribers")


def subscribers(context: typer.Context, json: Json = False) -> None:
    """Who is told, through which channel, about what."""
    if context.invoked_subcommand is not None:
        return
    from watcher.cli import output

    house = open_house(context)
    settings, ended = house.settings, house.store.ended_subscriptions() if house.kept else {}
    if json:
        output.print_json([_subscriber_json(one, ended.get(one.name)) for one in settings.subscribers])
        return
    if not settings.subscribers:
        output.note(f"nobody is told; add a [[subscribers]] table to {globals_of(context).config}")
        return
    output.print_table(
        ("subscriber", "channel", "agreements", "tags", "categories", "from severity", "digest", "ended (UTC)"),
        [
            (
                one.name,
                one.channel,
                ", ".join(one.agreements),
                ", ".join(one.tags) or "-",
                ", ".join(one.categories) or "-",
                one.min_severity,
                one.digest or ("by severity" if one.channel == "email" else "immediate"),
                output.moment(ended.get(one.name)),
            )
            for one in settings.subscribers
        ],
    )


def _subscriber_json(one: Subscriber, ended_at: datetime | None) -> dict[str, object]:
    """Without the address, which may be a secret."""
    return {
        "name": one.name,
        "channel": str(one.channel),
        "agreements": list(one.agreements),
        "tags": list(one.tags),
        "categories": list(one.categories),
        "min_severity": str(one.min_severity),
        "digest": str(one.digest) if one.digest else None,
        "digest_at": f"{one.digest_at:%H:%M}",
        "timezone": str(one.timezone),
        "language": one.language,
        "ended_at": ended_at,
    }


def test(
    context: typer.Context,
    name: Name,
) -> None:
    """Send one subscriber a message that says it is a test: `webhook.test`, a mail, a line in the room."""
    import asyncio

    from watcher.cli import output
    from watcher.cli.progress import working

    house = open_house(context)
    subscriber = house.subscriber(name)

    async def tried(passing: House) -> Attempt:
        async with passing.network() as network:
            return await network.deliverer.test(subscriber)

    with working("sending"), house.in_passing() as passing:
        attempt = asyncio.run(tried(passing))
    output.say(f"sent to {subscriber.name} by {subscriber.channel}", f" ({attempt.detail})" if attempt.detail else "")


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name that no other subscriber has.")],
    email: Annotated[str, typer.Option(metavar="ADDRESS", help="Tell them by mail.")] = "",
    webhook: Annotated[str, typer.Option(metavar="URL", help="Tell a program by signed POST.")] = "",
    chat: Annotated[str, typer.Option(metavar="ADDRESS", help="Tell a chat room, such as slack://.")] = "",
    secret_env: Annotated[
        str, typer.Option(metavar="VARIABLE", help="The environment variable of the webhook's secret or room's key.")
    ] = "",
    agreement: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only of this one, or a pattern; may be repeated.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only what has this tag; may be repeated.")
    ] = None,
    category: Annotated[
        list[str] | None, typer.Option(metavar="CATEGORY", help="Only changes in this one; may be repeated.")
    ] = None,
    min_severity: Annotated[Severity, typer.Option(help="From which severity on.")] = Severity.LOW,
) -> None:
    """Write a subscriber to the configuration file."""
    from watcher import bootstrap
    from watcher.cli import output

    fields = {
        "name": name,
        "email": email,
        "webhook": webhook,
        "chat": chat,
        "secret_env": secret_env,
        "agreements": agreement,
        "tags": tag,
        "categories": category,
        "min_severity": "" if min_severity is Severity.LOW else str(min_severity),
    }
    config = globals_of(context).config
    bootstrap.add_subscriber(config, {key: value for key, value in fields.items() if value})
    output.say(f"{name} is told from now on; written to {config}", to_err=True)


def end(context: typer.Context, name: Name) -> None:
    """Tell a subscriber nothing any more, and cancel what waits for them.

    They stay in the configuration; `resume` tells them again.
    """
    from watcher.cli import output

    house = open_house(context)
    cancelled = house.store.end_subscription(house.subscriber(name).name, house.clock())
    waited = f"; {cancelled} waiting messages were cancelled" if cancelled else ""
    output.say(f"the subscription of {name} has ended{waited}", to_err=True)


def resume(context: typer.Context, name: Name) -> None:
    """Tell a subscriber again, from the next event on."""
    from watcher.cli import output

    house = open_house(context)
    house.store.resume_subscription(house.subscriber(name).name)
    output.say(f"{name} is told again", to_err=True)
