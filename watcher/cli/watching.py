"""check, run, serve, status: watching itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import Json, JsonLines, globals_of

if TYPE_CHECKING:
    from watcher.services.check import Checked
    from watcher.services.deliver import Sent

OUTCOME_STYLE = {
    "first": "green",
    "same": "dim",
    "changed": "bold yellow",
    "reverted": "bold yellow",
    "variant": "dim",
    "candidate": "yellow",
    "quarantined": "red",
    "failed": "red",
}


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher check wecom-license --no-notify")(check)
    app.command(epilog="Example: watcher --config /etc/watcher/config.toml run")(run)
    app.command(epilog="Example: watcher serve --port 8080")(serve)
    app.command(epilog="Example: watcher status --json")(status)


def check(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Agreements; all when none is named.")
    ] = None,
    no_notify: Annotated[bool, typer.Option("--no-notify", help="Record, but send nothing now.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Record nothing and send nothing.")] = False,
    json: JsonLines = False,
) -> None:
    """Fetch now, record, compare, queue and send notifications.

    A new text is confirmed by fetching it a second time before it is believed. With --no-notify nothing is queued
    either: the change is recorded and nobody is told of it.
    """
    import asyncio

    from watcher import bootstrap
    from watcher.cli import output

    house = bootstrap.open_house(globals_of(context).config, globals_of(context).data_dir)
    agreements = house.chosen(ids or [])
    failed = False

    async def work() -> None:
        nonlocal failed
        async with house.network(digests_run=False, quiet=no_notify, record=not dry_run) as network:
            with output.progress("checking", len(agreements)) as advance:
                async for checked in network.checker.check_all(agreements, confirm_now=True):
                    advance()
                    failed |= checked.outcome in ("failed", "quarantined")
                    print_checked(checked, json=json)
            if not (no_notify or dry_run):
                for sent in await network.deliverer.drain():
                    failed |= not sent.attempt.ok
                    print_sent(sent, json=json)

    for hint in [] if dry_run else house.take_over().hints:
        output.say(output.styled("note: ", "yellow"), hint, to_err=True)
    asyncio.run(work())
    if failed:
        raise typer.Exit(3)


def print_checked(checked: Checked, *, json: bool) -> None:
    from watcher.cli import output
    from watcher.redline.data import diff_json

    recorded = checked.recorded
    if json:
        said: dict[str, object] = {
            "agreement": checked.agreement.id,
            "outcome": str(checked.outcome),
            "reason": checked.reason,
            "version": checked.version,
            "alert": checked.alert,
        }
        if recorded is not None:
            said["comparison"] = recorded.id
            said["diff"] = diff_json(recorded.comparison)
        output.print_json_line(said)
        return
    style = OUTCOME_STYLE[checked.outcome]
    version = f" (version {checked.version})" if checked.version is not None else ""
    reason = f": {checked.reason}" if checked.reason else ""
    output.say(output.styled(f"{checked.outcome:<12}", style), f"{checked.agreement.id}{version}{reason}")
    if recorded is not None:
        output.print_redline(recorded.comparison)


def print_sent(sent: Sent, *, json: bool) -> None:
    from watcher.cli import output

    if json:
        output.print_json_line(
            {
                "delivery": sent.delivery.id,
                "subscriber": sent.delivery.subscriber,
                "state": str(sent.state),
                "detail": sent.attempt.detail,
            }
        )
        return
    if sent.attempt.ok:
        output.say(output.styled(f"{'told':<12}", "green"), f"{sent.delivery.subscriber} ({sent.delivery.channel})")
        return
    then = "given up; see: watcher deliveries" if sent.state == "failed" else f"again at {output.moment(sent.next_at)}"
    output.say(output.styled(f"{'not told':<12}", "red"), f"{sent.delivery.subscriber}: {sent.attempt.detail}; {then}")


def run(context: typer.Context) -> None:
    """The service: schedule, deliveries, web pages. Stops cleanly on SIGTERM and SIGINT."""
    from watcher import bootstrap
    from watcher.cli import service

    options = globals_of(context)
    service.run(bootstrap.open_house(options.config, options.data_dir))


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="Instead of the configuration's.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Instead of the configuration's; 0: any free.")
    ] = None,
) -> None:
    """The web pages alone."""
    from watcher import bootstrap
    from watcher.cli import service

    options = globals_of(context)
    service.serve(bootstrap.open_house(options.config, options.data_dir), host=host, port=port)


def status(context: typer.Context, json: Json = False) -> None:
    """Every agreement: last success, last change, failing or quarantined since, next check; and the outbox."""
    from watcher import bootstrap
    from watcher.cli import output

    options = globals_of(context)
    house = bootstrap.open_house(options.config, options.data_dir)
    now = datetime.now(UTC)
    standings = house.browser.status(house.schedule, now)
    health = house.health(now)
    if json:
        output.print_json(
            {
                "agreements": [
                    {
                        "id": one.agreement.id,
                        "title": one.agreement.title,
                        "state": one.condition,
                        "versions": one.versions,
                        "last_check": one.state.last_check,
                        "last_success": one.state.last_success,
                        "last_change": one.last_change,
                        "failing_since": one.state.failing_since,
                        "quarantined_since": one.state.quarantined_since,
                        "reason": one.state.reason,
                        "next_check": one.next_check,
                        "ended_at": one.ended_at,
                    }
                    for one in standings
                ],
                "deliveries": {"waiting": health.waiting, "failed": health.failed},
            }
        )
        return
    output.print_table(
        ("agreement", "state", "versions", "last success", "last change", "next check"),
        [
            (
                one.agreement.id,
                output.styled(one.condition, output.CONDITION_STYLE.get(one.condition, "")),
                str(one.versions),
                output.moment(one.state.last_success),
                output.moment(one.last_change),
                output.moment(one.next_check),
            )
            for one in standings
        ],
    )
    for one in standings:
        since = one.state.failing_since or one.state.quarantined_since
        if since is not None and one.ended_at is None:
            condition = output.styled(f"{one.agreement.id}: {one.condition} since {output.moment(since)} UTC: ", "red")
            output.say(condition, one.state.reason)
    failed = output.styled(str(health.failed), "red" if health.failed else "")
    output.say(f"deliveries: {health.waiting} waiting, ", failed, " failed; times are UTC")
