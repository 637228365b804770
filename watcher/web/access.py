"""Who may do what: one table of all routes, and the gate that every request to one of them passes.

The gate stands before anything is looked up, so that whoever may not see something cannot learn whether it exists.
"""

from __future__ import annotations

from fastapi import Request
from starlette.exceptions import HTTPException

from watcher.domain.sentence import Sentence
from watcher.domain.user import Role
from watcher.web.bodies import form_of
from watcher.web.csrf import FIELD
from watcher.web.site import Site

ANYBODY = None
READER, REVIEWER, OPERATOR = Role

ACCESS: dict[tuple[str, str], Role | None] = {
    ("GET", "/"): READER,
    ("POST", "/seen"): READER,
    ("GET", "/reviews"): READER,
    ("POST", "/reviews/close"): REVIEWER,
    ("GET", "/search"): READER,
    ("GET", "/help"): READER,
    ("GET", "/agreements/{agreement_id}"): READER,
    ("GET", "/agreements/{agreement_id}/versions/{number}"): READER,
    ("GET", "/agreements/{agreement_id}/compare"): READER,
    ("GET", "/agreements/{agreement_id}/clauses/{clause_id}"): READER,
    ("GET", "/agreements/{agreement_id}/checks/{check_id}"): READER,
    ("GET", "/agreements/{agreement_id}/checks/{check_id}/received/{place}"): READER,
    ("GET", "/comparisons"): READER,
    ("GET", "/comparisons/{comparison_id}"): READER,
    ("GET", "/comparisons/{comparison_id}/changes/{change_id}"): READER,
    ("GET", "/comparisons/{comparison_id}/export/{form}"): READER,
    ("GET", "/comparisons/{comparison_id}/snapshots/{sha256}"): READER,
    ("POST", "/comparisons/{comparison_id}/acknowledge"): REVIEWER,
    ("POST", "/comparisons/{comparison_id}/assign"): REVIEWER,
    ("POST", "/comparisons/{comparison_id}/comment"): REVIEWER,
    ("POST", "/comparisons/{comparison_id}/decide"): REVIEWER,
    ("POST", "/comparisons/{comparison_id}/reopen"): REVIEWER,
    ("POST", "/comparisons/{comparison_id}/close-low"): REVIEWER,
    ("GET", "/deliveries"): OPERATOR,
    ("POST", "/deliveries/{delivery_id}/redeliver"): OPERATOR,
    ("GET", "/subscribers"): OPERATOR,
    ("GET", "/account"): READER,
    ("POST", "/account/password"): READER,
    ("GET", "/sign-in"): ANYBODY,
    ("POST", "/sign-in"): ANYBODY,
    ("POST", "/sign-out"): ANYBODY,
    ("POST", "/language"): ANYBODY,
    ("GET", "/subscriptions/{token}"): ANYBODY,
    ("POST", "/subscriptions/{token}"): ANYBODY,
    ("POST", "/subscriptions/{token}/resume"): ANYBODY,
    ("GET", "/feeds/{name}"): READER,
    ("GET", "/feeds/{token}/{name}"): ANYBODY,
    ("GET", "/schemas/webhook.json"): ANYBODY,
    ("GET", "/health"): ANYBODY,
    ("GET", "/metrics"): READER,
    ("GET", "/static/style.css"): ANYBODY,
    ("GET", "/static/comparison.css"): ANYBODY,
    ("GET", "/static/watcher.js"): ANYBODY,
    ("GET", "/static/icon.svg"): ANYBODY,
    ("GET", "/api/v1/openapi.json"): ANYBODY,
    ("GET", "/api/v1/agreements"): READER,
    ("GET", "/api/v1/agreements/{agreement_id}"): READER,
    ("GET", "/api/v1/agreements/{agreement_id}/checks"): READER,
    ("GET", "/api/v1/agreements/{agreement_id}/clauses/{clause_id}"): READER,
    ("GET", "/api/v1/agreements/{agreement_id}/versions"): READER,
    ("GET", "/api/v1/agreements/{agreement_id}/versions/{number}"): READER,
    ("GET", "/api/v1/comparisons"): READER,
    ("GET", "/api/v1/comparisons/{comparison_id}"): READER,
    ("GET", "/api/v1/comparisons/{comparison_id}/changes"): READER,
    ("GET", "/api/v1/comparisons/{comparison_id}/changes/{change_id}"): READER,
    ("GET", "/api/v1/comparisons/{comparison_id}/review"): READER,
    ("POST", "/api/v1/comparisons/{comparison_id}/review/{act}"): REVIEWER,
    ("GET", "/api/v1/reviews"): READER,
    ("POST", "/api/v1/reviews/close"): REVIEWER,
    ("GET", "/api/v1/acts"): READER,
    ("GET", "/api/v1/search"): READER,
    ("GET", "/api/v1/failures"): READER,
    ("GET", "/api/v1/unseen"): READER,
    ("POST", "/api/v1/seen"): READER,
    ("GET", "/api/v1/subscribers"): OPERATOR,
    ("GET", "/api/v1/deliveries"): OPERATOR,
    ("GET", "/api/v1/deliveries/{delivery_id}"): OPERATOR,
    ("POST", "/api/v1/deliveries/{delivery_id}/redeliver"): OPERATOR,
}
"""The role that each route needs. A route that does not stand here is closed."""

SIGNED_BY_ADDRESS = frozenset({"/subscriptions/{token}", "/subscriptions/{token}/resume"})
"""Routes whose address is the proof: mail programs post to them (RFC 8058), and hold no form token."""


class SignInNeeded(Exception):
    """Nobody is signed in, and the route needs somebody."""


def gate(site: Site, request: Request) -> None:
    """Let the request pass, with ``request.state.visitor`` set.

    Raises SignInNeeded, and HTTPException for a role that is too low and for a form that no page of ours held.
    """
    path = getattr(request.scope.get("route"), "path", "")
    key = (request.method, path)
    if key not in ACCESS or (_is_sent_by_a_page_of_others(request) and path not in SIGNED_BY_ADDRESS):
        raise HTTPException(403, Sentence("Not allowed"))
    visitor = site.doors.visitor(request)
    request.state.visitor = visitor
    needed = ACCESS[key]
    if needed is not None and visitor is None:
        raise SignInNeeded
    if needed is not None and visitor is not None and not visitor.role.allows(needed):
        raise HTTPException(403, Sentence("Not allowed"))
    if request.method == "GET" or path in SIGNED_BY_ADDRESS or (visitor is not None and not visitor.binding):
        return
    if path.startswith("/api/"):
        raise HTTPException(403, Sentence("To post takes a token"))
    if not site.tokens.fits(form_of(request).one(FIELD), site.binding(request)):
        raise HTTPException(403, Sentence("This form is no longer valid"))


def _is_sent_by_a_page_of_others(request: Request) -> bool:
    """Whether a page of another origin made the browser ask, other than by leading to a page of ours.

    Browsers say so themselves (W3C, "Fetch Metadata Request Headers"); programs say nothing of it. Without this, any
    page that somebody looks at could let their browser work out comparisons, and tell by the time what there is.
    """
    if request.headers.get("sec-fetch-site", "none") in ("none", "same-origin"):
        return False
    led = (request.headers.get("sec-fetch-mode"), request.headers.get("sec-fetch-dest")) == ("navigate", "document")
    return request.method != "GET" or not led
