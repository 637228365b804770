"""Templates to pages. Everything is escaped; a value that a template needs and is not given is a fault."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from watcher.locale import LANGUAGES, Locale, locale
from watcher.redline.html import anchor
from watcher.web.addresses import asked, path


def render(template: str, values: Mapping[str, object], speaking: Locale) -> str:
    """The page that a template makes of ``values``, in the words of a locale.

    Templates mark their own words with ``_()``. Sentences that come from elsewhere go through the filter ``say``,
    words in a row through ``listed``, names that data holds (``in_review``) through ``word``, and moments through
    ``moment``, which makes them ``<time>`` elements.
    """
    return _environment(speaking.language).get_template(template).render(values)


@cache
def _environment(language: str) -> Environment:
    speaking = locale(language)
    environment = Environment(
        loader=PackageLoader("watcher.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(speaking.gettext, speaking.ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(locale=speaking, languages=LANGUAGES, asset=asset, path=path, asked=asked)
    environment.filters.update(
        moment=moment,
        say=speaking.say,
        listed=speaking.listed,
        word=lambda name: speaking.gettext(str(name).replace("_", " ")),
        anchor=anchor,
    )
    return environment


def moment(at: datetime | None) -> str:
    """A moment for people and for programs; the script of the pages shows it in the reader's zone."""
    if at is None:
        return "–"
    utc = at.astimezone(UTC)
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%Y-%m-%d %H:%M:%S} UTC", f"{utc:%Y-%m-%d %H:%M} UTC"
    )


@cache
def asset(name: str) -> str:
    """Where pages ask for a static file: by an address that changes with its content."""
    content = (files("watcher.web") / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
