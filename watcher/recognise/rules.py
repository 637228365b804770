"""The rules, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

from watcher.recognise.look import Look
from watcher.recognise.rules_history import (
    breaks_off,
    is_cut_off,
    is_other_audience,
    is_other_document,
    is_other_language,
    is_what_it_was,
    lost_clauses,
)
from watcher.recognise.rules_page import (
    asks_consent,
    asks_to_sign_in,
    challenges,
    is_empty,
    is_no_agreement,
    is_parked,
    is_shell,
    reports_error,
    sends_on,
)
from watcher.recognise.verdict import Verdict

Rule = Callable[[Look], Verdict | None]
"""Objects to a page, takes it for the agreement, or has nothing to say."""

RULES: tuple[Rule, ...] = (
    is_other_audience,
    breaks_off,
    is_what_it_was,
    challenges,
    is_shell,
    reports_error,
    is_parked,
    asks_to_sign_in,
    asks_consent,
    sends_on,
    is_empty,
    is_other_language,
    is_cut_off,
    is_other_document,
    lost_clauses,
    is_no_agreement,
)
"""What a page says of itself goes before what it lost: a sign-in page lost all clauses, but that is not the news."""
