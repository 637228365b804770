"""status: where every agreement and the outbox stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from watcher.cli.options import Json, again, open_house

if TYPE_CHECKING:
    from watcher.services.browse import Standing


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher status --json")(status)


def status(context: typer.Context, json: Json = False) -> None:
    """Where every agreement and the outbox stand.

    For each agreement: last success, last change, failing or quarantined since when and why, next check.
    """
    from watcher.cli import output

    house = open_house(context)
    now = datetime.now(UTC)
    standings = house.standings(now)
    health = house.health(now) if house.kept else None
    waiting, failed = (health.waiting, health.failed) if health else (0, 0)
    if json:
        agreements = [_standing_json(one) for one in standings]
        output.print_json({"agreements": agreements, "deliveries": {"waiting": waiting, "failed": failed}})
        return
    if health is None:
        folder = house.settings.data_dir
        output.note(f"nothing is kept in {folder} yet; fetch first with: {again(context, 'check')}")
    _print_table(standings, now)
    output.say("")
    for one in standings:
        _print_remarks(one)
    output.say(f"deliveries: {waiting} waiting, ", output.styled(f"{failed} failed", "red" if failed else ""))


def _print_table(standings: Sequence[Standing], now: datetime) -> None:
    from watcher.cli import output

    output.print_table(
        ("agreement", "state", "versions", "last success", "last change", "next check (UTC)"),
        [
            (
                one.agreement.id,
                output.styled(one.condition, output.CONDITION_STYLE.get(one.condition, "")),
                str(one.versions),
                output.moment(one.state.last_success),
                output.moment(one.last_change),
                "due" if one.next_check and one.next_check <= now else output.moment(one.next_check),
            )
            for one in standings
        ],
    )


def _print_remarks(one: Standing) -> None:
    """What the table has no room for: why a page cannot be read, between what it alternates, what is set aside."""
    from watcher.cli import output

    name = one.agreement.id
    since = one.state.failing_since or one.state.quarantined_since
    if since is not None and one.ended_at is None:
        condition = output.styled(f"{name}: {one.condition} since {output.moment(since)}: ", "red")
        output.say(condition, one.state.reason)
    if one.state.variants and one.ended_at is None:
        count = len(one.state.variants) + 1
        output.say(f"{name}: the page alternates between {count} texts; see: watcher log {name}")
    if aside := _set_aside(one):
        what = "1 block is" if aside == 1 else f"{aside} blocks are"
        output.say(f"{name}: {what} set aside as furniture; see: watcher furniture {name}")


def _standing_json(one: Standing) -> dict[str, object]:
    return {
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
        "set_aside": _set_aside(one),
        "variants": len(one.state.variants),
        "next_check": one.next_check,
        "ended_at": one.ended_at,
    }


def _set_aside(one: Standing) -> int:
    return sum(not learned.put_back for learned in one.state.furniture)
