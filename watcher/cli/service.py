"""The running service: schedule, deliveries and web pages in one process, until it is told to stop."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import structlog

from watcher.bootstrap import House
from watcher.cli import logs
from watcher.domain.errors import UsageError
from watcher.web.guard import is_this_machine, refuse_open_door
from watcher.web.server import server

STOP_WITHIN = 8.0
"""Seconds from the signal to the end, whatever is under way: every write is one transaction, so nothing is torn."""

SEND_GRACE = timedelta(seconds=5)

log = structlog.get_logger("watcher.service")


def run(house: House) -> None:
    """Schedule, deliveries and pages until SIGTERM or SIGINT. Raises StoreBusy when another service runs here."""
    logs.configure()
    web = house.settings.web
    _check_doors(house, web.host)
    with house.service_lock():
        change = house.take_over()
        for hint in change.hints:
            log.warning(hint)
        log.info("starting", agreements=len(house.settings.agreements), begun=change.begun, ended=change.ended)
        with _pages(house, web.host, web.port):
            asyncio.run(_work(house))
    log.info("stopped")


async def _work(house: House) -> None:
    with _signals() as stop:
        async with house.network() as network:
            jobs = house.jobs(network)
            jobs.start()
            log.info("running")
            await stop.wait()
            log.info("stopping")
            await jobs.stop(SEND_GRACE)


@contextmanager
def _signals() -> Iterator[asyncio.Event]:
    """Set by SIGTERM and SIGINT. A step that cannot be interrupted (a page being parsed) is abandoned in the end.

    Not ``loop.add_signal_handler``: it is heard only when the loop has a turn, and the end must not depend on that.
    """
    loop, stop, asked = asyncio.get_running_loop(), asyncio.Event(), threading.Event()

    def abandon() -> None:
        asked.wait()
        time.sleep(STOP_WITHIN)
        log.warning("abandoned what was still under way; nothing of it was recorded")
        os._exit(0)

    def ask(_number: int, _frame: object) -> None:
        asked.set()
        loop.call_soon_threadsafe(stop.set)

    # Started beforehand: a signal may come while the interpreter is starting another thread.
    threading.Thread(target=abandon, name="end in any case", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)
    yield stop


def serve(house: House, *, host: str | None, port: int | None) -> None:
    """The web pages alone, until they are told to stop."""
    logs.configure()
    web = house.settings.web
    host = host or web.host
    _check_doors(house, host)
    # uvicorn ends cleanly and then raises the signal again; being told to stop is how this command is done.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _listener(host, web.port if port is None else port) as listener, suppress(KeyboardInterrupt):
        server(house).run(sockets=[listener])


def _check_doors(house: House, host: str) -> None:
    """Raises UsageError when pages on that host would be open to others without anybody signing in."""
    settings = house.settings
    accounts = house.kept and house.accounts.exist()
    refuse_open_door(host, settings.web.trusted_proxy, accounts=accounts)
    if accounts and not is_this_machine(host) and not settings.base_url.startswith("https:"):
        log.warning(
            "passwords and sessions travel unencrypted: put a proxy with TLS before the pages, "
            "and write its https address into watcher.base_url"
        )


@contextmanager
def _pages(house: House, host: str, port: int) -> Iterator[None]:
    """The web pages in a thread of their own, so that a page being parsed keeps no reader waiting."""
    with _listener(host, port) as listener:
        pages = server(house)
        thread = threading.Thread(target=pages.run, kwargs={"sockets": [listener]}, name="web pages", daemon=True)
        thread.start()
        try:
            yield
        finally:
            pages.should_exit = True
            thread.join(timeout=2)


@contextmanager
def _listener(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket; raises UsageError when the address is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(
            f"the web pages cannot be served there: {error.strerror or error}",
            where=f"{host}:{port}",
            mend="stop what uses the port, or set web.port to another",
        ) from error
    with listener:
        bound = listener.getsockname()
        shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        log.info("web pages", url=f"http://{shown}:{bound[1]}/")
        yield listener
