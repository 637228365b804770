"""Pages made to cost: each is read, or refused with a reason, within the memory and processor time of its own process.

The limits are the kernel's, set in the child (RLIMIT_AS, RLIMIT_CPU): whoever exceeds them dies, whatever else the
machine does.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest

pytest.importorskip("resource")

READER = """
import resource, sys
from watcher.domain.agreement import Cut
from watcher.domain.errors import Unreadable
from watcher.domain.snapshot import Snapshot
from watcher.extract import read

body, selects = eval(sys.argv[1]), eval(sys.argv[2])
megabytes, seconds = int(sys.argv[3]), int(sys.argv[4])
resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
for select in selects:
    try:
        document = read(Snapshot(body=body, content_type="text/html", url="https://x.example/"), Cut(select=select))
        print("read", document.text.count("You shall pay the fees"))
    except Unreadable as error:
        print(error.reason, 0)
"""
CLAUSE = "b'<p>1. You shall pay the fees that are due under this agreement.</p>'"


def outcomes(
    body: str, selects: Sequence[tuple[str, ...]] = ((),), *, megabytes: int = 1500, seconds: int = 30
) -> list[list[str]]:
    """How a page was read with each cut, and how often the clause was. ``body`` is the expression that makes it."""
    command = [sys.executable, "-c", READER, body, repr(selects), str(megabytes), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:] or f"ended by signal {-done.returncode}"
    return [line.split() for line in done.stdout.splitlines()]


READ = {
    "levels": f"b'<div>' * 100_000 + {CLAUSE}",
    "inline levels": f"b'<b><i>' * 50_000 + {CLAUSE}",
    "tables in tables": f"b'<table><tr><td>' * 20_000 + {CLAUSE}",
    "hidden in hidden": f"b'<div hidden>a b c d e f g h i j k l m.' * 1_500 + {CLAUSE} * 3_000",
    "hidden beside hidden": f"{CLAUSE} + b'<div class=a hidden>a b.</div>' * 30_000",
    "tags": f"b'<i></i>' * 300_000 + {CLAUSE}",
    "names of furniture in each other": f"b'<div class=menu>' * 900 + b'<i></i>' * 50_000 + {CLAUSE}",
    "attributes": f"b'<p title=\"' + b'x' * 8_000_000 + b'\" class=\"' + b'a ' * 2_000_000 + b'\"></p>' + {CLAUSE}",
    "styles": f"b'<p style=\"' + b'display:' * 500_000 + b'\"></p>' + {CLAUSE}",
    "null bytes": f"b'\\0 '.join([{CLAUSE}] * 900)",
    "a long text": f"b'<p>' + b'word ' * 2_000_000 + b'</p>' + {CLAUSE}",
    "a long word": f"b'<p>' + b'a' * 20_000_000 + b'</p>' + {CLAUSE}",
    "a long run of dots": f"b'<p>' + b'.' * 2_000_000 + b'</p>' + {CLAUSE}",
    "a long label": f"b'<p>' + b'1.' * 2_000_000 + b' x</p>' + {CLAUSE}",
    "brackets": f"b'<p>' + b'(' * 3_000_000 + b'</p>' + {CLAUSE}",
    "blanks": f"b'<p>a' + b' ' * 20_000_000 + b'b</p>' + {CLAUSE}",
    "entities": f"b'<p>' + b'&amp;&#x41;&nosuch;' * 300_000 + b'</p>' + {CLAUSE}",
    "an entity bomb": "b'<!DOCTYPE x [<!ENTITY a \"' + b'a' * 1000 + b'\">' + b''.join(b'<!ENTITY a%d \"%s\">'"
    f" % (n, b'&a;' * 9) for n in range(9)) + b']>' + {CLAUSE}",
    "templates in templates": f"b'<template>' * 5_000 + {CLAUSE} + b'</template>' * 5_000 + {CLAUSE}",
    "templates beside templates": f"b'<script type=text/template><p>x</p></script>' * 20_000 + {CLAUSE}",
    "a template in itself": f"b'<script type=text/template><p>' * 900 + b'</script>' + {CLAUSE}",
    "comments without end": f"{CLAUSE} + b'<!--' * 500_000",
    "frames without end": f"b'<iframe><noscript>' * 100_000 + {CLAUSE}",
    "links": f"b'<a href=x>' * 100_000 + b'</a>' + {CLAUSE}",
    "lists": f"b'<ol reversed>' + b'<li value=9999999999>a' * 40_000 + b'</ol>' + {CLAUSE}",
    "headings": f"b'<h2>Privacy Policy</h2><p>Terms.</p>' * 10_000 + {CLAUSE}",
    "protected addresses": f"b'<a data-cfemail=' + b'ab' * 1_000_000 + b'>x</a>' + {CLAUSE}",
    "rows": f"b'<table>' + b'<tr><td>a<td>b' * 20_000 + b'</table>' + {CLAUSE}",
    "breaks": f"b'a<br>' * 100_000 + {CLAUSE}",
    "a charset per byte": f"b'<meta charset=' * 200_000 + b'>' + {CLAUSE}",
}


@pytest.mark.parametrize("body", READ.values(), ids=READ)
def test_a_page_that_is_made_to_cost_is_read_within_its_limits(body: str) -> None:
    ((word, count),) = outcomes(body)
    assert word == "read"
    assert int(count) >= 1


REFUSED = {
    "100 MB of text": ("b'<p>' + b'a b. ' * 20_000_000", "limits"),
    "a million and more tags": ("b'<i></i>' * 1_100_000", "limits"),
    "nothing but null bytes": ("b'\\0' * 10_000_000", "empty"),
}


@pytest.mark.parametrize(("body", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_page_beyond_the_limits_is_refused_with_its_reason(body: str, reason: str) -> None:
    assert outcomes(body, megabytes=2500) == [[reason, "0"]]


SELECTORS = (
    "p ~ p ~ p ~ p",
    "p + p, p ~ p, body p",
    "* * * * * * * *",
    ":not(p p):not(* > p)",
    "p:nth-last-child(2n+1)",
    "xpath://p/following-sibling::p/preceding-sibling::p",
    "xpath://*[.//*[.//*[.//p]]]",
    "xpath://p[contains(translate(string(..), 'abc', 'xyz'), 'q')]",
    "xpath://p[not(. = preceding::p)]",
    "xpath:(//*)[count(//*) > count(//p)]//p",
    "xpath://*[count(ancestor::*[count(ancestor::*) > 2]) > 2]",
    "xpath:" + "//*" * 200,
)


SHAPES = {
    "siblings": "b'<p>a' * 20_000",
    "levels": "b'<div>' * 1_500 + b'<p>a' * 8_000",
    "lists": "b'<ul><li><p>a</ul>' * 7_000",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_no_selector_runs_for_ever_on_any_page(shape: str) -> None:
    found = outcomes(shape, [(selector,) for selector in SELECTORS], seconds=120)
    assert len(found) == len(SELECTORS)
    assert {word for word, _ in found} <= {"read", "selector"}
