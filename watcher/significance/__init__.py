"""Changes → how much they matter, and why."""

from watcher.significance.assess import assess
from watcher.significance.categories import CATEGORIES, Evidence, categorize, explain
from watcher.significance.languages import prevailing
from watcher.significance.notice import laws, notice_clock
from watcher.significance.rules import Rule, read_rules, shipped_rules

__all__ = [
    "CATEGORIES",
    "Evidence",
    "Rule",
    "assess",
    "categorize",
    "explain",
    "laws",
    "notice_clock",
    "prevailing",
    "read_rules",
    "shipped_rules",
]
