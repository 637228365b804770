"""Every key is described in docs/configuration.md, and nothing is described that is no key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watcher.config import load
from watcher.config.model import TABLES, RangeTable, keys_of
from watcher.domain.errors import ConfigError

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")


def documented() -> dict[str, dict[str, str]]:
    """Table → key → documented default."""
    found: dict[str, dict[str, str]] = {}
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        name = section.partition("\n")[0].strip("`[]")
        rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$", section, flags=re.MULTILINE)
        assert rows, f"no keys under {name}"
        found[name] = dict(rows)
    return found


def test_every_key_is_documented_and_every_documented_key_exists() -> None:
    wanted = {name: set(keys_of(table)) for name, table in TABLES.items()}
    wanted["agreements"] |= set(keys_of(RangeTable))
    assert {name: set(rows) for name, rows in documented().items()} == wanted


REQUIRED = {
    "smtp": 'from = "w@example.org"',
    "agreements": 'id = "a"\ntitle = "A"\nurl = "https://a.example/"',
    "subscribers": 'name = "S"\nwebhook = "https://s.example/"\nsecret_env = "S"',
}
WRITTEN = [
    (name, key, default.strip("`"))
    for name, rows in documented().items()
    for key, default in rows.items()
    if re.fullmatch(r'`("[^`]*"|\d+|true|false|\[[^`]*\])`', default) and default != '`""`'
]


@pytest.mark.parametrize(("name", "key", "default"), WRITTEN)
def test_writing_a_documented_default_changes_nothing(tmp_path: Path, name: str, key: str, default: str) -> None:
    path = tmp_path / "config.toml"
    head = f"[[{name}]]" if name in ("agreements", "subscribers") else f"[{name}]"
    bare = f"{head}\n{REQUIRED.get(name, '')}\n"
    path.write_text(bare)
    without = load(path)
    path.write_text(f"{bare}{key} = {default}\n")
    assert load(path) == without


def test_most_keys_have_a_written_default() -> None:
    assert len(WRITTEN) >= 24


def test_every_example_of_the_page_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    examples = re.findall(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)
    path.write_text("\n".join(examples), encoding="utf-8")
    settings = load(path)
    assert (len(settings.agreements), len(settings.subscribers)) == (1, 1)


def test_required_keys_are_documented_as_required(tmp_path: Path) -> None:
    rows = documented()
    for name in ("smtp", "agreements", "subscribers"):
        path = tmp_path / "config.toml"
        path.write_text(f"[{name}]\n" if name == "smtp" else f"[[{name}]]\n")
        with pytest.raises(ConfigError) as caught:
            load(path)
        missing = {problem.path.rpartition(".")[2] for problem in caught.value.problems if problem.path.count(".")}
        assert missing == {key for key, default in rows[name].items() if default.startswith("required")} - {"urls"}
