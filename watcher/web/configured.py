"""How an agreement is watched, as the configuration says it."""

from __future__ import annotations

import json
from datetime import timedelta

from watcher.bootstrap import House
from watcher.domain.agreement import Agreement, Selector
from watcher.domain.sentence import Sentence, several


def rhythm(agreement: Agreement, house: House) -> Sentence:
    """How often it is checked."""
    schedule = house.settings.schedule
    if agreement.every is None and schedule.cron:
        return Sentence("as the schedule for all says: {cron}", cron=schedule.cron)
    every = agreement.every or schedule.every or house.schedule.every
    return Sentence("every {period}", period=_period(every))


def written(selector: Selector) -> str:
    """A selector as it is written in the configuration."""
    if isinstance(selector, str):
        return selector
    ends = {
        "startBefore": selector.start_before,
        "startAfter": selector.start_after,
        "endBefore": selector.end_before,
        "endAfter": selector.end_after,
    }
    return json.dumps({name: css for name, css in ends.items() if css is not None}, ensure_ascii=False)


def _period(period: timedelta) -> Sentence:
    """In the largest unit that leaves no rest."""
    seconds = int(period.total_seconds())
    if seconds % 86_400 == 0:
        return several(seconds // 86_400, "day", "{count} days")
    if seconds % 3600 == 0:
        return several(seconds // 3600, "hour", "{count} hours")
    if seconds % 60 == 0:
        return several(seconds // 60, "minute", "{count} minutes")
    return several(seconds, "second", "{count} seconds")
