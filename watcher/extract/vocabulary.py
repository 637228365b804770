"""The words by which agreements and their furniture are told apart, in the languages that we know best.

Counted, never required: one hit says little, many in running sentences say "clause".
"""

from __future__ import annotations

import re

_LEGAL_WORDS: dict[str, str] = {
    "en": """
shall must may agree agrees agreed agreement agreements terms conditions liable liability warrant warranty warranties
indemnify indemnification indemnity terminate terminated termination terminates right rights obligation obligations
consent consents provision provisions govern governed governing jurisdiction dispute disputes arbitration party parties
service services user users privacy personal data processing license licence licensed licensee intellectual property
confidential confidentiality law laws applicable regulation regulations policy policies account accounts prohibited
responsible responsibility entitled hereby herein hereunder thereof pursuant notwithstanding your refund refunds fees
disclose disclosure collect process processed retain comply compliance""",
    "fr": """
doit doivent peut peuvent contrat accord responsable responsabilité garantie garanties résilier résiliation droit droits
consentement données personnelles traitement client prestataire utilisateur utilisateurs partie loi tribunal tribunaux
litige confidentialité interdit remboursement facture engage présentes""",
    "de": """
muss müssen darf dürfen vertrag vertrags vertrages vereinbarung bedingungen haftet haften haftung gewährleistung
kündigen kündigung recht rechte pflicht pflichten einwilligung daten personenbezogene personenbezogenen verarbeitung
kunde kunden anbieter nutzer partei parteien gesetz gericht gerichtsstand vertraulich untersagt rechnung erstattung
lizenz verpflichtet berechtigt""",
    "es": """
debe deben puede pueden contrato acuerdo condiciones garantía rescindir derecho derechos obligación obligaciones
consentimiento datos personales tratamiento cliente proveedor usuario usuarios ley tribunales confidencial prohibido
factura reembolso licencia responsabilidad""",
    "it": """
deve devono può possono contratto accordo condizioni responsabilità garanzia recesso risoluzione diritto diritti obbligo
obblighi consenso dati personali trattamento cliente fornitore utente utenti legge foro riservatezza vietato fattura
rimborso licenza""",
    "pt": """
devem pode podem contrato acordo condições responsabilidade garantia rescisão direito direitos obrigação obrigações
consentimento dados pessoais tratamento usuário usuários utilizador utilizadores lei confidencial proibido fatura
reembolso licença""",
    "nl": """
moet moeten mag mogen overeenkomst voorwaarden aansprakelijk aansprakelijkheid garantie beëindigen beëindiging rechten
verplichting verplichtingen toestemming gegevens persoonsgegevens verwerking klant aanbieder gebruiker gebruikers
partijen wet rechter vertrouwelijk verboden factuur terugbetaling licentie""",
    "ru": """
должен обязан вправе договор договора соглашение соглашения условия условий ответственность права обязательства согласие
данных персональных обработка обработки пользователь пользователя сторона стороны сторон закон суд""",
}
LEGAL = frozenset(word for words in _LEGAL_WORDS.values() for word in words.split())
"""Words of agreements in languages that part words by blanks, in lower case."""

LEGAL_HAN = re.compile(
    r"应当|不得|必须|有权|无权|同意|协议|条款|条件|责任|义务|权利|用户|本公司|甲方|乙方|服务|平台|法律|法规|规定|隐私"
    r"|个人信息|授权|许可|知识产权|违约|赔偿|终止|争议|管辖|仲裁|免责|保密|第三方|账号|帐号|遵守|承担|约定"
    r"|應當|協議|條款|條件|責任|義務|權利|用戶|服務|規定|隱私|個人資料|授權|許可|賠償|終止|爭議|帳號|遵守"
    r"|利用者|規約|当社|契約|個人情報|禁止|이용자|약관|회사|동의|책임|의무|권리|계약|개인정보"
)
"""Words of agreements in languages that put no blanks between words, and in Korean, which puts endings behind them."""

BINDING = re.compile(
    r"\b(?:shall|must|may not|agrees?|prohibited|required|entitled|liable|refund\w*|terminat\w+)\b"
    r"|应当|必须|不得|有权|无权|同意|承担|禁止|退款|终止",
    re.IGNORECASE,
)
"""Words that bind somebody, however short the sentence."""

NAMES = re.compile(
    r"\b(?:terms(?: (?:of|and|&|for) \w+)?|conditions|(?:privacy|cookies?|usage|use|acceptable use|takedown|retention"
    r"|dmca|refund|security|content|community|data|copyright) (?:policy|notice|statement|policies|terms)"
    r"|agreements?|polic(?:y|ies)|licen[cs]es?|eula|addendum|dpa|sla|notice|statement|guidelines|rules|charter|disclaimer"
    r"|compliance"
    r"|contrat|accord|politique|charte|mentions légales|règlement"
    r"|\w{0,30}(?:bedingungen|vertrag|erklärung|vereinbarung|richtlinien?)|agb"
    r"|términos|condiciones|contrato|acuerdo|política|aviso|termini|condizioni|contratto|accordo|informativa|politica"
    r"|termos|condições|acordo|\w{0,30}voorwaarden|overeenkomst|\w{0,30}verklaring|\w{0,30}beleid"
    r"|regulamin|umowa|polityka|соглашение|условия|политика|договор|правила)\b"
    r"|协议|条款|政策|声明|规则|须知|章程|公约|规范|约定|说明|協議|條款|聲明|規則|須知|規約|ポリシー|方針|契約|약관|방침|정책",
    re.IGNORECASE,
)
"""What headings call a whole agreement."""

CONTENTS = re.compile(
    r"\W*(?:table of contents?|contents?|in this (?:article|page|document|policy|agreement)|on this page|jump to"
    r"|quick links|sections?|summary of contents|sommaire|table des matières|inhalt(?:sverzeichnis|sübersicht)?"
    r"|auf dieser seite|índice|contenido|en esta página|indice|sommario|inhoud|op deze pagina"
    r"|content of (?:\w+ ){0,2}\w+|navigation|目\s*[录錄次]|本页内容|本文内容|快速导航|导航|목차)\W*",
    re.IGNORECASE,
)
"""What stands above a table of contents; matched against a whole block."""

COOKIES = ("cookie", "consent", "einwilligung")
"""What the sentences of a consent banner speak of, in lower case."""

ACCEPTS = re.compile(
    r"\W*(?:(?:i )?(?:accept|agree|allow|reject|decline|refuse)(?: (?:all|it|only necessary))?(?: cookies)?|got it"
    r"|(?:tout|tous) (?:accepter|refuser)|accepter(?: tout)?|refuser(?: tout)?|j[’']accepte|continuer sans accepter"
    r"|(?:alle(?:s|n)? )?(?:cookies )?(?:akzeptieren|ablehnen|zustimmen|zulassen)|rechazar(?: todo)?|ok(?:ay)?"
    r"|aceptar(?: tod[oa]s?)?|accetta(?: tutt[io])?|rifiuta(?: tutt[io])?|aceitar(?: tudo| todos)?|recusar"
    r"|(?:alles )?(?:accepteren|weigeren)"
    r"|принять(?: все)?|全部接受|接受(?:全部|所有)?|同意(?:する)?|全部同意|拒绝(?:全部)?|我知道了|동의(?:함)?)\W*",
    re.IGNORECASE,
)
"""The answers that a consent banner offers; matched against a whole block."""

SENTENCE_END = re.compile(r"[.!?;:…][\"”’')»）」』]*(?:\s|$)|[。！？；]|：\s*$")
"""In Chinese and Japanese no blank follows the end of a sentence; a colon inside a line is no end of one anywhere."""

LABELLED = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,5}|[A-Za-z]|[IVXLivxl]{1,6})[.)、：:]"
    r"|(?:section|article|clause|artikel|artículo|articolo|artigo|статья)\s+\w|§+\s*\d"
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
