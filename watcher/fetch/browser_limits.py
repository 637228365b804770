"""How much a page may use when it is drawn by a browser."""

from __future__ import annotations

from dataclasses import dataclass

from watcher.fetch.settings import FetchSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Durations in seconds, sizes in bytes."""

    seconds: float = 30.0
    """For drawing a page, its own document already received; then it fails and the browser is ended."""
    patience: float = 20.0
    """After so long the page is taken as it is, quiet or not."""
    quiet: float = 0.5
    """How long neither the text changes nor a request is under way before a page counts as drawn."""
    doubtful_quiet: float = 3.0
    """The same for a page that shows hardly any text, or only some of what is waited for."""
    stalled: float = 5.0
    """How long the text does not change before requests that are still under way are no longer waited for."""
    hops: int = 5
    """How often a page's scripts may send the reader on to another page."""
    requests: int = 300
    """What a page may ask for; later requests get no answer."""
    requests_at_once: int = 6
    response_bytes: int = 20_000_000
    """Of one answer; as received, and again as unpacked."""
    all_bytes: int = 60_000_000
    """Of all answers to one page."""
    posted_bytes: int = 1_000_000
    """Of what a page's scripts may send in one request."""
    height: int = 20_000
    """In pixels: how high the window is made for a page that draws only what is in sight."""
    document_bytes: int = 20_000_000
    """Of the drawn document."""
    memory: int = 1_500_000_000
    """Of all processes of a browser together, what they share left out."""
    script_memory: int = 512_000_000
    """Of the objects of one page's scripts."""
    pages_at_once: int = 2
    pages_each: int = 50
    """After so many pages a browser is replaced by a new one."""
    start: float = 30.0
    """How long a browser may take to start."""
    close: float = 5.0
    """How long it may take to end by itself."""
    idle: float = 60.0
    """A browser that has nothing to do for so long is ended."""


def limits_of(settings: FetchSettings) -> Limits:
    """The limits that follow from what fetching was told."""
    return Limits(
        seconds=settings.timeout,
        patience=settings.timeout * 2 / 3,
        response_bytes=settings.max_bytes,
        all_bytes=3 * settings.max_bytes,
        document_bytes=settings.max_bytes,
    )
