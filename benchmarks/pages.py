"""From a page's bytes to clauses, against what others make text of pages with.

Recorded pages where the shared corpora are beside the checkout, or where ``WATCHER_SHARED`` says; else made ones.
Every tool reads the same pages in one process, each page once before the clock starts; the time is the processor's.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.site import WORDS
from watcher.clauses import outline
from watcher.domain.snapshot import Snapshot
from watcher.extract import read

PAGES = 40
ROUNDS = 3
SHARED = Path(os.environ.get("WATCHER_SHARED", Path(__file__).parents[2] / "shared"))


def main() -> None:
    folder = SHARED / "corpus" / "pages"
    pages, kind = (recorded(folder), "recorded") if folder.is_dir() else (made(), "made")
    size = statistics.median(len(page) for page in pages) / 1000
    print(f"{len(pages)} {kind} pages, median {size:.0f} kB; milliseconds a page, the best of {ROUNDS} rounds")
    for name, tool in TOOLS.items():
        spent, words = measured(tool, pages)
        print(
            f"  {name:<34} median {statistics.median(spent):7.1f}   90% {sorted(spent)[int(0.9 * len(spent))]:7.1f}"
            f"   slowest {max(spent):7.1f}   {words:,} words"
        )


def measured(tool: Callable[[bytes], str], pages: list[bytes]) -> tuple[list[float], int]:
    """The best time of each page, in milliseconds, and the words of all."""
    words = sum(len(tool(page).split()) for page in pages)
    best = [float("inf")] * len(pages)
    for _ in range(ROUNDS):
        for number, page in enumerate(pages):
            start = time.process_time()
            tool(page)
            best[number] = min(best[number], 1000 * (time.process_time() - start))
    return best, words


def recorded(folder: Path) -> list[bytes]:
    """Pages from all over the replay index of a folder, as many from each document."""
    lines = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines() if line]
    files = [folder / line["file"] for line in lines if line["file"].endswith((".html", ".html.gz"))]
    step = max(1, len(files) // PAGES)
    return [gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes() for file in files[::step]]


def made() -> list[bytes]:
    """Agreements of three to thirty thousand words with a site's scripts, styles and menus around them."""
    return [_page(random.Random(seed), 30 + 270 * seed // PAGES) for seed in range(PAGES)]


def _page(chance: random.Random, clauses: int) -> bytes:
    menu = "".join(f"<li class=item><a href='/{word}'>{word}</a></li>" for word in chance.sample(WORDS, 30))
    body = []
    for number in range(clauses):
        if number % 10 == 0:
            body.append(f"<h2 id=s{number}>{number // 10 + 1}. {' '.join(chance.choices(WORDS, k=3)).title()}</h2>")
        text = " ".join(chance.choices(WORDS, k=80)).capitalize()
        body.append(f"<p><b>{number // 10 + 1}.{number % 10 + 1}</b> You shall {text} under <a href=/x>this</a>.</p>")
    scripts = "<script>var a = {};</script><style>.a { color: red }</style>" * 60
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Terms of Service</title>{scripts}</head><body><nav><ul>"
        f"{menu}</ul></nav><main><h1>Terms of Service</h1>{''.join(body)}</main><footer><ul>{menu}</ul></footer></body>"
    ).encode()


def _watcher(page: bytes) -> str:
    tree = outline(read(Snapshot(body=page, content_type="text/html"), title="Terms of Service"))
    return " ".join(f"{clause.label} {clause.heading} {clause.text}" for clause in tree.clauses)


def _document(page: bytes) -> str:
    return read(Snapshot(body=page, content_type="text/html"), title="Terms of Service").text


def _soup(page: bytes) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(page, "lxml").get_text(" ")


def _trafilatura(page: bytes) -> str:
    import trafilatura

    return trafilatura.extract(page) or ""


def _html2text(page: bytes) -> str:
    import html2text

    return html2text.html2text(page.decode("utf-8", "replace"))


def _inscriptis(page: bytes) -> str:
    from inscriptis import get_text  # type: ignore[import-untyped]

    return str(get_text(page.decode("utf-8", "replace")))


TOOLS: Mapping[str, Callable[[bytes], str]] = {
    "watcher, bytes to clauses": _watcher,
    "watcher, bytes to blocks": _document,
    "BeautifulSoup get_text (lxml)": _soup,
    "trafilatura": _trafilatura,
    "html2text": _html2text,
    "inscriptis": _inscriptis,
}
