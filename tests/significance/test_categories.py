from __future__ import annotations

import pytest

from watcher.domain.clause import Clause, ClauseTree
from watcher.significance import CATEGORIES, categorize, explain

ENGLISH = [
    ("We may revise these terms whenever we see fit.", {"unilateral_change"}),
    ("Harbour will tell members of a new price by written notice.", {"notice", "fees"}),
    ("This agreement takes effect on the day you sign up.", {"effective_date"}),
    ("By continuing to use the site you accept the new text.", {"deemed_acceptance"}),
    ("Either side may terminate the contract.", {"termination"}),
    ("The subscription fee is payable in January.", {"fees"}),
    ("Your plan renews automatically each month.", {"auto_renewal"}),
    ("Harbour is not liable for lost profits.", {"liability_exclusion"}),
    ("Our total liability shall not exceed what you paid last year.", {"liability_cap"}),
    ("You will indemnify Harbour against third-party claims.", {"indemnity"}),
    ("This contract is governed by the laws of Denmark.", {"governing_law"}),
    ("All disputes go to the courts located in Aarhus.", {"venue"}),
    ("The quarrel is settled by arbitration.", {"arbitration"}),
    ("We collect personal data from visitors.", {"data_use"}),
    ("We erase the records after a year.", {"data_deletion"}),
    ("Choose a strong password.", {"security"}),
    ("We train language models on what is uploaded.", {"ai_training"}),
    ("All copyright in the maps belongs to Harbour.", {"ip_ownership"}),
    ("We grant you a non-exclusive licence to run the program.", {"ip_licence"}),
    ("Harbour may assign its rights to a buyer.", {"assignment"}),
    ("The price list forms part of this contract as an integral part.", {"incorporation"}),
    ("If the texts differ, the English version prevails.", {"controlling_language"}),
    ("Harbour keeps the right of final interpretation.", {"interpretation_right"}),
    ("You waive all claims against the shipper.", {"claims_waiver"}),
    ("You must not upload stolen pictures.", {"acceptable_use"}),
    ("Persons under the age of 16 need a guardian.", {"eligibility"}),
    ("The maps are provided as is.", {"warranty"}),
    ("Floods and other force majeure excuse delay.", {"force_majeure"}),
]

CHINESE = [
    ("我们有权随时修改本协议。", {"unilateral_change"}),
    ("我们将以站内信通知用户。", {"notice"}),
    ("本协议自签署之日起生效。", {"effective_date"}),
    ("继续使用即表示您接受新规定。", {"deemed_acceptance"}),
    ("双方均可解除合同。", {"termination"}),
    ("会员每月缴纳服务费。", {"fees"}),
    ("套餐到期后自动续费。", {"auto_renewal", "fees"}),
    ("平台对该等损失不承担任何责任。", {"liability_exclusion"}),
    ("平台的赔偿总额不超过一百元。", {"liability_cap"}),
    ("用户应赔偿平台的全部损失。", {"indemnity"}),
    ("本合同适用中华人民共和国法律。", {"governing_law"}),
    ("争议提交杭州的人民法院管辖。", {"venue"}),
    ("争议提交仲裁委员会仲裁。", {"arbitration"}),
    ("我们收集您的个人信息。", {"data_use"}),
    ("账户关闭后日志保留六个月。", {"data_deletion"}),
    ("请妥善保管登录密码。", {"security"}),
    ("我们会用上传内容训练大模型。", {"ai_training"}),
    ("平台内容的著作权归本公司所有。", {"ip_ownership"}),
    ("我们授予您非独占的使用权。", {"ip_licence"}),
    ("甲方可将本协议项下的权利义务转让给第三方。", {"assignment"}),
    ("附件是本协议不可分割的组成部分。", {"incorporation"}),
    ("中英文有歧义时以中文为准。", {"controlling_language"}),
    ("活动的最终解释权归平台。", {"interpretation_right"}),
    ("您在此放弃对承运人的索赔权利。", {"claims_waiver"}),
    ("用户不得发布虚假内容。", {"acceptable_use"}),
    ("未成年人应在监护人陪同下阅读。", {"eligibility"}),
    ("软件按现状提供，不作任何担保。", {"warranty"}),
    ("因不可抗力造成的延误。", {"force_majeure"}),
]

FAR = (
    "We may write to you about orders, about lost oars and, where a ferry is late because of the tide or of the "
    "wind, about what its owner changed in the terms of carriage."
)
NOT = [
    ("Keep the copyright notice in every file.", "notice"),
    ("Please pay attention to the bold words.", "fees"),
    ("The program cools your terminal device.", "termination"),
    ("Our failure to act is not a waiver of any right.", "claims_waiver"),
    ("We obey national security law.", "security"),
    ("You may change your nickname.", "unilateral_change"),
    ("A minor update may be installed.", "eligibility"),
    ("We hand records over on a court order.", "venue"),
    ("我们未行使权利不视为放弃该权利。", "claims_waiver"),
    ("用户应当遵守适用法律。", "governing_law"),
    ("您应缴纳保证金。", "warranty"),
    ("25 May 2018: updated the terms.", "unilateral_change"),
    (FAR, "unilateral_change"),
    ("In no event shall the member believe a stranger who asks for money.", "liability_exclusion"),
    ("The Guardian of the Quay is a newspaper.", "eligibility"),
    ("It is for your personal use only.", "data_use"),
    ("Questions about the privacy policy? Please contact us.", "data_use"),
    ("If a court finds a term invalid, the claims of others stay.", "venue"),
    ("You will pay losses, costs, fees and expenses of the port.", "auto_renewal"),
    ("Right, title and interest are not transferred to you.", "assignment"),
    ("平台有权删除相关信息并禁止用户发言。", "data_deletion"),
    ("平台的赔偿责任总额不超过已付服务费。", "fees"),
]


def named(text: str, heading: str = "") -> set[str]:
    return {each.category for each in explain(Clause(id="c", label="1", level=1, heading=heading, text=text))}


@pytest.mark.parametrize(("text", "expected"), ENGLISH + CHINESE)
def test_a_clause_is_known_by_its_words(text: str, expected: set[str]) -> None:
    assert named(text) >= expected


@pytest.mark.parametrize(("text", "category"), NOT)
def test_words_that_only_look_alike_lead_nowhere(text: str, category: str) -> None:
    assert category not in named(text)


def test_the_tables_of_examples_name_every_category() -> None:
    for table in (ENGLISH, CHINESE):
        assert set().union(*(expected for _, expected in table)) == set(CATEGORIES)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Termination", {"termination"}),
        ("Limitation of Liability", {"liability_cap"}),
        ("Privacy", {"data_use"}),
        ("费用与支付", {"fees"}),
        ("知识产权", {"ip_ownership"}),
        ("Definitions", set()),
    ],
)
def test_a_heading_says_what_its_clause_is_about(heading: str, expected: set[str]) -> None:
    assert named("", heading) == expected


def test_words_in_different_sentences_do_not_add_up() -> None:
    assert "data_deletion" not in named("We never delete jokes. Our data centre is in Oslo.")


def test_the_words_that_led_to_a_category_are_told() -> None:
    (found,) = explain(Clause(id="c", label="1", level=1, text="The Arbitration is held in Oslo."))
    assert (found.category, found.words, found.where) == ("arbitration", ("Arbitration",), "text")


def test_what_stands_above_is_inherited_and_the_title_passes_nothing_on() -> None:
    tree = ClauseTree(
        clauses=(
            Clause(id="t", heading="Software Licence and Privacy Terms"),
            Clause(id="a", label="1", level=1, parent=0, heading="Termination"),
            Clause(id="b", label="1.1", level=2, parent=1, text="The invoice stays payable."),
            Clause(id="c", label="(1)", level=3, parent=2, text="In winter."),
        )
    )
    assert categorize(tree) == {
        "t": ((), ()),
        "a": (("termination",), ()),
        "b": (("fees",), ("termination",)),
        "c": ((), ("termination", "fees")),
    }


def test_a_huge_clause_is_read_in_part_and_in_time() -> None:
    assert named("may change " * 200_000) == set()
