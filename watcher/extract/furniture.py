"""What stands around an agreement: menus, footers, banners, contents, share bars.

Rules for elements, by what their markup says they are, each checked against what they hold: a `nav` that swallowed the
page is no menu. What blocks look like is judged in `edges` and `notes`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from watcher.extract.elements import Element, beginning
from watcher.extract.measure import Measure

_LITTLE = 60
_BANNER = 250
MUCH = 0.25
"""An element with more than this share of the page's prose is no furniture, whatever it calls itself."""


@dataclass(frozen=True, slots=True)
class ElementRule:
    """Elements that may be furniture, and what they must hold to be it."""

    name: str
    tags: frozenset[str]
    roles: frozenset[str]
    classes: re.Pattern[str] | None
    holds: Callable[[Measure, Element], bool]


def _anything(_: Measure, __: Element) -> bool:
    return True


def _no_title(found: Measure, element: Element) -> bool:
    """A header of the site, not the agreement's own, which holds its heading or its date."""
    inside = next(element.iterancestors("main", "article"), None) is not None
    return found.clauses == 0 and (not inside or (found.tops == 0 and found.link_share > 0.5))


def _no_clauses(found: Measure, _: Element) -> bool:
    return found.clauses <= 0.1 * found.words


def _links_or_controls(found: Measure, _: Element) -> bool:
    return found.link_share > 0.5 or (found.clauses == 0 and found.controls) or found.prose == 0


def _consent(found: Measure, _: Element) -> bool:
    # A section of a privacy policy about cookies has the word in its class as well, but asks for no click.
    return found.words < 600 and found.controls


def _asks_for_consent(found: Measure, _: Element) -> bool:
    return found.words < _BANNER and found.cookies > 0 and found.accepts > 0


def _dialog(found: Measure, _: Element) -> bool:
    return found.words < 3000 and found.controls


def _opens_nothing(found: Measure, element: Element) -> bool:
    """A button that does something, not the heading of a section that opens on a click."""
    if found.clauses or next(element.iterancestors(*_HEADINGS, "summary", "dt"), None) is not None:
        return False
    if any(element.get(name) is not None for name in _OPENS):
        return False
    panel = element.getnext()
    return panel is None or panel.tag == "button" or len(" ".join(beginning(panel, 4 * _PANEL).split())) < _PANEL


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PANEL = 80
_OPENS = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle", "data-target", "data-bs-target")


def _no_prose(found: Measure, _: Element) -> bool:
    if found.prose or found.clauses:
        return False
    return found.link_share > 0.4 or found.words <= 12 or found.controls


def _mark_controls(root: Element, sums: dict[Element, Measure]) -> None:
    """Note of each element whether buttons or fields stand in it. No element is passed twice."""
    marked: set[Element] = set()
    for control in root.iter("button", "input", "select"):
        for element in control.iterancestors():
            if element in marked:
                break
            marked.add(element)
            if element in sums:
                sums[element].controls = True


def _names(*names: str) -> re.Pattern[str]:
    """Whole words of class names and ids: "toc" in "toc-list" and "docs_toc__x1", not in "protocol"."""
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(names)})(?=$|[\s_-])", re.IGNORECASE)


_NONE: frozenset[str] = frozenset()

ELEMENT_RULES: tuple[ElementRule, ...] = (
    ElementRule("menu", frozenset({"nav"}), frozenset({"navigation", "menu", "menubar", "tablist"}), None, _no_clauses),
    ElementRule("page header", frozenset({"header"}), frozenset({"banner"}), None, _no_title),
    ElementRule("page footer", frozenset({"footer"}), frozenset({"contentinfo"}), None, _no_clauses),
    ElementRule("dialog", _NONE, frozenset({"dialog", "alertdialog"}), None, _dialog),
    ElementRule("search", frozenset({"search"}), frozenset({"search"}), None, _no_clauses),
    ElementRule("aside", frozenset({"aside"}), frozenset({"complementary"}), None, _links_or_controls),
    ElementRule("control", frozenset({"button"}), frozenset({"button", "toolbar"}), None, _opens_nothing),
    ElementRule("form", frozenset({"form"}), _NONE, None, _no_clauses),
    ElementRule(
        "consent banner",
        _NONE,
        _NONE,
        _names(
            "\\w*cookie\\w*",
            "\\w*consent\\w*",
            "gdpr",
            "modal",
            "popup",
            "overlay",
            "newsletter",
            "subscribe",
            "banner",
        ),
        _consent,
    ),
    # A banner without a name: what builds make of class names says nothing.
    ElementRule("consent banner", frozenset({"div", "section", "aside", "dialog"}), _NONE, None, _asks_for_consent),
    ElementRule(
        "contents",
        _NONE,
        _NONE,
        _names(
            "toc", "table-?of-?contents?", "on-this-page", "page-?nav", "anchor-?(?:nav|list|menu)", "TableOfContents?"
        ),
        _no_prose,
    ),
    ElementRule(
        "menu",
        _NONE,
        _NONE,
        _names(
            "breadcrumbs?",
            "crumbs?",
            "nav(?:igation|bar)?",
            "menu",
            "side-?bar",
            "share(?:-?bar)?",
            "sharing",
            "social",
            "related(?:-?(?:posts|articles|links))?",
            "recommend(?:ed|ations)?",
            "pagination",
            "pager",
            "(?:prev|next)-?(?:next|post|page)",
            "lang(?:uage)?s?-?(?:switch(?:er)?|select(?:or)?|picker|menu)?",
            "skip-?(?:link|nav|to-content)",
            "tags?",
            "comments?",
            "feedback",
            "rating",
            "copyright",
            "footer",
            "topbar",
            "toolbar",
            "crumb",
            "ads?",
            "advert\\w*",
            "promo",
        ),
        _no_prose,
    ),
)
"""Tried in this order; the first that fits says why an element was left out."""


def furniture_elements(
    root: Element, sums: dict[Element, Measure], holders: Collection[Element] = ()
) -> dict[Element, str]:
    """Elements that are furniture, with all that they hold, and the name of the rule that says so.

    ``sums`` says what stands under each element; ``holders`` are those that the agreement's heading stands in.
    """
    total = sums.get(root, Measure())
    _mark_controls(root, sums)
    found: dict[Element, str] = {}
    for element in root.iter():
        own = sums.get(element)
        if own is None or element is root:
            continue
        parent = element.getparent()
        if parent in found:
            found[element] = found[parent]
            continue
        if element in holders or (own.prose > MUCH * total.prose and own.prose > _LITTLE):
            continue
        name = _rule(element, own)
        if name:
            found[element] = name
    return found


def _rule(element: Element, own: Measure) -> str:
    tag, role = element.tag, element.get("role")
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:2000]
    heading = tag in _HEADINGS
    for rule in ELEMENT_RULES:
        fits = tag in rule.tags or role in rule.roles
        if not fits and rule.classes is not None and len(names) > 1 and not heading:
            fits = rule.classes.search(names) is not None
        if fits and rule.holds(own, element):
            return rule.name
    return ""
