"""One more agreement or subscriber in the text of config.toml; what people wrote in it, comments and layout, stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Comment, Table, Whitespace


def with_table(text: str, name: str, fields: Mapping[str, Any]) -> str:
    """The file's text with one more ``[[name]]`` behind the others, before whatever follows them."""
    document = tomlkit.parse(text.replace("\r\n", "\n").rstrip("\n") + "\n" if text.strip() else text)
    _append(document, name, fields)
    # A blank line at the very end is what tomlkit leaves behind the last table.
    after = tomlkit.dumps(document).rstrip("\n") + "\n"
    return after.replace("\n", "\r\n") if "\r\n" in text else after


def _append(document: TOMLDocument, name: str, fields: Mapping[str, Any]) -> None:
    listed = document.get(name)
    if listed is not None and not isinstance(listed, AoT):
        # name = [{…}]: one more inline table in the same list.
        inline = tomlkit.inline_table()
        inline.update(fields)
        listed.append(inline)
        return
    table = tomlkit.table()
    for key, value in fields.items():
        table.add(key, value)
    if listed is None:
        fresh = tomlkit.aot()
        fresh.append(table)
        if document.body:
            document.add(tomlkit.nl())
        document.append(name, fresh)
        return
    following = _take_what_follows(listed[-1]) if len(listed) else []
    listed.append(table)
    for item in following or [tomlkit.nl()]:
        table.value.append(None, item)


def _take_what_follows(last: Table) -> list[Comment | Whitespace]:
    """Take the blank lines and comments behind the first blank line after the table's last key.

    tomlkit counts them to the table; to a reader they head what comes next:

        id = "b"
        # select = ["main"]        stays with b

        # Who is told              goes before [[subscribers]], behind the new table
        [[subscribers]]
    """
    body = last.value.body
    end = len(body)
    while end and isinstance(body[end - 1][1], Comment | Whitespace):
        end -= 1
    for index in range(end, len(body)):
        if isinstance(body[index][1], Whitespace):
            taken = [item for _, item in body[index:]]
            # One blank line remains between the last table and the new one.
            body[index:] = [(None, tomlkit.nl())]
            return [item for item in taken if isinstance(item, Comment | Whitespace)]
    last.value.append(None, tomlkit.nl())
    return []
