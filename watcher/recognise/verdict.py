"""What recognising comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a page is not the agreement."""

    CHALLENGE = "challenge"
    """It asks whether the reader is a person."""
    LOGIN = "login"
    """It asks to sign in."""
    CONSENT = "consent"
    """It asks to accept cookies before it shows anything."""
    ERROR = "error"
    """It says that something went wrong, is being maintained, or that its address is for sale."""
    SHELL = "shell"
    """Its text is put there by scripts, or stands on another page that it shows in a frame."""
    TRUNCATED = "truncated"
    """It is empty, or ends early."""
    OTHER_DOCUMENT = "other_document"
    """It is something else."""
    OTHER_LANGUAGE = "other_language"
    """It is in another language than before."""
    LOSS = "loss"
    """Most clauses are gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a page is the agreement."""

    agreement: bool
    reason: str = ""
    """A word of ``Reason``; empty for the agreement."""
    evidence: tuple[str, ...] = ()
    """What was seen, in words for the operator."""


RECOGNISED = Verdict(agreement=True)


def refused(reason: Reason, *evidence: str) -> Verdict:
    """Not the agreement."""
    return Verdict(agreement=False, reason=reason.value, evidence=evidence)
