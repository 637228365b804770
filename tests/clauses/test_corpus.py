"""Counts over real agreements, read by hand. They hold no text of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from watcher.clauses import outline
from watcher.extract.text import read_text

pytestmark = pytest.mark.corpus

# Labels, and unnumbered headings below the title. By hand 33, 184, 50, 76 and 130 were counted: with those headings,
# but without the preamble's.
AGREEMENTS = [
    ("weixinhost-service-agreement.txt", 33, 0),
    ("weixin-open-platform-developer-agreement.txt", 182, 3),
    ("weixin-mini-program-terms.txt", 50, 0),
    ("jt2x-bilingual-terms-of-use.txt", 65, 11),
    ("wecom-license-agreement.txt", 130, 0),
]


@pytest.mark.parametrize(("name", "labels", "headings"), AGREEMENTS)
def test_every_label_is_found_and_none_that_is_none(corpus: Path, name: str, labels: int, headings: int) -> None:
    tree = outline(read_text((corpus / "agreements" / name).read_text(encoding="utf-8")))
    assert sum(bool(clause.label) for clause in tree.clauses) == labels
    assert sum(not clause.label and bool(clause.heading) and clause.level > 0 for clause in tree.clauses) == headings
    assert tree.warnings == ()


@pytest.mark.parametrize(("name", "labels", "headings"), AGREEMENTS)
def test_decimals_stand_below_their_own_sections(corpus: Path, name: str, labels: int, headings: int) -> None:
    tree = outline(read_text((corpus / "agreements" / name).read_text(encoding="utf-8")))
    deep = [clause for clause in tree.clauses if clause.scheme == "decimal" and "." in clause.label]
    for clause in deep:
        parent = clause.label.rpartition(".")[0]
        assert clause.path[-2] in (parent, ROMAN.get(parent))


ROMAN = {str(value): numeral for value, numeral in enumerate(["I", "II", "III", "IV", "V", "VI", "VII"], 1)}


def test_the_lists_of_a_bilingual_agreement_are_paired(corpus: Path) -> None:
    text = (corpus / "agreements" / "jt2x-bilingual-terms-of-use.txt").read_text(encoding="utf-8")
    assert sum(bool(clause.pair) for clause in outline(read_text(text)).clauses) == 32


def test_every_text_is_given_back(corpus: Path) -> None:
    files = [*sorted((corpus / "changes").glob("*/old.txt"))[::5], *sorted((corpus / "versions").glob("*/*.md"))[::20]]
    assert files
    for file in files:
        document = read_text(file.read_text(encoding="utf-8"))
        tree = outline(document)
        assert "".join(run.text for run in tree.runs) == document.text, file.name
        assert len({clause.id for clause in tree.clauses}) == len(tree.clauses), file.name
