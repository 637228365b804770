"""One installation in a folder of its own, driven as its users drive it: by commands in processes of their own.

The processes are forked from a server that has the program imported already, which saves each a second. A ``before``
function runs in the new process ahead of the command; that is how a step is made to be the last.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import tomlkit
from services.world import CLAUSES, page

from watcher.services.ports import Store
from watcher.store.layout import DATABASE
from watcher.store.sqlite import SqliteStore
from watcher.testing.receivers import MailCatcher, WebhookReceiver
from watcher.testing.site import PageAnswer, SampleSite

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["watcher.bootstrap", "watcher.cli", "watcher.cli.service"])
PATIENCE = 30.0
"""Seconds after which a command that has not ended is taken to hang."""

Before = Callable[[], object]


def terms(days: int = 10, *more: str) -> bytes:
    """The published agreement; ``days`` is the notice it promises."""
    return page(*(clause.replace("10 working", f"{days} working") for clause in CLAUSES), *more).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """What a person reads, on one line."""
        return " ".join((self.out + self.err).split())

    def lines(self) -> list[dict[str, Any]]:
        """Standard output as lines of JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


class Running:
    """A command under way. Its errors go into a file, where they can be read meanwhile."""

    def __init__(
        self, folder: Path, arguments: Sequence[str], environ: dict[str, str], before: Sequence[Before]
    ) -> None:
        number = len(list(folder.glob("*.out")))
        self._out, self._err = folder / f"{number}.out", folder / f"{number}.err"
        self._out.touch()
        self.began = time.monotonic()
        self._process = PROCESSES.Process(
            target=_command, args=(list(arguments), str(self._out), str(self._err), environ, list(before))
        )
        self._process.start()

    @property
    def err(self) -> str:
        return self._err.read_text(encoding="utf-8") if self._err.exists() else ""

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def signal(self, number: int = signal.SIGTERM) -> None:
        pid = self._process.pid
        assert pid is not None
        if self._process.is_alive():
            os.kill(pid, number)

    def ends_within(self, seconds: float) -> bool:
        self._process.join(seconds)
        return not self._process.is_alive()

    def wait(self, within: float = PATIENCE) -> Ended:
        """Raises AssertionError, and ends the process, when it takes longer than ``within`` seconds."""
        self._process.join(within)
        hung = self._process.is_alive()
        if hung:
            self._process.kill()
            self._process.join()
        assert not hung, f"did not end within {within} s; it said:\n{self.err}"
        code = self._process.exitcode
        assert code is not None
        return Ended(code=code, out=self._out.read_text(encoding="utf-8"), err=self.err)

    def until(self, said: str, within: float = PATIENCE) -> None:
        """Wait until it has written this to standard error."""
        eventually(lambda: said in self.err, within)


class FaultySite(SampleSite):
    """A site whose pages may be given faults, which stay until they are taken away again."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.faults: dict[str, PageAnswer] = {}

    def answer(self, path: str, headers: dict[str, str]) -> PageAnswer:
        if path in self.faults:
            self.script(path, self.faults[path])
        return super().answer(path, headers)


@dataclass
class Installation:
    """A configuration file, a data folder, and what they talk to on loopback."""

    folder: Path
    site: FaultySite
    mail: MailCatcher
    hook: WebhookReceiver
    environ: dict[str, str] = field(default_factory=lambda: {"HOOK_SECRET": SECRET})
    config: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.site.put("/terms", terms())
        self.config = {
            "watcher": {"data_dir": "data", "base_url": "http://127.0.0.1:8321"},
            "schedule": {"every": "6h", "jitter": "0s"},
            "fetch": {"per_host_delay": "0s", "timeout": "2s", "robots": False, "allow_hosts": ["127.0.0.1"]},
            "smtp": {"host": "127.0.0.1", "port": self.mail.port, "from": "Terms watcher <watcher@example.org>"},
            "agreements": [self.agreement("terms")],
            "subscribers": [
                {"name": "Compliance", "email": "compliance@example.org"},
                {"name": "Archive", "webhook": self.hook.url, "secret_env": "HOOK_SECRET"},
            ],
        }

    def agreement(self, name: str, url: str = "", **keys: Any) -> dict[str, Any]:
        """A table of ``[[agreements]]`` for a page of the site, ``/<name>`` unless an address is given."""
        return {"id": name, "title": "Archive Service Agreement", "url": url or f"{self.site.url}/{name}", **keys}

    def watch(self, **urls: str) -> None:
        """Watch these besides: id to address."""
        self.config["agreements"] += [self.agreement(name, url) for name, url in urls.items()]

    def start(self, *arguments: str, before: Sequence[Before] = ()) -> Running:
        """Begin a command with the configuration as it now is."""
        path = self.folder / "config.toml"
        path.write_text(tomlkit.dumps(self.config), encoding="utf-8")
        return Running(self.folder, ["--config", str(path), *arguments], self.environ, before)

    def run(self, *arguments: str, before: Sequence[Before] = ()) -> Ended:
        """A command from its beginning to its end."""
        return self.start(*arguments, before=before).wait()

    def check(self, *ids: str, before: Sequence[Before] = ()) -> dict[str, str]:
        """The outcomes of ``watcher check``, by agreement."""
        lines = self.run("check", "--json", *ids, before=before).lines()
        return {line["agreement"]: line["outcome"] for line in lines if "agreement" in line}

    def status(self) -> dict[str, dict[str, Any]]:
        """What ``watcher status`` says, by agreement."""
        return {one["id"]: one for one in json.loads(self.run("status", "--json").out)["agreements"]}

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @contextmanager
    def store(self) -> Any:
        """The database, read from outside."""
        store = SqliteStore(self.data / DATABASE)
        try:
            yield store
        finally:
            store.close()

    def ids_received(self) -> dict[str, set[str]]:
        """The ids under which messages arrived, by channel; repetitions under one id are one."""
        return {
            "email": {str(caught.message["Message-ID"]) for caught in self.mail.mails},
            "webhook": {request.headers["webhook-id"] for request in self.hook.requests},
        }


def eventually(condition: Callable[[], object], within: float = PATIENCE) -> None:
    """Wait until the condition holds. Raises AssertionError when it does not ``within`` seconds."""
    until = time.monotonic() + within
    while not condition():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.02)


def die_at(place: str, when: str, time_: int = 1) -> Before:
    """End the process as a power cut would, ``before`` or ``after`` the n-th call of a function, named with its module
    or class, such as ``watcher.services.check:write``."""
    return partial(_die_at, place, when, time_)


def later(seconds: float) -> Before:
    """Let the process believe that it is so much later."""
    return partial(_later, seconds)


def no_deliveries() -> None:
    """The process ends before anything is sent."""
    from watcher.services.deliver import Deliverer

    async def gone(_deliverer: Deliverer) -> list[object]:
        return []

    Deliverer.drain = gone  # type: ignore[assignment,method-assign]  # sends nothing


def _die_at(place: str, when: str, time_: int) -> None:
    import functools
    import importlib
    import inspect

    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = functools.reduce(getattr, owners, importlib.import_module(module))
    function, calls = getattr(owner, name), iter(range(1, 1_000_000))

    def reached(now: str, call: int) -> None:
        if now == when and call == time_:
            os.kill(os.getpid(), signal.SIGKILL)

    async def awaited(*arguments: Any, **named: Any) -> Any:
        call = next(calls)
        reached("before", call)
        result = await function(*arguments, **named)
        reached("after", call)
        return result

    def called(*arguments: Any, **named: Any) -> Any:
        call = next(calls)
        reached("before", call)
        result = function(*arguments, **named)
        reached("after", call)
        return result

    setattr(owner, name, awaited if inspect.iscoroutinefunction(function) else called)


def _later(seconds: float) -> None:
    from datetime import timedelta

    from watcher import bootstrap

    defaults = bootstrap.House.__init__.__kwdefaults__
    assert defaults is not None
    defaults["clock"] = lambda: bootstrap.present() + timedelta(seconds=seconds)


def _command(arguments: list[str], out: str, err: str, environ: dict[str, str], before: list[Before]) -> None:
    for name, number in ((out, 1), (err, 2)):
        descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.pop("HOOK_SECRET", None)
    os.environ.update(environ)
    sys.argv = ["watcher", *arguments]
    for one in before:
        one()
    from watcher.cli import main

    main()


def told_once(installation: Installation, store: Store, *, changes: int) -> None:
    """So many changes were recorded, each told to every subscriber, none under two ids, none forgotten."""
    events = store.events("terms", limit=10_000)
    kinds = [str(event.type) for event in events]
    assert kinds.count("terms.changed") == changes
    # A text that was seen by checks that were cut short, and by no other, may have been told as unsettled.
    assert set(kinds) <= {"terms.changed", "terms.unsettled"}
    deliveries = store.deliveries(limit=10_000)
    assert {str(one.state) for one in deliveries} <= {"delivered"}
    told = [(one.subscriber, one.event_ids) for one in deliveries]
    assert sorted(told) == sorted((name, (event.id,)) for event in events for name in ("Archive", "Compliance"))
    received = installation.ids_received()
    assert received["webhook"] == {one.id for one in deliveries if one.channel == "webhook"}
    assert len(received["email"]) == len(events)
