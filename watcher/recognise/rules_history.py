"""Rules that know the agreement's last version. A genuine rewrite keeps title, language and legal shape, and passes."""

from __future__ import annotations

from watcher.recognise.look import Look, phrases, words
from watcher.recognise.phrases import FAMILIES, NAMED
from watcher.recognise.verdict import Reason, Verdict, refused

_MAIN = 0.6
_GONE = 0.15
_SMALL = 0.5
_MOSTLY_KNOWN = 0.8
_FEW_KEPT = 0.25
_ENOUGH = 60
_SHAPE = 0.5
_LABELS = 3


def is_other_language(look: Look) -> Verdict | None:
    """In the agreement's main language there is next to nothing left, or never was."""
    if len(look.words) < _ENOUGH:
        return None
    if look.previous is not None:
        before, now = _main(look.previous_languages), _main(look.languages)
        if before and now and before != now and look.languages.get(before, 0.0) < _GONE:
            return refused(Reason.OTHER_LANGUAGE, f"it was written in {before}, and is now in {now}")
        return None
    wanted = [tag.split("-")[0].lower() for tag in look.agreement.languages]
    found = _main(look.languages)
    if wanted and found and found not in wanted and all(look.languages.get(tag, 0.0) < _GONE for tag in wanted):
        return refused(Reason.OTHER_LANGUAGE, f"it is written in {found}, not in {' or '.join(wanted)}")
    return None


def is_cut_off(look: Look) -> Verdict | None:
    """The beginning of the last version word for word, and then no more."""
    before, now = look.previous_words, look.words
    if len(before) < _ENOUGH or not now or len(now) > _SMALL * len(before):
        return None
    start = phrases(before[: int(1.3 * len(now)) + 20])
    said = phrases(now)
    if len(said & start) > 0.9 * len(said):
        share = len(now) / len(before)
        return refused(Reason.TRUNCATED, f"the text ends after the first {share:.0%} of the last version")
    return None


def is_other_document(look: Look) -> Verdict | None:
    """Hardly a phrase of the last version, and another name, another kind or another shape."""
    if look.previous is None or len(look.previous_words) < _ENOUGH:
        return None
    evidence = _estranged(look)
    if not evidence or look.kept >= _FEW_KEPT:
        return None
    return refused(Reason.OTHER_DOCUMENT, f"{look.kept:.0%} of the last version's phrases are left", evidence)


def _estranged(look: Look) -> str:
    """What speaks for another document; empty for one that has kept its kind, or its name and its shape."""
    before, now = _family(_previous_heads(look)), _family(look.heads)
    if before and now and not before & now:
        return f"it calls itself “{look.heads[0]}”"
    if look.names and not any(name in look.text for name in look.names):
        return f"it names none of {', '.join(look.names)} any more"
    if _same_name(look):
        return ""
    if look.density < _SHAPE * look.previous_density:
        return "it does not read like the agreement that was here"
    if not now and look.labelled < _LABELS:
        return "nothing on it names an agreement"
    return ""


def lost_clauses(look: Look) -> Verdict | None:
    """Most of the text is gone and what is left was there before: no rewrite is that."""
    before = len(look.previous_words)
    if look.previous is None or before < _ENOUGH or len(look.words) > _SMALL * before:
        return None
    if look.kept < _SMALL and (look.known > _MOSTLY_KNOWN or len(look.words) < 0.2 * before):
        return refused(
            Reason.LOSS,
            f"{len(look.words):,} words are left of {before:,}",
            f"{look.kept:.0%} of the last version's phrases are left",
        )
    return None


def _main(languages: dict[str, float]) -> str:
    return next((language for language, share in languages.items() if language and share >= _MAIN), "")


def _previous_heads(look: Look) -> tuple[str, ...]:
    headings = [clause.heading for clause in look.previous.clauses[:3] if clause.heading] if look.previous else []
    title = [look.previous.title] if look.previous and look.previous.title else []
    return (look.agreement.title, *title, *headings)


def _family(heads: tuple[str, ...]) -> frozenset[str]:
    """The kinds of agreement that the first head names which names any."""
    for head in heads:
        found = frozenset(name for name, pattern in FAMILIES if pattern.search(head))
        if found:
            return found
    return frozenset()


def _same_name(look: Look) -> bool:
    """Whether what the page calls itself shares its telling words with what the agreement was called."""
    named = {word for head in _previous_heads(look)[:2] for word in words(head)}
    now = {word for head in look.heads for word in words(head)}
    telling = {word for word in named if NAMED.search(word) or len(word) > 4 or not word.isascii()}
    return bool(telling) and len(telling & now) >= 0.5 * len(telling)
