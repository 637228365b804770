"""Secrets: found by name in the environment at the moment of sending, and kept out of everything that is written."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from watcher.domain.errors import SecretMissing

PREFIX = "whsec_"
KEPT_OUT = "***"
SHORTEST_DECODED = 16
"""Bytes. A plain secret that happens to be base64 of less is not used so: its key could be guessed."""


def read_secret(environ: Mapping[str, str], name: str, *, needed_by: str) -> str:
    """The secret in the environment variable ``name``. Raises SecretMissing when it is not set or empty.

    ``needed_by`` says who needs it, such as ``the subscriber Compliance``.
    """
    if not name:
        raise SecretMissing(
            f"{needed_by} names no environment variable for its secret",
            mend="name one in config.toml with secret_env or password_env",
        )
    value = environ.get(name, "").strip()
    if not value:
        raise SecretMissing(
            f"the environment variable is not set, and {needed_by} needs it",
            where=name,
            mend="set it and start the program again",
        )
    return value


def signing_keys(secret: str, *, name: str) -> tuple[bytes, ...]:
    """The keys of a webhook secret, the current one first. Raises SecretMissing when one cannot be read.

    Several secrets stand side by side, separated by blanks, while one replaces the other. ``whsec_`` is followed by
    base64 (Standard Webhooks, "Signature scheme"). Anything else is a plain secret: its text in UTF-8 is a key, and
    so are the bytes it stands for where it is base64, because receivers' libraries read it in that way.
    """
    keys: list[bytes] = []
    for one in secret.split():
        if one.startswith(PREFIX):
            key = _decoded(one.removeprefix(PREFIX))
            if not key:
                raise SecretMissing(
                    f"the environment variable does not hold base64 after {PREFIX}", where=name, mend="set it anew"
                )
            keys.append(key)
            continue
        keys.append(one.encode())
        if len(key := _decoded(one)) >= SHORTEST_DECODED:
            keys.append(key)
    return tuple(dict.fromkeys(keys))


def without(text: str, *secrets: str) -> str:
    """The text with every occurrence of the secrets replaced, also in base64 as SMTP and HTTP send them."""
    for secret in secrets:
        if secret:
            for form in (secret, base64.b64encode(secret.encode()).decode()):
                text = text.replace(form, KEPT_OUT)
    return text


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""
