"""Words of agreements in English, and the category that each leads to, a theme a file.

The notation is explained in ``terms``. A theme of its own is one more file and one more line here.
"""

from __future__ import annotations

from watcher.significance.english import (
    change,
    conduct,
    data,
    disputes,
    ending,
    keeping,
    liability,
    money,
    notice,
    ownership,
    plain,
)
from watcher.significance.signals import Signal

SIGNALS: tuple[Signal, ...] = (
    *change.SIGNALS,
    *notice.SIGNALS,
    *ending.SIGNALS,
    *money.SIGNALS,
    *liability.SIGNALS,
    *disputes.SIGNALS,
    *data.SIGNALS,
    *plain.SIGNALS,
    *keeping.SIGNALS,
    *ownership.SIGNALS,
    *conduct.SIGNALS,
)
