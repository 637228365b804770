"""What the words of these pages mean."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from watcher.domain.sentence import Sentence
from watcher.web.site import Site

WORDS = (
    (
        Sentence("agreement"),
        Sentence("A published document that is watched: its pages, and how the terms are cut out of them."),
    ),
    (
        Sentence("clause"),
        Sentence("A part of an agreement. It keeps its identity when it is renumbered, moved or edited."),
    ),
    (
        Sentence("version"),
        Sentence("A text of an agreement that was kept because its content differs from the one before it."),
    ),
    (Sentence("comparison"), Sentence("Two versions of one agreement and the changes between them.")),
    (Sentence("change"), Sentence("What happened to one clause, or to several that were split or merged.")),
    (Sentence("fetch"), Sentence("One attempt to get a page, whether it succeeded or not.")),
    (Sentence("snapshot"), Sentence("The bytes that a fetch received, never changed, named by their SHA-256.")),
    (Sentence("candidate"), Sentence("A new text that was seen but is not confirmed yet by a second fetch.")),
    (Sentence("variant"), Sentence("One of several texts between which a page alternates; it raises no alert.")),
    (
        Sentence("quarantine"),
        Sentence(
            "What came is not the agreement: a challenge, a sign-in, an error, an empty page, or most clauses gone. "
            "It is kept and shown, never recorded as a version."
        ),
    ),
    (
        Sentence("review"),
        Sentence("What people decide about a comparison or one of its changes: who, when, what and why."),
    ),
    (
        Sentence("subscriber"),
        Sentence("Who is told, through which channel, about which agreements, from which severity."),
    ),
    (Sentence("delivery"), Sentence("One message to one subscriber, with its attempts.")),
)
SEVERITIES = {
    "critical": Sentence("Takes away a right or adds a duty that would have been negotiated."),
    "high": Sentence("Changes money, liability, data, termination, or the notice that was promised."),
    "medium": Sentence("Changes what somebody may or must do."),
    "low": Sentence("Worth knowing: wording, contact details, formatting with legal weight."),
    "none": Sentence("Recorded and shown folded; nobody is told."),
}
KINDS = {
    "added": Sentence("The clause is new."),
    "removed": Sentence("The clause is gone."),
    "modified": Sentence("Its words changed."),
    "moved": Sentence("The same words stand in another place."),
    "moved_modified": Sentence("It stands in another place, and its words changed."),
    "split": Sentence("One clause became several."),
    "merged": Sentence("Several clauses became one."),
    "renumbered": Sentence("Only its number changed, or references in it that follow their targets."),
    "emphasis": Sentence("Words became bold, italic or underlined, or no longer are."),
    "link": Sentence("A link under the same words leads elsewhere."),
}
CONDITIONS = {
    "watched": Sentence("The last check found the agreement."),
    "confirming": Sentence("A new text was seen; a second fetch has to confirm it."),
    "failing": Sentence("The page cannot be had. Until it can, silence does not mean that nothing changed."),
    "quarantined": Sentence(
        "What comes is not the agreement. Until it is, silence does not mean that nothing changed."
    ),
    "new": Sentence("It was not checked yet."),
    "ended": Sentence("It is no longer watched; its history stays."),
}
DECISIONS = {
    "no_action": Sentence("Seen, and nothing is to be done."),
    "action_needed": Sentence("Somebody has to do something until a date."),
    "not_applicable": Sentence("It does not concern us, for a reason."),
    "deferred": Sentence("To be decided later: on its date the review is open again."),
}
KEYS = (
    ("j k", Sentence("next and previous change")),
    ("n p", Sentence("next and previous comparison of this agreement")),
    ("s", Sentence("side by side, or inline")),
    ("e", Sentence("acknowledge")),
    ("r", Sentence("to the review")),
    ("f", Sentence("filter")),
    ("o", Sentence("fold or unfold everything")),
    ("/", Sentence("search")),
    ("?", Sentence("this help")),
)


def register(app: FastAPI, site: Site) -> None:
    """Add this route."""
    values = {
        "title": Sentence("Help"),
        "vocabulary": WORDS,
        "severities": SEVERITIES,
        "kinds": KINDS,
        "conditions": CONDITIONS,
        "decisions": DECISIONS,
        "keys": KEYS,
    }

    @app.get("/help", response_class=HTMLResponse)
    def explain(request: Request) -> Response:
        return site.page(request, "help.html", values)
