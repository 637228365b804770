"""The text of one block while it is being read: white space folded as a browser folds it, ranges kept.

"Fees "  <b>" are"</b>  "due"        the pieces of markup
"Fees are due", strong 5–8           the block: markup adds no blank and loses none

White space is printed only when text follows it in the same block or cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from watcher.domain.document import Emphasis, EmphasisKind, Link
from watcher.extract.normalize import clean

Kind = TypeVar("Kind", bound=str)


class Line:
    """Collects pieces of text; what stands out and what leads elsewhere is opened and closed around them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.length = 0
        """Characters that were printed since the last block."""
        self._gap = ""
        """White space that is printed if more text follows: none, a blank or a line break."""
        self._begin = 0
        """Of the cell that is being read."""
        self._strong: dict[EmphasisKind, tuple[int, int]] = {}
        self._emphasis: list[tuple[int, int, EmphasisKind]] = []
        self._link: tuple[str, int] | None = None
        self._links: list[tuple[int, int, str]] = []

    def add(self, text: str) -> None:
        """More text, as it stands between two tags."""
        text = clean(text)
        folded = " ".join(text.split())
        if not folded:
            self._gap = self._gap or (" " if text else "")
            return
        if not self._gap and text[0].isspace():
            self._gap = " "
        self._put_gap()
        self._put(folded)
        self._gap = " " if text[-1].isspace() else ""

    def add_lines(self, text: str) -> None:
        """More text whose line ends are printed, as in ``pre``."""
        first, *rest = text.split("\n")
        self.add(first)
        for line in rest:
            self.break_line()
            self.add(line)

    def break_line(self) -> None:
        """A line break printed inside the block; none at the beginning of the block or of a cell."""
        if self.length > self._begin:
            self._gap = "\n"

    @property
    def broken(self) -> bool:
        """Whether nothing was printed since a line break."""
        return self._gap == "\n"

    def part_numbers(self) -> None:
        """A number printed higher or lower comes: behind another it is no further digit of it, "5" and "00" no 500."""
        if self._pieces and self._pieces[-1][-1:].isdigit():
            self._gap = self._gap or " "

    @property
    def bold(self) -> bool:
        """Whether all that was printed since the last block is one bold stretch that has ended."""
        return self.length > 0 and self._emphasis[:1] == [(0, self.length, EmphasisKind.STRONG)]

    def separate(self, mark: str) -> None:
        """The border between two cells of a row."""
        self._gap = " "
        self._put_gap()
        self._put(mark)
        self._begin = self.length
        self._gap = " "

    def open_emphasis(self, kind: EmphasisKind) -> None:
        count, start = self._strong.get(kind, (0, self.length))
        self._strong[kind] = (count + 1, start)

    def close_emphasis(self, kind: EmphasisKind) -> None:
        count, start = self._strong.get(kind, (0, 0))
        if count > 1:
            self._strong[kind] = (count - 1, start)
        elif count:
            del self._strong[kind]
            self._emphasis.append((start, self.length, kind))

    def open_link(self, target: str) -> None:
        """A link; one inside another, which browsers end there, begins where it stands."""
        self.close_link()
        self._link = (target, self.length)

    def close_link(self) -> None:
        if self._link:
            target, start = self._link
            self._links.append((start, self.length, target))
            self._link = None

    def clear(self) -> None:
        """A border of blocks where nothing was printed."""
        self._gap = ""
        if self._emphasis or self._links:
            self._emphasis, self._links = [], []

    def take(self) -> tuple[str, tuple[Emphasis, ...], tuple[Link, ...]]:
        """The finished text and its ranges; what is still open goes on in the next block."""
        whole = "".join(self._pieces)
        text = whole.strip(" \n")
        if text:
            offset = len(whole) - len(whole.lstrip(" \n"))
            emphasis = [*self._emphasis, *((start, self.length, kind) for kind, (_, start) in self._strong.items())]
            links = list(self._links)
            if self._link:
                links.append((self._link[1], self.length, self._link[0]))
            found = (
                text,
                tuple(Emphasis(*range_) for range_ in _joined(emphasis, text, offset)) if emphasis else (),
                tuple(Link(*range_) for range_ in _joined(links, text, offset)) if links else (),
            )
        else:
            found = ("", (), ())
        self._pieces, self.length, self._begin, self._gap = [], 0, 0, ""
        self._strong = {kind: (count, 0) for kind, (count, _) in self._strong.items()}
        self._link = (self._link[0], 0) if self._link else None
        self._emphasis, self._links = [], []
        return found

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)

    def _put_gap(self) -> None:
        if self._gap and self.length:
            self._put(self._gap)
        self._gap = ""


def _joined(ranges: Iterable[tuple[int, int, Kind]], text: str, offset: int) -> list[tuple[int, int, Kind]]:
    """Ranges without blank ends, those of one kind that touch or are parted only by blanks made one."""
    out: list[tuple[int, int, Kind]] = []
    newest: dict[Kind, int] = {}
    for start, end, kind in sorted(ranges):
        start, end = max(0, start - offset), min(len(text), end - offset)
        while start < end and text[start] in " \n":
            start += 1
        while end > start and text[end - 1] in " \n":
            end -= 1
        if start >= end:
            continue
        last = newest.get(kind)
        if last is not None and not text[out[last][1] : start].strip():
            out[last] = (out[last][0], max(end, out[last][1]), kind)
        else:
            newest[kind] = len(out)
            out.append((start, end, kind))
    return out
