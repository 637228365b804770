"""``watcher add`` writes to a file that people wrote: their comments and layout stay."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from watcher.config import add_agreement, load
from watcher.domain.agreement import Range
from watcher.domain.errors import ConfigError, UsageError

Write = Callable[[str], Path]

NEW = {"id": "new", "title": 'The "new" terms', "url": "https://new.example/terms", "languages": ["en"]}

BEFORE = """\
# Ours.
[watcher]
data_dir = "kept"        # on the big disk

[[agreements]]
id = "a"
title = "A"
url = "https://a.example/"
# select = ["main"]      still to be tried

# Who is told.
[[subscribers]]
name = "S"
webhook = "https://s.example/"
secret_env = "S"
"""

AFTER = """\
# Ours.
[watcher]
data_dir = "kept"        # on the big disk

[[agreements]]
id = "a"
title = "A"
url = "https://a.example/"
# select = ["main"]      still to be tried

[[agreements]]
id = "new"
title = "The \\"new\\" terms"
url = "https://new.example/terms"
languages = ["en"]

# Who is told.
[[subscribers]]
name = "S"
webhook = "https://s.example/"
secret_env = "S"
"""


def test_an_agreement_is_added_behind_the_others_and_nothing_else_changes(write: Write) -> None:
    path = write(BEFORE)
    add_agreement(path, NEW)
    assert path.read_text(encoding="utf-8") == AFTER


def test_a_file_is_begun_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "conf" / "config.toml"
    add_agreement(path, NEW)
    (agreement,) = load(path).agreements
    assert (agreement.id, agreement.title) == ("new", 'The "new" terms')
    assert path.read_text(encoding="utf-8").startswith("# ")


A_TABLE = '[[agreements]]\nid = "a"\ntitle = "A"\nurl = "https://a.example/"\n'
B_TABLE = A_TABLE.replace('"a"', '"b"')
S_TABLE = '[[subscribers]]\nname = "S"\nwebhook = "https://s.example/"\nsecret_env = "S"\n'


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# only a comment",
        "[web]\nport = 80",
        A_TABLE.rstrip(),
        A_TABLE + S_TABLE,
        S_TABLE + A_TABLE,
        A_TABLE + "[web]\nport = 80\n" + B_TABLE,
        A_TABLE.replace("\n", "\r\n") + "\r\n# told\r\n" + S_TABLE.replace("\n", "\r\n"),
        "agreements = []\n",
        'agreements = [{id = "a", title = "A", url = "https://a.example/"}]\n',
    ],
)
def test_two_are_added_to_a_file_of_any_shape(write: Write, before: str) -> None:
    path = write("")
    path.write_bytes(before.encode())
    for name in ("new", "newer"):
        add_agreement(path, {**NEW, "id": name})
    wanted = tomllib.loads(before)
    wanted["agreements"] = [*wanted.get("agreements", []), {**NEW, "id": "new"}, {**NEW, "id": "newer"}]
    after = path.read_bytes().decode()
    assert tomllib.loads(after) == wanted
    assert after.count("\r\n") in (0, after.count("\n"))


def test_a_range_is_written_as_it_is_read(write: Write) -> None:
    path = write("")
    add_agreement(path, {**NEW, "select": ["main", {"startAfter": "h1", "endBefore": "footer"}]})
    assert load(path).agreements[0].cut.select == ("main", Range(start_after="h1", end_before="footer"))


@pytest.mark.parametrize("fields", [{**NEW, "id": "a"}, {**NEW, "url": "file:///x"}, {"id": "new"}, {**NEW, "evry": 1}])
def test_what_would_break_the_file_is_refused_and_nothing_is_written(write: Write, fields: dict[str, object]) -> None:
    path = write(BEFORE)
    with pytest.raises(ConfigError):
        add_agreement(path, fields)
    assert path.read_text(encoding="utf-8") == BEFORE
    assert [each.name for each in path.parent.iterdir()] == ["config.toml"]


def test_a_file_with_a_mistake_of_its_own_is_left_alone(write: Write) -> None:
    path = write("[web]\nprot = 1\n")
    with pytest.raises(ConfigError, match=r"web\.prot"):
        add_agreement(path, NEW)
    assert path.read_text(encoding="utf-8") == "[web]\nprot = 1\n"


def test_the_files_mode_and_a_link_to_it_stay(write: Write, tmp_path: Path) -> None:
    path = write(BEFORE)
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    add_agreement(link, NEW)
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text(encoding="utf-8") == AFTER


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="could not be written"):
        add_agreement(tmp_path / "file" / "config.toml", NEW)
