"""What stands around an agreement: menus, footers, banners, contents, share bars.

Two kinds of rules: for elements, by what their markup says they are, each checked against what they hold (a `nav` that
swallowed the page is no menu); for runs of blocks inside the agreement's region, by what they look like. A block that
reads like a clause is never furniture by its looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from watcher.domain.document import Block, BlockKind
from watcher.extract.elements import Element
from watcher.extract.measure import Measure
from watcher.extract.vocabulary import CONTENTS

_LITTLE = 60
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


def _links_or_controls(found: Measure, element: Element) -> bool:
    return found.link_share > 0.5 or (found.clauses == 0 and _has_controls(element)) or found.prose == 0


def _consent(found: Measure, element: Element) -> bool:
    # A section of a privacy policy about cookies has the word in its class as well, but asks for no click.
    return found.words < 600 and _has_controls(element)


def _dialog(found: Measure, element: Element) -> bool:
    return found.words < 3000 and _has_controls(element)


def _opens_nothing(found: Measure, element: Element) -> bool:
    """A button that does something, not the heading of a section that opens on a click."""
    if found.clauses or next(element.iterancestors(*_HEADINGS, "summary", "dt"), None) is not None:
        return False
    if any(element.get(name) is not None for name in _OPENS):
        return False
    panel = element.getnext()
    return panel is None or panel.tag == "button" or len(panel.xpath("normalize-space(string())")) < _PANEL


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PANEL = 80
_OPENS = ("aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle", "data-target", "data-bs-target")


def _no_prose(found: Measure, element: Element) -> bool:
    if found.prose or found.clauses:
        return False
    return found.link_share > 0.4 or found.words <= 12 or _has_controls(element)


def _has_controls(element: Element) -> bool:
    return next(element.iter("button", "input", "select"), None) is not None


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


_STAMP = re.compile(
    r"\W*(?:(?:last )?(?:updated|modified|edited|published)(?: on)?:? ?(?:about |over )?(?:\d+|an?|one) "
    r"(?:second|minute|hour|day|week|month|year)s? ago|\d+ min(?:ute)?s? read"
    r"|\d+ (?:views?|reads|likes?|shares?|comments?)"
    r"|(?:阅读|浏览|点击)(?:量|次数|数)?\s*[：:]?\s*\d+|\d+\s*(?:分钟|小时|天|个月|年)前(?:更新|发布)?)\W*",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"\W*(?:share|print|copy(?: (?:link|as \w+|page|url|to clipboard))?|download(?: (?:pdf|as pdf))?"
    r"|edit(?: this page)?|back(?: to top)?|top|close|menu|search|next|previous|prev|view page|expand all|collapse all"
    r"|(?:see|show|view|read|hide) (?:more|less|all|details)|was this (?:page|article) helpful"
    r"|分享|打印|返回(?:顶部)?|上一篇|下一篇|关闭|复制(?:链接)?|展开|收起)\W*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\W*(?:stay (?:updated|up to date|in touch|connected|informed)\b.*|subscribe (?:to|for|now)\b.*"
    r"|follow us\b.*|(?:join|sign up (?:for|to)) .*newsletter.*"
    r"|related (?:articles|posts|documents|pages|links|resources|content)"
    r"|you (?:may|might) also (?:like|be interested in).*|share this (?:page|article|post)"
    r"|关注我们.*|相关(?:文章|阅读|推荐|链接))\W*",
    re.IGNORECASE,
)

# With a year, for "Copyright complaints are sent to …" is a clause.
_IMPRINT = re.compile(
    r"\W*(?:(?:©|\(c\)|copyright)[^.]{0,40}(?:19|20)\d\d.*|.*(?:版权所有|保留所有权利|all rights reserved)\W*"
    r"|(?:版权所有|版權所有).*|.*ICP\s?(?:备|证).*)",
    re.IGNORECASE,
)
_LAST = 6
_NOTE = 400
"""Characters; what is longer is no note beside the text, and is not tried against the patterns."""


def furniture_blocks(blocks: Sequence[Block], sizes: Sequence[Measure]) -> dict[int, str]:
    """Indexes of blocks that are furniture by their looks, and why."""
    out: dict[int, str] = {}
    out.update(_contents(blocks, sizes))
    for index, block in enumerate(blocks):
        if index in out or len(block.text) > _NOTE or (block.kind is BlockKind.HEADING and block.level == 1):
            continue
        if sizes[index].words <= 12 and _CALL.fullmatch(block.text):
            out[index] = "invitation"
        elif index >= len(blocks) - _LAST and sizes[index].clauses == 0 and _IMPRINT.fullmatch(block.text):
            out[index] = "imprint"
        elif sizes[index].words <= 12 and _STAMP.fullmatch(block.text):
            out[index] = "counter"
        elif sizes[index].words <= 5 and _CONTROL.fullmatch(block.text):
            out[index] = "control"
    return out


_LIST_OF_LINKS = 3
_LINKS_ON_TOP = 2
_ENTRY_WORDS = 25


def _contents(blocks: Sequence[Block], sizes: Sequence[Measure]) -> dict[int, str]:
    """Runs of blocks that are nothing but links: a table of contents with its heading, or a menu.

    A single block that is a link stays: agreements refer to other agreements in that way.
    """
    out: dict[int, str] = {}
    start, on_top = 0, True
    while start < len(blocks):
        end, links = start, 0
        while end < len(blocks) and _only_link(blocks[end], sizes[end]):
            links += max(1, len(blocks[end].links))
            end += 1
        inward = links > 0 and _inward(blocks[start:end])
        if links >= (_LINKS_ON_TOP if on_top and not inward else _LIST_OF_LINKS):
            why = "contents" if inward else "links"
            announced = start > 0 and blocks[start - 1].text.endswith((":", "："))
            if why == "contents" or (not announced and (on_top or end == len(blocks))):
                out.update(dict.fromkeys(range(start, end), why))
                if start and CONTENTS.fullmatch(blocks[start - 1].text):
                    out[start - 1] = why
        elif end > start or blocks[start].kind is not BlockKind.HEADING:
            on_top = False
        start = max(end, start + 1)
    return out


def _only_link(block: Block, size: Measure) -> bool:
    """Whether a block is an entry of a menu or of contents; a whole sentence that is a link is part of the text."""
    if block.kind is BlockKind.HEADING or not block.links or not 0 < size.words <= _ENTRY_WORDS:
        return False
    return size.linked >= size.words - 1


def _inward(blocks: Sequence[Block]) -> bool:
    """Whether most links lead to a place on the page itself."""
    targets = [block.links[0].target for block in blocks if block.links]
    return sum("#" in target for target in targets) > 0.7 * len(targets)
