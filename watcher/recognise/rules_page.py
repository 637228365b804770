"""Rules that need nothing but the page: what pages look like that stand where an agreement was asked for."""

from __future__ import annotations

import json
import re

from watcher.domain.agreement import Render
from watcher.recognise.look import Look
from watcher.recognise.phrases import (
    CHALLENGE,
    CONSENT,
    ERROR,
    LOGIN,
    LOGIN_ADDRESS,
    NAMED,
    PARKED,
    SENDS_ON,
    SHELL,
)
from watcher.recognise.verdict import Reason, Verdict, refused

SHORT = 250
"""Words; pages that stand in an agreement's way have little to say."""
_TINY = 25
_DENSE = 0.05
_LEGAL_SHARE = 0.02
_FEW = 100
_FEW_LEGAL = 3
_MANY_LEGAL = 50
_MANY_LABELS = 3
_MOSTLY = 0.5
"""The share of the runs of words of a page by which it is the last version with some edits."""


def challenges(look: Look) -> Verdict | None:
    """A page that wants to know whether its reader is a person."""
    if not _is_short(look) or _reads_like_agreement(look):
        return None
    said = _said(look, CHALLENGE)
    if said:
        return refused(Reason.CHALLENGE, f"the page says “{said}”", *_challenge_sign(look))
    if "challenge" in look.signs and len(look.now.words) < _TINY:
        return refused(Reason.CHALLENGE, *_challenge_sign(look), f"and has {len(look.now.words)} words")
    return None


def is_shell(look: Look) -> Verdict | None:
    """A page that is filled by scripts or from elsewhere, and has nothing of its own."""
    if len(look.now.words) >= 3 * _TINY or _reads_like_agreement(look):
        return None
    scripts = int(look.signs.get("scripts", "0") or 0)
    said = _said(look, SHELL) or _in(look.signs.get("noscript", ""), SHELL)
    if said:
        return _shell(look, f"the page only says “{said}”")
    bare = "password" not in look.signs and not _head_says(look, ERROR)
    frames = [sign.partition(":")[2] for sign in look.document.signs if sign.startswith("frame:")]
    if frames and bare:
        return refused(
            Reason.SHELL,
            f"the page has {len(look.now.words)} words of its own, and shows another page in a frame",
            f"where the terms stand in it, set url = {' or '.join(json.dumps(frame) for frame in frames)}",
        )
    if scripts and len(look.now.words) < _TINY and bare:
        return _shell(look, f"the page has {len(look.now.words)} words and {scripts} scripts that would fill it")
    return None


def _shell(look: Look, evidence: str) -> Verdict:
    if look.agreement.cut.render is Render.BROWSER:
        return refused(Reason.SHELL, evidence, "although a browser ran its scripts")
    return refused(Reason.SHELL, evidence, 'set render = "browser" for this agreement, so that its scripts are run')


def reports_error(look: Look) -> Verdict | None:
    """An error or maintenance page, answered with a status that says all is well.

    A short agreement may well say that it allows 500 requests: one that says most of what it said is no error page.
    """
    as_before = len(look.now.prose) >= _TINY and look.known >= _MOSTLY
    if not _is_short(look) or _reads_like_agreement(look) or as_before:
        return None
    said = _head_says(look, ERROR) or (_said(look, ERROR) if len(look.now.words) < 80 else "")
    return refused(Reason.ERROR, f"the page says “{said}”") if said else None


def is_parked(look: Look) -> Verdict | None:
    """A domain that is for sale."""
    if not _is_short(look) or _reads_like_agreement(look):
        return None
    said = _said(look, PARKED)
    return refused(Reason.ERROR, f"the domain seems to be given up: the page says “{said}”") if said else None


def asks_to_sign_in(look: Look) -> Verdict | None:
    """A sign-in page; it may well mention the terms that one agrees to by signing in."""
    if not _is_short(look):
        return None
    said = _said(look, LOGIN)
    if "password" in look.signs and look.labelled < _MANY_LABELS:
        return refused(Reason.LOGIN, "the page asks for a password", *([f"it says “{said}”"] if said else []))
    if LOGIN_ADDRESS.search(look.final_url) and said and look.labelled < _MANY_LABELS:
        return refused(Reason.LOGIN, f"we were sent to {look.final_url}", f"the page says “{said}”")
    if _head_says(look, LOGIN) and not _reads_like_agreement(look) and not _head_says(look, NAMED):
        return refused(Reason.LOGIN, f"the page calls itself “{look.heads[0]}”")
    return None


def asks_consent(look: Look) -> Verdict | None:
    """A page that shows nothing before cookies are accepted, or before its reader said how old he is."""
    if not _is_short(look) or look.labelled >= _MANY_LABELS or _head_says(look, NAMED):
        return None
    found = {match[0].casefold() for match in CONSENT.finditer(look.now.text)}
    if len(found) >= 2:
        return refused(Reason.CONSENT, *(f"the page says “{said}”" for said in sorted(found)[:3]))
    return None


def sends_on(look: Look) -> Verdict | None:
    """A page that only sends its reader to another one."""
    if len(look.now.words) >= _FEW or _reads_like_agreement(look) or look.labelled:
        return None
    target = look.signs.get("refresh", "")
    said = _said(look, SENDS_ON)
    if target and (said or len(look.now.words) < _TINY):
        return refused(Reason.OTHER_DOCUMENT, f"the page sends its reader on to {target}")
    if said and look.now.legal < _FEW_LEGAL:
        return refused(Reason.OTHER_DOCUMENT, f"the page says “{said}”")
    return None


def is_empty(look: Look) -> Verdict | None:
    """Next to nothing, or a title without a sentence that could bind anybody."""
    if look.labelled and look.now.legal >= 2:
        return None
    bare = look.previous is None and len(look.now.prose) < _TINY and look.now.legal < 2
    if len(look.now.words) < 12 or (bare and len(look.now.words) < _FEW):
        return refused(Reason.TRUNCATED, f"the page has {len(look.now.words)} words of text")
    return None


def is_no_agreement(look: Look) -> Verdict | None:
    """Something that was never an agreement: asked for first versions only, and only when nothing speaks for it."""
    if look.previous is not None or _reads_like_agreement(look) or _head_says(look, NAMED):
        return None
    least = _DENSE if len(look.now.prose) < _FEW else _LEGAL_SHARE
    if (look.now.density >= least and look.now.legal >= _FEW_LEGAL) or look.now.legal >= _MANY_LEGAL:
        return None
    return refused(
        Reason.OTHER_DOCUMENT,
        f"only {look.now.legal} of {len(look.now.prose):,} words are such as agreements use",
        "neither the title nor a heading names an agreement",
    )


def _is_short(look: Look) -> bool:
    return len(look.now.words) < SHORT


def _reads_like_agreement(look: Look) -> bool:
    """Clauses with labels that use the words of agreements; a page that only stands in the way has none."""
    clauses = [clause for clause in look.tree.clauses if clause.label and len(clause.text) > 30]
    return len(clauses) >= _MANY_LABELS and look.now.legal >= _FEW_LEGAL and look.now.density >= _DENSE


def _said(look: Look, pattern: re.Pattern[str]) -> str:
    """The first words of the pattern that the page says, in its title or its text."""
    return _in(look.document.title, pattern) or _in(look.now.text, pattern)


def _head_says(look: Look, pattern: re.Pattern[str]) -> str:
    return next((said for said in (_in(head, pattern) for head in look.heads) if said), "")


def _in(text: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(text)
    return " ".join(match[0].split()) if match else ""


def _challenge_sign(look: Look) -> list[str]:
    sign = look.signs.get("challenge", "")
    return [f"its markup names {sign}"] if sign else []
