"""What visitors send: bounded in size and time before anything looks at it, then read as a form."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watcher.web.api_answers import problem

LARGEST = 64 * 1024
"""Bytes of a body."""
WITHIN = 20.0
"""Seconds in which all of it has to be there."""
_BODY = "watcher.body"
_FORM = "application/x-www-form-urlencoded"
_FIELDS = 1000


class BoundedBodies:
    """Takes in the body of every request, and refuses those that are too large or too slow."""

    def __init__(self, app: ASGIApp, *, largest: int = LARGEST, within: float = WITHIN) -> None:
        self._app = app
        self._largest = largest
        self._within = within

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._within):
                body = await self._taken(Headers(scope=scope), receive)
        except TimeoutError:
            await _refusal(scope, "Too slow", "The request took too long.", 408)(scope, receive, send)
            return
        if body is None:
            said = f"A request holds at most {self._largest // 1024} kB."
            await _refusal(scope, "Too large", said, 413)(scope, receive, send)
            return
        scope[_BODY] = body
        given = False

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)

    async def _taken(self, headers: Headers, receive: Receive) -> bytes | None:
        claimed = headers.get("content-length", "0")
        if not claimed.isascii() or not claimed.isdigit() or int(claimed[:20]) > self._largest:
            return None
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._largest:
                return None
            if not message.get("more_body", False):
                return bytes(body)


def _refusal(scope: Scope, title: str, said: str, status: int) -> Response:
    # What is left of the body is not read: the connection cannot be used again.
    headers = {"connection": "close"}
    if scope["path"].startswith("/api/"):
        return problem(status, title, said, headers)
    return PlainTextResponse(f"{said}\n", status, headers=headers)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, as text."""

    fields: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The field's text without blanks around it; empty where it was not sent."""
        return self.fields.get(name, [""])[0].strip()

    def exact(self, name: str) -> str:
        """The field's text as it was typed."""
        return self.fields.get(name, [""])[0]

    def many(self, name: str) -> Sequence[str]:
        """All texts sent under one name."""
        return self.fields.get(name, [])


def body_of(request: Request) -> bytes:
    """The whole body."""
    body: bytes = request.scope.get(_BODY, b"")
    return body


def form_of(request: Request) -> Form:
    """The form that was sent; empty where none was. Raises HTTPException for what is no form."""
    body = body_of(request)
    if not body:
        return Form()
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(415, "Not a form")
    try:
        fields = parse_qs(
            body.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="replace", max_num_fields=_FIELDS
        )
    except ValueError:
        raise HTTPException(400, "Not a form") from None
    return Form(fields)
