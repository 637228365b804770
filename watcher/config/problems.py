"""Mistakes in words: where, what stands there, what was expected, what comes nearest. Never a secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from watcher.config.model import REFUSED, TABLES, RangeTable, Table, keys_of
from watcher.config.values import nearest_of
from watcher.domain.errors import ConfigProblem

HIDDEN = "something that looks like a secret (not shown)"
SHOWN = 80

_SECRET_KEY = re.compile(r"passw|passphrase|secret|token|credential|api_?key|private_?key", re.IGNORECASE)
_SECRET_VALUE = re.compile(
    r"""
      ://[^/\s]*@                                        # user information in an address
    | [^\s/@:]{1,100}:[^\s/@:]{1,100}@                   # user:password@host, without a scheme
    | (?:key|token|secret|passw\w{0,5}|signature|auth)\s?=   # …?key=…
    | \b(?:whsec_|sk[-_]|gh[pousr]_|glpat-|xox[a-z]-|AKIA|eyJ|-----BEGIN)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Twenty letters and digits in a row, both among them. Long words (no digit) and article numbers (no letter) are not.
_LONG_RUN = re.compile(r"[A-Za-z0-9+_]{20,}")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
_TAGS = ("text", "range")


def looks_secret(value: str) -> bool:
    """Whether a text may hold a secret. It errs on the side of yes: the price is only that it is not printed."""
    if _SECRET_VALUE.search(value):
        return True
    return any(
        any(character.isdigit() for character in run) and any(character.isalpha() for character in run)
        for run in _LONG_RUN.findall(value)
    )


def is_secret_key(key: str) -> bool:
    """Whether a key is named like something that holds a secret, or names one."""
    return bool(_SECRET_KEY.search(key))


def shown(value: object, *, key: str = "", secrets: Iterable[str] = ()) -> str:
    """A value as it stands in the file, shortened; hidden where it is, or may be, a secret."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and value.bit_length() > 64:
        # Python refuses to print numbers of several thousand digits, which TOML can hold in hexadecimal.
        return "a very large number"
    written = json.dumps(value, ensure_ascii=False, default=str)
    plain = value if isinstance(value, str) else written
    if is_secret_key(key) or looks_secret(plain) or any(secret and secret in plain for secret in secrets):
        return HIDDEN
    # json escapes control characters below U+0020 only; a terminal also obeys U+0080 to U+009F, and marks of direction.
    safe = "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in written)
    return safe if len(safe) <= SHOWN else f"{safe[:SHOWN]}…"


def path_of(location: Iterable[int | str]) -> str:
    """``("agreements", 2, "every")`` → ``agreements[2].every``; an odd key is quoted as TOML would."""
    path = ""
    for step in location:
        if isinstance(step, int):
            path += f"[{step}]"
        else:
            path += ("." if path else "") + (step if _BARE_KEY.fullmatch(step) else shown(step))
    return path


def from_validation(error: ValidationError, secrets: Iterable[str]) -> Iterator[ConfigProblem]:
    """Each of pydantic's errors as a problem of ours."""
    known = tuple(secrets)
    for each in error.errors(include_url=False):
        location = tuple(step for step in each["loc"] if step not in _TAGS or step == each["loc"][0])
        table = _table_at(each["loc"])
        key = str(location[-1]) if location else ""
        if each["type"] == "extra_forbidden":
            yield _unknown_key(location, table)
        elif each["type"] == "missing":
            yield ConfigProblem(path=path_of(location), found="", expected=_expected_at(table, key))
        else:
            yield _wrong_value(location, each["type"], each["input"], each.get("ctx", {}), known)


def _wrong_value(
    location: tuple[int | str, ...], kind: str, value: object, context: dict[str, Any], secrets: tuple[str, ...]
) -> ConfigProblem:
    names = [step for step in location if isinstance(step, str)]
    expected, nearest = context.get("expected", ""), context.get("nearest", "")
    if kind != REFUSED:
        expected, nearest = _expected_form(location, kind, value)
    if looks_secret(nearest) or any(secret and secret in nearest for secret in secrets):
        nearest = ""
    found = shown(value, key=names[-1] if names else "", secrets=secrets)
    return ConfigProblem(path=path_of(location), found=found, expected=expected, nearest=nearest)


def _expected_form(location: tuple[int | str, ...], kind: str, value: object) -> tuple[str, str]:
    if kind != "list_type":
        return (f"a table, [{location[0]}]" if len(location) == 1 else "a table"), ""
    if len(location) == 1:
        return f"tables in double brackets, [[{location[0]}]]", ""
    return "a list in square brackets", f"[{json.dumps(value, ensure_ascii=False)}]" if isinstance(value, str) else ""


def _unknown_key(location: tuple[int | str, ...], table: type[Table] | None) -> ConfigProblem:
    key = str(location[-1])
    keys = keys_of(table) if table else dict.fromkeys(TABLES, "")
    if is_secret_key(key):
        variable = next((name for name in ("password_env", "secret_env") if name in keys), "")
        mend = f"no secret in the file: name an environment variable{': ' + variable if variable else ''}"
        return ConfigProblem(path=path_of(location), found="an unknown key", expected=mend, nearest=variable)
    nearest = nearest_of(key, keys) or _elsewhere(key)
    where = _called(table, str(location[0])) if table else "the tables of the file"
    expected = f"one of {where}: {', '.join(keys)}"
    return ConfigProblem(path=path_of(location), found="an unknown key", expected=expected, nearest=nearest)


def _called(table: type[Table], name: str) -> str:
    if table is RangeTable:
        return "the keys of a range"
    return f"the keys of [[{name}]]" if name in ("agreements", "subscribers") else f"the keys of [{name}]"


def _elsewhere(key: str) -> str:
    """A key that belongs into another table, or to the top of the file by mistake."""
    homes = [f"{name}.{key}" for name, table in TABLES.items() if key in keys_of(table)]
    return homes[0] if len(homes) == 1 else ""


def _table_at(location: tuple[int | str, ...]) -> type[Table] | None:
    if len(location) < 2 or not isinstance(location[0], str):
        return None
    return RangeTable if "range" in location[1:] else TABLES.get(location[0])


def _expected_at(table: type[Table] | None, key: str) -> str:
    return (keys_of(table).get(key, "") if table else "") or "a value"
