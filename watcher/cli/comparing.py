"""diff, clauses, preview: what the pipeline makes of files, pages and kept versions."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from watcher.cli import looking
from watcher.cli.completion import agreement_ids
from watcher.cli.options import Json, Remove, Rendered, Select, kept_house, open_house
from watcher.domain.agreement import Cut, Render
from watcher.domain.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from watcher.domain.change import Comparison
    from watcher.domain.clause import Clause, ClauseTree
    from watcher.services.inspect import Looked
    from watcher.significance import Rule


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
        (old_tree, old_sha), (new_tree, new_sha) = _sides(context, old, new, looking.cut_by(select, remove))
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
        tree, _ = looking.side(context, name, looking.cut_by(select, remove))
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
        looked = looking.looked_at(context, name, looking.cut_by(select, remove, render), title)
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


def _sides(
    context: typer.Context, old: str, new: str | None, cut: Cut
) -> tuple[tuple[ClauseTree, str], tuple[ClauseTree, str]]:
    if new is not None:
        return looking.side(context, old, cut), looking.side(context, new, cut)
    if Path(old).exists() or looking.looks_like_a_file(old):
        raise UsageError("one file alone cannot be compared", where=old, mend="name the second file too")
    if "@" in old:
        raise UsageError(
            "one version alone cannot be compared",
            where=old,
            mend="name the second version too, or the ID alone for its last two",
        )
    before, after = kept_house(context, old).browser.latest_two(old)
    return looking.side(context, f"{old}@{before.number}", cut), looking.side(context, f"{old}@{after.number}", cut)


def _rules(context: typer.Context, *names: str) -> Sequence[Rule]:
    """The operator's own rules, where a kept version is compared; files are compared without any configuration."""
    if all(Path(name).exists() for name in names):
        return ()
    return open_house(context).settings.significance.rules


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
