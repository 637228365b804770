"""Phrases of legal weight, English and Chinese. The notation is explained in ``terms``."""

from __future__ import annotations

from watcher.significance.terms import Terms, terms

PHRASES: tuple[tuple[str, Terms], ...] = (
    ("only", terms("only | solely | exclusively | nur | uniquement | exclusivement | 仅限 | 仅用于 | 只能")),
    (
        "carve_out",
        terms(
            "nothing .. limit* | nothing .. exclude* | nothing .. affect* | nothing .. restrict* "
            "| nothing .. waive* | limitation* .. not apply | limits .. not apply | exclusion* .. not apply "
            "| does not limit .. liability | not affect your .. rights | not affect .. statutory rights "
            "| rights as a consumer | 限制..不适用 "
            "| 不适用于..故意 | 不适用于..重大过失 | 不排除 | 不限制 | 不影响您 | 不影响用户 | 不影响消费者"
        ),
    ),
    (
        "right",
        terms(
            "you may cancel | you can cancel | you may terminate | you may end | you can end | you may object "
            "| you can object | you may withdraw | you can withdraw | you may opt out | you can opt out "
            "| you may opt-out | you may appeal | you may refuse | you may reject | you may request "
            "| you can request | you have the right to | you are entitled to | right to object "
            "| either party may | any party may | you keep .. rights | you retain .. rights "
            "| you keep ownership | you retain ownership | 您有权 | 用户有权 | 您可以解除 | 您可以终止 "
            "| 您可以拒绝 | 您可以撤回 | 任何一方可 | 任何一方均可 | 双方均可"
        ),
    ),
    (
        "promise",
        terms(
            "we will not | we won't | we do not share | we don't share | we do not sell | we don't sell "
            "| we never | we do not disclose | we will refund | we will repair | we will replace "
            "| we will compensate | we undertake | we commit to | 我们不会 | 我们承诺 | 平台不会 | 平台承诺 "
            "| 我们将赔偿 | 我们将退还"
        ),
    ),
    (
        "sharing",
        terms(
            "we may share | we will share | we may disclose | we will disclose | we may sell | we will sell | we sell "
            "| we may transfer your | we will transfer your | 我们可能会共享 | 我们会共享 | 我们可以共享 "
            "| 我们可能会向..提供 | 我们可以向..提供 | 我们会向..提供"
        ),
    ),
    (
        "sole_discretion",
        terms(
            "sole discretion | absolute discretion | own discretion | sole and absolute | as .. sees fit "
            "| 单方决定 | 自行决定 | 独立判断 | 全权决定 | 自行判断 | 自主决定"
        ),
    ),
    (
        "without_notice",
        terms(
            "without notice | without prior notice | without further notice | without any notice "
            "| without .. notice | no notice | without warning | without .. warning "
            "| 不经警告 | 无需警告 | 无需通知 | 不另行通知 | 无须通知 | 不经通知 | 无需另行通知 "
            "| 毋须通知 | 不再另行通知 | 无需..通知 | 无须..通知 | 不..事先通知"
        ),
    ),
    (
        "without_consent",
        terms(
            "without consent | without your consent | without the consent | without any consent "
            "| without further consent | 无需..同意 | 无须..同意 | 不经..同意"
        ),
    ),
    (
        "with_consent",
        terms(
            "with your consent | with your prior consent | with your .. consent | with your permission "
            "| if you consent | where you consent | once you agree | 经您同意 | 征得您的同意 | 征得您同意 | 经您授权 "
            "| 经用户同意 | 征得用户同意 | 经会员同意 | 在您同意 | 获得您的同意"
        ),
    ),
    (
        "including_not_limited",
        terms(
            "including but not limited to | including, but not limited to | including without limitation "
            "| including, without limitation | 包括但不限于 | 包括但不仅限于"
        ),
    ),
    ("at_any_time", terms("at any time | 随时 | 任何时候")),
    (
        "for_any_reason",
        terms(
            "for any reason | for any or no reason | with or without cause | without cause | without reason "
            "| 任何原因 | 任何理由 | 无需理由"
        ),
    ),
    ("irrevocable", terms("irrevocabl* | 不可撤销 | 不可撤回")),
    ("perpetual", terms("perpetual* | in perpetuity | 永久")),
    ("worldwide", terms("worldwide | world-wide | throughout the world | 全球范围 | 全世界")),
    ("sublicensable", terms("sublicens* | sub-licens* | 再许可 | 转授权 | 分许可 | 转许可")),
    ("royalty_free", terms("royalty-free | free of charge | 免费 | 无偿")),
    ("non_exclusive", terms("non-exclusive | nonexclusive | 非独占 | 非排他")),
    (
        "non_refundable",
        terms("non-refundable | not refundable | no refund* | not be refunded | 不予退还 | 不退款 | 概不退还"),
    ),
    ("gross_negligence", terms("gross negligence | 重大过失")),
    ("wilful_misconduct", terms("wil*ful misconduct | intentional misconduct | 故意")),
    ("joint_and_several", terms("jointly and severally | joint and several | 连带责任 | 连带")),
    (
        "consequential_damages",
        terms("consequential damage* | indirect damage* | consequential loss* | 间接损失 | 间接损害"),
    ),
    (
        "as_is",
        terms("as is basis | provided .. as is | is and as available | as available basis | 按现状 | 现状"),
    ),
    (
        "reasonable_efforts",
        terms(
            "reasonable efforts | commercially reasonable | best efforts | best endeavours | 合理努力 "
            "| 最大努力 | 商业上合理 | 尽力"
        ),
    ),
    ("written_consent", terms("written consent | prior written | in writing | 书面同意 | 书面")),
    ("extent_permitted", terms("extent permitted | fullest extent | maximum extent | 法律允许的最大 | 法律允许的范围")),
    ("announcement", terms("announcement* | public notice | 公告 | 公示")),
)
"""Each with a name by which rules can weigh it."""
