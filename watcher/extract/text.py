"""Plain text and Markdown → Document.

1. Scope                                  heading "Scope", marker "1."      (Markdown list that numbers itself)
2.1 You shall keep                        one paragraph: the line was wrapped
    the records.
(1) of visits;                            a paragraph each: the lines were broken on purpose
(2) of users.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from watcher.domain.document import Block, BlockKind, Document
from watcher.extract.normalize import clean
from watcher.extract.text_front import front_matter
from watcher.extract.text_lines import (
    ITEM,
    NARROWEST_WRAPPED,
    begins_item,
    first_word,
    printed_width,
    unmarked,
    wrapped_at,
)
from watcher.extract.text_marks import read_marks
from watcher.numbering import Label, readings

BULLET = "•"
_ATX = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
# "- 3 -" at the foot of a page; no list has items of a number and a dash.
_PAGE_NUMBER = re.compile(r"[-–—][ \t]*\d{1,4}[ \t]*[-–—]")
_GAP = re.compile(r"\S(?:[ ]{2,})(?=\S)")
_FOOTNOTE = re.compile(r"(\[\^[^\]\s]{1,60}\]):(?:[ \t]+|$)")
# "Fee | Due" as a PDF's text or a page's copy gives it; "a|b" is a choice of words.
_TABLE = re.compile(r"\|.*\||[^|]*\S \| \S")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
# What only Markdown prints. A lone "*" or "-" at the start of a line is found in plain text as well.
_SIGNS = re.compile(
    r"^#{1,6} \S|^[ \d.]+ #{1,6} \S|^[=-]{4,}[ \t]*$|\*\*[^\s*]|\]\([^)\s]|\\[.()_*\[\]#-]", re.MULTILINE
)


def read_text(text: str) -> Document:
    """Text, with line ends of any kind, → its blocks.

    Whether a line break inside a paragraph parts or only wraps it is decided by the look of the whole text: wrapped
    lines are filled up to a common width, and Markdown joins lines unless two blanks or a backslash end them.
    """
    source = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = source.expandtabs(4).split("\n")
    front = front_matter(lines)
    front_lines, lines = lines[: front.lines], lines[front.lines :]
    reader = _Reader(markdown=bool(front.lines or _SIGNS.search(source)), width=wrapped_at(lines))
    for line in lines:
        reader.read(line)
    reader.close()
    left_out = (f"front matter: {' '.join(' '.join(front_lines).split())[:80]}",) if front_lines else ()
    return Document(blocks=tuple(reader.blocks), title=front.title, left_out=left_out)


@dataclass(slots=True)
class _Paragraph:
    """A block while its lines are read."""

    kind: BlockKind
    depth: int
    marker: str = ""
    level: int = 0
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    markdown: bool
    width: int
    blocks: list[Block] = field(default_factory=list)
    paragraph: _Paragraph | None = None
    items: list[tuple[int, int]] = field(default_factory=list)
    """Where the open list items begin, and where their content does: columns, outermost first."""
    fence: str = ""
    blank: bool = True
    """Whether the line before was blank."""
    columns: int = 0
    """How wide the line before is, with its indentation."""
    hangs: frozenset[int] = frozenset()
    """Columns that a line which goes on with the paragraph may begin at: where its text does, behind its label."""

    def read(self, line: str) -> None:
        content = line.strip()
        if self.fence:
            self.read_fenced(content)
        elif not content or (not self.markdown and _PAGE_NUMBER.fullmatch(content)):
            self.blank = True
            if self.paragraph and self.paragraph.kind is not BlockKind.HEADING:
                self.flush()
        else:
            self.read_line(line)
            self.blank = False
            self.columns = printed_width(line.rstrip())

    def read_fenced(self, content: str) -> None:
        if content.startswith(self.fence):
            self.fence = ""
            self.flush()
        elif self.paragraph:
            self.paragraph.lines.append(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", content) + "\\")

    def read_line(self, line: str) -> None:
        quotes = 0
        if ">" in line and (quoted := _QUOTE.match(line.lstrip())):
            quotes = quoted[0].count(">")
            line = line.lstrip()[quoted.end() :]
        # A no-break space is printed as a blank; only blanks indent.
        indent = len(line) - len(line.lstrip(" "))
        content = line.strip()
        if not content:
            self.flush()
            return
        if content[0] in "=-*_" and (self.underline(content) or self.thematic(content)):
            return
        if not (self.continues(content) or self.hangs_below(content, indent)):
            self.leave_items(indent)
        self.read_content(content, indent, quotes, hard=line.endswith("  "))

    def read_content(self, content: str, indent: int, quotes: int, *, hard: bool, marker: str = "") -> None:
        depth = len(self.items) + quotes
        kind = BlockKind.LIST_ITEM if marker else BlockKind.PARAGRAPH
        heading = _ATX.match(content) if content.startswith("#") else None
        item = None if heading else self.item(content)
        if heading and (heading[2] or not marker):
            self.start(BlockKind.HEADING, depth, marker, level=len(heading[1]))
            self.add(heading[2] or "")
            self.flush()
        elif item and not (marker and marker != BULLET and item[1][0].isdigit()):
            printed = item[1] if item[1][0].isdigit() else BULLET
            column = indent + len(item[1]) + min(len(item[2] or " "), 4)
            self.flush()
            self.items.append((indent, column))
            self.read_content((item[3] or "").strip(), column, quotes, hard=hard, marker=printed)
        elif _FENCE.match(content):
            self.start(kind if marker else BlockKind.CODE, depth, marker)
            self.fence = content[:3]
        elif self.markdown and (note := _FOOTNOTE.match(content)):
            self.start(BlockKind.NOTE, depth, note[1])
            self.add(content[note.end() :])
        elif "|" in content and _TABLE.match(content):
            self.read_row(content, depth)
        else:
            if marker or not (self.joins(content, depth) or self.hangs_below(content, indent)):
                self.start(kind, depth, marker)
                self.hangs = _hangs(content, indent, marker=bool(marker))
            self.add(content + ("  " if hard else ""))

    def item(self, content: str) -> re.Match[str] | None:
        """A list item's marker. Numbers count only in Markdown: in plain text they are printed labels."""
        found = ITEM.match(content)
        if not found or not (found[3] or self.markdown):
            return None
        if found[1][0].isdigit():
            if not (found[3] or "").strip():
                return None  # "4." alone is the label of what follows, not an item without a text
            if self.paragraph and not self.blank and not readings(content):
                return None  # "15. March of each year" goes on with the line before
            interrupts = self.paragraph is None or not self.wrapped_before(content) or found[1][:-1] == "1"
            return found if self.markdown and interrupts else None
        # A dash goes on with a sentence: "– as the case may be –".
        return found if self.paragraph is None or self.paragraph.marker or not self.wrapped_before(content) else None

    def wrapped_before(self, content: str) -> bool:
        """Whether the line before ended only because ``content``'s first word had no room left in it."""
        if not self.paragraph or not self.paragraph.lines or not self.width:
            return False
        return printed_width(first_word(content)) + 1 > self.width - self.columns

    def joins(self, content: str, depth: int) -> bool:
        """Whether a line goes on with the paragraph before it."""
        if not self.paragraph or self.blank or self.paragraph.kind is BlockKind.TABLE_ROW:
            return False
        last = self.paragraph.lines[-1] if self.paragraph.lines else ""
        if last.endswith(("  ", "\\")):
            return True
        labels = readings(unmarked(content))
        if _ends_clause(last, labels):
            return False
        if self.wrapped_before(content):
            return True
        if not labels or all(label.weak for label in labels):
            return self.markdown
        if self.markdown and "".join(self.paragraph.lines).count("**") % 2:
            # Bold that was opened goes on over the labelled lines up to where it is closed.
            self.paragraph.lines[-1] += "  "
            return True
        return False

    def hangs_below(self, content: str, indent: int) -> bool:
        """Whether a line of plain text begins below the text of the labelled line it goes on with, and goes on.

        A title's text may be set below it in the same way: it begins with a capital, and the title is short.
        """
        if self.markdown or self.blank or not self.paragraph or not self.paragraph.lines or indent not in self.hangs:
            return False
        last = self.paragraph.lines[-1].rstrip()
        if begins_item(content) or last[-1:] in _STOPS:
            return False
        return content[0].islower() or content[0] in "([" or printed_width(last) >= NARROWEST_WRAPPED

    def continues(self, content: str) -> bool:
        """Whether a line that is not indented goes on with an item's paragraph (CommonMark's lazy continuation)."""
        if self.paragraph is None or self.blank or self.item(content) or _ATX.match(content):
            return False
        return self.markdown or self.wrapped_before(content)

    def leave_items(self, indent: int) -> None:
        """Close the list items that begin at ``indent`` or further right, or whose content does by more than a slip."""
        while self.items:
            begins, content = self.items[-1]
            if begins < indent >= content - (1 if len(self.items) == 1 else 2):
                return
            self.items.pop()
            self.flush()

    def underline(self, content: str) -> bool:
        """A line of ``=`` or ``-`` under a paragraph makes it a heading; ``=`` does so over blank lines too."""
        if not _SETEXT.match(content) or (self.blank and content[0] == "-"):
            return False
        if self.paragraph and self.paragraph.kind is not BlockKind.TABLE_ROW and not self.blank:
            paragraph = self.paragraph
            self.split_heading(paragraph)
            self.start_as(paragraph, level=1 if content[0] == "=" else 2)
            self.flush()
        return True

    def split_heading(self, paragraph: _Paragraph) -> None:
        """Only the last line stands over its underline when the lines before it were broken on purpose."""
        if len(paragraph.lines) > 1 and paragraph.lines[-2].endswith(("  ", "\\")):
            before = _Paragraph(paragraph.kind, paragraph.depth, paragraph.marker, lines=paragraph.lines[:-1])
            paragraph.lines[:] = paragraph.lines[-1:]
            paragraph.marker = ""
            self.paragraph = before
            self.flush()

    def start_as(self, paragraph: _Paragraph, *, level: int) -> None:
        paragraph.kind, paragraph.level = BlockKind.HEADING, level
        self.paragraph = paragraph

    def thematic(self, content: str) -> bool:
        """A line drawn between paragraphs; it prints no text."""
        if not _RULE.match(content):
            return False
        self.flush()
        return True

    def read_row(self, content: str, depth: int) -> None:
        self.flush()
        if _TABLE_RULE.match(content):
            return
        if not content.strip("| \t"):
            return
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", content.strip().strip("|"))]
        self.start(BlockKind.TABLE_ROW, depth)
        self.add(" | ".join(cells))
        self.flush()

    def start(self, kind: BlockKind, depth: int, marker: str = "", level: int = 0) -> None:
        self.flush()
        self.paragraph = _Paragraph(kind, depth, marker, level)

    def add(self, content: str) -> None:
        if self.paragraph:
            self.paragraph.lines.append(content)

    def close(self) -> None:
        """The end. A fence that nothing closed is a slip, and no reason to read no labels below it."""
        if self.fence and self.paragraph and self.paragraph.kind is BlockKind.CODE:
            self.paragraph.kind = BlockKind.PARAGRAPH
        self.flush()

    def flush(self) -> None:
        paragraph, self.paragraph = self.paragraph, None
        if not paragraph:
            return
        text, emphasis, links = read_marks("".join(_joined(paragraph.lines)))
        if not text:
            return
        block = Block(
            kind=paragraph.kind,
            text=text,
            level=paragraph.level,
            depth=paragraph.depth,
            marker=paragraph.marker,
            emphasis=emphasis,
            links=links,
        )
        self.blocks.append(block)


_STOPS = ".;:!?。；：！？"


def _hangs(content: str, indent: int, *, marker: bool) -> frozenset[int]:
    """Where the text of a line begins: behind its bullet or label, and behind each gap that is set like a tab."""
    columns = {indent} if marker else set()
    columns.update(indent + label.end for label in readings(content))
    columns.update(indent + found.end() for found in _GAP.finditer(content[:80]))
    return frozenset(columns)


def _ends_clause(last: str, labels: tuple[Label, ...]) -> bool:
    """Whether a line ended a sentence and a label begins the next, however full the line was."""
    if not labels or all(label.weak for label in labels):
        return False
    end = last.rstrip()[-1:]
    return end in "。；：！？" or (end in ".;:!?" and not any(label.item for label in labels))


# Han and kana are set without blanks: a wrapped line goes on at once.
_UNSPACED = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines as one: "\\n" for a break that is printed, a blank (nothing between Han) for one that only wraps."""
    for line, after in pairwise([*lines, ""]):
        hard = line.endswith(("  ", "\\")) and not line.endswith("\\\\")
        yield line[:-1] if line.endswith("\\") and hard else line.rstrip()
        if not after:
            continue
        if hard:
            yield "\n"
        elif not (_UNSPACED.match(line.rstrip()[-1:]) and _UNSPACED.match(after[0])):
            yield " "
