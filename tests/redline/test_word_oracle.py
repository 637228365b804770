"""Word files as other programs read them: accepting all changes gives the new text, rejecting all the old one."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from docx_revisions import RevisionDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.diff import compare
from watcher.domain.change import Change, Comparison
from watcher.domain.clause import Clause, ClauseTree
from watcher.redline.docx import REDLINE_STYLE, to_docx
from watcher.redline.groups import Order, groups
from watcher.redline.head import Fact
from watcher.redline.sheet import Layout
from watcher.redline.visible import visible

PRINTED = "the skipper may shall not keep a deposit of 10 20 days “quoted” 'quoted' fee – ferry 1. 押金 三十 天 。"
WORDS = st.sampled_from(PRINTED.split())
TEXT = st.lists(WORDS, min_size=4, max_size=25).map(" ".join)
PARAGRAPHS = st.lists(TEXT, min_size=1, max_size=2).map("\n".join)


def tree(texts: list[str]) -> ClauseTree:
    clauses = [
        Clause(id=f"c{n}", label=str(n), prefix=f"{n}.", path=(str(n),), level=1, lang="en", text=text)
        for n, text in enumerate(texts, 1)
    ]
    return ClauseTree(clauses=tuple(clauses), title="Ferry Terms", languages=("en",))


@st.composite
def made(draw: st.DrawFn) -> Comparison:
    """Clauses reworded, added, removed and moved, as the differ sees them."""
    old = draw(st.lists(PARAGRAPHS, min_size=1, max_size=6))
    new = [draw(st.one_of(st.just(text), edited(text))) for text in old if draw(st.integers(0, 5))]
    new = [*new, *draw(st.lists(PARAGRAPHS, max_size=2))]
    return compare(tree(old), tree(draw(st.permutations(new)) if draw(st.booleans()) else new))


@st.composite
def edited(draw: st.DrawFn, text: str) -> str:
    words = text.split(" ")
    for _ in range(draw(st.integers(1, 3))):
        words[draw(st.integers(0, len(words) - 1))] = draw(WORDS)
    return " ".join(words)


def stands(group: tuple[Change, ...], *, new: bool) -> list[str]:
    """The headings and texts that a group of changes leaves, without those that leave none."""
    first = group[0]
    side = first.new if new else first.old
    heading = " / ".join(clause.heading for clause in side if clause.heading)
    lines = [clause.text for clause in side]
    for change in group[1:]:
        clauses = change.new if new else change.old
        lines += [" ".join(part for part in (one.label, one.heading, one.text) if part) for one in clauses]
    return [text for text in (visible(heading), visible("\n".join(lines))) if text]


def wanted(comparison: Comparison, *, new: bool) -> list[str]:
    return [text for group in groups(comparison, Order.DOCUMENT) for text in stands(group, new=new)]


def settled(file: bytes, *, accept: bool) -> list[str]:
    document = RevisionDocument(BytesIO(file))
    if accept:
        document.accept_all()
    else:
        document.reject_all()
    told = [one.text for one in document.paragraphs if one.style is not None and one.style.name == REDLINE_STYLE]
    return [text for text in told if text]


@settings(max_examples=40, deadline=None)
@given(made())
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(comparison: Comparison) -> None:
    file = to_docx(comparison, layout=Layout(order=Order.DOCUMENT, context=None))
    assert settled(file, accept=True) == wanted(comparison, new=True)
    assert settled(file, accept=False) == wanted(comparison, new=False)


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle" script:language="StarBasic">
Sub Main(source, target, command)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, &quot;_blank&quot;, 0, hidden())
  helper = createUnoService(&quot;com.sun.star.frame.DispatchHelper&quot;)
  helper.executeDispatch(document.CurrentController.Frame, command, &quot;&quot;, 0, Array())
  Dim plain(1) As New com.sun.star.beans.PropertyValue
  plain(0).Name = &quot;FilterName&quot;
  plain(0).Value = &quot;Text (encoded)&quot;
  plain(1).Name = &quot;FilterOptions&quot;
  plain(1).Value = &quot;UTF8,LF&quot;
  document.storeToURL(target, plain())
  document.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
  library:passwordprotected="false"><library:element library:name="Settle"/></library:library>
"""


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._folder = program, folder
        self._run("--convert-to", "txt:Text", "--outdir", str(folder), str(self._placed(to_docx(Comparison()))))
        # A new profile is filled at the first start, and would take the place of what is put there before.
        basic = folder / "profile" / "user" / "basic" / "Standard"
        (basic / "Settle.xba").write_text(MACRO, encoding="utf-8")
        (basic / "script.xlb").write_text(LIBRARY, encoding="utf-8")

    def settled(self, file: bytes, command: str) -> str:
        """What it writes as plain text after it has accepted or rejected everything."""
        source, target = self._placed(file), self._folder / "settled.txt"
        target.unlink(missing_ok=True)
        self._run(f"macro:///Standard.Settle.Main({source.as_uri()},{target.as_uri()},.uno:{command})")
        return target.read_text("utf-8-sig")

    def _placed(self, file: bytes) -> Path:
        path = self._folder / "redline.docx"
        path.write_bytes(file)
        return path

    def _run(self, *more: str) -> None:
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = [self._program, "--headless", "--norestore", profile, *more]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def test_libreoffice_accepts_to_the_new_text_and_rejects_to_the_old(tmp_path: Path, every_kind: Comparison) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: no soffice on the path")
    office = Office(program, tmp_path)
    words = [
        "First of all the ferry sails.",
        "The fee is 10 guilders.",
        "押金应当在三十天内退还。",
        "Two lines.\nOf text.",
    ]
    new = [
        "First of all the ferry sails “slowly”.",
        "押金应当在五天内退还。",
        "Two lines.\nOf more text.",
        "Whales first.",
    ]
    for comparison in (every_kind, compare(tree(words), tree(new))):
        file = to_docx(comparison, layout=Layout(order=Order.DOCUMENT, context=None))
        for command, accept in (("AcceptAllTrackedChanges", True), ("RejectAllTrackedChanges", False)):
            text = office.settled(file, command)
            place = 0
            for paragraph in settled(file, accept=accept):
                place = text.index(paragraph, place) + len(paragraph)
            for gone in set(settled(file, accept=not accept)) - set(settled(file, accept=accept)):
                assert f"\n{gone}\n" not in text


def test_print_that_changes_no_word_is_tracked_too() -> None:
    """People are shown the new style of quotes unmarked; a text that is put back has to be the old one."""
    compared = compare(tree(['The "fee" is due today.']), tree(["The “fee” is due now."]))
    assert any(span.cosmetic for change in compared.changes for span in change.spans)
    file = to_docx(compared)
    assert settled(file, accept=False) == ['The "fee" is due today.']
    assert settled(file, accept=True) == ["The “fee” is due now."]


def test_a_head_is_outside_of_the_compared_text(every_kind: Comparison) -> None:
    head = (Fact("Agreement", ("Ferry Terms",)), Fact("Page", ("https://ferry.example/terms", "two\nlines")))
    bare, headed = to_docx(every_kind), to_docx(every_kind, head=head)
    for accept in (True, False):
        assert settled(headed, accept=accept) == settled(bare, accept=accept)
    said = [one.text for one in RevisionDocument(BytesIO(headed)).paragraphs]
    assert said[1:3] == ["Agreement: Ferry Terms", "Page: https://ferry.example/terms\ntwo lines"]
