"""In which language the program speaks: the words of pages and messages, and how moments are printed.

The catalogues are GNU gettext files, one folder a language, in it one file a room; the message id is the English text.
``scripts/messages.py`` brings them up to date, and a test fails as long as a message is missing in one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cache
from importlib.resources import files

from watcher.domain.sentence import Sentence, fill

DEFAULT = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A language that pages and messages can speak."""

    name: str
    """As its speakers call it."""
    tag: str
    """BCP 47."""
    comma: str
    """What stands between the words of a list."""


SPOKEN = {
    "en": Spoken(name="English", tag="en", comma=", "),
    "zh": Spoken(name="中文", tag="zh-Hans", comma="、"),
}
"""By the name that configuration and addresses use. To add one is an entry here and a folder of catalogues."""
LANGUAGES = {language: one.name for language, one in SPOKEN.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """One language of pages and messages."""

    language: str
    """One of ``SPOKEN``."""
    messages: Mapping[str, str] = field(repr=False)
    """English to this language; empty for English."""

    @property
    def tag(self) -> str:
        """The BCP 47 tag, for ``lang`` attributes."""
        return SPOKEN[self.language].tag

    def gettext(self, message: str) -> str:
        """A message by its English text; itself where the catalogues do not know it."""
        return self.messages.get(message, message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The message for a number of things; which of both English ones it is decides the number alone."""
        return self.gettext(one if count == 1 else many)

    def say(self, said: str) -> str:
        """A sentence in this language; words that are not ours, or not in the catalogues, stay as they are."""
        if not isinstance(said, Sentence):
            return self.gettext(said)
        return fill(
            self.gettext(said.template), {key: self._value(one) for key, one in said.values.items()}, self.comma
        )

    def listed(self, words: tuple[str, ...] | list[str]) -> str:
        """Words in a row, as this language separates them."""
        return self.comma.join(self.say(word) for word in words)

    @property
    def comma(self) -> str:
        """What stands between the words of a list."""
        return SPOKEN[self.language].comma

    def moment(self, at: datetime | None, zone: tzinfo = UTC) -> str:
        """A moment to the minute, with its zone where that is UTC; a dash for none."""
        if at is None:
            return "–"
        local = at.astimezone(zone)
        return f"{local:%Y-%m-%d %H:%M} {local.tzname() or ''}".rstrip()

    def _value(self, value: str | int | tuple[str, ...]) -> str | int | tuple[str, ...]:
        if isinstance(value, tuple):
            return tuple(self.say(word) for word in value)
        # A bare value may be words of a watched page: only what is marked as ours is said in another language.
        return self.say(value) if isinstance(value, Sentence) else value


@cache
def locale(language: str) -> Locale:
    """The locale of that name. Raises KeyError for one that is not in ``SPOKEN``."""
    if language not in SPOKEN:
        raise KeyError(language)
    return Locale(language=language, messages={} if language == DEFAULT else _catalogue(language))


ENGLISH = locale(DEFAULT)


def _catalogue(language: str) -> dict[str, str]:
    # Babel takes 40 ms to import, which a command that only speaks English need not wait for.
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for file in sorted(files("watcher.locale").joinpath(language).iterdir(), key=lambda one: one.name):
        if file.name.endswith(".po"):
            with file.open("rb") as stream:
                catalogue = read_po(stream, locale=language)
            found.update(
                (message.id, message.string)
                for message in catalogue
                if isinstance(message.id, str) and message.id and isinstance(message.string, str) and message.string
            )
    return found
