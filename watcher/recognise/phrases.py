"""What pages say that are not the agreement, in English, Chinese, French and German.

The patterns are tried on short pages and on what a page calls itself, never on the running text of an agreement, which
may well say "sign in", "maintenance" or "not found".
"""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


CHALLENGE = _any(
    r"just a moment",
    r"checking (?:if the site connection is secure|your browser)",
    r"verif(?:y|ying) (?:that )?you(?:'re| are)? (?:are )?(?:a )?(?:human|not a (?:ro)?bot)",
    r"verify (?:your identity|that you are a person)",
    r"are you (?:a )?(?:human|robot)",
    r"i'?m not a robot",
    r"attention required",
    r"access (?:to this page has been )?(?:denied|blocked)",
    r"unusual (?:traffic|activity)",
    r"(?:enable|turn on) javascript and cookies to continue",
    r"ddos protection",
    r"pardon our interruption",
    r"press (?:and|&) hold",
    r"security (?:check|verification)",
    r"complete the (?:captcha|challenge|security check)",
    r"\bcaptcha\b",
    r"you have been blocked",
    r"请(?:完成|进行|通过)?(?:以下|下方)?(?:安全)?验证",
    r"人机(?:身份)?验证",
    r"(?:滑动|拖动|拖拽)(?:滑块|拼图|验证)",
    r"(?:安全|身份)验证",
    r"访问(?:过于|太)频繁",
    r"输入验证码",
    r"访问(?:被拒绝|受限|异常)",
    r"确认您?是(?:真人|人类)",
    r"not a robot",
    r"verif(?:y|ying) you are (?:a )?human",
    r"drag the slider",
    r"characters you see",
    r"review the security of your connection",
    r"(?:验证|访问)[^。]{0,8}(?:真人|机器人)",
    r"拖动滑块",
    r"(?:输入|填写)[^。]{0,6}验证码",
    r"环境(?:存在风险|异常)",
    r"浏览器安全检查",
    r"访问(?:出现|存在)?异常",
    r"vérifi(?:er|ez|cation)[^.]{0,30}(?:humain|robot)",
    r"pas un robot",
    r"accès (?:refusé|bloqué)",
    r"activité inhabituelle",
    r"contrôle de sécurité",
    r"(?:kein|nicht ein) roboter",
    r"ein mensch sind",
    r"zugriff (?:verweigert|blockiert)",
    r"sicherheits(?:überprüfung|prüfung|abfrage)",
    r"ungewöhnliche[rn]? (?:datenverkehr|aktivität)",
    r"sicherheit ihrer verbindung",
)

LOGIN = _any(
    r"\b(?:sign|log) ?in\b(?! with us)",
    r"\blogin\b",
    r"forgot(?:ten)? (?:your )?password",
    r"session (?:has )?expired",
    r"请(?:先)?登录",
    r"登录|登陆",
    r"忘记密码",
    r"扫码",
    r"logged in",
    r"continue with (?:google|apple|email|e-mail)",
    r"enter your e-?mail",
    r"create an account",
    r"se connecter",
    r"connectez-vous",
    r"vous connecter",
    r"identifiez-vous",
    r"mot de passe oublié",
    r"session a expiré",
    r"(?:melden sie sich|bitte) an\b",
    r"\banmelden\b",
    r"angemeldet sein",
    r"einloggen",
    r"passwort vergessen",
    r"sitzung ist abgelaufen",
)

LOGIN_ADDRESS = re.compile(
    r"[/.?&=](?:log-?in|sign-?in|signin|logon|sso|passport|oauth2?|auth|authenticate|session/new|account/login)(?:[/.?&=#]|$)",
    re.IGNORECASE,
)

CONSENT = _any(
    r"before you continue",
    r"we value your privacy",
    r"accept (?:all )?cookies",
    r"accept all",
    r"reject all",
    r"cookie (?:consent|preferences|settings|choices)",
    r"manage (?:cookies|preferences|options|choices)",
    r"your privacy choices",
    r"(?:we|this (?:web)?site) uses? cookies",
    r"使用\s*cookies?",
    r"接受(?:全部|所有)\s*cookies?",
    r"同意并继续",
    r"cookies?\s*(?:设置|偏好)",
    r"(?:use|store|access)\w* (?:\w+ ){0,4}cookies",
    r"our (?:\d+ )?partners",
    r"legal age|over 18|18 or older",
    r"consent to our processing|manage your choices",
    r"全部接受|全部拒绝|接受全部",
    r"隐私选择",
    r"已满\s*18",
    r"tout (?:accepter|refuser)",
    r"continuer sans accepter",
    r"gérer mes choix",
    r"respectons votre vie privée",
    r"utilis(?:ons|ent|e) des cookies",
    r"nos (?:\d+ )?partenaires",
    r"(?:retirer )?votre consentement",
    r"alle (?:akzeptieren|ablehnen)",
    r"ihre privatsphäre",
    r"verwende[nt] (?:wir )?cookies",
    r"einstellungen verwalten",
    r"unsere (?:\d+ )?partner",
    r"ihre einwilligung",
)

ERROR = _any(
    r"\b(?:error|http)?[\s:-]{0,5}(?:400|401|403|404|405|410|429|451|500|502|503|504|520|521|522|523|524)\b",
    r"\b(?:page|file|resource|document|article|content|url|site)\b[^.]{0,40}\b(?:not found|(?:can ?not|could not|can't)"
    r" be found|does(?:n't| not) exist|no longer (?:exists|available)"
    r"|(?:is|was) (?:unavailable|missing|removed|moved))",
    r"not found",
    r"we (?:can ?not|can'?t|could ?n[o']t) find",
    r"internal server error",
    r"bad gateway",
    r"gateway time-?out",
    r"service (?:is )?(?:temporarily )?unavailable",
    r"temporarily (?:unavailable|down|offline)",
    r"(?:under|scheduled|down for|undergoing) (?:\w+ )?maintenance",
    r"maintenance mode",
    r"(?:be|we'?ll be) (?:right )?back (?:soon|shortly)",
    r"something went wrong",
    r"an (?:unexpected |unknown )?error (?:has )?occurred",
    r"oops",
    r"too many requests",
    r"forbidden",
    r"(?:页面|网页|内容|文章|链接|您?访问的[^。]{0,10})[^。]{0,8}(?:不存在|找不到|已(?:被)?删除|已失效|丢失|无法(?:访问|打开|显示))",
    r"找不到(?:该|您|你|页面|网页|内容)",
    r"(?:系统|网站|服务器?)(?:正在|维护|升级)[^。]{0,6}(?:维护|升级|中)",
    r"系统维护",
    r"服务器(?:内部)?错误",
    r"系统(?:繁忙|错误|异常)",
    r"(?:请)?稍后(?:再试|重试)",
    r"出错了",
    r"(?:page|link) (?:you (?:followed|requested)|doesn't exist|does not exist)",
    r"(?:may|might) (?:be broken|have (?:been )?(?:moved|removed))",
    r"nothing (?:here|to see)",
    r"application error",
    r"(?:fatal error|uncaught exception|stack trace)",
    r"not available in your (?:country|region)",
    r"temporarily unable",
    r"scheduled maintenance",
    r"making (?:some )?improvements",
    r"走丢了|开小差",
    r"升级维护|维护中",
    r"已被[^。]{0,6}删除",
    r"错误代码",
    r"page (?:introuvable|non trouvée)",
    r"n'existe (?:pas|plus)",
    r"une erreur (?:est survenue|s['’]est produite|inattendue)",
    r"en maintenance",
    r"bientôt de retour",
    r"réessayer plus tard",
    r"momentanément indisponible",
    r"seite (?:wurde )?nicht gefunden",
    r"existiert nicht",
    r"ein (?:unerwarteter )?fehler (?:ist )?aufgetreten",
    r"wartungsarbeiten|gewartet",
    r"bald wieder",
    r"versuchen sie es später",
    r"vorübergehend nicht (?:verfügbar|erreichbar)",
)

PARKED = _any(
    r"(?:domain|this (?:web)?site)(?: name)?(?: \S{3,60})? (?:is|may be) for sale",
    r"buy this domain",
    r"domain (?:is )?parked|parked (?:free|domain)",
    r"this domain (?:has )?(?:expired|is registered)",
    r"(?:related|sponsored) (?:searches|listings)",
    r"域名(?:出售|转让|已过期|停放|到期)",
    r"(?:本|该)域名",
    r"get this domain",
    r"domain parking|by the domain owner",
    r"(?:nom de )?domaine est à vendre|acheter ce domaine",
    r"domain (?:steht zum verkauf|kaufen)|diese domain",
)

SHELL = _any(
    r"(?:enable|turn on|activate|requires?|need|without|support) (?:\w+ ){0,3}javascript",
    r"javascript (?:is |must be |to be )?(?:disabled|required|enabled|not enabled|needed)",
    r"(?:启用|开启|打开|支持)[^。]{0,10}javascript",
    r"^\W*(?:loading|please wait|加载中|正在加载|载入中)\W*$",
    r"(?:activer|activez) javascript",
    r"javascript (?:aktivieren|ist deaktiviert)|aktivieren sie javascript",
    r"^\W*(?:加载中|正在加载|载入中|loading|chargement|wird geladen)(?:[ ，,]?(?:请稍候|en cours|please wait))?\W*$",
)

SENDS_ON = _any(
    r"(?:you are|you're) being redirected|redirecting\b|not redirected automatically|page has moved",
    r"(?:正在|页面)跳转|跳转中|即将跳转",
    r"(?:êtes|allez être) redirigé|redirection en cours",
    r"(?:sie werden|werden sie) weitergeleitet|weiterleitung",
)

NAMED = _any(
    r"\b(?:terms|conditions|agreement|licen[cs]e|eula|addendum|guidelines|code of conduct|charter|dpa|sla)\b",
    r"\bdisclaimer\b",
    r"\b(?:policy|policies|contract|rules|privacy (?:notice|statement)|legal (?:notice|terms|information)|notices?)\b",
    r"^\W*(?:privacy|legal)\W*$",
    r"协议|条款|政策|声明|规则|须知|章程|公约|规范|约定|合同|使用说明|细则|办法|承诺书",
    r"\bconditions|contrat|politique de|mentions légales|\bcg[uv]\b|règlement|charte",
    r"bedingungen|\bagb\b|vertrag|datenschutz|erklärung|richtlinie|impressum|vereinbarung",
    r"\btérminos|condiciones|política de|termos|condizioni|informativa|voorwaarden|verklaring|overeenkomst",
    r"規約|ポリシー|約款|약관|방침|соглашение|политика|условия|شروط|سياسة",
)
"""What agreements call themselves."""

FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "privacy",
        _any(
            r"\bprivacy|personal (?:data|information)|data (?:protection|policy)\b",
            r"隐私|个人信息",
            r"confidentialité|vie privée|données personnelles|datenschutz|privacidad|riservatezza|privacyverklaring",
            r"プライバシー|個人情報|개인정보|конфиденциальност|الخصوصية",
        ),
    ),
    ("cookies", _any(r"\bcookies?\b")),
    (
        "terms",
        _any(
            r"\bterms|conditions|agreement|licen[cs]e|eula|contract\b",
            r"协议|条款|合同|许可|章程",
            r"contrat|\bcg[uv]\b|bedingungen|\bagb\b|vertrag|términos|condiciones|contrato|termos|condizioni|voorwaarden",
            r"規約|約款|약관|соглашение|условия|شروط",
        ),
    ),
    (
        "rules",
        _any(r"\bguidelines|code of conduct|rules|acceptable use\b", r"规则|规范|公约|须知", r"richtlinie|charte\b"),
    ),
)
"""Kinds of agreements; one that turns into another kind was not rewritten but replaced."""
