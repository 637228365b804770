"""Words for the people of an agreement and for its parts, which several themes need."""

from __future__ import annotations

USER = (
    "您 | 你 | 用户 | 客户 | 开发者 | 会员 | 乙方 | 使用者 | 使用人 | 商户 | 商家 | 卖家 | 买家 | 贵方 | 贵司 | 主播 "
    "| 创作者 | 注册人 | 被许可方 | 委托人 | 消费者 | 学员 | 骑手 | 司机 | 受让方 | 任何一方 | 违约方 | 另一方"
)
PARTS = (
    "协议 | 条款 | 规则 | 政策 | 声明 | 规范 | 约定 | 须知 | 公约 | 细则 | 规定 | 条件 | 合同 | 契约 | 标准 | 说明 "
    "| 指引 | 办法 | 准则 | 守则"
)
