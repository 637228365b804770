"""A receiver of webhooks in a process of its own, so that its work is not counted as ours."""

from __future__ import annotations

import asyncio
import multiprocessing
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

DONE = b"HTTP/1.1 204 No Content\r\n\r\n"


def _serve(pipe: Connection) -> None:
    asyncio.run(_receive(pipe))


async def _receive(pipe: Connection) -> None:
    """Answers 204 to everything, and to GET how many different ``webhook-id`` came."""
    ids: set[bytes] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                lines = [line.partition(b":") for line in head.split(b"\r\n")]
                headers = {name.strip().lower(): value.strip() for name, _, value in lines}
                await reader.readexactly(int(headers.get(b"content-length", b"0")))
                if head.startswith(b"GET"):
                    said = str(len(ids)).encode()
                    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(said), said))
                else:
                    ids.add(headers[b"webhook-id"])
                    writer.write(DONE)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    pipe.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


@contextmanager
def receiver() -> Iterator[tuple[str, Callable[[], int]]]:
    """Its address, and what asks it how many different messages it has, while the context lasts."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        url = f"http://127.0.0.1:{ours.recv()}/hook"
        yield url, lambda: int(urllib.request.urlopen(url).read())
    finally:
        process.terminate()
        process.join()
