"""Nothing of a document is lost or doubled on its way into the tree."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from hypothesis import given
from hypothesis import strategies as st

from watcher.clauses import outline
from watcher.domain.agreement import Cut
from watcher.domain.clause import ClauseTree, Part
from watcher.domain.document import Block, BlockKind, Document, Emphasis, EmphasisKind, Link
from watcher.extract import read_file
from watcher.extract.text import read_text

LABELS = ("1.", "1.1", "1.2 ", "2)", "(1) ", "(2) ", "(a) ", "(i) ", "(ii) ", "①", "Article 1", "Schedule A", "第一条 ")
LABELS += (
    "I. ",
    "II. ",
    "§ 5",
    "§ 5a ",
    "a. ",
    "g. ",
    "i. ",
    "j. ",
    "一、",
    "（一）",
    "附件一",
    "甲、",
    "1° ",
    "3.1.2 ",
    "10 ",
    "1 - ",
    "1.0 ",
    "A.1 ",
    "3(a) ",
    "3(a)(i) ",
)
OTHERS = ("Fees", "Scope of it", "you pay", "用户付款", ": ", "; ", ". ", "。", "\n", " ", "• ", "- ", "", "x" * 50)
WORDS = st.sampled_from(LABELS + OTHERS)
TEXTS = st.lists(WORDS, max_size=12).map("".join)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(st.one_of(TEXTS, st.text(max_size=20)))
    kind = draw(st.sampled_from(BlockKind))
    ranges = [sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2))) for _ in range(draw(st.integers(0, 3)))]
    return Block(
        kind=kind,
        text=text,
        level=draw(st.integers(1, 6)) if kind is BlockKind.HEADING else 0,
        depth=draw(st.integers(0, 3)),
        marker=draw(st.sampled_from(["", "", "•", "1.", "2.", "b.", "iv."])),
        emphasis=tuple(Emphasis(a, b, draw(st.sampled_from(EmphasisKind))) for a, b in ranges if a < b),
        links=tuple(Link(a, b, "https://example.org/") for a, b in ranges if a < b),
    )


DOCUMENTS = st.lists(blocks(), max_size=12).map(lambda found: Document(blocks=tuple(found)))


def joined(tree: ClauseTree) -> str:
    return "".join(run.text for run in tree.runs)


def of_part(tree: ClauseTree, clause: int, part: Part) -> str:
    texts = [run.text.strip() for run in tree.runs if run.clause == clause and run.part is part]
    return "\n".join(text for text in texts if text)


@given(DOCUMENTS)
def test_the_runs_give_back_the_documents_text_in_order(document: Document) -> None:
    assert joined(outline(document)) == document.text


MARKS = (
    "# ",
    "## ",
    "* ",
    "    * ",
    "    1. ",
    "- ",
    "> ",
    "| ",
    "\n|---|\n",
    " |\n",
    "**",
    "\\\n",
    "  \n",
    "\n",
    "\n\n",
)
MARKDOWN = st.lists(st.one_of(st.sampled_from(MARKS), WORDS), max_size=40).map("".join)


@given(st.one_of(st.lists(TEXTS, max_size=15).map("\n\n".join), MARKDOWN))
def test_the_runs_give_back_any_text(text: str) -> None:
    document = read_text(text)
    assert joined(outline(document)) == document.text


@given(MARKDOWN)
def test_no_letter_of_a_text_is_lost_on_the_way_to_the_clauses(text: str) -> None:
    tree = outline(read_text(text))
    said = "".join(f"{clause.prefix}{clause.heading}{clause.text}" for clause in tree.clauses)
    assert sorted(filter(str.isalpha, said)) == sorted(filter(str.isalpha, text))


@st.composite
def elements(draw: st.DrawFn, depth: int = 0) -> str:
    """Some HTML: paragraphs, headings, lists of every kind, definitions and tables, nested a few levels."""
    tag = draw(st.sampled_from(["p", "h2", "div", "ul", "ol", "ol type=a", "ol start=3 reversed", "dl", "table"]))
    inner = elements(depth + 1) if depth < 2 else TEXTS
    parts = draw(st.lists(st.one_of(TEXTS.map(escape), inner), max_size=4))
    if tag in ("p", "h2"):
        return f"<{tag}>{'<br>'.join(map(escape, draw(st.lists(TEXTS, max_size=3))))}</{tag}>"
    cells = ["<td>", "<td><p>", "<th>"]
    wrapped: Callable[[str], str] = {
        "dl": lambda part: f"<{draw(st.sampled_from(['dt', 'dd']))}>{part}",
        "table": lambda part: f"{draw(st.sampled_from(['', '<tr>']))}{draw(st.sampled_from(cells))}{part}</td>",
        "div": str,
    }.get(tag, lambda part: f"<li>{part}</li>")
    return f"<{tag}>{''.join(map(wrapped, parts))}</{tag.split()[0]}>"


@given(st.lists(elements(), min_size=1, max_size=6).map("".join))
def test_the_runs_give_back_any_page(body: str) -> None:
    page = f"<!DOCTYPE html><html><body><main>{body}<p>The end of it.</p></main></body></html>"
    document = read_file("terms.html", page.encode("utf-8", "replace"), Cut())
    tree = outline(document)
    assert joined(tree) == document.text
    for index, clause in enumerate(tree.clauses):
        assert clause.text == of_part(tree, index, Part.TEXT)
        assert clause.heading == of_part(tree, index, Part.HEADING)


@given(DOCUMENTS)
def test_headings_and_texts_are_what_their_runs_say(document: Document) -> None:
    tree = outline(document)
    for index, clause in enumerate(tree.clauses):
        assert clause.text == of_part(tree, index, Part.TEXT)
        assert clause.heading == of_part(tree, index, Part.HEADING)


@given(DOCUMENTS)
def test_the_tree_is_one(document: Document) -> None:
    tree = outline(document)
    assert len({clause.id for clause in tree.clauses}) == len(tree.clauses)
    for index, clause in enumerate(tree.clauses):
        assert -1 <= clause.parent < index
        if clause.parent >= 0:
            above = tree.clauses[clause.parent]
            assert clause.level > above.level
            assert clause.path[: len(above.path)] == above.path
        if clause.label:
            assert clause.path[-1] == clause.label
        ranges = [(e.start, e.end) for e in clause.emphasis] + [(link.start, link.end) for link in clause.links]
        assert all(0 <= start < end <= len(clause.text) for start, end in ranges)


@given(DOCUMENTS)
def test_the_same_document_gives_the_same_tree(document: Document) -> None:
    assert outline(document) == outline(document)


def test_depth_has_an_end() -> None:
    blocks = tuple(Block(kind=BlockKind.LIST_ITEM, text="(a) more:", depth=n, marker="•") for n in range(3000))
    assert max(clause.level for clause in outline(Document(blocks=blocks)).clauses) < 50
