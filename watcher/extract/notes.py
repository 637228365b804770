"""Short blocks that stand between clauses and are none: counters, controls, invitations, imprints.

"Updated 3 days ago"   "Was this article helpful?"   "上一篇：…"   "© 2026 Example. All rights reserved."

Each kind is one pattern for a whole block, in the languages that we know best. What a pattern does not know stays, and
is learned from the page's history if it moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from watcher.domain.document import Block, BlockKind, Document
from watcher.extract.measure import Measure, measure
from watcher.extract.vocabulary import LABELLED, NAMES

_CONTROL = "control"
_CONTROL_WORDS = 3
_NOWHERE = ("#", "#top")
_LONGEST = 400
"""Characters; what is longer is no note beside the text, and is not tried against the patterns."""
_NAME = 2
LAST = 6
"""An imprint stands among this many last blocks."""


@dataclass(frozen=True, slots=True)
class Note:
    """A kind of short block."""

    name: str
    words: int
    """It has no more of them."""
    pattern: re.Pattern[str]
    """Matched against the whole block."""
    last: bool = False
    """Whether it stands only at the end, and only where it does not read like a clause."""


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(alternatives)})\W*", re.IGNORECASE)


_AGO = "|".join(
    (
        r"(?:about |over |almost )?(?:\d+|an?|one|a few) (?:second|minute|hour|day|week|month|year)s? ago",
        r"il y a (?:environ )?(?:\d+|une?|quelques) (?:secondes?|minutes?|heures?|jours?|semaines?|mois|ans?)",
        r"vor (?:etwa )?(?:\d+|eine[mr]|wenigen) (?:Sekunden?|Minuten?|Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?)",
        r"hace (?:\d+|una?) (?:segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)",
        r"há (?:\d+|uma?) (?:segundos?|minutos?|horas?|dias?|semanas?|mês|meses|anos?)",
        r"(?:\d+|un[ao]?) (?:second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]) fa",
        r"(?:\d+|een) (?:seconden?|minuten|minuut|uur|dagen|dag|weken|week|maanden|maand|jaar) geleden",
        r"\d+\s*(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|周|週間|个月|個月|か月|ヶ月|年)前(?:に?更新|发布|發布)?",
    )
)
_LEAD = r"(?:[^\W\d]+[^\w\d]+){0,5}"
_COUNT = (
    r"(?:[\d.,]+[km]? (?:views?|reads|likes?|shares?|comments?|vues|aufrufe|visitas)"
    r"|(?:阅读|閱讀|浏览|瀏覽|点击|點擊|访问)(?:量|次数|次數|数)?\s*[：:]?\s*\d+\s*次?)"
)
_COUNTER = (
    rf"{_LEAD}(?:{_AGO})(?:[^\w\d]+[^\W\d]+){{0,2}}|\d+ min(?:ute)?s?(?: read)?|viewed [\d.,]+ times?|{_COUNT}"
    r"|(?:current|server|local) time\W{1,3}[\d :./T-]{4,30}(?:[ap]\.?m\.?|utc|gmt)?"
    r"|(?:page )?(?:generated|rendered|loaded|created) in [\d.,]{1,10} ?(?:ms|s|sec|seconds?|milliseconds?)"
)
# What stands on one line with a counter on portals: "发布时间：2026-03-01 10:22 来源：本站 字号：大 中 小".
_BESIDE = (
    r"(?:[\d\s:：/.,|·年月日-]|A[+-]|[大中小]|字号|字體|发布|發布|发表|更新|时间|日期"
    r"|来源|來源|本站|作者|编辑|于){0,80}"
)

NOTES: tuple[Note, ...] = (
    Note(
        "invitation",
        12,
        _any(
            r"stay (?:updated|up to date|in touch|connected|informed)\b.*|subscribe (?:to|for|now)\b.*|follow us\b.*",
            r"(?:join|sign up (?:for|to)) .*newsletter.*|you (?:may|might) also (?:like|be interested in).*",
            r"related (?:articles|posts|documents|pages|links|resources|content)|share this (?:page|article|post)",
            r"have (?:more|any) questions\??(?: (?:submit a request|contact us))?",
            r"abonnez-vous à .*|articles? (?:associés|similaires|connexes)|à lire aussi|suivez-nous\b.*",
            r"(?:verwandte|ähnliche|weitere) (?:beiträge|artikel|themen)|newsletter abonnieren|folgen sie uns\b.*",
            r"suscríbete .*|artículos relacionados|articoli correlati|artigos relacionados|gerelateerde artikelen",
            r"关注我们.*|關注我們.*|订阅我们.*|猜你喜欢|関連(?:記事|ページ|リンク)",
            r"相关(?:文章|阅读|推荐|链接|内容)|相關(?:文章|閱讀|連結)",
        ),
    ),
    Note(
        "imprint",
        60,
        _any(
            # With a year, for "Copyright complaints are sent to …" is a clause.
            r"(?:©|\(c\)|copyright)[^.]{0,40}(?:19|20)\d\d.*|.*(?:版权所有|保留(?:所有|一切)权利)|(?:版权所有|版權所有).*",
            r".*(?:all rights reserved|tous droits réservés|alle rechte vorbehalten|todos los derechos reservados"
            r"|tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden)",
            r".*ICP\s?(?:备|证|備|證).*|.*公网安备.*",
        ),
        last=True,
    ),
    Note("counter", 24, _any(rf"(?:{_COUNTER})(?:\s*[·•|]\s*(?:{_COUNTER})){{1,4}}")),
    Note(
        "counter",
        12,
        _any(
            _COUNTER,
            r"\d+ out of \d+ found this helpful|\d+ von \d+ fanden dies hilfreich",
            r"utilisateurs qui ont trouvé cela utile.*|\d+ 人中有 \d+ 人觉得有帮助",
        ),
    ),
    Note("counter", 40, _any(rf"{_BESIDE}{_COUNT}{_BESIDE}")),
    Note(
        _CONTROL,
        9,
        _any(
            r"share|print|copy(?: (?:link|as \w+|page|url|to clipboard))?|download(?: (?:pdf|as pdf))?",
            r"edit(?: this page)?|(?:back|go) to top|back|top|close|menu|search|next|previous|prev|view page",
            r"skip to (?:main )?content|(?:expand|collapse) all|(?:see|show|view|read|hide) (?:more|less|all|details)",
            r"(?:was|is|did) (?:this|that)(?: (?:page|article|information))? (?:helpful|useful|help)(?: to you)?",
            r"partager|imprimer|fermer|rechercher|suivant|précédent|(?:retour en )?haut(?: de (?:la )?page)?",
            r"cet article vous a-t-il été utile|cette page est-elle utile|aller au contenu(?: principal)?|voir plus",
            r"teilen|drucken|schließen|suche|weiter|zurück|(?:zurück )?nach oben|mehr anzeigen|weniger anzeigen",
            r"war (?:dieser|diese) (?:beitrag|artikel|seite) (?:hilfreich|nützlich)|zum (?:haupt)?inhalt(?: springen)?",
            r"compartir|imprimir|cerrar|buscar|volver arriba|¿?(?:fue|te resultó) útil (?:este artículo|esta página)",
            r"condividi|stampa|torna su|compartilhar|fechar|voltar ao topo|delen|afdrukken|naar boven",
            r"分享|打印|列印|返回(?:顶部|頂部|首页)?|上一[篇页]|下一[篇页頁]|关闭|關閉|复制(?:链接)?|展开(?:更多|全部)?|收起",
            r"跳到主要内容|(?:这篇文章|本文|此内容|本页|以上内容)(?:对您|是否)?(?:对您)?(?:有帮助|有用)(?:吗)?",
        ),
    ),
    Note(
        "neighbours",
        40,
        _any(
            r"(?:上一[篇页頁]|下一[篇页頁]|(?:previous|next)(?: (?:article|post|page))?|précédent|suivant|zurück|weiter"
            r"|anterior|siguiente)\s*[:：].*"
        ),
    ),
    Note(
        "share bar",
        9,
        _any(r"(?:share(?: (?:this|on|via|to))?|分享[到至]?|partager(?: sur)?|teilen(?: auf)?|compartir)\s*[:：].*"),
    ),
)
"""Tried in this order; the first that fits says why a block was left out."""


def note_of(block: Block, size: Measure, *, last: bool) -> str:
    """The name of the kind of note that a block is; empty where it is none. ``last``: whether it stands at the end."""
    if len(block.text) > _LONGEST or (block.kind is BlockKind.HEADING and block.level == 1):
        return ""
    for note in NOTES:
        if note.name == _CONTROL and block.kind is BlockKind.HEADING and size.words <= _NAME:
            continue  # "Share" may head a section, as "Collect" and "Use" do
        if size.words > note.words or (note.last and (not last or size.clauses)):
            continue
        if note.pattern.fullmatch(block.text) or (
            note.last and block.links and note.pattern.fullmatch(_unlinked(block))
        ):
            return note.name
    return _CONTROL if _leads_nowhere(block, size) else ""


def without_controls(document: Document) -> Document:
    """A text without what its page's controls left in it, each on a line of its own: ``[Toggle](#)``, "Back to top".

    A short word may be a heading ("Close", "Share"), so it counts only where it is a link to its own page.
    """
    gone = [block for block in document.blocks if _is_left_by_a_control(block)]
    if not gone:
        return document
    out = set(map(id, gone))
    return replace(
        document,
        blocks=tuple(block for block in document.blocks if id(block) not in out),
        left_out=(*document.left_out, *(f"{_CONTROL}: {block.text}" for block in gone)),
    )


def _is_left_by_a_control(block: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or len(block.text) > _LONGEST:
        return False
    size = measure(block)
    inward = len(block.links) == 1 and block.links[0].target.startswith("#")
    return (inward or size.words >= _CONTROL_WORDS) and note_of(block, size, last=False) == _CONTROL


def _leads_nowhere(block: Block, size: Measure) -> bool:
    """Whether a block is only a link that scripts listen to: ``<a href="#">Toggle</a>``.

    Not "Privacy Policy", which scripts may open in a window of its own, nor "1. Fees", the heading of folded text.
    """
    if block.kind is not BlockKind.PARAGRAPH or len(block.links) != 1 or size.words > _CONTROL_WORDS:
        return False
    link = block.links[0]
    whole = (link.start, link.end) == (0, len(block.text))
    return whole and link.target.endswith(_NOWHERE) and not (NAMES.search(block.text) or LABELLED.match(block.text))


def _unlinked(block: Block) -> str:
    """What of a block is no link: of "Contact | Careers / © 2026 Example", the last line."""
    rest, position = [], 0
    for link in block.links:
        rest.append(block.text[position : link.start])
        position = max(position, link.end)
    return " ".join("".join([*rest, block.text[position:]]).split())
