"""search: which clauses of all versions say it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.completion import agreement_ids
from watcher.cli.options import Json, kept_house

if TYPE_CHECKING:
    from rich.text import Text

    from watcher.services.search import Hit, Piece, When


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(epilog="Example: watcher search notice --agreement wecom-license --json")(search)


def _day(typed: str) -> date:
    """Raises BadParameter."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise typer.BadParameter(f"{typed!r} is no day: write year-month-day, such as 2026-03-31") from None


def search(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="All of them; '\"a phrase\"' in quotes of its own.")
    ],
    agreement: Annotated[
        str, typer.Option("--agreement", metavar="ID", help="In this one only.", autocompletion=agreement_ids)
    ] = "",
    category: Annotated[
        str, typer.Option("--category", metavar="NAME", help="Clauses in it, or under a clause that is.")
    ] = "",
    since: Annotated[
        date | None,
        typer.Option("--since", parser=_day, metavar="DAY", help="Read so on that day or later; UTC."),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option("--until", parser=_day, metavar="DAY", help="Read so on that day or earlier; UTC."),
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Only what is read so now.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, metavar="N", help="How many at most.")] = 20,
    json: Json = False,
) -> None:
    """Clauses of all versions that say it, and since when."""
    from watcher.cli import output
    from watcher.domain.errors import UsageError
    from watcher.locale.words import CATEGORIES
    from watcher.services.search import Query

    if category and category not in CATEGORIES:
        raise UsageError(
            f"there is no category {category}", where="--category", mend=f"one of: {', '.join(CATEGORIES)}"
        )
    house = kept_house(context, *filter(None, [agreement]))
    query = Query(
        words=" ".join(words),
        agreement=house.browser.agreement(agreement).id if agreement else "",
        category=category,
        since=since,
        until=until,
        current=now,
    )
    found = house.search.find(query, limit=limit)
    if json:
        output.print_json([_hit_json(hit) for hit in found.items])
        return
    for hit in found.items:
        _print(hit)
    if found.next:
        output.note(f"There are more than these {limit}: say more words, or a larger --limit.")
    elif not found.items:
        output.note("No clause says that.")


def _print(hit: Hit) -> None:
    from watcher.cli import output

    until = f"until {output.moment(hit.until.at)}" if hit.until else "still"
    place = " ".join(filter(None, [f"{hit.agreement_id}@{hit.since.version}", hit.label]))
    output.say(output.styled(place, "bold"), output.styled(f"  since {output.moment(hit.since.at)}, {until}", "dim"))
    for pieces in (hit.heading, hit.text):
        if pieces:
            output.say("  ", _marked(pieces))


def _marked(pieces: tuple[Piece, ...]) -> Text:
    from watcher.cli import output

    line = output.styled("")
    for piece in pieces:
        line += output.styled(piece.text.replace("\n", " "), "bold underline" if piece.hit else "")
    return line


def _hit_json(hit: Hit) -> dict[str, object]:
    return {
        "agreement": hit.agreement_id,
        "clause": hit.clause_id,
        "label": hit.label,
        "path": list(hit.path),
        "lang": hit.lang,
        "categories": list(hit.categories),
        "heading": hit.found.heading,
        "text": hit.found.text,
        "since": _when_json(hit.since),
        "until": _when_json(hit.until) if hit.until else None,
    }


def _when_json(when: When) -> dict[str, object]:
    return {"version": when.version, "first_seen": when.at}
