"""The words that data holds and people read, as sentences that every language can say.

A state, a kind or a category is kept by a name that programs rely on: ``moved_modified``, ``auto_renewal``. Here is
what people are shown for it, by that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from watcher.domain.sentence import Sentence

Words = Mapping[str, Sentence]


def _named(*words: Sentence) -> Words:
    """By the name in the data, which has an underscore where people read a blank."""
    return MappingProxyType({str(one).replace(" ", "_"): one for one in words})


SEVERITIES = _named(Sentence("none"), Sentence("low"), Sentence("medium"), Sentence("high"), Sentence("critical"))
TAGS = MappingProxyType(
    {
        str(one).lower(): one
        for one in (Sentence("NONE"), Sentence("LOW"), Sentence("MEDIUM"), Sentence("HIGH"), Sentence("CRITICAL"))
    }
)
"""Severities as they stand in front of a change."""
KINDS: Words = MappingProxyType(
    {
        **_named(
            Sentence("added"),
            Sentence("removed"),
            Sentence("modified"),
            Sentence("moved"),
            Sentence("split"),
            Sentence("merged"),
            Sentence("renumbered"),
            Sentence("emphasis"),
            Sentence("link"),
        ),
        "moved_modified": Sentence("moved and modified"),
    }
)
"""Kinds of change."""
CATEGORIES = _named(
    Sentence("unilateral change"),
    Sentence("notice"),
    Sentence("effective date"),
    Sentence("deemed acceptance"),
    Sentence("termination"),
    Sentence("fees"),
    Sentence("auto renewal"),
    Sentence("liability exclusion"),
    Sentence("liability cap"),
    Sentence("indemnity"),
    Sentence("governing law"),
    Sentence("venue"),
    Sentence("arbitration"),
    Sentence("data use"),
    Sentence("data deletion"),
    Sentence("security"),
    Sentence("ai training"),
    Sentence("ip ownership"),
    Sentence("ip licence"),
    Sentence("assignment"),
    Sentence("incorporation"),
    Sentence("controlling language"),
    Sentence("interpretation right"),
    Sentence("claims waiver"),
    Sentence("acceptable use"),
    Sentence("eligibility"),
    Sentence("warranty"),
    Sentence("force majeure"),
)
FACT_TYPES = _named(
    Sentence("duration"),
    Sentence("money"),
    Sentence("percentage"),
    Sentence("number"),
    Sentence("date"),
    Sentence("modality"),
    Sentence("negation"),
    Sentence("phrase"),
    Sentence("exception"),
    Sentence("reference"),
)
ROLES: Words = MappingProxyType(
    {
        **CATEGORIES,
        **_named(
            # Durations.
            Sentence("cure"),
            Sentence("payment"),
            Sentence("withdrawal"),
            Sentence("refund"),
            Sentence("retention"),
            Sentence("response"),
            Sentence("claim"),
            Sentence("trial"),
            Sentence("inactivity"),
            Sentence("renewal"),
            Sentence("suspension"),
            Sentence("term"),
            Sentence("cap"),
            # Amounts and numbers.
            Sentence("limit"),
            Sentence("penalty"),
            Sentence("deposit"),
            Sentence("interest"),
            Sentence("tax"),
            Sentence("availability"),
            Sentence("share"),
            Sentence("fee"),
            Sentence("age"),
            Sentence("copies"),
            Sentence("users"),
            Sentence("year"),
            Sentence("copyright year"),
            # Dates.
            Sentence("updated"),
            Sentence("effective"),
            Sentence("expiry"),
            # Words that turn a sentence.
            Sentence("permission"),
            Sentence("duty"),
            Sentence("prohibition"),
            Sentence("permission to duty"),
            Sentence("permission to prohibition"),
            Sentence("duty to permission"),
            Sentence("duty to prohibition"),
            Sentence("prohibition to permission"),
            Sentence("prohibition to duty"),
            Sentence("put in"),
            Sentence("taken out"),
            # Phrases.
            Sentence("court"),
            Sentence("forum"),
            Sentence("place or body of arbitration"),
            Sentence("prevailing language"),
            Sentence("contracting party"),
            Sentence("only"),
            Sentence("carve out"),
            Sentence("right"),
            Sentence("promise"),
            Sentence("sole discretion"),
            Sentence("without notice"),
            Sentence("with consent"),
            Sentence("without consent"),
            Sentence("sharing"),
            Sentence("including not limited"),
            Sentence("at any time"),
            Sentence("for any reason"),
            Sentence("irrevocable"),
            Sentence("perpetual"),
            Sentence("worldwide"),
            Sentence("sublicensable"),
            Sentence("royalty free"),
            Sentence("non exclusive"),
            Sentence("non refundable"),
            Sentence("gross negligence"),
            Sentence("wilful misconduct"),
            Sentence("joint and several"),
            Sentence("consequential damages"),
            Sentence("as is"),
            Sentence("reasonable efforts"),
            Sentence("written consent"),
            Sentence("extent permitted"),
            Sentence("announcement"),
            Sentence("party user to provider"),
            Sentence("party user to both"),
            Sentence("party provider to user"),
            Sentence("party provider to both"),
            Sentence("party both to user"),
            Sentence("party both to provider"),
            Sentence("agreement"),
            # What became of a clause.
            Sentence("added"),
            Sentence("removed"),
        ),
    }
)
"""What facts are about."""
EVENTS: Words = MappingProxyType(
    {
        "terms.changed": Sentence("terms changed"),
        "terms.reverted": Sentence("terms reverted"),
        "terms.unsettled": Sentence("terms unsettled"),
        "terms.unacknowledged": Sentence("terms not acknowledged"),
        "agreement.failing": Sentence("agreement failing"),
        "agreement.recovered": Sentence("agreement recovered"),
        "webhook.test": Sentence("test message"),
        "watch.quiet": Sentence("a quiet week"),
    }
)
DELIVERY_STATES = _named(
    Sentence("waiting"), Sentence("sending"), Sentence("delivered"), Sentence("failed"), Sentence("cancelled")
)
CHANNELS: Words = MappingProxyType(
    {"email": Sentence("mail"), "webhook": Sentence("webhook"), "chat": Sentence("chat room")}
)
CONDITIONS = _named(
    Sentence("ended"),
    Sentence("new"),
    Sentence("failing"),
    Sentence("quarantined"),
    Sentence("confirming"),
    Sentence("watched"),
)
"""How it stands with an agreement."""
OUTCOMES = _named(
    Sentence("first"),
    Sentence("same"),
    Sentence("changed"),
    Sentence("reverted"),
    Sentence("variant"),
    Sentence("candidate"),
    Sentence("quarantined"),
    Sentence("failed"),
)
"""What a check came to."""
REVIEW_STATES = _named(Sentence("new"), Sentence("in review"), Sentence("closed"))
DECISIONS = _named(Sentence("no action"), Sentence("action needed"), Sentence("not applicable"), Sentence("deferred"))
ACTIONS = _named(
    Sentence("acknowledged"), Sentence("assigned"), Sentence("commented"), Sentence("decided"), Sentence("reopened")
)
"""What somebody did in a review."""
USER_ROLES = _named(Sentence("reader"), Sentence("reviewer"), Sentence("operator"))
SCOPES = _named(Sentence("read"), Sentence("review"), Sentence("operate"))
"""What a program may do in somebody's name."""
DIGESTS = _named(Sentence("immediate"), Sentence("daily"), Sentence("weekly"))
LANGUAGE_NAMES: Words = MappingProxyType(
    {
        one: one
        for one in (
            Sentence("Chinese"),
            Sentence("English"),
            Sentence("French"),
            Sentence("German"),
            Sentence("Spanish"),
            Sentence("Russian"),
            Sentence("Japanese"),
            Sentence("Korean"),
        )
    }
)
"""Languages that agreements say they are written in, as facts name them."""

_UNITS: Words = MappingProxyType(
    {
        one: one
        for one in (
            Sentence("working day"),
            Sentence("working days"),
            Sentence("day"),
            Sentence("days"),
            Sentence("hour"),
            Sentence("hours"),
            Sentence("minute"),
            Sentence("minutes"),
            Sentence("second"),
            Sentence("seconds"),
            Sentence("week"),
            Sentence("weeks"),
            Sentence("month"),
            Sentence("months"),
            Sentence("year"),
            Sentence("years"),
        )
    }
)
_AMOUNT = re.compile(r"(\d[\d.,]{0,20}) ([a-z ]{3,12})")


def category(name: str) -> str:
    """A category as people read it."""
    return CATEGORIES.get(name) or name.replace("_", " ")


def role(name: str) -> str:
    """What a fact is about, as people read it."""
    return ROLES.get(name.replace(" ", "_")) or name.replace("_", " ")


def amount(shown: str) -> str:
    """What a fact shows, as a sentence where it is a duration (``10 working days``); anything else as it is."""
    found = _AMOUNT.fullmatch(shown)
    unit = _UNITS.get(found[2]) if found else None
    return Sentence("{amount} {unit}", amount=found[1], unit=unit) if found and unit else shown
