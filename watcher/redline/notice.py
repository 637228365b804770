"""The notice clock in words, a line each.

effective 2026-12-20, first seen 2026-11-06, promised 30                    left to the reader to reckon
Takes effect on 2026-12-20, 44 days after the new text was first seen.
"""

from __future__ import annotations

from watcher.domain.notice import NoticeClock, StatedDate, earliest
from watcher.redline.visible import visible


def notice_lines(clock: NoticeClock) -> tuple[str, ...]:
    """What the clock says, the most important first; every line is harmless to show, none is a verdict."""
    said = [_silence(clock), _dates(clock), _promise(clock), *_laws(clock)]
    return tuple(visible(line) for line in said if line)


def notice_words(clock: NoticeClock) -> str:
    """The same in the few words that a subject has room for."""
    if clock.silent and clock.updated is not None:
        return visible(f"silently: still dated {clock.updated.shown}")
    if clock.effective is None:
        return "no effective date stated"
    return visible(f"effective {clock.effective.shown}")


def _silence(clock: NoticeClock) -> str:
    if not clock.silent or clock.updated is None:
        return ""
    return f"Silent change: the text changed, the date of its last update ({clock.updated.shown}) did not."


def _dates(clock: NoticeClock) -> str:
    given = clock.given
    if given is not None and clock.effective is not None:
        day = clock.effective.shown
        if given < 0:
            return f"In effect since {day}, {_days(-given)} before the new text was first seen."
        return f"Takes effect on {day}, {_days(given)} after the new text was first seen."
    if not clock.dated:
        vague = [each.shown for each in (clock.effective, clock.updated) if each is not None]
        return (
            f"No date is stated, only: {', '.join(vague)}." if vague else "No date is stated anywhere in the new text."
        )
    if clock.effective is not None:
        return f"Effective date as printed: {clock.effective.shown}."
    return f"No effective date is stated; {_updated(clock.updated, clock.updated_before)}."


def _updated(now: StatedDate | None, before: StatedDate | None) -> str:
    was = f" (before: {before.shown})" if now and before and before.shown != now.shown else ""
    return f"last updated {now.shown}{was}" if now else ""


def _promise(clock: NoticeClock) -> str:
    if not clock.promised:
        return "The previous text promises no notice of changes that could be read from it."
    promised = "; ".join(f"{each.shown} (clause {each.place})" if each.place else each.shown for each in clock.promised)
    line = f"Notice promised by the previous text: {promised}."
    if clock.kept is False:
        longest = max(clock.promised, key=lambda each: each.days)
        day = earliest(longest, clock.first_seen.date()).isoformat()
        line += f" Counted from the first sight of the new text, {longest.shown} end on {day}."
    return line


def _laws(clock: NoticeClock) -> list[str]:
    return [
        f"{law.title} (in force since {law.in_force.isoformat()}): {law.says}. Source: {law.source}."
        for law in clock.laws
    ]


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
