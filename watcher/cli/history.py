"""log, show, blame, furniture, reanalyze: what is kept of an agreement."""

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
    app.command(epilog="Example: watcher furniture wecom-license")(furniture)
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

    house = kept_house(context, name)
    version, tree = house.browser.version(name)
    aside = [one for one in house.store.state(version.agreement_id).furniture if not one.put_back]
    if json:
        output.print_json(
            {
                "agreement": version.agreement_id,
                **_version_json(version),
                "warnings": list(version.warnings),
                "set_aside": [one.text for one in aside],
                **clauses_json(tree, categorize(tree)),
            }
        )
        return
    facts = [
        ("version", f"{version.agreement_id}@{version.number}"),
        ("seen", f"{output.moment(version.first_seen)} to {output.moment(version.last_seen)} UTC"),
        *(("SHA-256", f"{ref.sha256}  {ref.url}") for ref in version.snapshots),
        *(("warning", warning) for warning in version.warnings),
        *(("aside", f"{one.text} (furniture since {output.moment(one.since)})") for one in aside),
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


def furniture(
    context: typer.Context,
    agreement_id: Id,
    put_back: Annotated[
        list[str] | None,
        typer.Option("--put-back", metavar="TEXT", help="Read again what begins with it; may be repeated."),
    ] = None,
    json: Json = False,
) -> None:
    """Blocks set aside as furniture, and putting them back.

    A page's own history shows what rotates, toggles or counts while the clauses stand still.

    What is put back is part of the text again from the next check on, which tells nobody, and is not learned again.
    """
    from watcher.cli import output
    from watcher.services.put_back import put_back as again

    house = kept_house(context, agreement_id)
    agreement = house.browser.agreement(agreement_id)
    if put_back:
        again(agreement.id, put_back, house.store)
    learned = house.store.state(agreement.id).furniture
    if json:
        output.print_json(
            [{"text": one.text, "since": one.since, "put_back": one.put_back, "id": one.fingerprint} for one in learned]
        )
        return
    if not learned:
        output.say("nothing is set aside")
        return
    output.print_table(
        ("since (UTC)", "", "begins with"),
        [(output.moment(one.since), "put back" if one.put_back else "set aside", one.text) for one in learned],
    )


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
    rules = house.settings.significance.rules
    with bar("reanalyzing", sum(len(house.store.versions(agreement.id)) for agreement in agreements)) as shown:
        for one in (
            one for agreement in agreements for one in derive_again(agreement, house.store, house.snapshots, rules)
        ):
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
