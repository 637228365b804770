"""check, accept, run, serve: watching itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import Id, Ids, JsonLines, again, kept_house, open_house

if TYPE_CHECKING:
    from watcher.bootstrap import House, Network
    from watcher.domain.delivery import Sent
    from watcher.services.check import Checked

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
    app.command(epilog="Example: watcher accept wecom-license --dry-run")(accept)
    app.command(epilog="Example: watcher --config /etc/watcher/config.toml run")(run)
    app.command(epilog="Example: watcher serve --port 8080")(serve)


def check(
    context: typer.Context,
    ids: Ids = None,
    no_notify: Annotated[
        bool, typer.Option("--no-notify", help="Record; tell nobody of what was found, now or later.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Record nothing and send nothing.")] = False,
    json: JsonLines = False,
) -> None:
    """Fetch now, record, compare and tell subscribers.

    A new text is confirmed by fetching it a second time before it is believed.
    """
    import asyncio

    from watcher.cli import output

    house = open_house(context)
    house.chosen(ids or [])
    if not house.settings.agreements:
        output.note(f"no agreement is configured; add one with: {again(context, 'add URL')}")
    with _checked_on(house, dry_run=dry_run) as chosen:
        if not dry_run:
            for hint in chosen.take_over().hints:
                output.note(hint)
        well = asyncio.run(_checked(chosen, ids or [], tell=not no_notify, record=not dry_run, json=json))
    if not well:
        raise typer.Exit(3)


@contextmanager
def _checked_on(house: House, *, dry_run: bool) -> Iterator[House]:
    """A dry run where nothing is kept yet begins no data folder either."""
    if dry_run and not house.kept:
        with house.in_passing() as passing:
            yield passing
        return
    yield house


async def _checked(house: House, ids: list[str], *, tell: bool, record: bool, json: bool) -> bool:
    """Check and send; gives whether everything could be done."""
    from watcher.cli.progress import bar

    agreements = house.chosen(ids)
    well = True
    async with house.network(digests_run=False, quiet=not tell, record=record) as network:
        with bar("checking", len(agreements)) as shown:
            async for checked in network.checker.check_all(agreements, confirm_now=True):
                shown.advance()
                well &= checked.outcome not in ("failed", "quarantined")
                with shown.aside():
                    print_checked(checked, json=json)
        if tell and record:
            well &= await _sent(house, network, json=json)
    return well


async def _sent(house: House, network: Network, *, json: bool) -> bool:
    """Send what is due, reminders and the line about a quiet week too; gives whether all of it could be sent."""
    from watcher.cli import output
    from watcher.cli.progress import bar

    well = True
    house.queue_lines()
    with bar("sending", None) as shown:
        for sent in await network.deliverer.drain():
            well &= sent.attempt.ok
            with shown.aside():
                print_sent(sent, json=json)
    if held := house.store.counts()["deliveries.sending"]:
        output.note(f"{held} messages are being sent by another process; what it drops is due again in 3 minutes")
    return well


def accept(
    context: typer.Context,
    agreement_id: Id,
    no_notify: Annotated[bool, typer.Option("--no-notify", help="Record; tell nobody, now or later.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what it would come to, and record nothing.")] = False,
    json: JsonLines = False,
) -> None:
    """Take a quarantined page for the agreement.

    The page that the last check put in quarantine becomes the newest version, and is told like any other change. What
    comes later is recognised by it.
    """
    import asyncio

    house = kept_house(context, agreement_id)
    (agreement,) = house.chosen([house.browser.agreement(agreement_id).id])

    async def taken() -> bool:
        async with house.network(digests_run=False, quiet=no_notify, record=not dry_run) as network:
            print_checked(await network.checker.accept(agreement), json=json)
            return no_notify or dry_run or await _sent(house, network, json=json)

    if not asyncio.run(taken()):
        raise typer.Exit(3)


def print_checked(checked: Checked, *, json: bool) -> None:
    """What a check came to: a line, and the redline where something changed."""
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
        output.print_redline(recorded.comparison, indent="  ")
        output.say("")


def print_sent(sent: Sent, *, json: bool) -> None:
    """What came of one attempt to tell somebody."""
    from watcher.cli import output

    if json:
        output.print_json_line(sent_json(sent))
        return
    to = f"{sent.delivery.subscriber} ({sent.delivery.channel})"
    if sent.attempt.ok:
        output.say(output.styled(f"{'told':<12}", "green"), to)
        return
    again_at = f"tried again from {output.moment(sent.next_at)} UTC by the service or the next check"
    then = "given up; see: watcher deliveries" if sent.state == "failed" else again_at
    output.say(output.styled(f"{'not told':<12}", "red"), f"{to}: {sent.attempt.detail}; {then}")


def sent_json(sent: Sent) -> dict[str, object]:
    """The same for programs."""
    return {
        "delivery": sent.delivery.id,
        "subscriber": sent.delivery.subscriber,
        "state": str(sent.state),
        "detail": sent.attempt.detail,
    }


def run(context: typer.Context) -> None:
    """The service: schedule, deliveries and web pages.

    Stops cleanly on SIGTERM and SIGINT. Only one may run on a data folder; other commands may run beside it.
    """
    house = open_house(context)

    from watcher.cli import service

    service.run(house)


def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(metavar="HOST", help="Instead of the configuration's.")] = None,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=0, max=65535, help="Instead of the configuration's; 0: any free.")
    ] = None,
) -> None:
    """The web pages alone."""
    house = open_house(context)

    from watcher.cli import service

    service.serve(house, host=host, port=port)
