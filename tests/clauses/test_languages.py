"""Which language a clause is written in, and which clause says the same in the other."""

from __future__ import annotations

import pytest

from watcher.clauses import outline
from watcher.domain.clause import ClauseTree
from watcher.extract.text import read_text


def tree(*blocks: str) -> ClauseTree:
    return outline(read_text("\n\n".join(blocks)))


def pairs(found: ClauseTree) -> list[tuple[str, str]]:
    """The texts of paired clauses, each pair once."""
    by_id = {clause.id: clause for clause in found.clauses}
    return [
        (clause.text or clause.heading, by_id[clause.pair].text or by_id[clause.pair].heading)
        for clause in found.clauses
        if clause.pair and clause.lang == "en"
    ]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("You agree to the terms of this service and to the fees that are due for it.", "en"),
        ("用户应当遵守本协议的全部约定。", "zh"),
        ("利用者は本規約のすべての条項を守るものとします。", "ja"),
        ("이용자는 본 약관을 준수하여야 합니다.", "ko"),
        ("Пользователь обязан соблюдать условия.", "ru"),
        ("يجب على المستخدم الالتزام بالشروط.", "ar"),
        ("Der Nutzer ist nicht berechtigt, die Rechte aus dem Vertrag auf Dritte zu übertragen.", "de"),
        ("Le client est tenu de payer les frais de la livraison dans un délai de dix jours.", "fr"),
        ("El usuario acepta las condiciones de uso de la plataforma y los precios que se indican.", "es"),
        ("12345", ""),
    ],
)
def test_the_language_is_told_by_script_and_small_words(text: str, tag: str) -> None:
    assert outline(read_text(text)).clauses[0].lang == tag


def test_a_foreign_name_does_not_change_a_clauses_language() -> None:
    found = tree("1.1 You pay the fees of the service 服务 to us.", "1.2 用户向 Example Ltd 支付服务费用。")
    assert [clause.lang for clause in found.clauses] == ["en", "zh"]


def test_languages_are_listed_by_the_amount_of_text() -> None:
    assert tree("Terms 条款", "1. You pay all of the fees that are due.", "1. 用户支付费用。").languages == ("en", "zh")


def test_clauses_that_alternate_under_one_number_are_paired() -> None:
    found = tree("1.1 You pay.", "1.1 用户付款。", "1.2 We work.", "1.2 平台服务。")
    assert pairs(found) == [("You pay.", "用户付款。"), ("We work.", "平台服务。")]
    assert found.warnings == ()


def test_a_paragraph_in_the_other_language_is_a_clause_of_its_own_and_paired() -> None:
    found = tree("1.1 You pay.", "用户付款。", "1.2 We work.", "平台服务。")
    assert pairs(found) == [("You pay.", "用户付款。"), ("We work.", "平台服务。")]


def test_two_languages_that_follow_each_other_are_paired_by_their_labels() -> None:
    found = tree("Terms", "1. Fees", "1.1 You pay.", "2. Term", "条款", "1. 费用", "1.1 用户付款。", "2. 期限")
    assert pairs(found) == [("Fees", "费用"), ("You pay.", "用户付款。"), ("Term", "期限")]


def test_a_list_in_the_other_language_is_paired_over_the_clauses_between() -> None:
    found = tree(
        "Duties 义务",
        "1.You publish nothing:",
        "(1) against the law; (2) about others.",
        "2.You pay for all of it.",
        "(1) 违反法律的; (2) 侵害他人的。",
    )
    assert pairs(found) == [("against the law;", "违反法律的;"), ("about others.", "侵害他人的。")]


def test_unnumbered_paragraphs_that_alternate_are_paired() -> None:
    found = tree("# Terms 条款", "You pay.", "用户付款。", "We work.", "平台服务。")
    assert pairs(found) == [("You pay.", "用户付款。"), ("We work.", "平台服务。")]


def test_pairs_are_mutual() -> None:
    found = tree("1.1 You pay.", "1.1 用户付款。", "1.2 We work.", "1.2 平台服务。", "1.3 We stop.")
    by_id = {clause.id: clause for clause in found.clauses}
    assert all(by_id[clause.pair].pair == clause.id for clause in found.clauses if clause.pair)
    assert found.clauses[-1].pair == ""


def test_nothing_is_paired_in_one_language() -> None:
    assert not any(clause.pair for clause in tree("1.1 You pay.", "1.1 We work.", "1.2 We stop.").clauses)
