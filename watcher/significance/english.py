"""Words of agreements in English, and the category that each leads to. The notation is explained in ``terms``."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

USER = "you | your | user | users | customer* | developer* | subscriber* | licensee* | member* | visitor*"
POWER = (
    "may | reserve* .. right* | has the right | have the right | right to | entitled to "
    "| from time to time | sole discretion | own discretion | unilateral*"
)
ALTER = (
    "modif* | amend* | change | changes | changed | changing | updat* | revis* | alter | alters "
    "| adjust* | replac* | vary | supplement | supplemented | rewrite*"
)
TERMS = (
    "charging standard* | billing method* | rates | "
    "terms | agreement* | polic* | rules | conditions | provisions | statement | service | services "
    "| feature* | functionality | fee | fees | price* | pricing | charges"
)
PERSONAL = (
    "personal information | personal data | personally identifiable | user data | user information "
    "| users' data | customer data | usage data | account information | registration information "
    "| your data | your information | information about you | data about you | information we "
    "| information from | end user data | cookies | log data | data subject* | biometric* "
    "| location information | location data | user's information | users' information | user's data "
    "| your personal | your account information | device information"
)
BAD_DEEDS = (
    "unlawful | illegal | infring* | obscen* | pornograph* | defam* | harass* | fraud* | spam* "
    "| malware | virus* | reverse engineer* | decompil* | scrap* | crawl* | violent | violence "
    "| gambling | hack* | impersonat*"
)
BANNED = (
    "you shall not | you must not | you may not | you will not | you cannot | you can not "
    "| you should not | you are not allowed | you are not permitted | you are prohibited "
    "| you agree not to | you undertake not | you also agree not | you further agree not "
    "| you shall also not | you and .. shall not | not allow others | user shall not "
    "| users shall not | user may not | users may not | user must not | users must not "
    "| user will not | users will not | user shall refrain | users are prohibited "
    "| users are not allowed | developer shall not | developers shall not | developer must not "
    "| developers must not | developer may not | developers may not | customer shall not "
    "| customer may not | customer will not | licensee shall not | member shall not | members may not "
    "| users should not | user should not | user cannot | users cannot | no one shall | no user shall "
    "| is strictly prohibited | are strictly prohibited | you shall refrain | not use .. services to "
    "| not use .. service to | not use .. software to | neither you .. shall | agrees not to "
    "| shall not, and shall not | shall not use | must not use | may not use | refrain from "
    "| not engage in | do not use .. services to | do not use our | do not misuse | it is prohibited "
    "| it is forbidden"
)
NOT_LIABLE = (
    "not .. liable | no .. liability | not .. responsible | no .. responsibility | not .. liability "
    "| nor .. liable | not .. responsibility | not .. responsibilities | not .. liabilities "
    "| without .. liability | without .. responsibility | disclaim* .. liability "
    "| exempt* from .. liability | exempt* from .. responsibility | exempt* from .. responsibilities "
    "| exclude* .. liability | exemption .. liability | excluded from liability "
    "| in no event .. liable | in no event .. responsible | in no way .. responsible "
    "| in no event will | in no event shall | under no circumstances .. liable "
    "| under no circumstances .. responsible | no obligation or liability | neither .. liable "
    "| free from .. liability | release* .. from .. liability | shall not bear | not be held liable "
    "| will not bear | does not bear | at your own risk | at your sole risk | bear .. risk "
    "| bear .. risks | assume .. risks | assume .. risk | neither party .. liable | liable .. neither "
    "| disclaims all .. liability"
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "unilateral_change",
        POWER,
        ALTER,
        TERMS,
        unless=(
            "user may .. modify | user may .. change | user may not | users may | his/her | you may .. change "
            "| you can .. change | agreed in writing | signed by both | mutual* .. agree* | change your "
            "| changes to your | update your | modify your | software update* | laws and .. amendments "
            "| regulations and .. amendments | shall not .. modify | may not .. modify | not to modify "
            "| must not .. modify"
        ),
    ),
    signal(
        "unilateral_change",
        "will",
        "update | modify | amend | revise | change",
        "terms | agreement | agreements | policy",
        "without .. notice | directly | publish* | post* | time to time | notify you",
        unless="you will .. notify | your | laws .. amend*",
    ),
    signal(
        "unilateral_change",
        "sole discretion | at any time | from time to time | without .. notice",
        "modif* | amend* | change | changes | revis*",
        "service | services | terms | agreement | fees | prices",
        unless=(
            "you may .. change | change your | laws .. amendments | regulations .. amendments | attention to any change"
        ),
    ),
    signal(
        "unilateral_change",
        "revised | modified | amended | updated | changed | changes to | amendments to",
        "terms | agreement | policy | rules",
        "replace* | supersede* | take* effect | becom* effective | post* | publish* | announc*",
    ),
    signal(
        "notice",
        (
            "notif* you | notify | notifies | notified | notifying | give .. notice | gives .. notice "
            "| given .. notice | giving .. notice | provide .. notice | provides .. notice | provided .. notice "
            "| providing .. notice | send .. notice | send .. notices | sending .. notice | serve .. notice "
            "| served .. notice | receive .. notice | receipt of .. notice | prior notice | prior written notice "
            "| written notice | advance notice | reasonable notice | further notice | days' notice | days notice "
            "| month's notice | months' notice | hours' notice | without notice | without .. notice | upon notice "
            "| on notice | by notice | notice to you | notice to us | notice to the | notice to all "
            "| notice of change* | notice of termination | notice of any | notice period | notice by "
            "| notice in writing | notice on | all notices | any notice | any notices | notices to | notices shall "
            "| notices must | notices will | notices may | notices under | notice shall be | notice will be "
            "| notice is | notices are | notification of | notification to | prior notification "
            "| written notification | notifications to you"
        ),
        unless=(
            "copyright notice* | privacy notice | notice and take* | proprietary notice* | legal notice* "
            "| push notification* | notification message* | this notice | cookie notice | trademark notice* "
            "| important notice | notice of .. infring* | notices of .. infring* | notification of .. infring* "
            "| system notification*"
        ),
    ),
    signal(
        "notice",
        (
            "announce* | in advance | inform you | informed in advance | inform the user | inform users "
            "| publish* .. on .. website | post* .. on .. website | post* .. on .. site | by e-mail "
            "| by email | give you .. days"
        ),
        (
            "change | changes | modifications | amendments | revis* | updat* | suspen* | terminat* | fee "
            "| fees | price* | notif* | announcement | days | written | deliver* | interrupt* | maintenance"
        ),
    ),
    signal(
        "effective_date",
        (
            "effective date | effective as of | effective from | effective on | takes effect | take effect "
            "| taking effect | come into effect | comes into effect | came into effect | enters into force "
            "| come into force | comes into force | enter into force | becomes effective | become effective "
            "| became effective | shall be effective | will be effective | is effective | are effective "
            "| last updated | last modified | last revised | date of last revision | updated on "
            "| date of publication | effective immediately | effective upon | date of issue"
        ),
    ),
    signal(
        "deemed_acceptance",
        (
            "deemed to | deemed as | deem* .. accept* | deem* .. agree* | considered to | considered as "
            "| regarded as | constitute* | indicates | signif* | means that you | it means you | means you "
            "| shall mean"
        ),
        "agree | agrees | agreed | accept* | consent* | acknowledge* | bound",
        unless="constitute* .. waiver | constitute* .. breach | deemed .. waiver | constitute* .. endorsement",
    ),
    signal(
        "deemed_acceptance",
        (
            "by using | by accessing | by continuing | by clicking | by downloading | by registering "
            "| continued use | continue to use | continues to use | continuing to use | by logging "
            "| by creating | by checking"
        ),
        "agree | agrees | agreed | agreeing | accept* | consent* | bound | acknowledge*",
        unless="do not agree .. stop",
    ),
    signal(
        "termination",
        (
            "terminat* | suspend* | suspension | discontinu* | deactivat* | close .. account "
            "| closure .. account | cancel .. account | cancellation .. account | delete .. account "
            "| block .. account | ban .. account | permanently cease | cease .. service | cease .. provid* "
            "| cease to provide | stop providing | interrupt* .. service | revoke .. access "
            "| revoke .. account | restrict .. account | disable .. account | withdraw .. from .. agreement "
            "| freeze .. account | expiration of this | expiry of this | rescind*"
        ),
        unless="terminal device | breach or termination | termination or invalidity | termination or validity",
    ),
    signal(
        "fees",
        (
            "fee | fees | price | prices | pricing | invoice* | refund* | subscription charge* | billing "
            "| billed | charge you | charges | chargeable | paid service* | payment | payments | payable "
            "| tariff* | overdue | taxes | paid plan* | late charge* | surcharge* | prepaid | remuneration "
            "| service charge* | pay | pays"
        ),
        unless=(
            "pay .. attention | attorney* fee* | attorney* .. fees | legal fees | lawyer* fee* "
            "| litigation fee* | at a price | counsel fees | arbitration fees | pay close"
        ),
    ),
    signal("fees", "fee | fees | price | prices | charges", "pay* | adjust* | change* | charge | set | notice | due"),
    signal(
        "auto_renewal",
        (
            "auto-renew* | automatically renew* | automatic renewal | automatically be renewed "
            "| renew* automatically | renewed automatically | automatically extend* | extend* automatically "
            "| auto renewal | renews .. automatically | recurring subscription | automatically .. renew*"
        ),
    ),
    signal(
        "liability_exclusion", NOT_LIABLE, unless="not .. responsible for paying | you .. not .. liable for charges"
    ),
    signal(
        "liability_exclusion",
        "disclaim* | exempt* | exclude* | exclusion* | release*",
        "liability | liabilities | responsibilit*",
        "loss* | damage* | claim* | any and all | exempt* | disclaimer* | consequential | indirect",
        unless="not exclude | not limit | nothing in | carefully read | read carefully | draw .. attention",
    ),
    signal(
        "liability_cap",
        "liability | damages | liable | compensation | obligations",
        (
            "not exceed | shall exceed | exceed* | limited to .. amount | limited to the | capped "
            "| maximum .. liability | maximum amount | up to a maximum | aggregate liability "
            "| total liability | cumulative liability | maximum aggregate | limit of liability"
        ),
        unless="including but not limited to the | not be limited to the",
    ),
    signal("indemnity", "indemnif* | indemnit* | hold .. harmless | held harmless", unless="not .. indemnif*"),
    signal(
        "indemnity",
        USER,
        "compensate | compensat* .. loss* | compensation | reimburse* | make good",
        "loss* | damage* | claim* | expense* | full* | all",
        unless=NOT_LIABLE + " | compensate you | will compensate the user | we will compensate | not exceed",
    ),
    signal(
        "indemnity",
        "bear | assume | undertake | take | be liable for",
        (
            "all .. liabilit* | all .. responsibilit* | all .. loss* | full responsibilit* | full liabilit* "
            "| compensation liabilit* | liability for compensation | all consequences"
        ),
        USER,
        "claim* | loss* | compensat* | lawsuit* | damage*",
        unless="not .. liable | not bear | not assume",
    ),
    signal(
        "governing_law",
        (
            "governed by | governing law | govern this | construed in accordance | construed under "
            "| laws of .. apply | laws .. shall apply | law .. shall apply | law of .. shall "
            "| interpreted in accordance | interpreted under | conflict of law* | conflicts of law* "
            "| choice of law | subject to the laws of | applicable to the laws | apply to the law* "
            "| applicable law shall be | application of the laws"
        ),
        "law | laws | legislation",
    ),
    signal(
        "venue",
        "court | courts | jurisdiction | tribunal | venue",
        (
            "exclusive* | submit* | jurisdiction of | competent | located | lawsuit | litigation "
            "| bring | brought | file | dispute* | action | sue | instituted | people's court"
        ),
        unless=(
            "court order* | order of .. court | request of .. court | required by .. court "
            "| laws of your jurisdiction | applicable jurisdiction* | orders of .. court "
            "| in your jurisdiction | any jurisdiction | some jurisdictions | court ruling | judgment "
            "| certain jurisdictions | relevant jurisdiction* | other jurisdictions | located in .. jurisdiction* "
            "| resident in .. jurisdiction*"
        ),
    ),
    signal(
        "arbitration",
        (
            "arbitrat* | class action* | class-wide | jury trial | trial by jury | collective action* "
            "| representative action* | class arbitration"
        ),
    ),
    signal(
        "data_use",
        PERSONAL,
        (
            "collect* | use | uses | used | using | processes | processed | processing | process | shar* "
            "| disclos* | transfer* | provide | access* | analy* | combine | sell | obtain* | receive | store "
            "| stored"
        ),
    ),
    signal(
        "data_use",
        (
            "privacy policy | privacy statement | privacy protection | protection of privacy | user privacy "
            "| your privacy | personal privacy | users' privacy | data processing agreement "
            "| data protection guideline*"
        ),
    ),
    signal(
        "data_use",
        "collect* | disclos* | share | shares | shared | sharing | processing | processed | sell",
        "data | information",
        "you | your | user | users | user's | customer*",
        unless=(
            "information fees | confidential information | court | you may share | you can share | processor speed"
        ),
    ),
    signal(
        "data_deletion",
        (
            "storage period | removal | delet* | eras* | destroy* | destruction | retain* | retention "
            "| purge* | anonymi* | kept for | keep .. for | stored for | store .. for | preserve* | deletion "
            "| no longer keep | removal of"
        ),
        (
            "data | information | record | records | log | logs | backup* | back-up* "
            "| content of your account | your content | user content | materials stored | communications"
        ),
        unless="retain* .. right* | retains all | delet* .. copyright | remov* .. copyright | delete .. notice*",
    ),
    signal(
        "security",
        (
            "security | safeguard* | encrypt* | password* | unauthori*ed access | unauthori*ed use "
            "| data breach* | keep .. confidential | confidentiality of .. account | secure "
            "| login credentials | leak* | hacker* | vulnerabilit* | secret key*"
        ),
        unless=(
            "national secret* | national security | social security | public security | state security "
            "| security deposit"
        ),
    ),
    signal(
        "ai_training",
        "train | trains | trained | training | fine-tun*",
        (
            "machine learning | artificial intelligence | language model* | ai model* | algorithm* "
            "| ai system* | generative | ai | foundation model* | neural"
        ),
        unless="not .. affect | employee training | staff training",
    ),
    signal(
        "ai_training",
        (
            "develop* .. model* | improve* .. model* | develop* .. algorithm* | improve* .. algorithm* "
            "| develop* .. machine learning | improve* .. machine learning | develop* .. ai system* "
            "| improve* .. ai system* | improving .. model* | improving .. algorithm*"
        ),
        "your | user* | customer* | content | data | information | input*",
        unless="developed | business model*",
    ),
    signal(
        "ai_training",
        (
            "to train | used for training | train our | train its | train their | train any | training data "
            "| model training | training of .. model*"
        ),
        "model* | data | content | input* | output* | information | ai",
    ),
    signal(
        "ip_ownership",
        (
            "intellectual property | copyright* | trademark* | patent* | proprietary right* | trade secret* "
            "| ownership | title to | title in | right, title and interest"
        ),
        (
            "own | owns | owned | owner* | belong* | vest* | retain* | reserve* | property of | remain* "
            "| attribut* | exclusive* | ownership | all rights | no right* | protected by "
            "| rights holder* | enjoy* | possess*"
        ),
        unless="right to grant | infring* .. claims",
    ),
    signal(
        "ip_ownership",
        (
            "you own | you retain | all rights .. reserved | all rights not expressly granted | owns all "
            "| retain all | retains all | retain ownership | belong to"
        ),
        "right* | content | title | ownership",
        unless="you own risk",
    ),
    signal(
        "ip_licence",
        "licens* | licence* | sublicens* | grant* | authori*e*",
        (
            "non-exclusive | royalty-free | worldwide | irrevocable | perpetual | non-transferable "
            "| sublicens* | revocable | transferable | free of charge | free licen* | licen*e to "
            "| licen*e for | licen*e granted | right to use"
        ),
        unless="business licen* | driving licen* | licensed professional | licensing authorit*",
    ),
    signal(
        "ip_licence",
        (
            "scope of licen* | grant of licen* | licen*e grant | you grant us | you grant | we grant you "
            "| grants you | grants the user | grant the user | grants to you | hereby grant*"
        ),
        "right* | licen* | use",
        unless="business licen*",
    ),
    signal(
        "assignment",
        (
            "assign | assigns | assigned | assigning | assignment | assignable | transfer | transfers "
            "| transferred | novat* | successor* | delegate"
        ),
        "rights | obligations | agreement | duties | these terms | contract",
        unless=(
            "transfer .. data | information | transfer .. copyright | permission to transfer | task* assigned "
            "| data transfer"
        ),
    ),
    signal(
        "incorporation",
        (
            "integral part | inseparable part | incorporated .. by reference | incorporated herein "
            "| incorporated into | entire agreement | supplement* agreement | supplementary agreement "
            "| form part of | forms part of | constitute part of | constitutes part of "
            "| composed of .. hereof | an .. part of this agreement | component of this | supplementary terms "
            "| additional terms | same legal effect | also subject to | in addition to these terms "
            "| as well as .. polic* | equal legal | supersede*"
        ),
    ),
    signal(
        "incorporation",
        "conflict | conflicts | inconsisten* | discrepanc* | contradict*",
        ("prevail* | take precedence | takes precedence | govern | governs | control | controls | shall apply"),
        unless="english version | chinese version | language* | translat* | conflict of law* | conflicts of law*",
    ),
    signal(
        "controlling_language",
        (
            "english version | chinese version | version .. language | language version* | translat* "
            "| languages | english text | chinese text | language of | in english | in chinese "
            "| original language | chinese and english | english and chinese | chinese original "
            "| french version | german version | spanish version | japanese version | korean version"
        ),
        (
            "prevail* | control* | govern* | precedence | convenience | authoritative | binding "
            "| equal* authentic | reference only | official"
        ),
        unless="translate .. software | reverse engineer* | translate the service*",
    ),
    signal(
        "interpretation_right",
        (
            "interpret* | final interpretation | right of interpretation | right to interpret "
            "| interpretation right* | power of interpretation"
        ),
        (
            "right to interpret | rights to interpret | final | reserve* | belong* | owned by "
            "| right of interpretation | rights of interpretation | sole* | interpretation right* | power of "
            "| vest* | discretion"
        ),
        unless="interpreted in accordance with | final judgment",
    ),
    signal(
        "claims_waiver",
        (
            "forsake | waive | waives | waived | waiving | waiver of | relinquish* | give up | hereby release "
            "| releases | release us | release .. from .. claim* | forgo | covenant not to sue"
        ),
        ("claim* | right | rights | action* | damages | objection* | remed* | demand* | jury | defense* | defence*"),
        unless=(
            "not .. waive* | no waiver | nor .. waive* | waiver of any provision | waive any breach "
            "| failure to | fail to | fails to | no delay | not operate as | no failure | delay in | waiver of moral "
            "| not .. waiver | constitute .. waiver | deemed .. waiver | construed .. waiver | nor .. waiver"
        ),
    ),
    signal(
        "claims_waiver",
        (
            "no claim* against us | no claim* against the company | no claim* whatsoever | no recourse against "
            "| no cause of action against | shall not .. bring .. claim* against | not to bring .. claim* against "
            "| not to sue"
        ),
    ),
    signal(
        "acceptable_use",
        BANNED,
        (
            "us* | upload* | publish* | transmit* | post | distribut* | modif* | copy | copies | engag* "
            "| reverse | disrupt* | interfere* | sell | resell | rent | lease | infring* | access | conduct "
            "| violat* | disseminat* | produc* | attempt | circumvent | harm | send | harass | register "
            "| impersonat* | exploit | create | disclose | do | transfer"
        ),
        unless=(
            "not .. unless .. accept* | not download, install or use | not be liable | may not be | be able "
            "| you will not be "
            "| not use .. unless .. agree* | not use .. unless .. read | not .. unless you .. agree"
        ),
    ),
    signal(
        "acceptable_use",
        BAD_DEEDS,
        USER,
        "shall not | must not | may not | prohibit* | forbid* | refrain | not engage",
        unless="infringement claim* | not .. liable | hacker attack* | not .. responsible | virus attack*",
    ),
    signal(
        "acceptable_use",
        (
            "prohibited use* | prohibited conduct | acceptable use | prohibited activit* | code of conduct "
            "| community guidelines | abide by .. laws | comply with .. laws | comply with all "
            "| observe .. laws | abide by the law*"
        ),
        USER,
    ),
    signal(
        "eligibility",
        (
            "minor | minors | guardian* | years old | years of age | under the age | age of | legal capacity "
            "| capacity for civil | full capacity | civil capacity | eligible | eligibility | legal age "
            "| parental consent | age of majority | legally binding contract* | capable of forming"
        ),
        unless="minor change* | minor error* | minor modif* | minor update* | minor version* | minor amend*",
    ),
    signal(
        "warranty",
        (
            "warrant | warrants | warranty | warranties | warranted | as is basis | as-is basis | provided .. as is "
            "| provide .. as is | provides .. as is | provided as-is | offered .. as is | supplied .. as is "
            "| available .. as is | is and as available | as is and .. as available | as available basis "
            "| as is, where is | available as is | guarantee | guarantees | guaranteed | merchantability "
            "| fitness for a | provided in .. current situation | present state | current state"
        ),
        unless="guarantee fund | guarantee amount | warrant to search | search warrant*",
    ),
    signal(
        "force_majeure",
        (
            "force majeure | act of god | acts of god | beyond .. reasonable control | beyond .. control "
            "| outside .. reasonable control | natural disaster* | unforeseeable"
        ),
    ),
)
