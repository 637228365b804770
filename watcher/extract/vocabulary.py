"""The words by which agreements and their furniture are told apart, in English and Chinese.

Counted, never required: one hit says little, many in running sentences say "clause".
"""

from __future__ import annotations

import re

_LEGAL_WORDS = """
shall must may agree agrees agreed agreement agreements terms conditions liable liability warrant warranty warranties
indemnify indemnification indemnity terminate terminated termination terminates right rights obligation obligations
consent consents provision provisions govern governed governing jurisdiction dispute disputes arbitration party parties
service services user users privacy personal data processing license licence licensed licensee intellectual property
confidential confidentiality law laws applicable regulation regulations policy policies account accounts prohibited
responsible responsibility entitled hereby herein hereunder thereof pursuant notwithstanding your refund refunds fees
disclose disclosure collect process processed retain comply compliance"""
LEGAL = frozenset(_LEGAL_WORDS.split())
"""English words of agreements, in lower case."""

LEGAL_HAN = re.compile(
    r"应当|不得|必须|有权|无权|同意|协议|条款|条件|责任|义务|权利|用户|本公司|甲方|乙方|服务|平台|法律|法规|规定|隐私"
    r"|个人信息|授权|许可|知识产权|违约|赔偿|终止|争议|管辖|仲裁|免责|保密|第三方|账号|帐号|遵守|承担|约定"
)

NAMES = re.compile(
    r"\b(?:terms(?: (?:of|and|&|for) \w+)?|conditions|(?:privacy|cookies?|usage|use|acceptable use|takedown|retention"
    r"|dmca|refund|security|content|community|data|copyright) (?:policy|notice|statement|policies|terms)"
    r"|agreements?|polic(?:y|ies)|licen[cs]es?|eula|addendum|dpa|sla|notice|statement|guidelines|rules|charter|disclaimer"
    r"|compliance)\b"
    r"|协议|条款|政策|声明|规则|须知|章程|公约|规范|约定|说明",
    re.IGNORECASE,
)
"""What headings call a whole agreement."""

CONTENTS = re.compile(
    r"\W*(?:table of contents?|contents?|in this (?:article|page|document|policy|agreement)|on this page|jump to"
    r"|quick links|sections?|content of (?:\w+ ){0,2}\w+|navigation|目\s*录|本页内容|本文内容|快速导航|导航)\W*",
    re.IGNORECASE,
)
"""What stands above a table of contents; matched against a whole block."""

SENTENCE_END = re.compile(r"[.!?;:。！？；：…][\"”’')）」』]*(?:\s|$)")

LABELLED = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,5}|[A-Za-z]|[IVXLivxl]{1,6})[.)、：:]|(?:section|article|clause)\s+\w"
    r"|第\s*[一二三四五六七八九十百零〇\d]{1,6}\s*[条章节款部]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]",
    re.IGNORECASE,
)
"""A label at the beginning of a clause; matched at the beginning of a block."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def han_share(text: str) -> float:
    """How much of a text's letters are Han, 0 to 1; 0 for a text without either."""
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text)) / 4
    return han / (han + latin) if han or latin else 0.0
