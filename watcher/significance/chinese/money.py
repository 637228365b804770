"""What is paid, given back, taxed."""

from __future__ import annotations

from watcher.significance.chinese.liability import CAP
from watcher.significance.signals import Signal, signal

_NOT_A_PRICE = (
    "收付款 | 止付款 | 拒绝付款 | 转账款 | 冻结或扣划 | 付款方 | 付款人 | 付款账户 | 任何费用等 | 自付费用 "
    "| 无需付费 | 支出的全部费用 | 价格操纵 | 责任和费用 | 损失和费用 | 损害和费用 | 损失及费用 | 消费 | 破产清算 "
    "| 免费 | 自费 | 许可费 | 许可使用费 | 自动续费服务由 | 收费网络 | 收费规则 | 直至..付清 | 浪费 | 未..充值 "
    "| 续订或充值 | 充值额度 | 充值、提现 | 支付密码 | 支付账户 | 支付帐户 | 支付平台 | 支付渠道 | 微信支付 | 支付宝 "
    "| 支付服务 | 支付指令 | 支付赔偿 | 支付违约金 | 赔偿..费用 | 补偿..费用 | 维权费用 | 付费用户 | 账单查询 "
    "| 账单地址 | 续费失败 | 扣款失败 | 未续费 | 未及时续费 | 未按时续费 | 逾期付款超过 | 欠费 | 未付款 | 免费许可 "
    "| 退还..资料 | 返还..资料 | 返还..数据 | 返还..信息 | 返还..文件 | 退还..文件 | 退还..信息 | 免费的 "
    "| 实际支付的费用 | 价格信息 | 不返还..资料 | 退还..材料 | 返还..材料 | 支付信息 | 支付记录 | 扣除..分"
)
"""Names of services of payment, costs of a quarrel, and payments that are only a condition for something else."""

_COSTS = signal(
    "indemnity",
    "律师费 | 诉讼费 | 仲裁费",
    "赔偿 | 损失 | 索赔 | 追偿 | 维权 | 败诉 | 抗辩 | 仲裁 | 处罚 | 罚款 | 主张",
    near=60,
    before=60,
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "fees",
        "费 | 付款 | 付人民币 | 应付金额 | 未付金额 | 应付款 | 支付人民币 | 本息 | 扣划 | 利率 | 价格 | 退款 | 缴纳 "
        "| 缴存 | 缴清 | 交纳 | 发票 | 价款 | 货款 | 房款 | 支付..款项 | 扣除..款项 | 扣款 | 扣取 | 划扣 | 代扣 "
        "| 账款 | 付清 | 结清 | 结算 | 清算 | 账单 | 税款 | 增值税 | 定价 | 报价 | 单价 | 票价 | 涨幅 | 退还 | 退换 "
        "| 概不退 | 不退 | 返还 | 佣金 | 滞纳金 | 利息 | 押金 | 保证金 | 定金 | 订金 | 预付 | 充值 | 提成 | 抽成 "
        "| 分成 | 欠款 | 总价 | 订单金额 | 支付订单 | 租金",
        apart=_NOT_A_PRICE,
        yields_to=(CAP, _COSTS),
    ),
)
