"""What no key can tell by itself: keys that exclude or need each other, and names that must be unique or known.

The checks read the file as it stands, so that they find their mistakes although other keys are wrong. They pass over
what has the wrong form; that is told where the form is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from watcher.config.problems import looks_secret, shown
from watcher.config.values import nearest_of, quoted
from watcher.domain.errors import ConfigProblem, UsageError
from watcher.significance import read_rules

Raw = dict[str, Any]

CHANNELS = ("email", "webhook", "chat")


def _tables(raw: Raw, name: str) -> Iterator[tuple[str, Raw]]:
    listed = raw.get(name)
    for index, table in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(table, dict):
            yield f"{name}[{index}]", table


def _table(raw: Raw, name: str) -> Raw:
    table = raw.get(name)
    return table if isinstance(table, dict) else {}


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [each for each in listed if isinstance(each, str)]


def one_rhythm(raw: Raw) -> Iterator[ConfigProblem]:
    """``every`` or ``cron``."""
    if {"every", "cron"} <= _table(raw, "schedule").keys():
        yield ConfigProblem(path="schedule", found="both every and cron", expected="one of them")


def one_address(raw: Raw) -> Iterator[ConfigProblem]:
    """``url`` or ``urls``, and no page twice."""
    for path, table in _tables(raw, "agreements"):
        if {"url", "urls"} <= table.keys():
            yield ConfigProblem(path=path, found="both url and urls", expected="one of them")
        elif not {"url", "urls"} & table.keys():
            yield ConfigProblem(path=f"{path}.url", found="", expected='an address such as "https://example.com/terms"')
        elif table.get("urls") == []:
            yield ConfigProblem(path=f"{path}.urls", found="an empty list", expected="at least one address")
        urls = _texts(table.get("urls"))
        for index, url in enumerate(urls):
            if url in urls[:index]:
                yield ConfigProblem(path=f"{path}.urls[{index}]", found=shown(url), expected="each address once")


def whole_ranges(raw: Raw) -> Iterator[ConfigProblem]:
    """A range has one start and one end."""
    for path, table in _tables(raw, "agreements"):
        for key in ("select", "remove"):
            listed = table.get(key)
            for index, each in enumerate(listed if isinstance(listed, list) else []):
                if isinstance(each, dict):
                    yield from _ends(f"{path}.{key}[{index}]", each)


def _ends(path: str, table: Raw) -> Iterator[ConfigProblem]:
    for pair in (("startBefore", "startAfter"), ("endBefore", "endAfter")):
        given = [name for name in pair if name in table]
        if len(given) != 1:
            found = f"both {pair[0]} and {pair[1]}" if given else ""
            yield ConfigProblem(path=path, found=found, expected=f"one of {pair[0]} and {pair[1]}")


def unique_ids(raw: Raw) -> Iterator[ConfigProblem]:
    """An id is one agreement's alone, now and in the past: two cannot continue the same history."""
    taken: dict[str, str] = {}
    for path, table in _tables(raw, "agreements"):
        for own in _texts(table.get("id")):
            if own in taken:
                expected = f"an id of its own; {taken[own]} has this one"
                yield ConfigProblem(path=f"{path}.id", found=shown(own), expected=expected)
            taken.setdefault(own, path)
    for path, table in _tables(raw, "agreements"):
        for old in _texts(table.get("was")):
            if old in taken:
                expected = f"an id that no agreement has or had; {taken[old]} has this one"
                yield ConfigProblem(path=f"{path}.was", found=shown(old), expected=expected)
            taken.setdefault(old, path)


def unique_names(raw: Raw) -> Iterator[ConfigProblem]:
    """Deliveries are kept under a subscriber's name."""
    taken: dict[str, str] = {}
    for path, table in _tables(raw, "subscribers"):
        for name in _texts(table.get("name")):
            if name.strip() in taken:
                expected = f"a name of its own; {taken[name.strip()]} has this one"
                yield ConfigProblem(path=f"{path}.name", found=shown(name), expected=expected)
            taken.setdefault(name.strip(), path)


def one_channel(raw: Raw) -> Iterator[ConfigProblem]:
    """Exactly one of email, webhook and chat."""
    for path, table in _tables(raw, "subscribers"):
        given = [channel for channel in CHANNELS if channel in table]
        if len(given) != 1:
            found = " and ".join(given)
            yield ConfigProblem(path=path, found=found, expected="exactly one of email, webhook and chat")


def signed_webhooks(raw: Raw) -> Iterator[ConfigProblem]:
    """A webhook is signed, a chat room's address goes without its key, and mail has no secret of its own."""
    for path, table in _tables(raw, "subscribers"):
        if "webhook" in table and "secret_env" not in table:
            expected = "the environment variable that holds the signing secret: unsigned webhooks are not sent"
            yield ConfigProblem(path=f"{path}.secret_env", found="", expected=expected)
        if "email" in table and "secret_env" in table:
            expected = "no such key beside email; the mail server's password is named by smtp.password_env"
            yield ConfigProblem(path=f"{path}.secret_env", found="secret_env", expected=expected)
        if str(table.get("chat", "")).endswith("://") and "secret_env" not in table:
            expected = "the environment variable that holds the room's key"
            yield ConfigProblem(path=f"{path}.secret_env", found="", expected=expected)
        if any(looks_secret(room) for room in _texts(table.get("chat"))):
            expected = "a room's address without its key; name the key's environment variable: secret_env"
            yield ConfigProblem(path=f"{path}.chat", found=shown(table["chat"]), expected=expected)


def mail_needs_a_server(raw: Raw) -> Iterator[ConfigProblem]:
    if "smtp" not in raw:
        for path, table in _tables(raw, "subscribers"):
            if "email" in table:
                expected = "a mail server in [smtp], with at least host and from"
                yield ConfigProblem(path=f"{path}.email", found="no [smtp] table", expected=expected)


def safe_sign_in(raw: Raw) -> Iterator[ConfigProblem]:
    """A user name needs a password, and a password leaves this machine encrypted only."""
    smtp = _table(raw, "smtp")
    if ("username" in smtp) != ("password_env" in smtp):
        given, missing = ("username", "password_env") if "username" in smtp else ("password_env", "username")
        yield ConfigProblem(path=f"smtp.{missing}", found="", expected=f"{missing} beside {given}")
    host = smtp.get("host", "localhost")
    if "username" in smtp and smtp.get("security", "none") == "none" and not _is_this_machine(host):
        expected = '"starttls" or "tls": a password is sent'
        yield ConfigProblem(path="smtp.security", found='"none"', expected=expected, nearest='"starttls"')


def _is_this_machine(host: object) -> bool:
    try:
        return ip_address(str(host)).is_loopback
    except ValueError:
        return host == "localhost"


def believed_proxy(raw: Raw) -> Iterator[ConfigProblem]:
    """A header that names the user is believed from named proxies only, and a proxy is named for nothing else."""
    web = _table(raw, "web")
    pair = ("user_header", "trusted_proxy")
    for given, missing in (pair, pair[::-1]):
        if web.get(given) and not web.get(missing):
            yield ConfigProblem(path=f"web.{missing}", found="", expected=f"{missing} beside {given}")


def known_patterns(raw: Raw) -> Iterator[ConfigProblem]:
    """A subscriber's patterns and tags match something; otherwise silence would look like "no change"."""
    ids = [own for _, table in _tables(raw, "agreements") for own in _texts(table.get("id"))]
    tags = {tag.strip() for _, table in _tables(raw, "agreements") for tag in _texts(table.get("tags"))}
    for path, table in _tables(raw, "subscribers"):
        for index, wanted in enumerate(_texts(table.get("agreements", []))):
            if wanted != "*" and not any(fnmatchcase(own, wanted) for own in ids):
                near = nearest_of(wanted, ids)
                yield ConfigProblem(
                    path=f"{path}.agreements[{index}]",
                    found=shown(wanted),
                    expected="an agreement's id, or a pattern that matches one",
                    nearest=quoted(near) if near else "",
                )
        if table.get("agreements") == []:
            yield ConfigProblem(path=f"{path}.agreements", found="an empty list", expected='ids, or ["*"] for all')
        for index, wanted in enumerate(_texts(table.get("tags", []))):
            if wanted.strip() not in tags:
                near = nearest_of(wanted, tags)
                yield ConfigProblem(
                    path=f"{path}.tags[{index}]",
                    found=shown(wanted),
                    expected="a tag that an agreement has",
                    nearest=quoted(near) if near else "",
                )


def sound_rules(raw: Raw) -> Iterator[ConfigProblem]:
    """The operator's rules of severity can be read. One mistake is told at a time."""
    table = _table(raw, "significance")
    try:
        read_rules(table, where="significance")
    except UsageError as mistake:
        yield ConfigProblem(path=mistake.where, found=mistake.what, expected=mistake.mend)


CHECKS: tuple[Callable[[Raw], Iterator[ConfigProblem]], ...] = (
    one_rhythm,
    safe_sign_in,
    believed_proxy,
    one_address,
    whole_ranges,
    unique_ids,
    unique_names,
    one_channel,
    signed_webhooks,
    mail_needs_a_server,
    known_patterns,
    sound_rules,
)


def files_that_are_read(raw: Raw, folder: Path) -> Iterator[ConfigProblem]:
    """Files that the configuration names, relative to its own folder, are there."""
    for name in ("fetch", "smtp"):
        for written in _texts(_table(raw, name).get("ca_file")):
            if written.isprintable() and not (folder / Path(written).expanduser()).is_file():
                expected = "a file of certificates (PEM) that can be read"
                yield ConfigProblem(path=f"{name}.ca_file", found=shown(written), expected=expected)
