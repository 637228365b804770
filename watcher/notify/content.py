"""The two parts of a mail, from templates: plain text, and HTML with its styles written into the elements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from watcher.locale import ENGLISH, Locale, locale
from watcher.notify.headlines import severity_of, subject
from watcher.notify.messages import text_room, view
from watcher.notify.plain import one_line
from watcher.redline.groups import groups, weight_of
from watcher.redline.sheet import DISCLAIMER
from watcher.services.ports import Notice

TEMPLATES = Path(__file__).parent / "templates"
MOST_CHANGES = 150
"""Changes that a mail tries to show at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a mail says."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much of the notices a mail shows: the most severe changes among all, and how many notices."""

    changes: int
    notices: int

    @classmethod
    def whole(cls, notices: Sequence[Notice]) -> Measure:
        changes = sum(len(groups(notice.recorded.comparison)) for notice in notices if notice.recorded)
        return cls(changes=min(changes, MOST_CHANGES), notices=len(notices))

    def smaller(self, share: float) -> Measure | None:
        """Less of it, for a mail that must shrink to ``share`` of its size; none when nothing can be left out."""
        if self.changes:
            return Measure(changes=min(int(self.changes * share), self.changes - 1), notices=self.notices)
        if self.notices > 1:
            return Measure(changes=0, notices=max(1, min(int(self.notices * share), self.notices - 1)))
        return None


def content(
    notices: Sequence[Notice], subscriber: str, measure: Measure, *, ending: str = "", spoken: Locale = ENGLISH
) -> Content:
    """The words of one mail about one or several notices, the most severe notice first, in the language spoken."""
    ordered = sorted(notices, key=severity_of, reverse=True)
    told = ordered[: measure.notices]
    counts = _shares(told, measure.changes)
    room = text_room(measure.changes)
    title = spoken.say(subject(ordered))
    said = {
        "lang": spoken.tag,
        "subject": title,
        "notices": [
            view(notice, shown=count, room=room, locale=spoken) for notice, count in zip(told, counts, strict=True)
        ],
        "more_notices": len(ordered) - len(told),
        "subscriber": one_line(subscriber),
        "ending": ending,
        "disclaimer": spoken.say(DISCLAIMER) if any(notice.recorded for notice in told) else "",
    }
    html = _environment(spoken.language, escaped=True).get_template("mail.html.j2").render(said)
    text = _environment(spoken.language, escaped=False).get_template("mail.txt.j2").render(said)
    return Content(subject=title, text=text.strip("\n") + "\n", html=_inliner().inline(html))


def _shares(notices: Sequence[Notice], changes: int) -> list[int]:
    """How many changes of each notice are among the most severe of all."""
    every = [
        (weight_of(group), index)
        for index, notice in enumerate(notices)
        if notice.recorded
        for group in groups(notice.recorded.comparison)
    ]
    every.sort(key=lambda entry: entry[0], reverse=True)
    shown = [index for _, index in every[:changes]]
    return [shown.count(index) for index in range(len(notices))]


@cache
def _environment(language: str, *, escaped: bool) -> Environment:
    """HTML is escaped whatever a template is called; text is not, so that it reads as it was written."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escaped,  # noqa: S701  unescaped only for the text part, which nothing interprets
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    spoken = locale(language)
    # The extension adds this method, which Jinja's types do not know.
    environment.install_gettext_callables(spoken.gettext, spoken.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment


@cache
def _inliner() -> CSSInliner:
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
