"""log, show, blame, reanalyze: what is kept of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.options import Json, JsonLines, globals_of

if TYPE_CHECKING:
    from watcher.services.browse import Entry

Id = Annotated[str, typer.Argument(metavar="ID", help="An agreement.")]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher log wecom-license")(log)
    app.command(epilog="Example: watcher show wecom-license@2")(show)
    app.command(epilog="Example: watcher blame wecom-license --json")(blame)
    app.command(epilog="Example: watcher reanalyze wecom-license")(reanalyze)


def log(context: typer.Context, agreement_id: Id, json: Json = False) -> None:
    """The history of an agreement, newest first: versions, and what changed with each."""
    from watcher import bootstrap
    from watcher.cli import output

    options = globals_of(context)
    house = bootstrap.open_house(options.config, options.data_dir)
    entries = house.browser.log(agreement_id)
    if json:
        output.print_json([_entry_json(entry) for entry in entries])
        return
    output.print_table(
        ("version", "first seen", "last seen", "severity", "what"),
        [
            (
                str(entry.version.number),
                output.moment(entry.version.first_seen),
                output.moment(entry.version.last_seen),
                output.severity(entry.recorded.comparison.severity) if entry.recorded else "-",
                _what(entry),
            )
            for entry in entries
        ],
    )


def _what(entry: Entry) -> str:
    if entry.recorded is None:
        return "first version"
    counts = entry.recorded.comparison.counts
    said = ", ".join(f"{count} {kind.replace('_', ' and ')}" for kind, count in counts.items() if count)
    back = f" (back to version {entry.version.returns_to})" if entry.version.returns_to else ""
    return (said or "cosmetic") + back


def _entry_json(entry: Entry) -> dict[str, object]:
    version, recorded = entry.version, entry.recorded
    return {
        "version": version.number,
        "first_seen": version.first_seen,
        "last_seen": version.last_seen,
        "fingerprint": version.fingerprint,
        "snapshots": [{"url": ref.url, "sha256": ref.sha256} for ref in version.snapshots],
        "pipeline": version.derivation.pipeline,
        "returns_to": version.returns_to,
        "comparison": recorded.id if recorded else None,
        "severity": str(recorded.comparison.severity) if recorded else None,
        "summary": {str(kind): count for kind, count in recorded.comparison.counts.items()} if recorded else None,
    }


def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID[@VERSION]", help="A version; the newest when none is given.")],
    json: Json = False,
) -> None:
    """One kept version: when it was seen, from which bytes it was read, and its clauses."""
    from watcher import bootstrap
    from watcher.cli import comparing, output
    from watcher.redline.data import clauses_json
    from watcher.significance import categorize

    options = globals_of(context)
    house = bootstrap.open_house(options.config, options.data_dir)
    version, tree = house.browser.version(name)
    if json:
        output.print_json(
            {
                "agreement": version.agreement_id,
                "version": version.number,
                "first_seen": version.first_seen,
                "last_seen": version.last_seen,
                "fingerprint": version.fingerprint,
                "pipeline": version.derivation.pipeline,
                "snapshots": [{"url": ref.url, "sha256": ref.sha256} for ref in version.snapshots],
                "warnings": list(version.warnings),
                **clauses_json(tree, categorize(tree)),
            }
        )
        return
    facts = [
        ("version", f"{version.agreement_id}@{version.number}"),
        ("seen", f"{output.moment(version.first_seen)} to {output.moment(version.last_seen)} UTC"),
        *(("SHA-256", f"{ref.sha256}  {ref.url}") for ref in version.snapshots),
        *(("warning", warning) for warning in version.warnings),
    ]
    for key, value in facts:
        output.say(output.styled(f"{key:<9}", "dim"), value)
    output.say("")
    comparing.print_outline(tree)


def blame(context: typer.Context, agreement_id: Id, json: Json = False) -> None:
    """For each clause of the newest version, since when it reads as it does."""
    from watcher import bootstrap
    from watcher.cli import output

    options = globals_of(context)
    house = bootstrap.open_house(options.config, options.data_dir)
    blamed = house.browser.blame(agreement_id)
    if json:
        output.print_json(
            [
                {
                    "id": one.clause.id,
                    "label": one.clause.label,
                    "path": list(one.clause.path),
                    "heading": one.clause.heading,
                    "text": one.clause.text,
                    "since": {"version": one.since.number, "first_seen": one.since.first_seen},
                }
                for one in blamed
            ]
        )
        return
    for one in blamed:
        words = " ".join(part for part in (one.clause.heading, one.clause.text.replace("\n", " ")) if part)
        output.say(
            output.styled(f"{one.since.number:>4}  {output.moment(one.since.first_seen)}  ", "dim"),
            "  " * one.clause.level,
            output.styled(one.clause.label, "bold"),
            " " if one.clause.label else "",
            words if len(words) <= 80 else words[:79] + "…",
        )


def reanalyze(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="All when none is named.")] = None,
    json: JsonLines = False,
) -> None:
    """Derive kept versions again from their snapshots with the current pipeline; tells nobody."""
    from watcher import bootstrap
    from watcher.cli import output
    from watcher.services.reanalyze import reanalyze as derive_again

    options = globals_of(context)
    house = bootstrap.open_house(options.config, options.data_dir)
    failed = False
    for agreement in house.chosen(ids or []):
        for one in derive_again(agreement, house.store, house.snapshots):
            failed |= bool(one.error)
            if json:
                output.print_json_line(
                    {"agreement": one.agreement_id, "version": one.version, "changed": one.changed, "error": one.error}
                )
                continue
            became = one.error or ("reads otherwise now" if one.changed else "reads as before")
            output.say(f"{one.agreement_id}@{one.version}: ", output.styled(became, "red" if one.error else ""))
    if failed:
        raise typer.Exit(3)
