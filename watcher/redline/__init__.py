"""Comparison → what people read. Word documents are in ``redline.docx``, which is slow to import."""

from watcher.redline.data import clauses_json, diff_json
from watcher.redline.groups import Order
from watcher.redline.head import Fact
from watcher.redline.html import to_html_fragment, to_html_page
from watcher.redline.markdown import to_markdown
from watcher.redline.sheet import DISCLAIMER, Layout
from watcher.redline.text import STYLES, Marks, Segment, to_segments, to_text

__all__ = [
    "DISCLAIMER",
    "STYLES",
    "Fact",
    "Layout",
    "Marks",
    "Order",
    "Segment",
    "clauses_json",
    "diff_json",
    "to_html_fragment",
    "to_html_page",
    "to_markdown",
    "to_segments",
    "to_text",
]
