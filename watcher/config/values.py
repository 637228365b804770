"""What single values may look like: durations, sizes, cron lines, names. Each parser takes what TOML holds.

A parser gives the value in its own type or raises ``Refused``, which says what was expected and what comes nearest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from watcher.locale import LANGUAGES

Choice = TypeVar("Choice", bound=StrEnum)

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
BYTES = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9}
LONGEST = timedelta(days=3650)

_DURATION = re.compile(r"([0-9]{1,9})([smhdw])")
_SIZE = re.compile(r"([0-9]{1,12})(B|kB|MB|GB)")
# What people write instead of "10m" or "20MB": "10 min", "2 hours", "20 mb", "20MiB", or the bare number.
_LOOSE = re.compile(r"\s{0,3}([0-9]{1,9})\s{0,3}([A-Za-z]{0,10})\s{0,3}")
_UNIT_WORDS = {
    **dict.fromkeys(("", "s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "week", "weeks"), "w"),
}
_SIZE_WORDS = {
    **dict.fromkeys(("", "b", "byte", "bytes"), "B"),
    **dict.fromkeys(("k", "kb", "kib"), "kB"),
    **dict.fromkeys(("m", "mb", "mib"), "MB"),
    **dict.fromkeys(("g", "gb", "gib"), "GB"),
}
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_PATTERN = re.compile(r"[a-z0-9._*?\[\]!-]{1,100}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_LANGUAGE_NAMES = {"english": "en", "chinese": "zh", "french": "fr", "german": "de", "中文": "zh", "英文": "en"}
_PARAMETER = re.compile(r"[^\s?#&=*/]{1,100}\*?")
# Capitals only: a password that was typed where its variable's name belongs is hardly ever all capitals.
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{0,99}")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
# A week day by number: "1" in "1-5" and "0,3", but not the step in "*/2".
_NUMBERED_DAY = re.compile(r"(?<![/0-9])[0-7](?![0-9])")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MACROS = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * sun"}


class Refused(ValueError):
    """A value that cannot be meant: what was expected, and the nearest valid value as it would be written."""

    def __init__(self, expected: str, nearest: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.nearest = nearest


def quoted(text: str) -> str:
    return f'"{text}"'


def nearest_of(word: str, valid: Iterable[str]) -> str:
    """The valid word that comes nearest, whatever its case; empty where none is near."""
    folded = {candidate.lower(): candidate for candidate in valid}
    found = get_close_matches(word.lower()[:100], folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def text(value: object, *, expected: str, longest: int = 300) -> str:
    """One line of printable characters; blanks at its ends are dropped."""
    if not isinstance(value, str):
        raise Refused(expected)
    trimmed = value.strip()
    if not trimmed:
        raise Refused(expected)
    if len(trimmed) > longest:
        raise Refused(f"{expected}, at most {longest} characters")
    if not trimmed.isprintable():
        raise Refused(f"{expected}, without line breaks and invisible characters")
    return trimmed


def line(value: object) -> str:
    """A title or a name."""
    return text(value, expected="text in quotes")


def optional_line(value: object) -> str:
    """A title or a name that may be left empty."""
    return "" if value == "" else line(value)


def truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    nearest = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
    raise Refused("true or false", nearest.get(str(value).lower()[:10], ""))


def port(value: object) -> int:
    expected = "a port, a whole number from 1 to 65535"
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 6:
        raise Refused(expected, value)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65_535:
        raise Refused(expected)
    return value


def one_of(value: object, *, known: Sequence[str]) -> str:
    """One of some words."""
    expected = f"one of {', '.join(known)}"
    if not isinstance(value, str) or value not in known:
        near = nearest_of(value.replace(" ", "_"), known) if isinstance(value, str) else ""
        raise Refused(expected, quoted(near) if near else "")
    return value


def duration(value: object, *, least: timedelta = timedelta(0)) -> timedelta:
    """``"30s"``, ``"10m"``, ``"6h"``, ``"2d"``, ``"1w"``."""
    expected = 'a duration such as "30s", "10m", "6h", "2d" or "1w"'
    exact = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if not exact:
        raise Refused(expected, _mended(value, _UNIT_WORDS))
    seconds = int(exact[1]) * SECONDS[exact[2]]
    if seconds > LONGEST.total_seconds():
        raise Refused("a duration of ten years at most")
    found = timedelta(seconds=seconds)
    if found < least:
        raise Refused(f"a duration of {int(least.total_seconds())}s at least")
    return found


def positive_duration(value: object) -> timedelta:
    return duration(value, least=timedelta(seconds=1))


def size(value: object) -> int:
    """``"500kB"``, ``"20MB"`` in bytes; the units are decimal."""
    expected = 'a size such as "500kB" or "20MB"'
    exact = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if not exact:
        raise Refused(expected, _mended(value, _SIZE_WORDS))
    found = int(exact[1]) * BYTES[exact[2]]
    if found == 0:
        raise Refused(f"{expected}, above zero")
    return found


def _mended(value: object, units: dict[str, str]) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or (isinstance(value, int) and value > 10**9):
        return ""
    loose = _LOOSE.fullmatch(str(value)[:40])
    unit = units.get(loose[2].lower(), "") if loose else ""
    return quoted(f"{loose[1]}{unit}") if loose and unit else ""


def cron(value: object) -> str:
    """Five fields, UTC. Week days by name: numbers mean different days to different programs."""
    expected = 'five cron fields such as "30 6 * * mon-fri" (minute, hour, day, month, week day by name)'
    if not isinstance(value, str):
        raise Refused(expected)
    fields = value.split()
    if len(fields) != 5:
        macro = _MACROS.get(value.strip().lower(), "")
        raise Refused(expected, quoted(macro) if macro else "")
    if _NUMBERED_DAY.search(fields[4]):
        named = " ".join([*fields[:4], _NUMBERED_DAY.sub(lambda day: _DAYS[int(day[0])], fields[4])])
        raise Refused("week days by name, mon to sun", quoted(named) if _is_cron(named) else "")
    found = " ".join(fields)
    if not _is_cron(found):
        raise Refused(expected)
    return found


def _is_cron(fields: str) -> bool:
    # Imported here: it costs a tenth of a second, and most configurations say "every".
    from apscheduler.triggers.cron import CronTrigger

    try:
        CronTrigger.from_crontab(fields, timezone=UTC)
    except ValueError:
        return False
    return True


def identifier(value: object) -> str:
    """An agreement's id. It reaches paths, addresses and headers, so few characters are taken."""
    expected = "an id of a-z, 0-9, dot, hyphen and underscore, beginning with a letter or digit, at most 100 characters"
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    slug = re.sub(r"[^a-z0-9._-]+", "-", value[:100].lower()).strip("-._") if isinstance(value, str) else ""
    raise Refused(expected, quoted(slug) if slug else "")


def pattern(value: object) -> str:
    """An agreement's id, or a pattern with ``*`` for some of them."""
    if isinstance(value, str) and _PATTERN.fullmatch(value):
        return value
    raise Refused('an agreement\'s id, or a pattern with * such as "weixin-*"')


def tag(value: object) -> str:
    return text(value, expected="a tag, a short text in quotes", longest=50)


def language(value: object) -> str:
    """A BCP 47 tag."""
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    known = _LANGUAGE_NAMES.get(value.strip().lower(), "") if isinstance(value, str) else ""
    raise Refused('a language tag such as "en" or "zh-Hans"', quoted(known) if known else "")


def spoken(value: object) -> str:
    """A language that messages can be written in."""
    if isinstance(value, str) and value in LANGUAGES:
        return value
    said = value.strip().lower() if isinstance(value, str) else ""
    near = _LANGUAGE_NAMES.get(said, re.split("[-_]", said)[0])
    raise Refused("one of " + ", ".join(map(quoted, LANGUAGES)), quoted(near) if near in LANGUAGES else "")


def parameter(value: object) -> str:
    """The name of a query parameter, or with ``*`` behind it all names that begin so; never all names."""
    if isinstance(value, str) and _PARAMETER.fullmatch(value):
        return value
    raise Refused('the name of a query parameter, or the beginning of some with * such as "ref_*"')


def variable(value: object) -> str:
    """The name of an environment variable, never the secret itself."""
    if isinstance(value, str) and _VARIABLE.fullmatch(value):
        return value
    raise Refused("the name of an environment variable in capitals, never the secret itself")


def header_name(value: object) -> str:
    """An HTTP field name (RFC 9110, section 5.1)."""
    if isinstance(value, str) and _HEADER.fullmatch(value):
        return value
    raise Refused('the name of an HTTP header such as "X-Remote-User"')


def choice(value: object, kind: type[Choice]) -> Choice:
    """A member of the enum, by its value."""
    valid = [str(member) for member in kind]
    if isinstance(value, str) and value in valid:
        return kind(value)
    near = nearest_of(value, valid) if isinstance(value, str) else ""
    raise Refused("one of " + ", ".join(quoted(each) for each in valid), quoted(near) if near else "")


def time_of_day(value: object) -> time:
    """``"08:00"``, on the clock of 24 hours."""
    expected = 'a time of day such as "08:00"'
    if not isinstance(value, str):
        raise Refused(expected)
    match = _TIME.fullmatch(value.strip())
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Refused(expected)
    if len(match[1]) < 2:
        raise Refused(expected, quoted(f"0{value.strip()}"))
    return time(int(match[1]), int(match[2]))


def time_zone(value: object) -> ZoneInfo:
    """A name of the time zone database (IANA)."""
    name = text(value, expected='a time zone such as "Europe/Berlin" or "UTC"')
    known = available_timezones()
    if name not in known:
        raise Refused(
            'a time zone such as "Europe/Berlin" or "UTC"', quoted(near) if (near := nearest_of(name, known)) else ""
        )
    return ZoneInfo(name)
