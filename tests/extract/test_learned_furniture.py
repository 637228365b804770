"""What a page's history showed to be furniture is set aside, and a clause never is."""

from __future__ import annotations

import pytest

from watcher.domain.agreement import Cut
from watcher.domain.document import Block, BlockKind
from watcher.extract import fingerprint, may_be_furniture


def block(text: str, kind: BlockKind = BlockKind.PARAGRAPH, **given: object) -> Block:
    return Block(kind=kind, text=text, **given)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Updated 3 days ago", "updated 12  days ago."),
        ("Request 8f3a2b1c handled", "Request 77dd01aa handled"),
        ("1,204 readers", "98 readers"),
        ("今日访问 204 次", "今日访问 1 次"),
    ],
)
def test_counters_have_one_fingerprint(left: str, right: str) -> None:
    assert fingerprint(block(left)) == fingerprint(block(right)) != fingerprint(block("Updated by Ann"))


@pytest.mark.parametrize("text", ["Trusted by 1,204 teams", "“It saves us hours.” Ann, Berlin", "Updated 3 days ago"])
def test_a_note_beside_the_text_may_be_furniture(text: str) -> None:
    assert may_be_furniture(block(text))


@pytest.mark.parametrize(
    "clause",
    [
        block("1. Fees"),
        block("Fees", BlockKind.LIST_ITEM, marker="(a)"),
        block("Terms of Service", BlockKind.HEADING, level=1),
        block("Basic plan | 10", BlockKind.TABLE_ROW),
        block("Basic plan: 10 EUR"),
        block("Interest of 2 % a month"),
        block("You must pay."),
        block("用户不得转让账号。"),
        block("2026"),
        block("We process the personal data that you give us for as long as your account with our services lasts."),
    ],
    ids=lambda each: each.text[:20],
)
def test_what_may_be_a_clause_is_never_furniture(read_page, clause: Block) -> None:
    assert not may_be_furniture(clause)


def test_a_learned_clause_stays(read_page, clauses, paragraphs) -> None:
    learned = tuple(fingerprint(block(text)) for text in clauses)
    document = read_page(paragraphs(), Cut(furniture=learned))
    assert [each.text for each in document.blocks] == list(clauses)
    assert not any("learned" in text for text in document.left_out)


@pytest.mark.parametrize("select", [(), ("main",)])
def test_learned_furniture_is_left_out_and_told(read_page, paragraphs, clauses, select: tuple[str, ...]) -> None:
    page = f"<main>{paragraphs()}<p>Trusted by {{}} users in 31 countries.</p></main>"
    learned = fingerprint(read_page(page.format("1,204,771"), Cut(select=select)).blocks[-1])
    document = read_page(page.format("1,204,905"), Cut(select=select, furniture=(learned,)))
    assert [each.text for each in document.blocks] == list(clauses)
    assert document.left_out[-1] == "learned furniture: Trusted by 1,204,905 users in 31 countries."


def test_without_what_was_learned_everything_is_there_again(read_page, paragraphs) -> None:
    page = f"<main>{paragraphs()}<p>Trusted by many.</p></main>"
    whole = read_page(page)
    learned = fingerprint(whole.blocks[-1])
    assert len(read_page(page, Cut(furniture=(learned,))).blocks) == len(whole.blocks) - 1
    assert read_page(page, Cut(furniture=())) == whole
