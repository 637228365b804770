"""Small pages and PDFs that the tests of this room make themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from watcher.domain.agreement import Cut
from watcher.domain.document import Document
from watcher.domain.snapshot import Snapshot
from watcher.extract import read

CLAUSES = (
    "1. You shall use the services only as this agreement permits, and you are responsible for your account.",
    "2. We may suspend an account that breaks these terms, after notice of ten working days to the user.",
    "3. The fees are due on the first day of each month; a party that pays late shall pay interest.",
    "4. Our liability under this agreement is limited to the fees paid in the twelve months before the claim.",
    "5. Disputes are settled by the courts of the place where the provider has its seat, under the law there.",
)
ZH_CLAUSES = (
    "第一条 用户应当遵守本协议的约定，未经许可不得将服务用于其他用途，并对其账号承担责任。",
    "第二条 用户违反本协议的，平台有权在提前十个工作日通知后中止服务，并保留追究责任的权利。",
    "第三条 服务费用应当于每月第一日支付，逾期支付的一方应当按照约定承担违约责任。",
    "第四条 因本协议产生的争议，由服务提供方所在地有管辖权的人民法院依照法律规定处理。",
)


def page(body: str, head: str = "<title>Example</title>") -> bytes:
    return f"<!doctype html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


@pytest.fixture
def clauses() -> tuple[str, ...]:
    return CLAUSES


@pytest.fixture
def zh_clauses() -> tuple[str, ...]:
    return ZH_CLAUSES


@pytest.fixture
def paragraphs() -> Callable[..., str]:
    """Texts as paragraphs of HTML; the English clauses when none are given."""

    def make(texts: Sequence[str] = CLAUSES) -> str:
        return "".join(f"<p>{text}</p>" for text in texts)

    return make


@pytest.fixture
def read_page() -> Callable[..., Document]:
    """Read a page with this body, or these bytes as the whole page."""

    def make(
        body: str | bytes,
        cut: Cut | None = None,
        *,
        head: str = "<title>Example</title>",
        url: str = "https://terms.example/en/agreement",
        content_type: str = "text/html",
        title: str = "",
        languages: Sequence[str] = (),
    ) -> Document:
        whole = page(body, head) if isinstance(body, str) else body
        snapshot = Snapshot(body=whole, content_type=content_type, url=url)
        return read(snapshot, cut, title=title, languages=languages)

    return make


@pytest.fixture
def shown(read_page: Callable[..., Document]) -> Callable[..., list[str]]:
    """What a reader sees under ``body``: every block with its marker, however little it looks like an agreement."""

    def make(body: str, select: str = "body", **given: str) -> list[str]:
        document = read_page(body, Cut(select=(select,)), **given)
        return [f"{block.marker} {block.text}".strip() for block in document.blocks]

    return make


class PdfWriter:
    """Writes small PDFs: text at places, in Helvetica or, where that lacks the letters, in a composite font."""

    WIDTH, HEIGHT = 595, 842

    def __init__(self) -> None:
        self.pages: list[str] = []
        self.letters: list[str] = []
        self.title = ""
        self.encrypted = False
        self.picture = False

    def page(self, *lines: tuple[float, float, float, str]) -> PdfWriter:
        """One more page of lines: left, distance from the top, size (points), text."""
        said = [
            f"BT {self._font(text)} {size} Tf {left} {self.HEIGHT - top} Td {self._shown(text)} Tj ET"
            for left, top, size, text in lines
        ]
        if self.picture:
            said.append("q 400 0 0 600 50 50 cm /Pic Do Q")
        self.pages.append("\n".join(said))
        return self

    def column(self, texts: Sequence[str], left: float = 72, top: float = 100, size: float = 11) -> PdfWriter:
        """One more page with these lines below each other."""
        return self.page(*((left, top + 14 * number, size, text) for number, text in enumerate(texts)))

    def bytes(self) -> bytes:
        pages = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(self.pages)))
        fonts = "/Font << /F1 3 0 R /F2 4 0 R >> /XObject << /Pic 8 0 R >>"
        objects = {
            1: "<< /Type /Catalog /Pages 2 0 R >>",
            2: f"<< /Type /Pages /Count {len(self.pages)} /Kids [{pages}] >>",
            3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            4: "<< /Type /Font /Subtype /Type0 /BaseFont /Wide /Encoding /Identity-H /DescendantFonts [5 0 R]"
            " /ToUnicode 6 0 R >>",
            5: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Wide /DW 1000 /CIDSystemInfo"
            " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
            6: self._stream(self._to_unicode()),
            7: f"<< /Title {self._hex_title()} >>",
            8: self._stream(
                "0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
            ),
        }
        for number, content in enumerate(self.pages):
            objects[10 + 2 * number] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {self.WIDTH} {self.HEIGHT}]"
                f" /Resources << {fonts} >> /Contents {11 + 2 * number} 0 R >>"
            )
            objects[11 + 2 * number] = self._stream(content)
        return self._file(objects)

    def _file(self, objects: dict[int, str]) -> bytes:
        out, places = b"%PDF-1.7\n", {}
        for number, text in sorted(objects.items()):
            places[number] = len(out)
            out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
        start, size = len(out), max(objects) + 1
        rows = [
            f"{places[number]:010d} 00000 n \n" if number in places else f"{0:010d} 65535 f \n"
            for number in range(size)
        ]
        lock = ""
        if self.encrypted:
            secret = "<" + "ab" * 32 + ">"
            lock = f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O {secret} /U {secret} >>"
        tail = f"trailer << /Size {size} /Root 1 0 R /Info 7 0 R {lock} >>\nstartxref\n{start}\n%%EOF"
        return out + f"xref\n0 {size}\n{''.join(rows)}{tail}".encode("latin-1")

    def _font(self, text: str) -> str:
        return "/F1" if text.isascii() else "/F2"

    def _shown(self, text: str) -> str:
        if text.isascii():
            escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            return f"({escaped})"
        self.letters += [letter for letter in dict.fromkeys(text) if letter not in self.letters]
        return "<" + "".join(f"{self.letters.index(letter) + 1:04x}" for letter in text) + ">"

    def _to_unicode(self) -> str:
        rows = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for code, letter in enumerate(self.letters, 1)]
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(rows)} beginbfchar\n" + "\n".join(rows) + "\nendbfchar endcmap end end"
        )

    def _hex_title(self) -> str:
        return "<" + ("\ufeff" + self.title).encode("utf-16-be").hex() + ">"

    @staticmethod
    def _stream(content: str, more: str = "") -> str:
        return f"<< /Length {len(content)} {more} >>\nstream\n{content}\nendstream"


@pytest.fixture
def pdf() -> PdfWriter:
    return PdfWriter()
