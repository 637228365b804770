"""The words by which agreements are known, and those that say nothing about whose agreement it is.

Counted, never required: one hit says little, one word in thirty says "agreement".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_ENGLISH_WORDS = """
shall must may agree agrees agreed agreement agreements terms conditions liable liability warrant warranty warranties
indemnify indemnification terminate terminated terminates termination right rights obligation obligations consent
consents provision provisions jurisdiction dispute disputes arbitration party parties privacy personal licence license
licensed licensee confidential confidentiality law laws policy policies prohibited responsible responsibility entitled
hereby pursuant fee fees refund refunds breach breaches claim claims damages notice infringe infringement governed
applicable data processing process disclose disclosure comply compliance collect retain subscription"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())

_HAN = re.compile(
    r"应当|应该|不得|必须|有权|无权|同意|协议|条款|条件|责任|义务|权利|权益|甲方|乙方|法律|法规|规定|隐私|个人信息|授权|许可"
    r"|知识产权|违约|违反|赔偿|损失|终止|争议|管辖|仲裁|免责|保密|第三方|遵守|承担|约定|保证|收集|披露|撤回|处理"
)

_STEMS = re.compile(
    # German
    r"(?:ver)?pflicht|vertrag|haft(?:ung|et|en)|kündig|bedingung|nutzungs|recht|anspr[uü]ch|gewährleist|gesetz|einwillig"
    r"|zustimm|widerruf|widerspr|schaden|schäden|datenschutz|personenbezogen|verarbeit|erheb|lösch|gerichtsstand"
    r"|freistell|verst[oö][sß]|untersagt|berechtigt|dritte|entgelt|erstatt|frist"
    # French
    r"|condition|contrat|responsab|résili|obligation|droit|engage|accept|garanti|juridi|tribunal|litige|loi|données"
    r"|personnel|confidential|consent|traite|collect|interdit|indemn|préavis|préjudice|dommage|clause|propriété"
    r"|licen[cs]e|rembours|accord|tiers"
    # Spanish, Portuguese, Italian, Dutch
    r"|condici|obligaci|derech|legal|ley|datos|privacidad|consentim|tercer|jurisdic|responsabil|contrato|direit|obriga"
    r"|dados|condizion|contratt|diritt|obblig|legge|dati|riservat|recess|terzi|foro|voorwaard|overeenkomst"
    r"|aansprakelijk|verplicht|gegevens|wettelijk"
)
"""How words of agreements begin in languages that join and bend them; matched at the beginning of a word."""

_OTHER_SCRIPTS = re.compile(
    r"利用規約|契約|義務|責任|個人情報|権利|禁止|準拠法|裁判|同意|損害|약관|계약|의무|책임|개인정보|권리|금지|동의|손해"
    r"|соглаш|договор|обязан|ответствен|прав[аоы]|персональн|закон|условия|الشروط|الاتفاقية|المسؤولية|القانون"
)

_GENERIC_WORDS = """
account accounts website site sites web webpage service services content contents member members membership customer
customers user users usage use party product products order orders platform app application applications software
subscription subscriptions plan plans premium feature features section article clause annex schedule appendix part
preamble introduction overview definitions general standard master public online mobile business consumer data
information notice policy policies terms term conditions condition agreement agreements licence license statement
privacy cookie cookies legal company group limited ltd inc llc gmbh the and for of our your us we you it this these
any all version effective date last updated current english state states act regulation directive european union
europe eu eea uk usa united kingdom january february march april may june july august september october november
december monday sunday internet google apple facebook http https www com org net html id faq help center centre docs
support home welcome contact allgemeine geschäftsbedingungen nutzungsbedingungen datenschutzerklärung datenschutz agb
nutzer kunde kunden vertrag anbieter dienst dienste leistung leistungen konto inhalte recht der die das und für von
wir sie ihre ihren générales générale utilisation vente politique confidentialité données contrat mentions légales cgu
cgv compte contenu prix utilisateur client clients les des aux vous nous vos nos sur dans par términos condiciones
política privacidad termos condizioni voorwaarden"""
GENERIC = frozenset(_GENERIC_WORDS.split())
"""Words that agreements of anybody write with a capital, or put in their titles."""

GENERIC_HAN = re.compile(
    r"用户|服务|使用|软件|平台|网站|许可|协议|条款|政策|隐私|声明|规则|规范|须知|章程|公约|约定|合同|说明|个人信息|保护|开发者|会员"
    r"|注册|账号|关于|与|及|和|的|版"
)


def legal_words(text: str, said: Sequence[str]) -> int:
    """How many words of agreements a text has; ``said`` are its words in lower case."""
    count = sum(times for word, times in Counter(said).items() if word in _ENGLISH or _STEMS.match(word))
    return count if text.isascii() else count + len(_HAN.findall(text)) + len(_OTHER_SCRIPTS.findall(text))
