"""Words of headings, English and Chinese, and the category that each leads to. The notation is explained in ``terms``.

A heading is short and says what a clause is about: one word is enough where a sentence needs two.
"""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

ENGLISH: tuple[Signal, ...] = (
    signal(
        "unilateral_change",
        ("changes | change | modification* | amendment* | modif* of | revision* | updates to | service change"),
        unless=(
            "change of control | change of ownership | changes in control | change in control | changes in law "
            "| change in law | change your | climate"
        ),
    ),
    signal(
        "notice",
        "notice | notices | notification | notifications | announcement*",
        unless=(
            "privacy notice | legal notice | property notice | copyright notice | important notice "
            "| special notice | this notice | cookie notice "
            "| about notice | notice to california*"
        ),
    ),
    signal("effective_date", "effective date | effectiveness | entry into force | commencement | effective period"),
    signal("deemed_acceptance", "acceptance | consent to | agreement to terms | acceptance of"),
    signal("termination", "terminat* | withdrawal | suspension | cancellation | expiration | discontinu* | interrupt*"),
    signal(
        "fees",
        "fee | failure to pay | subscriptions | purchases | fees | payment* | price* | pricing | charges | billing "
        "| refund* | tax | taxes",
    ),
    signal("auto_renewal", "renewal | auto-renew* | automatic renewal"),
    signal(
        "liability_exclusion",
        ("exemption* | exclusion* | exclusions | disclaimer of liability | disclaimer* | no liability | exculpat*"),
        unless="disclaimer of warrant* | disclaimers of warrant* | warranty disclaimer* | exclusion of warrant*",
    ),
    signal(
        "liability_cap",
        (
            "limitation of liabilit* | limitations of liabilit* | limitation on liability "
            "| limits of liability | liability cap | limited liability | limitations on liability "
            "| limit of liability"
        ),
    ),
    signal("indemnity", "indemnit* | indemnif* | compensation", unless="without | no compensation"),
    signal(
        "governing_law",
        "governing law* | governing .. law | controlling law | applicable law* | choice of law | governing rules",
    ),
    signal(
        "venue",
        "jurisdiction* | venue | competent court* | court of jurisdiction",
        unless="jurisdictions | jurisdiction-specific | in .. jurisdiction",
    ),
    signal("arbitration", "arbitration | class action* | class waiver"),
    signal(
        "data_use",
        (
            "privacy | personal information | personal data | data use | use of data | data collection "
            "| collect data | collect information "
            "| collection of | collection and use "
            "| user data | information collection | data protection | information we collect | disclosure of "
            "| disclosure to | disclosures to "
            "| data sharing | user information | usage data | processing of data | data processing "
            "| data subject* | controller* | cookie policy | cookie notice | data portability "
            "| privacy rights | your choices | legal basis | legal bases | information you give "
            "| how we use .. information | how we share | how we collect | information sharing | sharing "
            "| information transfers | sharing of data "
            "| shared information | what information "
            "| sharing of information | sharing your | third-party sharing | international transfer* "
            "| sub-processor* | subprocessor* | data transfer* | transfer of data | transfers of data | your data "
            "| cookies | profile information | information do we | do we collect | information you provide "
            "| information that you provide | information individuals provide | your information"
        ),
        unless=(
            "changes to | changes and | make changes | updates to | modification* | amendment* | changes in | revision*"
        ),
    ),
    signal(
        "data_deletion",
        "retention | deletion | data storage | storage of | storage and | storage period",
    ),
    signal("security", "security | password* | protect your | protect .. data | account safety"),
    signal("ai_training", "ai training | model training | machine learning"),
    signal(
        "ip_ownership",
        "intellectual property | ownership | proprietary rights | copyright* | trademark*",
        unless=(
            "change of ownership | change in ownership | copyright agent | copyright complaint* "
            "| copyright infringement"
        ),
    ),
    signal(
        "ip_licence",
        "licen*e | licen*es | licensing | licence* | grant of | scope of licen* | licen*e to",
        unless="license agreement | licence agreement",
    ),
    signal(
        "assignment",
        "assignment | assignments | assignability | non-assignability | transfer of rights | transfer of agreement",
    ),
    signal(
        "incorporation",
        (
            "entire agreement | precedence | order of precedence | conflicting terms | incorporation "
            "| supplementary terms | other agreements"
        ),
    ),
    signal(
        "controlling_language",
        "language | languages | translation* | controlling language | governing language",
        unless="programming language*",
    ),
    signal(
        "interpretation_right",
        "right of interpretation | right to interpret | final interpretation | interpretation right*",
    ),
    signal("claims_waiver", "waiver of claims | release | release of claims"),
    signal(
        "acceptable_use",
        (
            "acceptable use | prohibited | prohibition* | user conduct | code of conduct | restrictions "
            "| restrictions on use | resale | your responsibilities | user obligations | rules of conduct "
            "| user behavio*"
        ),
        unless="age restriction*",
    ),
    signal("eligibility", "eligibility | minors | use by minors | age | age requirement* | who may use | children"),
    signal(
        "warranty", ("warrant* | disclaimer of warranties | guarantee* | representations and warranties | no warranty")
    ),
    signal("force_majeure", "force majeure"),
)

CHINESE: tuple[Signal, ...] = (
    signal(
        "unilateral_change",
        "变更 | 修改 | 修订 | 更新 | 调整",
        unless="日期 | 时间 | 信息 | 资料 | 账 | 帐 | 您 | 版本 | 软件 | 解除",
    ),
    signal("notice", "通知 | 公告 | 送达 | 公示", unless="侵权 | 投诉 | 权利通知 | 消息 | 推送 | 发货"),
    signal("effective_date", "生效 | 更新日期 | 施行"),
    signal("deemed_acceptance", "协议的接受 | 协议确认 | 同意与接受 | 接受条款 | 接受协议"),
    signal("termination", "终止 | 中止 | 暂停 | 解除 | 中断 | 注销 | 停止"),
    signal("fees", "费用 | 收费 | 付费 | 价格 | 支付 | 资费 | 结算 | 退款 | 付款"),
    signal("auto_renewal", "自动续费 | 续费 | 续期 | 自动续订"),
    signal("liability_exclusion", "免责 | 责任免除 | 责任排除"),
    signal("liability_cap", "责任限额 | 责任上限 | 赔偿限额 | 赔偿上限"),
    signal("indemnity", "赔偿 | 补偿"),
    signal("governing_law", "法律适用 | 法律管辖 | 法律的适用 | 适用法律 | 准据法 | 管辖法律"),
    signal("venue", "管辖", unless="法律管辖 | 仲裁"),
    signal("arbitration", "仲裁"),
    signal(
        "data_use",
        (
            "隐私 | 个人信息 | 用户信息 | 用户数据 | 数据处理 | 信息披露 | 数据使用 | 数据共享 | 信息共享 | 跨境传输 "
            "| 信息收集 | 数据收集 | 个人资料 | 使用信息 | 使用您的信息"
        ),
    ),
    signal(
        "data_deletion", ("数据删除 | 信息删除 | 存储期限 | 数据保存 | 数据留存 | 信息保存 | 信息的存储 | 数据存储")
    ),
    signal("security", "安全 | 保密 | 密码", unless="食品 | 人身 | 交通"),
    signal("ai_training", "模型训练 | 人工智能 | 机器学习"),
    signal("ip_ownership", "知识产权 | 著作权 | 版权 | 所有权 | 权利归属"),
    signal(
        "ip_licence",
        "许可 | 授权",
        unless="许可证 | 许可协议 | 授权书 | 许可及服务协议 | 信息 | 数据 | 扣款 | 账 | 登录",
    ),
    signal(
        "assignment", "协议转让 | 协议的转让 | 合同转让 | 合同的转让 | 权利转让 | 权利义务的转让 | 权利义务转让 | 让与"
    ),
    signal("incorporation", "协议构成 | 完整协议 | 条款冲突 | 补充协议 | 协议关系 | 冲突条款 | 协议的组成"),
    signal("controlling_language", "语言 | 文本效力", unless="编程语言"),
    signal("interpretation_right", "解释权 | 最终解释"),
    signal("claims_waiver", "放弃"),
    signal(
        "acceptable_use",
        "使用规范 | 行为规范 | 禁止 | 使用规则 | 用户行为 | 用户义务 | 使用限制 | 限制行为 | 违规行为 | 行为准则",
    ),
    signal("eligibility", "未成年人 | 注册资格 | 用户资格 | 主体资格"),
    signal("warranty", "保证 | 担保 | 陈述与保证 | 声明与保证", unless="保证金"),
    signal("force_majeure", "不可抗力"),
)

CHINESE_ALONE: tuple[Signal, ...] = (
    signal("liability_cap", "责任限制 | 责任的限制 | 有限责任"),
    signal("venue", "争议解决 | 争议的解决 | 纠纷解决", unless="仲裁"),
)
"""Words that leave two things open: exclusion or cap, court or arbitration. A clause's own text decides; they count for
a heading that has none."""
