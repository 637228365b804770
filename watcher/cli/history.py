"""log, show, blame, reanalyze: what is kept of an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.completion import agreement_ids
from watcher.cli.options import Id, Ids, Json, JsonLines, kept_house

if TYPE_CHECKING:
    from watcher.domain.version import Version
    from watcher.services.browse import Entry


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher log wecom-license")(log)
    app.command(epilog="Example: watcher show wecom-license@2")(show)
    app.command(epilog="Example: watcher blame wecom-license --json")(blame)
    app.command(epilog="Example: watcher reanalyze wecom-license")(reanalyze)


def log(context: typer.Context, agreement_id: Id, json: Json = False) -> None:
    """The versions of an agreement, newest first, and what changed."""
    from watcher.cli import output

    entries = kept_house(context, agreement_id).browser.log(agreement_id)
    if json:
        output.print_json([_entry_json(entry) for entry in entries])
        return
    output.print_table(
        ("version", "first seen (UTC)", "last seen (UTC)", "severity", "what"),
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
    recorded = entry.recorded
    return {
        **_version_json(entry.version),
        "returns_to": entry.version.returns_to,
        "comparison": recorded.id if recorded else None,
        "severity": str(recorded.comparison.severity) if recorded else None,
        "summary": {str(kind): count for kind, count in recorded.comparison.counts.items()} if recorded else None,
    }


def _version_json(version: Version) -> dict[str, object]:
    return {
        "version": version.number,
        "first_seen": version.first_seen,
        "last_seen": version.last_seen,
        "fingerprint": version.fingerprint,
        "snapshots": [{"url": ref.url, "sha256": ref.sha256} for ref in version.snapshots],
        "pipeline": version.derivation.pipeline,
    }


def show(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID[@VERSION]",
            help="A version; the newest when none is given.",
            autocompletion=agreement_ids,
        ),
    ],
    json: Json = False,
) -> None:
    """One version: when it was seen, its evidence, its clauses."""
    from watcher.cli import comparing, output
    from watcher.redline.data import clauses_json
    from watcher.significance import categorize

    version, tree = kept_house(context, name).browser.version(name)
    if json:
        output.print_json(
            {
                "agreement": version.agreement_id,
                **_version_json(version),
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
    """For each clause, since when it reads as it does."""
    from watcher.cli import comparing, output

    blamed = kept_house(context, agreement_id).browser.blame(agreement_id)
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
    output.say(output.styled("version  since (UTC)        clause", "bold"))
    for one in blamed:
        since = f"{one.since.number:>7}  {output.moment(one.since.first_seen)}   "
        output.say_cut(output.styled(since, "dim"), *comparing.clause_line(one.clause))


def reanalyze(context: typer.Context, ids: Ids = None, json: JsonLines = False) -> None:
    """Derive kept versions again with today's pipeline.

    Reads each version again from its snapshot. Tells nobody.
    """
    from watcher.cli import output
    from watcher.cli.progress import bar
    from watcher.services.reanalyze import reanalyze as derive_again

    house = kept_house(context)
    agreements = house.chosen(ids or [])
    failed = False
    with bar("reanalyzing", sum(len(house.store.versions(agreement.id)) for agreement in agreements)) as shown:
        for one in (one for agreement in agreements for one in derive_again(agreement, house.store, house.snapshots)):
            shown.advance()
            failed |= bool(one.error)
            with shown.aside():
                if json:
                    output.print_json_line(
                        {
                            "agreement": one.agreement_id,
                            "version": one.version,
                            "changed": one.changed,
                            "error": one.error,
                        }
                    )
                else:
                    became = one.error or ("reads otherwise now" if one.changed else "reads as before")
                    output.say(f"{one.agreement_id}@{one.version}: ", output.styled(became, "red" if one.error else ""))
    if failed:
        raise typer.Exit(3)
