"""What users must not do, and who may be a user."""

from __future__ import annotations

from watcher.significance.chinese.words import USER
from watcher.significance.signals import Signal, signal

_BANNED = (
    "使用 | 利用 | 发布 | 上传 | 传播 | 制作 | 复制 | 修改 | 从事 | 破坏 | 干扰 | 出售 | 转售 | 转卖 | 倒卖 | 出租 "
    "| 出借 | 侵犯 | 侵害 | 传输 | 发送 | 实施 | 进行 | 反向 | 违反 | 注册 | 冒充 | 转载 | 链接 | 存储 | 转让 | 赠与 "
    "| 借用 | 售卖 | 删除 | 攻击 | 用于 | 将 | 缓存 | 刷单 | 虚构 | 诱导 | 展示 | 租借 | 共享 | 抓取 | 爬取 | 绕过 "
    "| 规避 | 恶意 | 以任何 | 擅自 | 虚假 | 夸大 | 误导"
)
_NO_BAN = (
    "不得超过 | 不得低于 | 不得少于 | 不得迟于 | 不得拒绝 | 不得视为 | 不得作为 | 不得以此 | 不得转授 | 不得转让的 "
    "| 不得超出 | 我们不得 | 平台不得 | 公司不得 | 服务商不得 | 员工不得 | 甲方不得 | 不得为您 | 不应视为 | 不应超过 "
    "| 不应低于 | 不应承担 | 请勿注册 | 请勿使用 | 请勿下载 | 请勿继续 | 请勿进行签约 | 玩家不得因此 "
    "| 不得..要求..赔偿 | 不得因此 | 不得注册为 | 禁止继续 | 禁止重新 | 禁止登录 | 禁止发言 | 不得..本合同 "
    "| 不得..本协议项下 | 不得..权利义务 | 不应被 | 不应对 | 不应就 | 不应以 | 不得不 | 均不得以"
)
"""Bounds of an amount, and bans addressed to the provider."""

SIGNALS: tuple[Signal, ...] = (
    signal(
        "acceptable_use",
        "人不得 | 者不得 | 户不得 | 家不得 | 客不得 | 员不得 | 您不得 | 你不得 | 主不得 | 严禁 | 不得擅自",
        unless="保密 | 个人信息",
        apart=_NO_BAN,
    ),
    signal(
        "acceptable_use",
        "不得 | 禁止 | 严禁 | 请勿 | 切勿 | 不可以 | 不允许 | 承诺不 | 保证不 | 不会利用 | 不利用 | 不将 | 均属违规",
        _BANNED,
        unless="不得使用本服务，除非 | 不得..除非您已 | 保密 | 个人信息 | 甲方不得",
        apart=_NO_BAN,
        near=30,
    ),
    signal(
        "acceptable_use",
        USER,
        "不应 | 不能",
        _BANNED,
        unless="无法 | 不能正常使用 | 保密",
        apart=_NO_BAN + "| 不能继续 | 不能使用 | 不能及时 | 不能进行 | 不能实现 | 不能提供 | 不能保证",
        near=20,
    ),
    signal(
        "acceptable_use",
        (
            "违法 | 违规 | 侵权 | 淫秽 | 色情 | 赌博 | 暴力 | 诽谤 | 侮辱 | 恐吓 | 骚扰 | 欺诈 | 谣言 | 病毒 | 外挂 "
            "| 反动 | 恐怖 | 邪教 | 封建迷信"
        ),
        "不得 | 禁止 | 不应 | 严禁 | 遵守 | 请勿 | 切勿",
        unless="不承担 | 不负责 | 病毒攻击 | 黑客攻击 | 病毒入侵 | 病毒侵",
    ),
    signal(
        "acceptable_use",
        "遵守..法 | 遵守..规定 | 遵守国家 | 遵守适用 | 遵守..规则 | 遵守..规范 | 遵守..政策",
        "应 | 须 | 需 | 承诺 | 同意 | 保证 | 务必 | 严格 | 遵守本协议",
        USER,
        near=10,
        before=40,
    ),
    signal("acceptable_use", "属于违规 | 属违规 | 构成违规 | 视为违规 | 不含有违法 | 不含违法 | 不含有违反"),
    signal(
        "eligibility",
        (
            "未成年 | 监护人 | 周岁 | 民事行为能力 | 民事权利能力 | 年满 | 注册资格 | 法定年龄 | 行为能力 "
            "| 法定代理人 | 岁以下"
        ),
    ),
)
