"""Bring the message catalogues up to date with the code: ``python -m scripts.messages``.

Every message that code, templates and the tables of rules and laws hold is put, without a translation at first, into
the file of the room that it stands in; what nothing says any more is taken out. Translations are kept wherever their
message is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from watcher.locale import DEFAULT, SPOKEN

ROOT = Path(__file__).resolve().parents[1] / "watcher"
LANGUAGES = tuple(language for language in SPOKEN if language != DEFAULT)
"""Into which messages are translated."""
IN_CODE = {"Sentence": None, "several": (2, 3)}
IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
"""What marks a message, and at which of its arguments; the first where none is said."""
OPTIONS = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.i18n"}


def collected() -> dict[str, set[str]]:
    """Every message id, by the file that keeps it (``web``, ``notify``, ``significance`` …)."""
    found: dict[str, set[str]] = {}
    known: set[str] = set()
    for room, message in _messages():
        if message not in known:
            known.add(message)
            found.setdefault(room, set()).add(message)
    return found


def catalogues(language: str) -> dict[str, Catalog]:
    """The kept catalogues of a language, by file."""
    return {path.stem: _read(path, language) for path in sorted((ROOT / "locale" / language).glob("*.po"))}


def main() -> None:
    """Write the catalogues anew."""
    wanted = collected()
    for language in LANGUAGES:
        kept = {
            str(message.id): str(message.string)
            for one in catalogues(language).values()
            for message in one
            if message.id
        }
        for room in {*wanted, *catalogues(language)}:
            path = ROOT / "locale" / language / f"{room}.po"
            if room not in wanted:
                path.unlink()
                continue
            catalogue = Catalog(locale=language, project="terms-watcher", fuzzy=False)
            for message in sorted(wanted[room]):
                catalogue.add(message, kept.get(message, ""))
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as stream:
                write_po(stream, catalogue, width=120, omit_header=True)


def _messages() -> Iterator[tuple[str, str]]:
    """Each message with the room it stands in; the domain's words first, then rooms by name."""
    paths = [path for path in ROOT.rglob("*") if path.suffix in (".py", ".html", ".j2")]
    for path in sorted(paths, key=lambda one: ("domain" not in one.parts, one)):
        parts = path.relative_to(ROOT).parts
        room = parts[0]
        method, keywords = ("python", IN_CODE) if path.suffix == ".py" else ("jinja2", IN_TEMPLATES)
        for _, message, _, _ in extract_from_file(method, path, keywords, options=OPTIONS):
            for one in (message,) if isinstance(message, str) else message:
                if one:
                    yield room, " ".join(one.split()) if method == "jinja2" else one
    for rule in _table("rules.toml")["rule"]:
        if rule.get("reason"):
            yield "significance", rule["reason"]
    for law in _table("notice_laws.toml")["law"]:
        yield from (("significance", law["title"]), ("significance", law["says"]))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "significance" / name).read_text(encoding="utf-8"))


def _read(path: Path, language: str) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


if __name__ == "__main__":
    main()
