"""The notice clock in words, a line each.

effective 2026-12-20, first seen 2026-11-06, promised 30                    left to the reader to reckon
Takes effect on 2026-12-20, 44 days after the new text was first seen.
"""

from __future__ import annotations

from functools import reduce

from watcher.domain.notice import NoticeClock, Promise, StatedDate, earliest
from watcher.domain.sentence import Sentence, several
from watcher.locale.words import amount
from watcher.redline.visible import harmless


def notice_lines(clock: NoticeClock) -> tuple[Sentence, ...]:
    """What the clock says, the most important first; every line is harmless to show, none is a verdict."""
    said = [_silence(clock), _dates(clock), _promise(clock), *_laws(clock)]
    return tuple(harmless(line) for line in said if line)


def notice_words(clock: NoticeClock) -> Sentence:
    """The same in the few words that a subject has room for."""
    if clock.repeated is not None:
        return harmless(Sentence("silently: still dated {date}", date=clock.repeated.shown))
    if clock.applies is None:
        return Sentence("no effective date stated")
    return harmless(Sentence("effective {date}", date=clock.applies.shown))


def _silence(clock: NoticeClock) -> Sentence | None:
    if clock.repeated is None:
        return None
    date = clock.repeated.shown
    if clock.updated is None:
        return Sentence("Silent change: the text changed, the date since when it applies ({date}) did not.", date=date)
    return Sentence("Silent change: the text changed, the date of its last update ({date}) did not.", date=date)


def _dates(clock: NoticeClock) -> Sentence:
    given = clock.given
    if given is not None and clock.applies is not None:
        day = clock.applies.shown
        if given < 0:
            return Sentence(
                "In effect since {date}, {days} before the new text was first seen.", date=day, days=_days(-given)
            )
        return Sentence(
            "Takes effect on {date}, {days} after the new text was first seen.", date=day, days=_days(given)
        )
    if not clock.dated:
        vague = tuple(each.shown for each in (clock.effective, clock.updated) if each is not None)
        if vague:
            return Sentence("No date is stated, only: {dates}.", dates=vague)
        return Sentence("No date is stated anywhere in the new text.")
    if clock.applies is not None:
        return Sentence("Effective date as printed: {date}.", date=clock.applies.shown)
    if clock.updated is None:
        return Sentence("From when the change applies is not stated.")
    return _updated(clock.updated, clock.updated_before)


def _updated(now: StatedDate | None, before: StatedDate | None) -> Sentence:
    date = now.shown if now else ""
    if before and before.shown != date:
        return Sentence(
            "No effective date is stated; last updated {date} (before: {before}).", date=date, before=before.shown
        )
    return Sentence("No effective date is stated; last updated {date}.", date=date)


def _promise(clock: NoticeClock) -> Sentence:
    if not clock.promised:
        return Sentence("The previous text promises no notice of changes that could be read from it.")
    promised = reduce(_and, (_promised(each) for each in clock.promised))
    if clock.kept is not False:
        return Sentence("Notice promised by the previous text: {promised}.", promised=promised)
    longest = max(clock.promised, key=lambda each: each.days)
    return Sentence(
        "Notice promised by the previous text: {promised}. "
        "Counted from the first sight of the new text, {longest} end on {date}.",
        promised=promised,
        longest=amount(longest.shown),
        date=earliest(longest, clock.first_seen.date()).isoformat(),
    )


def _promised(promise: Promise) -> str:
    notice = amount(promise.shown)
    return Sentence("{notice} (clause {clause})", notice=notice, clause=promise.place) if promise.place else notice


def _and(said: str, another: str) -> Sentence:
    return Sentence("{said}; {another}", said=said, another=another)


def _laws(clock: NoticeClock) -> list[Sentence]:
    return [
        Sentence(
            "{title} (in force since {date}): {says}. Source: {source}.",
            title=Sentence(law.title),
            date=law.in_force.isoformat(),
            says=Sentence(law.says),
            source=law.source,
        )
        for law in clock.laws
    ]


def _days(count: int) -> Sentence:
    return several(count, "1 day", "{count} days")
