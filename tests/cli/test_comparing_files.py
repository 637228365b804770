from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from cli.installation import environment, process, program
from typer.testing import CliRunner, Result

from watcher.cli import app

Editions = tuple[Path, Path]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in arguments], prog_name="watcher")


def test_two_files_are_compared_clause_by_clause(editions: Editions) -> None:
    said = run("diff", *editions)
    assert (said.exit_code, said.stderr) == (0, "")
    assert "    Fees are due within [-10-]{+5+} days.\n" in said.stdout


@pytest.mark.parametrize(("second", "code"), [(1, 1), (0, 0)])
def test_differences_are_an_exit_code_only_when_asked_for(editions: Editions, second: int, code: int) -> None:
    pair = (editions[0], editions[second])
    assert run("diff", *pair, "--exit-code").exit_code == code
    assert run("diff", *pair).exit_code == 0


def test_json_is_one_document_with_the_hashes_of_both_files(editions: Editions) -> None:
    found = json.loads(run("diff", *editions, "--json").stdout)
    assert found == json.loads(run("diff", *editions, "--format", "json").stdout)
    assert found["schema"] == "watcher.diff/1"
    assert found["old"]["sha256"] != found["new"]["sha256"]
    assert [change["kind"] for change in found["changes"]] == ["modified"]


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("c.html", b"<!DOCTYPE html>"),
        ("c.md", b"# Terms"),
        ("c.json", b'{\n  "schema"'),
        ("c.docx", b"PK"),
        ("c.txt", b"Terms\n"),
    ],
)
def test_the_name_of_the_output_chooses_the_format(
    editions: Editions, tmp_path: Path, name: str, begins: bytes
) -> None:
    said = run("diff", *editions, "--output", tmp_path / name)
    assert (said.exit_code, said.stdout) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_format_that_is_named_outweighs_the_name_of_the_output(editions: Editions, tmp_path: Path) -> None:
    run("diff", *editions, "--format", "markdown", "--output", tmp_path / "changes.html")
    assert (tmp_path / "changes.html").read_text().startswith("# Terms")


def test_a_word_document_can_be_piped(editions: Editions, tmp_path: Path) -> None:
    ran = process(["diff", *editions, "--format", "docx"], tmp_path)
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(ran.stdout)).namelist()


def test_a_pipe_can_stand_for_a_file(editions: Editions, tmp_path: Path) -> None:
    script = f"{' '.join(program())} diff <(echo '1. Fees are due.') <(echo '1. Fees are not due.')"
    ran = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, timeout=60, env=environment())
    assert b"Fees are {+not +}due." in ran.stdout


def test_clauses_print_label_heading_and_text(tmp_path: Path) -> None:
    file = tmp_path / "terms.md"
    file.write_text("# Terms\n\n## 1. Fees\n\n1.1 Fees are due.\n\n(a) in euros;\n\n(b) at once.\n", encoding="utf-8")
    assert run("clauses", file).stdout.splitlines() == [
        "Terms",
        "  1 Fees",
        "    1.1 Fees are due.",
        "      (a) in euros;",
        "      (b) at once.",
    ]


def test_clauses_as_json_follow_the_public_schema(editions: Editions) -> None:
    found = json.loads(run("clauses", editions[0], "--json").stdout)
    assert found["schema"] == "watcher.clauses/1"
    assert [(one["label"], one["path"], one["categories"]) for one in found["clauses"]][1] == ("1", ["1"], ["fees"])


def test_long_lines_are_whole_in_a_pipe(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("1. " + "word " * 500)
    assert run("clauses", file).stdout.count("word") == 500


def test_preview_says_how_a_file_was_read(editions: Editions) -> None:
    found = json.loads(run("preview", editions[0], "--json").stdout)
    assert (found["charset"], found["agreement"], len(found["clauses"])) == ("utf-8", True, 3)
    assert "decoded as  utf-8\n" in run("preview", editions[0]).stdout


def test_an_empty_file_is_told_as_a_file(tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()
    said = CliRunner().invoke(app, ["clauses", str(empty)])
    assert said.exit_code == 3
    assert said.stderr == f"error: {empty}: the file holds no text (see whether it was saved whole)\n"


def test_preview_tells_what_does_not_look_like_an_agreement(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<title>Just a moment...</title><h1>Checking your browser</h1><p>Please enable JavaScript.</p>")
    said = run("preview", page)
    assert said.exit_code == 0
    assert "looks like  no agreement: " in said.stdout


def test_json_of_hostile_text_is_harmless_and_lossless(tmp_path: Path) -> None:
    file = tmp_path / "hostile.txt"
    file.write_text("1. Fees \u200feerf and \x9b31m are due.\n", encoding="utf-8")
    said = run("clauses", file, "--json").stdout
    assert not set(said) & {"\u200f", "\x9b"}
    assert json.loads(said)["clauses"][-1]["text"].startswith("Fees ")


def test_an_encoding_without_the_letters_still_gets_all_the_text(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_text("1. 使用条款。\n", encoding="utf-8")
    shown = process(["clauses", "terms.txt"], tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert rb"\u4f7f\u7528" in shown.stdout
    found = process(["clauses", "terms.txt", "--json"], tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert json.loads(found.stdout)["clauses"][-1]["text"] == "使用条款。"
