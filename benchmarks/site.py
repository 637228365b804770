"""Pages for benchmarks, served by a process of its own so that its work is not counted as ours."""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGES = 200
HOSTS = 20
CLAUSES = 115
"""Makes pages of about 50 KB."""

WORDS = (
    "the service member account fee notice agreement provider content may shall must not terminate suspend change "
    "data privacy liability warranty law court party days written consent use access right duty reasonable promptly "
    "licence material breach payment invoice period renewal limit claim damage indirect loss profit"
).split()


class Mode(StrEnum):
    """What the site does when it is asked again."""

    VALIDATED = "304"
    """Says 304 to whoever asks with the right ETag."""
    SAME = "200, same bytes"
    """Sends the same bytes, and no validators."""
    TOKENS = "200, same terms, other token"
    """Sends the same terms with a token that differs at each request."""
    CHANGED = "200, one clause changed"
    """Sends terms of which one clause differs."""


def host(number: int) -> str:
    """Every address of 127/8 is this machine, so each stands for a host of its own."""
    return f"127.0.0.{number % HOSTS + 1}"


def url(number: int, port: int) -> str:
    return f"http://{host(number)}:{port}/{number}"


def body(number: int) -> bytes:
    """One page, always the same for its number."""
    chance = random.Random(number)
    parts = [f"<html><head><title>Agreement {number}</title><meta name=csrf content=''></head><body>"]
    parts.append("<nav><ul>" + "".join(f"<li><a href='/{n}'>Item {n}</a></li>" for n in range(20)) + "</ul></nav>")
    parts.append(f"<main><h1>Service Agreement {number}</h1>")
    for clause in range(CLAUSES):
        if clause % 10 == 0:
            parts.append(f"<h2>{clause // 10 + 1}. {chance.choice(WORDS).title()} and {chance.choice(WORDS)}</h2>")
        words = " ".join(chance.choices(WORDS, k=55))
        parts.append(f"<p>{clause // 10 + 1}.{clause % 10 + 1} {words.capitalize()} within 10 days.</p>")
    parts.append("</main><footer>All rights reserved</footer></body></html>")
    return "".join(parts).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    mode: str
    bodies: dict[int, bytes]
    served = 0

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self._send(404, b"none\n", "")
            return
        if self.path.startswith("/mode/"):
            type(self).mode = Mode[self.path.removeprefix("/mode/")]
            self._send(200, b"ok\n", "")
            return
        number = int(self.path[1:])
        mode, content = type(self).mode, self.bodies[number]
        if mode == Mode.CHANGED:
            parts = content.split(b"within 10 days")
            content = b"within 10 days".join(parts[:31]) + b"within 5 days" + b"within 10 days".join(parts[31:])
        elif mode == Mode.TOKENS:
            type(self).served += 1
            content = content.replace(b"csrf content=''", b"csrf content='%d'" % type(self).served)
        tag = f'"{hashlib.sha256(content).hexdigest()[:20]}"' if mode == Mode.VALIDATED else ""
        if tag and self.headers.get("if-none-match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return
        self._send(200, content, tag)

    def _send(self, status: int, content: bytes, tag: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Nothing is logged."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


def _serve(port: int) -> None:
    _Handler.mode = Mode.VALIDATED
    _Handler.bodies = {number: body(number) for number in range(PAGES)}
    servers = [_Server((host(number), port), _Handler) for number in range(HOSTS)]
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    servers[0].serve_forever()


@contextmanager
def site() -> Iterator[int]:
    """The port of the site, on twenty addresses of loopback while the context lasts."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(port,), daemon=True)
    process.start()
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.join()


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            multiprocessing.get_context("spawn").Event().wait(0.05)
        else:
            return
    raise RuntimeError("the benchmark's site did not start")
