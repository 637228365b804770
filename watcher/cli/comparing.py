"""diff, clauses, preview: what the pipeline makes of files, pages and kept versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli.completion import agreement_ids
from watcher.cli.options import Json, Remove, Rendered, Select, globals_of, kept_house, open_house
from watcher.domain.agreement import Cut, Render
from watcher.domain.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from watcher.domain.change import Comparison
    from watcher.domain.clause import Clause, ClauseTree
    from watcher.services.inspect import Looked
    from watcher.significance import Rule

MAX_FILE = 64_000_000
"""Bytes of a file that a command reads."""

FILE_SUFFIXES = (".html", ".htm", ".md", ".txt", ".pdf")


class Format(StrEnum):
    """How a comparison is written."""

    TERMINAL = "terminal"
    JSON = "json"
    HTML = "html"
    MARKDOWN = "markdown"
    DOCX = "docx"


FORMAT_OF = {
    ".json": Format.JSON,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".docx": Format.DOCX,
}


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command(epilog="Example: watcher diff old.html new.html --format json")(diff)
    app.command(epilog="Example: watcher clauses terms.pdf --json")(clauses)
    app.command(epilog="Example: watcher preview https://example.org/terms --select main")(preview)


def diff(
    context: typer.Context,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="A file, or ID@VERSION, or an ID alone: its last two.", autocompletion=agreement_ids
        ),
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="NEW", help="A file, or ID@VERSION.", autocompletion=agreement_ids)
    ] = None,
    format_: Annotated[
        Format | None, typer.Option("--format", help="Else as the name of --output ends, else for a terminal.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write it to this file.")] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when there are differences.")] = False,
    select: Select = None,
    remove: Remove = None,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Compare two files or two kept versions, clause by clause."""
    from watcher.cli.progress import working
    from watcher.services.derive import compared

    if json and format_ not in (None, Format.JSON):
        raise UsageError(f"--json and --format {format_} ask for different things", mend="give one of them")
    named = FORMAT_OF.get(file.suffix.lower(), Format.TERMINAL) if file else Format.TERMINAL
    chosen = Format.JSON if json else format_ or named
    with working("comparing"):
        (old_tree, old_sha), (new_tree, new_sha) = _sides(context, old, new, _cut(select, remove))
        comparison, _ = compared(old_tree, new_tree, _rules(context, old, new or old))
    _write(comparison, chosen, file, old_sha, new_sha)
    if exit_code and comparison.changes:
        raise typer.Exit(1)


def clauses(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="FILE|ID[@VERSION]", help="A file or a kept version.", autocompletion=agreement_ids),
    ],
    select: Select = None,
    remove: Remove = None,
    json: Json = False,
) -> None:
    """The clauses of a file or of a kept version, as they nest."""
    from watcher.cli import output
    from watcher.cli.progress import working
    from watcher.redline.data import clauses_json
    from watcher.significance import categorize

    with working("reading"):
        tree, _ = _side(context, name, _cut(select, remove))
    if json:
        output.print_json(clauses_json(tree, categorize(tree)))
        return
    print_outline(tree)
    for warning in tree.warnings:
        output.note(warning)


def preview(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="URL|FILE", help="A page or a file.")],
    select: Select = None,
    remove: Remove = None,
    title: Annotated[
        str, typer.Option(metavar="TITLE", help="The agreement's title, where a page carries several.")
    ] = "",
    render: Rendered = Render.PLAIN,
    json: Json = False,
) -> None:
    """What would be made of a page: decoding, part taken, outline.

    Shows how the page was decoded, which part of it was taken, what was left out, the outline, and warnings.
    """
    from watcher.cli import output
    from watcher.cli.progress import working
    from watcher.redline.data import clauses_json
    from watcher.significance import categorize

    with working("fetching" if "://" in name else "reading"):
        looked = _looked_at(context, name, _cut(select, remove, render), title)
    document = looked.document
    if json:
        output.print_json(
            {
                "schema": "watcher.preview/1",
                "name": looked.name,
                "sha256": looked.sha256,
                "rendered_by": looked.fetch.rendered_by if looked.fetch else "",
                "charset": document.charset,
                "region": document.region,
                "taken": round(document.taken, 4),
                "left_out": list(document.left_out),
                "agreement": looked.verdict.agreement,
                "reason": looked.verdict.reason,
                "evidence": list(looked.verdict.evidence),
                "warnings": [*document.warnings, *looked.tree.warnings],
                "clauses": clauses_json(looked.tree, categorize(looked.tree))["clauses"],
            }
        )
        return
    print_looked(looked)


def print_looked(looked: Looked) -> None:
    """What the pipeline made of a page, for a person."""
    from watcher.cli import output

    document, tree = looked.document, looked.tree
    facts = [
        ("title", tree.title or document.title or "-"),
        ("languages", ", ".join(tree.languages) or "-"),
        ("decoded as", document.charset or "-"),
        ("taken", f"{document.taken:.0%} of the visible words"),
        ("selector", document.region or "-"),
        ("clauses", str(len(tree.clauses))),
        ("SHA-256", looked.sha256),
    ]
    if looked.fetch is not None and looked.fetch.rendered_by:
        facts.append(("drawn by", looked.fetch.rendered_by))
    for key, value in facts:
        output.say(output.styled(f"{key:<12}", "dim"), value)
    if not looked.verdict.agreement:
        why = "; ".join((looked.verdict.reason, *looked.verdict.evidence))
        output.say(output.styled(f"{'looks like':<12}", "dim"), output.styled("no agreement: ", "red"), why)
    for text in document.left_out:
        output.say(output.styled(f"{'left out':<12}", "dim"), text)
    for warning in (*document.warnings, *tree.warnings):
        output.say(output.styled(f"{'warning':<12}", "yellow"), warning)
    output.say("")
    print_outline(tree)


def print_outline(tree: ClauseTree) -> None:
    """The clauses, a line each, indented by level."""
    from watcher.cli import output

    for clause in tree.clauses:
        output.say_cut(*clause_line(clause))


def clause_line(clause: Clause) -> tuple[str | Text, ...]:
    """A clause on one line: its label, its heading and its text."""
    from watcher.cli import output

    between = " – " if clause.heading and clause.text else ""
    label = output.styled(f"{clause.label} " if clause.label else "", "bold")
    return "  " * clause.level, label, output.styled(clause.heading, "bold"), between, clause.text


def _cut(select: list[str] | None, remove: list[str] | None, render: Render = Render.PLAIN) -> Cut:
    return Cut(select=tuple(select or ()), remove=tuple(remove or ()), render=render)


def _sides(
    context: typer.Context, old: str, new: str | None, cut: Cut
) -> tuple[tuple[ClauseTree, str], tuple[ClauseTree, str]]:
    if new is not None:
        return _side(context, old, cut), _side(context, new, cut)
    if Path(old).exists() or _looks_like_a_file(old):
        raise UsageError("one file alone cannot be compared", where=old, mend="name the second file too")
    if "@" in old:
        raise UsageError(
            "one version alone cannot be compared",
            where=old,
            mend="name the second version too, or the ID alone for its last two",
        )
    before, after = kept_house(context, old).browser.latest_two(old)
    return _side(context, f"{old}@{before.number}", cut), _side(context, f"{old}@{after.number}", cut)


def _rules(context: typer.Context, *names: str) -> Sequence[Rule]:
    """The operator's own rules, where a kept version is compared; files are compared without any configuration."""
    if all(Path(name).exists() for name in names):
        return ()
    return open_house(context).settings.significance.rules


def _side(context: typer.Context, name: str, cut: Cut) -> tuple[ClauseTree, str]:
    """The clauses of a file or of a kept version, and the SHA-256 of the bytes they were read from."""
    if Path(name).exists():
        looked = _looked_at(context, name, cut, "")
        return looked.tree, looked.sha256
    if _looks_like_a_file(name):
        raise UsageError("there is no such file", where=name, mend="check the path")
    if cut.select or cut.remove:
        raise UsageError(
            "--select and --remove cut files; a kept version has the cut of its agreement",
            where=name,
            mend="leave them out, or edit the agreement in the configuration",
        )
    version, tree = kept_house(context, name).browser.version(name)
    return tree, version.snapshots[0].sha256


def _looks_like_a_file(name: str) -> bool:
    return "/" in name or Path(name).suffix.lower() in FILE_SUFFIXES


def _looked_at(context: typer.Context, name: str, cut: Cut, title: str) -> Looked:
    from watcher.services.inspect import look_at_file

    if "://" in name:
        return looked_at_page(context, name, replace(cut, furniture=_learned(context, name)), title)
    if cut.render is not Render.PLAIN:
        raise UsageError("a file is read as it is", where=name, mend="leave --render out, or give an address")
    return look_at_file(name, read_file(Path(name)), cut, title=title)


def looked_at_page(context: typer.Context, url: str, cut: Cut, title: str) -> Looked:
    """A page, fetched once and kept nowhere. Raises FetchError, Unreadable, ConfigError."""
    import asyncio

    from watcher import bootstrap
    from watcher.services.inspect import look_at_page

    options = globals_of(context)

    async def fetched() -> Looked:
        async with bootstrap.fetcher(options.config, options.data_dir) as fetcher:
            return await look_at_page(url, cut, fetcher, title=title)

    return asyncio.run(fetched())


def _learned(context: typer.Context, url: str) -> tuple[str, ...]:
    """What is set aside as furniture of a page that is watched; nothing where none is, or nothing is kept."""
    from watcher.services.furniture import furnished

    if not globals_of(context).config.exists():
        return ()
    house = open_house(context)
    watched = [agreement for agreement in house.settings.agreements if url in agreement.sources] if house.kept else []
    known = (furnished(each, house.store.state(each.id).furniture).cut.furniture for each in watched)
    return tuple(dict.fromkeys(name for names in known for name in names))


def read_file(path: Path) -> bytes:
    """A file named on the command line. Raises UsageError where it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            body = file.read(MAX_FILE + 1)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(path), mend="check the path") from error
    if len(body) > MAX_FILE:
        raise UsageError(f"is larger than {MAX_FILE // 1_000_000} MB", where=str(path), mend="cut it into parts")
    return body


def _write(comparison: Comparison, format_: Format, file: Path | None, old_sha: str, new_sha: str) -> None:
    import sys

    from watcher.cli import output

    if format_ is Format.TERMINAL and file is None:
        output.print_redline(comparison)
        return
    if format_ is Format.DOCX and file is None and output.on_terminal(sys.stdout):
        raise UsageError("a Word document is no text for a terminal", where="--format docx", mend="add --output FILE")
    body = _rendered(comparison, format_, old_sha, new_sha)
    if file is None:
        typer.get_binary_stream("stdout").write(body)
        return
    try:
        file.write_bytes(body)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(file), mend="choose another") from error
    output.say(f"written to {file}", to_err=True)


def _rendered(comparison: Comparison, format_: Format, old_sha: str, new_sha: str) -> bytes:
    from watcher.cli import output
    from watcher.redline.data import diff_json
    from watcher.redline.html import to_html_page
    from watcher.redline.markdown import to_markdown
    from watcher.redline.text import to_text

    match format_:
        case Format.JSON:
            said = diff_json(comparison, old_sha256=old_sha, new_sha256=new_sha)
            return output.json_text(said, indent=2).encode()
        case Format.HTML:
            return to_html_page(comparison).encode()
        case Format.MARKDOWN:
            return to_markdown(comparison).encode()
        case Format.DOCX:
            from watcher.redline.docx import to_docx

            return to_docx(comparison)
        case Format.TERMINAL:
            return to_text(comparison).encode()
