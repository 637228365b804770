"""Categories of clauses in Chinese: samples of what agreements say in many wordings, and words that only look alike."""

from __future__ import annotations

import pytest

from watcher.domain.clause import Clause
from watcher.significance import explain

SAMPLES = [
    ("平台会视运营需要不定期修订规则，修订稿将公示七日。", {"unilateral_change", "notice"}),
    ("我们有权对本协议内容进行修订。", {"unilateral_change"}),
    ("本协议条款可由渡口方随时更新。", {"unilateral_change"}),
    ("包月价格如有上调，平台会在新价执行前告诉您。", {"unilateral_change", "notice", "fees"}),
    ("活动规则的解释和修改权归渡口所有。", {"unilateral_change"}),
    ("我们可自行增减服务内容，无需经您同意。", {"unilateral_change"}),
    ("平台拟下线接口时，会提前三十天在文档站刊登说明。", {"notice", "termination"}),
    ("一方变更收款账号的，应提前五个工作日函告对方。", {"notice"}),
    ("邮件自发送成功时视为送达。", {"notice"}),
    ("收回账号前，我们会以短信提醒您。", {"notice", "termination"}),
    ("本规则自三月一日零时起执行，原规则同时废止。", {"effective_date"}),
    ("持续登录后台的，视作商家对新规则无异议。", {"deemed_acceptance"}),
    ("点选按钮，均意味着您愿意受本条款拘束。", {"deemed_acceptance"}),
    ("对售假商家，平台可永久清退店铺。", {"termination"}),
    ("客户逾期的，服务商可限制其访问权限。", {"termination"}),
    ("船员可提前六十日表示不再续约。", {"termination"}),
    ("平台可在不说明理由的情况下停掉某一接口。", {"termination"}),
    ("乙方三次迟到的，甲方可不经催告径行解约。", {"termination"}),
    ("船票一经售出概不退换。", {"fees"}),
    ("学员应在开课前缴清学费。", {"fees"}),
    ("以上报价均不含增值税。", {"fees"}),
    ("平台按成交额的百分之五抽成。", {"fees"}),
    ("逾期的，按日加付利息。", {"fees"}),
    ("订阅将在当期届满前自动续购。", {"auto_renewal"}),
    ("系统会从签约渠道划扣下一周期的会员费。", {"auto_renewal", "fees"}),
    ("任一方均不就利润、商誉的损失向对方承担责任。", {"liability_exclusion"}),
    ("公测接口仅供评测，据此上线的，风险由开发者承受。", {"liability_exclusion"}),
    ("买卖双方的口角与平台无涉。", {"liability_exclusion"}),
    ("您理解并豁免渡口与此相关的任何责任。", {"liability_exclusion"}),
    ("违约方不承担对方的间接损失。", {"liability_exclusion"}),
    ("摊位上他人张贴的传单，其张贴的主体应对其承担全部责任。", {"liability_exclusion"}),
    ("渡口方可不时变更《乘船守则》。", {"unilateral_change"}),
    ("资料不实的，我们保留结束您渡轮会员资格的权利。", {"termination"}),
    ("船东因此而终止您的会籍的，已付的钱照退。", {"termination"}),
    ("任一方提前结束合作，应先寄挂号信知会对方。", {"termination", "notice"}),
    ("欠款结清以前，渡口有权不向其提供服务。", {"termination", "fees"}),
    ("请勿遮挡或移除船票上的版权标记。", {"acceptable_use"}),
    ("租船人同意不从事任何走私活动。", {"acceptable_use"}),
    ("摄像头权限默认开启与否，均由您在系统里定。", {"data_use"}),
    ("对必要信息以外的部分，您可以拒绝提供。", {"data_use"}),
    ("购票并不意味着您取得船模的著作权。", {"ip_ownership"}),
    ("渡口授权客户在一艘船上使用调度软件。", {"ip_licence"}),
    ("乘船须知由此成为本协议的一部分。", {"incorporation"}),
    ("如您拒绝提供，订位功能将无法使用，其余照旧。", {"data_use"}),
    ("登船照片用于身份核验与安全防范。", {"data_use"}),
    ("渡口收集你的靠泊习惯。", {"data_use"}),
    ("您可在浏览器里拒绝这些cookies。", {"data_use"}),
    ("这个 Cookie 将保留三十天。", {"data_deletion"}),
    ("渡口可依经营情形不时调整会员特权。", {"unilateral_change"}),
    ("到期前五日我们会发送续订提示。", {"notice"}),
    ("任一方的赔偿责任封顶于合同金额的一倍。", {"liability_cap"}),
    ("累计赔偿金额以客户前十二个月实付费用为上限。", {"liability_cap"}),
    ("未保价的，按运费的五倍赔偿，但最高不超过五百元。", {"liability_cap"}),
    ("客户应使服务商免于因客户数据遭受的任何索赔。", {"indemnity"}),
    ("商家的行为使平台受罚的，平台有权向其追偿。", {"indemnity"}),
    ("第三人主张侵权的，乙方应自费应诉并负担甲方的一切损失。", {"indemnity"}),
    ("您应保障平台不受因您的内容引发的任何主张之害。", {"indemnity"}),
    ("一切争议均适用中国大陆地区法律，排除冲突法规定。", {"governing_law"}),
    ("本合同受中国法律管辖。", {"governing_law"}),
    ("本协议依新加坡共和国法律解释。", {"governing_law"}),
    ("您同意将纠纷诉诸渡口注册地的基层法院。", {"venue"}),
    ("争议提交香港国际仲裁中心，以仲裁方式最终解决。", {"arbitration"}),
    ("为推送附近门店，我们会取得您的精确定位。", {"data_use"}),
    ("我们委托短信服务商，会向其传送您的手机号码。", {"data_use"}),
    ("除经您同意外，不会向第三方披露。", {"data_use"}),
    ("我们使用Cookie记住您的偏好。", {"data_use"}),
    ("我们可能将您的订单信息同步给物流公司。", {"data_use"}),
    ("聊天记录自产生之日起留存六个月。", {"data_deletion"}),
    ("注销后，我们会在十五日内清除您的档案。", {"data_deletion"}),
    ("期满未续的，云盘中的数据将被释放且无法恢复。", {"data_deletion"}),
    ("员工仅在最小范围内可接触资料，机房通过等级保护测评。", {"security"}),
    ("我们可能用对话改进我们的模型。", {"ai_training"}),
    ("作品的权利仍由您或原作者保有。", {"ip_ownership"}),
    ("学员作业之著作权由学员享有。", {"ip_ownership"}),
    ("您同意授予我们非独占的、可转授权的权利。", {"ip_licence"}),
    ("商家授权平台在广告中使用其店铺名称和商标。", {"ip_licence"}),
    ("开发者许可平台无偿使用其图标和截图。", {"ip_licence"}),
    ("平台可将本协议项下之权利义务移转予受让人。", {"assignment"}),
    ("附件为本合同之有效组成，正文与附件有出入的，以附件为先。", {"incorporation"}),
    ("本合同取代此前一切口头约定。", {"incorporation"}),
    ("本政策以中英两种文字写就，含义有出入的以中文本为断。", {"controlling_language"}),
    ("译文只为方便阅读，不具约束力。", {"controlling_language"}),
    ("规则由主办方负责解释。", {"interpretation_right"}),
    ("玩家承诺不就平衡性调整向运营方主张任何赔偿。", {"claims_waiver"}),
    ("寄件人不得交寄易燃物品。", {"acceptable_use"}),
    ("请勿将本服务用于考试作弊。", {"acceptable_use"}),
    ("出租账号的，属于违规行为。", {"acceptable_use"}),
    ("限制行为能力人应取得法定代理人的认可。", {"eligibility"}),
    ("服务以现有状况交付，不就其不中断作出允诺。", {"warranty"}),
    ("乙方承诺交付的软件不侵犯任何第三人的权利。", {"warranty"}),
    ("台风、道路管制等非一方所能左右的事由。", {"force_majeure"}),
]

TRADITIONAL = [
    ("渡口保留調整服務內容的權利。", {"unilateral_change"}),
    ("本渡口保留隨時修改本服務條款之權利。", {"unilateral_change"}),
    ("條款修改後將公告於網站。", {"notice"}),
    ("本渡口不負任何賠償責任。", {"liability_exclusion"}),
    ("賠償責任以三個月之費用為上限。", {"liability_cap"}),
    ("我們會蒐集您的個人資料。", {"data_use"}),
    ("您刪除帳號後，我們將刪除您的個人資料。", {"data_deletion"}),
    ("會員費按月收取，已繳納者不予退還。", {"fees"}),
    ("雙方同意以高雄地方法院為第一審管轄法院。", {"venue"}),
]

LOOK_ALIKE = [
    ("使用本服务即表示接受本续费协议的全部条款。", "fees"),
    ("请通知您的监护人共同阅读本协议。", "notice"),
    ("您可关闭定位，停止对您的位置信息的收集。", "termination"),
    ("我们将遵守法律，保管您的行李。", "acceptable_use"),
    ("对会员登录或留存之资料，渡口不对外揭露。", "data_deletion"),
    ("所有权限均按船员岗位分配。", "ip_ownership"),
    ("请告知您的监护人后再买票。", "notice"),
    ("所有规则、通知和公告均为本协议的一部分。", "notice"),
    ("您均可以拒绝提供且不影响乘船服务。", "termination"),
    ("订票前请阅读本《隐私政策》。", "data_use"),
    ("若某航线制定有隐私政策，以该政策为准。", "data_use"),
    ("我们保留结束航线信息服务的权利。", "data_deletion"),
    ("使用许可费在签约时付清。", "ip_licence"),
    ("图纸应在航次结束后销毁，或退还许可方。", "fees"),
    ("保密义务不因本合同终止而终止。", "termination"),
    ("因业务调整，船期可能顺延。", "unilateral_change"),
    ("您有权更新您的联系方式及服务偏好。", "unilateral_change"),
    ("变更本合同须双方协商一致。", "unilateral_change"),
    ("用户不得复制、修改本协议所附的图片。", "unilateral_change"),
    ("即使其已被告知此种可能。", "notice"),
    ("请勿将验证码告知他人。", "notice"),
    ("价格在订购页面列明公示。", "notice"),
    ("本协议的订立、生效、履行均适用中国法律。", "effective_date"),
    ("泄露对方秘密的，视为违约，须书面同意方可披露。", "deemed_acceptance"),
    ("我们不保证服务不中断。", "termination"),
    ("保密期为合同终止后三年。", "termination"),
    ("您可以解除第三方账号的绑定。", "termination"),
    ("严禁用于商业目的。", "termination"),
    ("该授权不可撤销、可再许可。", "termination"),
    ("续费失败的，会员权益暂停。", "fees"),
    ("赔偿总额不超过已付的服务费。", "fees"),
    ("您可赔偿平台的律师费等损失。", "fees"),
    ("消费者可向门店投诉。", "fees"),
    ("合同期满后自动失效，双方另行签订续约书的除外。", "auto_renewal"),
    ("请特别注意免除或者限制责任的条款。", "liability_exclusion"),
    ("买家不承担退货运费。", "liability_exclusion"),
    ("包括但不限于赔偿各种费用。", "liability_cap"),
    ("平台不承担任何赔偿责任。", "indemnity"),
    ("平台不对任何损害赔偿承担责任。", "indemnity"),
    ("押金不足的应在三日内补足。", "indemnity"),
    ("我们将根据适用法律处理您的请求。", "governing_law"),
    ("除非适用法律另有规定。", "governing_law"),
    ("您应遵守中华人民共和国法律。", "governing_law"),
    ("依《中华人民共和国民法典》第一条。", "governing_law"),
    ("争议由中华人民共和国境内的法院管辖。", "governing_law"),
    ("我们依法院判决提供材料。", "venue"),
    ("用户可申请客服介入仲裁。", "arbitration"),
    ("根据判决、仲裁文书办理退款。", "arbitration"),
    ("用户应提供真实、准确的个人信息。", "data_use"),
    ("依照《个人信息保护法》执行。", "data_use"),
    ("您可在“账号与个人信息”中停止使用本服务。", "data_use"),
    ("终止后应销毁软件的所有副本。", "data_deletion"),
    ("平台保留追究其责任的权利，并可屏蔽违规信息。", "data_deletion"),
    ("匿名化处理后的数据用于统计。", "data_deletion"),
    ("解释权归渡口所有。", "ip_ownership"),
    ("平台有权转移全部权利义务。", "ip_ownership"),
    ("未经许可不得再许可他人使用。", "ip_licence"),
    ("授权平台从账户中划扣本金。", "ip_licence"),
    ("被许可方不得反向工程。", "ip_licence"),
    ("不得将账号转让给第三方使用。", "assignment"),
    ("本合同一式两份，具有同等法律效力。", "incorporation"),
    ("平台提供翻译功能，结果仅供参考。", "controlling_language"),
    ("迟延行使权利，不等于放弃该权利。", "claims_waiver"),
    ("未经对方同意，乙方不得将本合同转包。", "acceptable_use"),
    ("违约金不得超过合同总额的三成。", "acceptable_use"),
    ("如您不同意，请勿注册或使用本服务。", "acceptable_use"),
    ("乙方对资料承担保密义务。", "warranty"),
    ("商家应缴存保证金。", "warranty"),
    ("您应当保证所填资料真实。", "warranty"),
    ("我们无法控制这些网站。", "force_majeure"),
]

HEADINGS = [
    ("七、协议的变更", {"unilateral_change"}),
    ("更新您的个人信息", {"data_use"}),
    ("我们如何转让和公开披露您的个人信息", {"data_use"}),
    ("诉讼管辖", {"venue"}),
    ("第六条 争议解决", {"venue"}),
    ("九、责任限制", {"liability_cap"}),
]


def named(text: str, heading: str = "") -> set[str]:
    return {each.category for each in explain(Clause(id="c", label="1", level=1, heading=heading, text=text))}


@pytest.mark.parametrize(("text", "expected"), SAMPLES + TRADITIONAL)
def test_a_clause_in_chinese_is_known_by_its_words(text: str, expected: set[str]) -> None:
    assert named(text) >= expected


@pytest.mark.parametrize(("text", "category"), LOOK_ALIKE)
def test_chinese_words_that_only_look_alike_lead_nowhere(text: str, category: str) -> None:
    assert category not in named(text)


@pytest.mark.parametrize(("heading", "expected"), HEADINGS)
def test_a_heading_in_chinese_says_what_it_names_and_no_more(heading: str, expected: set[str]) -> None:
    assert named("", heading) == expected


def test_a_heading_that_leaves_two_things_open_is_read_by_its_text() -> None:
    assert named("争议提交仲裁委员会仲裁。", "第六条 争议解决") == {"arbitration"}
    assert named("我们对间接损失不负责任。", "九、责任限制") == {"liability_exclusion"}


def test_evidence_is_cut_from_the_text_as_printed() -> None:
    clause = Clause(id="c", label="1", level=1, text="本渡口不負任何賠償責任。")
    [found] = [each for each in explain(clause) if each.category == "liability_exclusion"]
    assert found.words[0] in clause.text
