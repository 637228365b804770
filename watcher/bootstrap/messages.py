"""Messages that are looked at, not sent: a preview of an alert, a feed, what a page says about notice."""

from __future__ import annotations

from dataclasses import dataclass

from watcher import config
from watcher.domain.assessment import Severity
from watcher.domain.errors import NotFound, UsageError
from watcher.domain.version import Recorded
from watcher.locale import DEFAULT, LANGUAGES, locale
from watcher.notify import FEEDS, PREVIEWS, Feed
from watcher.redline.notice import notice_lines
from watcher.services.browse import Browser
from watcher.services.feed import Clocks, told_in_feed
from watcher.services.links import Links
from watcher.services.notices import between, clock_of
from watcher.services.overview import Catalogue
from watcher.services.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedText:
    """A feed, written."""

    media_type: str
    body: bytes


class Messages:
    """What is said of kept versions, in the forms that ``notify`` knows."""

    def __init__(self, store: Store, catalogue: Catalogue, links: Links, significance: config.Significance) -> None:
        self._store = store
        self._catalogue = catalogue
        self._links = links
        self._significance = significance
        self._clocks = Clocks(store)

    def alert(self, name: str, form: str, language: str = DEFAULT) -> bytes:
        """What would be sent of ``ID`` (its last two versions) or ``ID@OLD..NEW``, in one of the forms of a message.

        Raises NotFound, UsageError.
        """
        if form not in PREVIEWS:
            raise UsageError("is no form of a message", where=form, mend=f"one of {', '.join(PREVIEWS)}")
        if language not in LANGUAGES:
            raise UsageError("is no language of messages", where=language, mend=f"one of {', '.join(LANGUAGES)}")
        browser, said = Browser(self._store), self._significance
        old, new = browser.two(name)
        agreement = browser.agreement(new.agreement_id)
        notice = between(
            agreement, old, new, self._store, self._links, rules=said.rules, jurisdictions=said.jurisdictions
        )
        return PREVIEWS[form](notice, locale(language))

    def notice_lines(self, recorded: Recorded) -> tuple[str, ...]:
        """What can be said about the notice of a change, in words; nothing of one that needs none. Raises NotFound."""
        if recorded.comparison.severity is Severity.NONE:
            return ()
        old, new = (self._store.version(recorded.agreement_id, number) for number in (recorded.old, recorded.new))
        return notice_lines(clock_of(old, new, self._store, self._significance.jurisdictions))

    def feed(self, name: str, *, agreement: str = "", tag: str = "", severity: Severity = Severity.LOW) -> FeedText:
        """A feed of what happened, newest first: ``atom.xml`` or ``feed.json``. Raises NotFound."""
        if name not in FEEDS:
            raise NotFound("no such feed", where=name, mend=f"one of {', '.join(FEEDS)}")
        notices = told_in_feed(
            self._store, self._catalogue, self._links, self._clocks, agreement=agreement, tag=tag, severity=severity
        )
        about = ": ".join(["Terms watcher", *filter(None, (agreement, tag))])
        address = self._links.feed(name, agreement=agreement, tag=tag, severity=severity)
        form = FEEDS[name]
        body = form.write(notices, Feed(title=about, home=self._links.overview(), address=address))
        return FeedText(media_type=form.media_type, body=body)
