"""demo: the whole way on this machine, everything on loopback."""

from __future__ import annotations

import json as json_module
import os
import secrets
import shlex
import shutil
import sys
import tempfile
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from watcher.cli.options import Json
from watcher.domain.errors import UsageError, WatcherError

if TYPE_CHECKING:
    from watcher.services.check import Checked
    from watcher.domain.delivery import Sent
    from watcher.testing.receivers import CaughtMail, MailCatcher, ReceivedRequest, WebhookReceiver
    from watcher.testing.site import SampleSite

SECRET_ENV = "WATCHER_DEMO_SECRET"  # noqa: S105 - the variable's name
MAIL_HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "List-Id", "Auto-Submitted")
WEBHOOK_HEADERS = ("content-type", "webhook-id", "webhook-timestamp", "webhook-signature")


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(epilog="Example: watcher demo")(demo)


def demo(
    folder: Annotated[
        Path | None,
        typer.Option("--folder", metavar="FOLDER", help="Where to keep what the demo watches; else a new one."),
    ] = None,
    json: Json = False,
) -> None:
    """The whole way, from page to alert, on this machine.

    A small site with sample agreements in two editions, a mail server and a webhook receiver, all on loopback.
    """
    from watcher.cli import logs, output
    from watcher.testing.receivers import MailCatcher, WebhookReceiver
    from watcher.testing.site import SampleSite

    logs.configure_quietly()
    folder = _folder(folder)
    os.environ[SECRET_ENV] = "whsec_" + b64encode(secrets.token_bytes(24)).decode()
    with SampleSite() as site, MailCatcher() as mails, WebhookReceiver() as hooks:
        config = folder / "config.toml"
        config.write_text(_config(site, mails, hooks), encoding="utf-8")
        play = Play(config=config, order=[table["id"] for table in site.agreement_tables()])
        first = play.check()
        for agreement_id in play.order:
            site.publish(agreement_id, 2)
        second = play.check()
        third = play.check()
        _as_it_must_be(first, second, third, mails, hooks)
        if json:
            output.print_json(_summary(first, second, third, mails, hooks, config))
            return
        _tell_beginning(folder)
        _tell_first(first)
        _tell_second(second)
        _tell_messages(second, mails, hooks)
        _tell_third(third, mails, hooks)
        _tell_next(config)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one check of all agreements came to, in the order of the configuration."""

    checked: tuple[Checked, ...]
    sent: tuple[Sent, ...]

    @property
    def told(self) -> list[Checked]:
        return [one for one in self.checked if one.alert]

    @property
    def quiet(self) -> list[Checked]:
        return [one for one in self.checked if not one.alert]


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Checks as ``watcher check`` does."""

    config: Path
    order: list[str]

    def check(self) -> Round:
        """Check all agreements and send what they cause."""
        import asyncio

        from watcher import bootstrap
        from watcher.cli.progress import working

        house = bootstrap.open_house(self.config)
        house.take_over()

        async def work() -> Round:
            async with house.network(digests_run=False) as network:
                every = network.checker.check_all(house.settings.agreements, confirm_now=True)
                checked = [one async for one in every]
                sent = await network.deliverer.drain()
            return Round(
                checked=tuple(sorted(checked, key=lambda one: self.order.index(one.agreement.id))), sent=tuple(sent)
            )

        with working("checking"):
            return asyncio.run(work())


def _folder(given: Path | None) -> Path:
    """A folder that is the demo's alone: it writes a config.toml there."""
    if given is None:
        return Path(tempfile.mkdtemp(prefix="watcher-demo-"))
    try:
        given.mkdir(parents=True, exist_ok=True)
        taken = any(given.iterdir())
    except OSError as error:
        raise UsageError(f"is no folder: {error.strerror}", where=str(given), mend="choose another") from error
    if taken:
        raise UsageError("the folder is not empty", where=str(given), mend="choose a new one")
    return given


def _config(site: SampleSite, mails: MailCatcher, hooks: WebhookReceiver) -> str:
    import tomlkit

    settings = {
        "watcher": {"data_dir": "snapshots", "base_url": "http://127.0.0.1:8321"},
        "fetch": {"per_host_delay": "0s", "allow_hosts": ["127.0.0.1"]},
        "smtp": {"host": mails.host, "port": mails.port, "from": "Terms watcher <watcher@example.org>"},
        "agreements": site.agreement_tables(),
        "subscribers": [
            {"name": "Compliance", "email": "compliance@example.org", "digest": "immediate"},
            {"name": "Contract system", "webhook": hooks.url, "secret_env": SECRET_ENV, "digest": "immediate"},
        ],
    }
    return tomlkit.dumps(settings)


def _as_it_must_be(first: Round, second: Round, third: Round, mails: MailCatcher, hooks: WebhookReceiver) -> None:
    """A demo that did not show what it says must not look as if it had."""
    faults = [
        f"{one.agreement.id}: {one.outcome} {one.reason}"
        for played, usual in ((first, {"first"}), (second, {"changed", "same"}), (third, {"same"}))
        for one in played.checked
        if one.outcome not in usual
    ]
    faults += [f"{one.delivery.subscriber}: {one.attempt.detail}" for one in second.sent if not one.attempt.ok]
    told = len(second.told)
    if not faults and not len(mails.mails) == len(hooks.requests) == told:
        faults = [f"{told} changes, but {len(mails.mails)} mails and {len(hooks.requests)} webhooks"]
    if faults:
        raise WatcherError("the demo did not go as it should: " + "; ".join(faults), mend="please report it")


def _title(text: str) -> None:
    from watcher.cli import output

    output.say("")
    output.say(output.styled(text, "bold"))
    output.say("")


def _tell_beginning(folder: Path) -> None:
    from watcher.cli import output

    output.say(output.styled("From page to alert, on this machine only", "bold"))
    output.say("")
    output.say("A small site with five made-up agreements, a mail server and a webhook receiver")
    output.say("run on 127.0.0.1 while this command runs. Two subscribers want to know at once:")
    output.say("Compliance by mail, Contract system by webhook.")
    output.say(f"What is kept stands in {folder}")


def _tell_first(played: Round) -> None:
    from watcher.cli import output

    _title("1  First editions: fetched, kept as received, read into clauses")
    output.print_table(
        ("", "outcome", "version", "agreement"),
        [("", output.styled(one.outcome, "green"), str(one.version), one.agreement.title) for one in played.checked],
    )


def _tell_second(played: Round) -> None:
    from watcher.cli import output

    _title("2  Second editions: fetched again, confirmed by one more fetch, compared clause by clause")
    for one in played.told:
        if one.recorded is None:
            continue
        versions = f"version {one.recorded.old} to {one.recorded.new}"
        output.say("  ", output.styled(one.agreement.id, "bold yellow"), f"  {versions}")
        output.print_redline(one.recorded.comparison, indent="    ", closing=False)
    for one in played.quiet:
        output.say("  ", output.styled(one.agreement.id, "bold green"), f"  {one.outcome}, version {one.version}")
        output.say(f"    {one.agreement.title}")
        output.say("    The page came with other markup, quotation marks and spaces around the same words.")
        output.say("    That is no change of the terms: it raised nothing, and nobody was told.")


def _tell_messages(played: Round, mails: MailCatcher, hooks: WebhookReceiver) -> None:
    from watcher.cli import output

    shown = next((one for one in played.told if _shortens_a_notice(one)), played.told[0])
    mail = next(one for one in mails.mails if shown.agreement.title in str(one.message["subject"]))
    verified = [(one, _said(one)) for one in hooks.requests]
    hook, said = next(found for found in verified if found[1]["data"]["agreement"]["id"] == shown.agreement.id)
    _title(f"3  A mail, as the mail server received it (1 of {len(mails.mails)})")
    _tell_mail(mail)
    _title(f"4  A webhook, as its receiver received and verified it (1 of {len(hooks.requests)})")
    for name in WEBHOOK_HEADERS:
        output.say("  ", output.styled(f"{name}: ", "dim"), hook.headers.get(name, ""))
    output.say("")
    for line in json_module.dumps(said, ensure_ascii=False, indent=2).splitlines():
        output.say_cut(f"  {line}")
    output.say("")
    output.say(f"  All {len(verified)} signatures are valid (Standard Webhooks).")


def _shortens_a_notice(checked: Checked) -> bool:
    changes = checked.recorded.comparison.changes if checked.recorded else ()
    return any("notice shortened" in reason for change in changes for reason in change.assessment.reasons)


def _said(hook: ReceivedRequest) -> dict[str, Any]:
    """The body, its signature verified."""
    body: dict[str, Any] = hook.verify(os.environ[SECRET_ENV])
    return body


def _tell_mail(mail: CaughtMail) -> None:
    from watcher.cli import output

    for name in MAIL_HEADERS:
        output.say("  ", output.styled(f"{name}: ", "dim"), str(mail.message[name] or ""))
    output.say("")
    body = mail.message.get_body(("plain",))
    for line in body.get_content().splitlines() if body is not None else []:
        output.say(f"  {line}".rstrip())
    output.say("")
    output.say("  The same mail carries this as HTML, for programs that show it.")


def _tell_third(played: Round, mails: MailCatcher, hooks: WebhookReceiver) -> None:
    from watcher.cli import output

    _title("5  Nothing new is published: fetched a third time")
    same = sum(1 for one in played.checked if one.outcome == "same")
    output.say(f"  {same} of {len(played.checked)} the same; nobody was told anything more:")
    output.say(f"  it stays at {len(mails.mails)} mails and {len(hooks.requests)} webhooks.")


def _tell_next(config: Path) -> None:
    from watcher.cli import output

    _title("What to do next")
    here = shlex.join([*program(), "--config", str(config)])
    output.say("  Read the comparisons in web pages (Ctrl-C ends it):")
    output.say(f"      {here} serve")
    output.say("  See what is kept:")
    output.say(f"      {here} status")
    output.say("  Watch a page of your own:")
    output.say(f"      {shlex.join(program())} add https://…")


def program() -> list[str]:
    """How this program is called from where the person is."""
    called = Path(sys.argv[0])
    found = shutil.which("watcher")
    if called.name == "__main__.py":
        return [sys.executable, "-m", "watcher"]
    if found and called.exists() and Path(found).resolve() == called.resolve():
        return ["watcher"]
    return [sys.argv[0]]


def _summary(
    first: Round, second: Round, third: Round, mails: MailCatcher, hooks: WebhookReceiver, config: Path
) -> dict[str, object]:
    return {
        "config": str(config),
        "first": {one.agreement.id: str(one.outcome) for one in first.checked},
        "second": {
            one.agreement.id: {
                "outcome": str(one.outcome),
                "alert": one.alert,
                "changes": [
                    {"kind": str(change.kind), "label": change.clause.label}
                    for change in (one.recorded.comparison.changes if one.recorded else ())
                ],
            }
            for one in second.checked
        },
        "third": {one.agreement.id: str(one.outcome) for one in third.checked},
        "mails": [str(mail.message["subject"]) for mail in mails.mails],
        "webhooks": [_said(hook)["type"] for hook in hooks.requests],
    }
