"""Templates to pages. Everything is escaped; a value that a template needs and is not given is a fault."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from watcher.redline.html import anchor
from watcher.web import pages
from watcher.web.site import Render


def renderer() -> Render:
    """What makes pages of templates."""
    environment = Environment(
        loader=PackageLoader("watcher.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = pages.moment
    environment.filters["anchor"] = anchor

    def render(name: str, values: Mapping[str, object]) -> str:
        return environment.get_template(name).render(values)

    return render
