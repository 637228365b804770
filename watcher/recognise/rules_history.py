"""Rules that know the agreement's last version. A genuine rewrite keeps title, language and legal shape, and passes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.recognise.ending import broken_off, last_words
from watcher.recognise.identity import proper_names, told_apart
from watcher.recognise.look import Look, phrases, text_of
from watcher.recognise.phrases import FAMILIES, NAMED
from watcher.recognise.verdict import RECOGNISED, Reason, Verdict, refused

_MAIN = 0.6
_GONE = 0.15
_MUCH = 0.3
_NOTHING = 0.02
_ENOUGH = 60
_HALF = 0.5
_LITTLE = 0.4
_STUB = 0.2
_MOSTLY_KNOWN = 0.8
_OLD = 0.6
_REWRITTEN = 0.25
_RENAMED = 0.6
_HARDLY_NAMED = 0.3
_SHAPE = 0.5
_NEARLY_ALL = 0.9


def is_other_language(look: Look) -> Verdict | None:
    """In the agreement's main language there is next to nothing left, or never was."""
    if len(look.now.words) < _ENOUGH:
        return None
    if look.previous is not None:
        before, now = _main(look.before.languages), _main(look.now.languages)
        if before and now and before != now and look.now.languages.get(before, 0.0) < _GONE:
            return refused(Reason.OTHER_LANGUAGE, f"it was written in {before}, and is now in {now}")
        gone = [each for each, share in look.before.languages.items() if each and share > _MUCH]
        lost = next((each for each in gone if look.now.languages.get(each, 0.0) < _NOTHING), "")
        if lost and look.kept < _REWRITTEN:
            return refused(Reason.OTHER_LANGUAGE, f"a good part was written in {lost}, and nothing is now")
        return None
    wanted = [tag.split("-")[0].lower() for tag in look.agreement.languages]
    found = _main(look.now.languages)
    if wanted and found and found not in wanted and all(look.now.languages.get(tag, 0.0) < _GONE for tag in wanted):
        return refused(Reason.OTHER_LANGUAGE, f"it is written in {found}, not in {' or '.join(wanted)}")
    return None


# "/en-gb/", "lang=en_GB", not "/no-reply/": the second half must be two letters too, and end there.
_LOCALE = re.compile(r"[/=.]([a-z]{2})[-_]([a-z]{2})(?=[/.&?#]|$)", re.IGNORECASE)


def is_other_audience(look: Look) -> Verdict | None:
    """The edition for another country, by where we were sent or by what the page says, and it reads otherwise."""
    if look.previous is None or look.clauses_kept == 1.0:
        return None
    if look.audiences:
        before, now = look.audiences[0]
        return refused(
            Reason.OTHER_LANGUAGE, f"the last version's page was marked as {before}", f"this one is marked as {now}"
        )
    sent, arrived = _LOCALE.search(look.previous_url), _LOCALE.search(look.final_url)
    if sent is None or arrived is None or sent[0].lower() == arrived[0].lower():
        return None
    return refused(
        Reason.OTHER_LANGUAGE, f"the last version came from {look.previous_url}", f"we were sent to {look.final_url}"
    )


def breaks_off(look: Look) -> Verdict | None:
    """What it was, up to the middle of a sentence or of the page's markup, and nothing more: however little is lost."""
    now, before = look.now, look.before
    if look.previous is None or len(now.phrases & before.phrases) < _NEARLY_ALL * len(now.phrases):
        return None
    end = broken_off(text_of(look.previous), text_of(look.tree))
    if end:
        return refused(Reason.TRUNCATED, f"the page breaks off in the middle of a sentence: “…{end}”")
    if look.opens_only and len(now.words) < len(before.words):
        return refused(
            Reason.TRUNCATED,
            "the page breaks off: its markup does not come to an end, as the last version's did",
            f"its last words are “…{last_words(text_of(look.tree))}”",
        )
    return None


def is_what_it_was(look: Look) -> Verdict | None:
    """Nearly all clauses stand there word for word, and hardly another came: that needs no further questions."""
    return RECOGNISED if look.clauses_kept >= _NEARLY_ALL else None


def is_cut_off(look: Look) -> Verdict | None:
    """The beginning of the last version word for word, and then no more, or no more than half a sentence."""
    before, now = look.before.prose, look.now.prose
    if len(before) < _ENOUGH or not now or len(now) > _HALF * len(before):
        return None
    start = phrases(before[: int(1.3 * len(now)) + 20])
    said = phrases(now)
    if len(said & start) > _MOSTLY_KNOWN * len(said):
        share = len(now) / len(before)
        return refused(Reason.TRUNCATED, f"the text ends after the first {share:.0%} of the last version")
    return None


def is_other_document(look: Look) -> Verdict | None:
    """Hardly a phrase of the last version, and another kind, another party, another product or another shape."""
    if look.previous is None or len(look.before.words) < _ENOUGH or look.kept >= _RENAMED:
        return None
    evidence = next((said for said in (rule(look) for rule in _ESTRANGED) if said), "")
    if not evidence:
        return None
    return refused(Reason.OTHER_DOCUMENT, f"{look.kept:.0%} of the last version's phrases are left", evidence)


def _another_kind(look: Look) -> str:
    """A privacy policy where terms were."""
    before, now = _family(look.previous_heads), _family(look.heads)
    if look.kept < _REWRITTEN and before and now and not before & now:
        return f"it calls itself “{look.heads[0]}”"
    return ""


def _another_party(look: Look) -> str:
    """Terms that speak of somebody else. A rewrite may say "we" where the company stood, but not in its title."""
    titled = any(name.lower() in head.lower() for name in look.parties for head in look.heads)
    if look.kept < _LITTLE and look.still_named < _HARDLY_NAMED and not titled:
        return f"it hardly names {', '.join(look.parties)} any more"
    return ""


def _another_product(look: Look) -> str:
    """Terms of the same party for something else: shared paragraphs, but another name in the title and throughout."""
    titles = [head for head in look.heads if NAMED.search(head)]
    gone = list(look.previous_heads[:2])
    if look.kept < _REWRITTEN:
        gone += proper_names(look.before.text)
    apart = told_apart(gone, titles, look.before.text, look.now.text)
    return f"it calls itself “{titles[0]}” and never says “{apart[0]}”" if apart is not None else ""


def _another_shape(look: Look) -> str:
    """A home page, an article, or what no longer says what it is: a rewrite keeps its title."""
    if look.kept >= _REWRITTEN:
        return ""
    if not _same_name(look) and look.now.density < _SHAPE * look.before.density:
        return "it does not read like the agreement that was here"
    if _named(look.previous_heads[1:]) and not _named(look.heads):
        return "nothing on it names an agreement"
    return ""


_ESTRANGED = (_another_kind, _another_party, _another_product, _another_shape)


def lost_clauses(look: Look) -> Verdict | None:
    """Most of the text is gone and what is left was there before: no rewrite is that."""
    if (
        look.previous is None
        or len(look.before.words) < _ENOUGH
        or len(look.now.prose) > _HALF * len(look.before.prose)
    ):
        return None
    if look.kept < _LITTLE and (look.known > _OLD or len(look.now.prose) < _STUB * len(look.before.prose)):
        return refused(
            Reason.LOSS,
            f"{len(look.now.prose):,} words are left of {len(look.before.prose):,}",
            f"{look.kept:.0%} of the last version's phrases are left",
        )
    return None


def _main(languages: dict[str, float]) -> str:
    return next((language for language, share in languages.items() if language and share >= _MAIN), "")


def _family(heads: Sequence[str]) -> frozenset[str]:
    """The kinds of agreement that the first head names which names any."""
    for head in heads:
        found = frozenset(name for name, pattern in FAMILIES if pattern.search(head))
        if found:
            return found
    return frozenset()


def _same_name(look: Look) -> bool:
    """Whether the page and the agreement are both called by one of the words that agreements are called."""
    return bool(_named(look.previous_heads[:2]) & _named(look.heads))


def _named(heads: Sequence[str]) -> set[str]:
    """The words in these headings that agreements are called by."""
    return {match[0].lower() for head in heads for match in NAMED.finditer(head)}
