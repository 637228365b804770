"""Who is answered, and what every answer forbids the browser to do."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from watcher.domain.errors import UsageError
from watcher.services.accounts import TOKEN_PREFIX

FORBIDDEN = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}


class SafeHeaders:
    """Adds the headers above to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in FORBIDDEN.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)


class TrustedPeers:
    """With a trusted proxy configured: answers only that proxy, and only for somebody whom it names."""

    def __init__(self, app: ASGIApp, peers: Sequence[str], header: str) -> None:
        self._app = app
        self._networks: list[IPv4Network | IPv6Network] = [ip_network(peer, strict=False) for peer in peers]
        self._header = header.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._welcome(scope):
            await self._app(scope, receive, send)
            return
        refusal = PlainTextResponse("This watcher answers its own proxy only, for readers it has signed in.\n", 403)
        await refusal(scope, receive, send)

    def _welcome(self, scope: Scope) -> bool:
        client = scope.get("client")
        if client is None:
            return False
        try:
            peer = ip_address(client[0])
        except ValueError:
            return False
        # A subscriber's own page is signed by its address, and mail programs, which nobody signs in, post to it.
        signed = str(scope.get("path", "")).startswith("/subscriptions/")
        headers = Headers(scope=scope)
        # A program shows a token of ours instead of being signed in by the proxy; the gate looks at it.
        program = headers.get("authorization", "").startswith(f"Bearer {TOKEN_PREFIX}")
        named = signed or program or not self._header or bool(headers.get(self._header, "").strip())
        return named and any(peer in network for network in self._networks)


def refuse_open_door(host: str, trusted_proxy: Sequence[str], *, accounts: bool) -> None:
    """Raises UsageError when the pages would be open to others than this machine without anybody signing in.

    ``accounts``: whether there are any, so that everybody has to sign in.
    """
    if trusted_proxy or accounts or is_this_machine(host):
        return
    raise UsageError(
        f"the pages would be open to everybody who reaches {host}: there is no account to sign in with",
        where="web.host",
        mend="make an account with watcher users add, or name a proxy that signs readers in in web.trusted_proxy",
    )


def is_this_machine(host: str) -> bool:
    """Whether what is bound to that host is reached from this machine only."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
