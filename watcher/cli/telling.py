"""What the demo tells of what it did, in the order in which it happened."""

from __future__ import annotations

import json as json_module
import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watcher.cli import output

if TYPE_CHECKING:
    from watcher.cli.showing import Round
    from watcher.domain.change import Change
    from watcher.domain.clause import Clause
    from watcher.services.check import Checked
    from watcher.testing.receivers import CaughtMail, ReceivedRequest

MAIL_HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted")
WEBHOOK_HEADERS = ("content-type", "webhook-id", "webhook-timestamp", "webhook-signature")
WIDEST = 110
"""Columns up to which a list or an object of JSON stays on one line; fewer on a narrow terminal."""
BEGINNING = 24
"""Characters of a clause without label and heading that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything that the demo did."""

    first: Round
    second: Round
    third: Round
    mails: tuple[CaughtMail, ...]
    hooks: tuple[ReceivedRequest, ...]
    secret: str
    config: Path
    pages: str
    """The address of the pages, while they are served."""
    program: list[str]

    def tell(self, *, serving: bool) -> None:
        """All of it, for a person; ``serving``: whether the pages are served next."""
        self._tell_first()
        self._tell_second()
        self._tell_mail()
        self._tell_webhook()
        self._tell_third()
        self._tell_next(serving=serving)

    def summary(self) -> dict[str, object]:
        """All of it, for a program."""
        return {
            "config": str(self.config),
            "first": {one.agreement.id: str(one.outcome) for one in self.first.checked},
            "second": {
                one.agreement.id: {
                    "outcome": str(one.outcome),
                    "alert": one.alert,
                    "changes": [
                        {
                            "kind": str(change.kind),
                            "label": change.clause.label,
                            "severity": str(change.assessment.severity),
                            "reasons": [str(reason) for reason in change.assessment.reasons],
                        }
                        for change in _changes(one)
                    ],
                }
                for one in self.second.checked
            },
            "third": {one.agreement.id: str(one.outcome) for one in self.third.checked},
            "mails": [str(mail.message["subject"]) for mail in self.mails],
            "webhooks": [self._said(hook)["type"] for hook in self.hooks],
        }

    def _tell_first(self) -> None:
        output.say(output.styled("From page to alert, on this machine only", "bold"))
        output.say("")
        output.say("A small site with five made-up agreements, a mail server and a webhook receiver run on 127.0.0.1.")
        output.say("Two subscribers want to know at once: Compliance by mail, Contract system by webhook.")
        _title("1  First editions: fetched, kept as received, read into clauses")
        output.print_table(
            ("  agreement", "outcome", "version"),
            [
                (f"  {one.agreement.title}", output.styled(one.outcome, "green"), str(one.version))
                for one in self.first.checked
            ],
        )

    def _tell_second(self) -> None:
        _title("2  Second editions: fetched again, confirmed by one more fetch, compared clause by clause")
        for one in self.second.told:
            _tell_comparison(one)
        for one in self.second.quiet:
            output.say("  ", output.styled(one.agreement.title, "bold"), output.styled(f"  {one.outcome}", "green"))
            output.say("")
            output.say("    The page came with other markup, quotation marks and spaces around the same words.")
            output.say("    That is no change of the terms: it raised nothing, and nobody was told.")

    def _tell_mail(self) -> None:
        mail = next(one for one in self.mails if self._shown.agreement.title in str(one.message["subject"]))
        _title(f"3  A mail, as the mail server received it (1 of {len(self.mails)})")
        for name in MAIL_HEADERS:
            output.say("  ", output.styled(f"{name}: ", "dim"), str(mail.message[name] or ""))
        output.say("")
        body = mail.message.get_body(("plain",))
        for line in body.get_content().splitlines() if body is not None else []:
            output.say(f"  {line}".rstrip())
        output.say("")
        output.say("  The same mail carries this as HTML, for programs that show it.")

    def _tell_webhook(self) -> None:
        verified = [(one, self._said(one)) for one in self.hooks]
        hook, said = next(
            found for found in verified if found[1]["data"]["agreement"]["id"] == self._shown.agreement.id
        )
        _title(f"4  A webhook, as its receiver received and verified it (1 of {len(self.hooks)})")
        for name in WEBHOOK_HEADERS:
            output.say("  ", output.styled(f"{name}: ", "dim"), hook.headers.get(name, ""))
        output.say("")
        for line in folded(said, min(WIDEST, output.out.width - 2)).splitlines():
            output.say_cut(f"  {line}")
        output.say("")
        output.say(f"  All {len(verified)} signatures are valid (Standard Webhooks).")

    def _tell_third(self) -> None:
        _title("5  Nothing new is published: fetched a third time")
        same = sum(1 for one in self.third.checked if one.outcome == "same")
        output.say(f"  {same} of {len(self.third.checked)} the same; nobody was told anything more:")
        output.say(f"  it stays at {len(self.mails)} mails and {len(self.hooks)} webhooks.")

    def _tell_next(self, *, serving: bool) -> None:
        here = [*self.program, "--config", str(self.config)]
        recorded = self._shown.recorded
        place = f"{self.pages}/comparisons/{recorded.id}" if recorded else self.pages
        _title("Decide on a clause" if serving else "What to do next")
        if not serving:
            output.say("  Start the web pages (Ctrl-C ends them):")
            output.say(f"      {shlex.join([*here, 'serve'])}")
        output.say(
            "  Open the shortened notice; one click on “No action” decides, the panel below takes words and dates:"
        )
        output.say("      ", output.styled(place, "bold underline"))
        output.say("  All agreements:")
        output.say(f"      {self.pages}/")
        if serving:
            output.say("  Ctrl-C ends this.")
            return
        output.say("  See what is kept:")
        output.say(f"      {shlex.join([*here, 'status'])}")
        output.say("  Watch a page of your own:")
        output.say(f"      {shlex.join(self.program)} add https://…")

    @property
    def _shown(self) -> Checked:
        """The agreement whose mail and webhook are shown: the one with the fewest changes."""
        return min(self.second.told, key=lambda one: len(_changes(one)))

    def _said(self, hook: ReceivedRequest) -> dict[str, Any]:
        """The body, its signature verified."""
        body: dict[str, Any] = hook.verify(self.secret)
        return body


def folded(value: Any, width: int, indent: str = "") -> str:
    """JSON in which a list or an object that fits into ``width`` columns stays on one line."""
    flat = json_module.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + len(flat) <= width:
        return flat
    deeper = f"{indent}  "
    if isinstance(value, list):
        inner, (first, last) = [folded(one, width, deeper) for one in value], "[]"
    else:
        inner = [f"{json_module.dumps(key)}: {folded(one, width, deeper)}" for key, one in value.items()]
        first, last = "{}"
    return f"{first}\n{deeper}" + f",\n{deeper}".join(inner) + f"\n{indent}{last}"


def _tell_comparison(checked: Checked) -> None:
    """Every change with its reason, a line each; in full those that the sample's story is about."""
    if checked.recorded is None:
        return
    comparison = checked.recorded.comparison
    languages = checked.agreement.languages
    told = sorted(comparison.substantive, key=lambda one: one.assessment.severity, reverse=True)
    renumbered = len(comparison.changes) - len(told)
    output.say(
        "  ",
        output.styled(checked.agreement.title, "bold"),
        output.styled("  changed", "yellow"),
        f"  {_counted(len(told), 'change')}{f', {renumbered} renumbered' if renumbered else ''}",
    )
    output.say("")
    output.print_table(
        ("    severity", "clause", "why"),
        [
            (
                output.styled(f"    {one.assessment.severity}", output.SEVERITY_STYLE[one.assessment.severity]),
                _clause(one, languages),
                "; ".join(one.assessment.reasons),
            )
            for one in told
        ],
    )
    output.say("")
    story = replace(comparison, changes=_story(checked))
    output.print_redline(story, indent="    ", heads=False, closing=False)


def _story(checked: Checked) -> tuple[Change, ...]:
    from watcher.testing.samples import samples

    wanted = [
        expected
        for sample in samples()
        if sample.id == checked.agreement.id
        for expected in sample.changes
        if expected.tells
    ]
    return tuple(one for one in _changes(checked) if any(expected.is_meant(one) for expected in wanted))


def _changes(checked: Checked) -> tuple[Change, ...]:
    return checked.recorded.comparison.changes if checked.recorded else ()


def _clause(change: Change, languages: tuple[str, ...]) -> str:
    was, now = (_called(side[0]) if side else "" for side in (change.old, change.new))
    name = f"{was} → {now}" if change.old and change.new and change.old[0].label != change.new[0].label else now or was
    return f"{name} ({change.clause.lang})" if len(languages) > 1 else name


def _called(clause: Clause) -> str:
    begins = clause.label or clause.heading or clause.text
    return begins if len(begins) <= BEGINNING else begins[:BEGINNING].rsplit(" ", 1)[0] + "…"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _title(text: str) -> None:
    output.say("")
    output.say(output.styled(text, "bold"))
    output.say("")
