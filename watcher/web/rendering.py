"""Templates to pages. Everything is escaped; a value that a template needs and is not given is a fault."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from watcher.locale import Locale, locale
from watcher.redline.html import anchor


def render(template: str, values: Mapping[str, object], speaking: Locale) -> str:
    """The page that a template makes of ``values``, in the words of a locale.

    Templates mark their own words with ``_()``. Sentences that come from elsewhere go through the filter ``say``,
    words in a row through ``listed``.
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
    environment.globals["locale"] = speaking
    environment.filters["moment"] = speaking.moment
    environment.filters["say"] = speaking.say
    environment.filters["listed"] = speaking.listed
    environment.filters["anchor"] = anchor
    return environment
