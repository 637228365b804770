"""What users may do and who may be a user."""

from __future__ import annotations

from watcher.significance.english.words import USER
from watcher.significance.signals import Signal, signal

BAD_DEEDS = (
    "unlawful | illegal | infring* | obscen* | pornograph* | defam* | harass* | fraud* | spam* | malware "
    "| virus* | reverse engineer* | decompil* | scrap* | crawl* | violent | violence | gambling | hack* "
    "| share | give | allow | submit | contain | impersonat*"
)

BANNED = (
    "do not share | don't share | you shall not | must not violate | shall not violate | may not violate "
    "| you must not | you may not | you will not | you cannot | you can not | you are not allowed "
    "| you are not permitted | you are prohibited | you agree not to | you undertake not | you also agree not "
    "| you further agree not | you shall also not | you and .. shall not | not allow others | no member may "
    "| no user may | user shall not | users shall not | user may not | users may not | user must not "
    "| users must not | user will not | users will not | user shall refrain | users are prohibited "
    "| users are not allowed | developer shall not | developers shall not | developer must not "
    "| developers must not | developer may not | developers may not | customer shall not | customer may not "
    "| customer will not | licensee shall not | member shall not | members may not | users should not "
    "| user should not | user cannot | users cannot | no one shall | no user shall | is strictly prohibited "
    "| is expressly prohibited | are expressly prohibited | are strictly prohibited | you shall refrain "
    "| not use .. services to | not use .. service to | not use .. software to | will be prohibited from "
    "| agrees not to | shall not, and shall not | shall not use | shall not utilize | shall not sell "
    "| shall not copy | shall not reproduce | shall not distribute | not using .. for | must not use "
    "| may not use | must refrain from | to refrain from | not engage in | do not use .. services to "
    "| do not use our .. to | do not misuse | it is prohibited | it is forbidden | you may never "
    "| the user may not | you are prohibited from | you agree to not | you must only | you will only use "
    "| you may only use | only use the | will not use | non-commercial use | noncommercial use "
    "| commercial use of | publisher will not | developer will not | the licensee may not "
    "| will not, and will not permit | you may use .. only | shall only use | not to: | agree not to: "
    "| is prohibited unless | will not attempt"
)

_DEEDS = (
    "abuse | access | advertise | alter | attack | attempt | avoid | broadcast | build | bully | bypass "
    "| cheat | circumvent | copy | crawl | create | damage | deceive | decompile | decrypt | deface | delete "
    "| discriminate | disrupt | distribute | disturb | download | embed | encourage | engage | evade | exploit "
    "| export | frame | gamble | hack | harass | harm | hide | host | imitate | impersonate | incite "
    "| infringe | insult | interfere | lease | lend | link | manipulate | mask | mislead | misrepresent "
    "| misuse | modify | obscure | offer | overload | post | probe | promote | publish | remove | rent "
    "| reproduce | resell | reverse engineer* | reverse-engineer* | run | scan | scrape | sell | send | share "
    "| solicit | spam | stalk | stream | sublet | submit | tamper | test | threaten | transmit | trick "
    "| upload | use | violate"
)
_NO_ORDER = (
    "we do not | we don't | we never | we will never | we may not | we will not | we shall not "
    "| we also do not | they do not | if you do not | if you don't | who do not | which do not | that do not "
    "| services do not | terms do not | policy do not | cookies do not | not be | never be | do not apply "
    "| not agree | not accept | confidential | assign | password* | not share your login | liable "
    "| our partners | neither party | company will not | never sell | never share | third parties do not "
    "| if the user | provider* do not | do not access or use | not use .. if | not limit* | shall not affect "
    "| not exercise | login | access token* | credentials | waive* | do not use our | do not use the service* "
    "| do not use this | do not use it | do not consent | do not want | induce anyone | inputs"
)
"""Who describes what they do themselves, and orders about other things than conduct."""
_NOT_CONDUCT = (
    "lawsuit* | class action* | not join | not apply | not receive | not have | not cancel | not withdraw "
    "| not terminate | not rely | not rely on | not need | not entitle* | not affect | not relieve "
    "| not constitute | not transfer .. agreement | not be | not waive | not object | not opt | not refuse "
    "| not delegate | not transfer | not disclose | not lose | not want | not include | not exclude "
    "| not bring | not exceed | not claim | not see | not in any way | not later | not necessarily | not able "
    "| not qualify | not always | not require | not withhold | not unreasonably"
)
"""What users cannot do or lose, and what happens to them, is no rule of conduct."""
_PEOPLE = (
    "you | user | users | customer | customers | client | licensee | member | members | developer | developers "
    "| passenger* | guest* | tenant* | participant* | player* | seller* | buyer* | driver* | employer* "
    "| advertiser* | subscriber* | partner | publisher* | applicant* | recipient | visitors | everyone "
    "| anyone | nobody | the api"
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "acceptable_use",
        BANNED,
        (
            "us* | utili*e | upload* | publish* | transmit* | post | distribut* | modif* | copy | copying "
            "| copies | engag* | reverse engineer* | reverse-engineer* | disrupt* | interfere* | sell | resell "
            "| rent | lease | infring* | access | conduct | violat* | disseminat* | produc* | attempt "
            "| circumvent | harm | send | harass | register | impersonat* | exploit | create | disclose "
            "| transfer"
        ),
        unless=(
            "not .. unless .. accept* | if you do not agree | not agree .. do not use "
            "| not accept .. do not use | not download, install or use | not be liable | may not be | be able "
            "| you will not be | not use .. unless .. agree* | not use .. unless .. read "
            "| not .. unless you .. agree | we may not | we shall not | we will not | confidential "
            "| if the user will not | if user will not | if you will not | if you cannot | services if "
            "| service if | only if | assign or | or assign | assign .. agreement | assign .. terms"
        ),
        near=150,
        before=200,
    ),
    signal(
        "acceptable_use",
        (
            "must comply with | shall comply with | will comply with | complies with | agree* to comply with "
            "| must observe | must follow | must adhere | shall observe | shall adhere "
            "| responsible for ensuring | including ensuring | responsible for observing "
            "| responsible for compl*"
        ),
        "law | legislation | laws | regulations | guidelines | polic* | rules | code of conduct",
        unless="we will | we must | we shall | subpoena",
        near=110,
    ),
    signal(
        "acceptable_use",
        "may only use | may only be used | only be used | shall only use | must only use",
        unless="data | information | minors | only if",
    ),
    signal(
        "acceptable_use",
        BAD_DEEDS,
        USER,
        (
            "shall not | must not | may not | prohibited | prohibits | forbid* | not contain | not be false "
            "| not impersonate | refrain | not engage | subject to suspension | subject to .. termination "
            "| lead to .. termination"
        ),
        unless=(
            "may not apply | infringement claim* | not .. liable | hacker attack* | not .. responsible "
            "| virus attack* | injunct*"
        ),
    ),
    signal(
        "acceptable_use",
        (
            "prohibited use* | prohibited conduct | acceptable use | prohibited activit* | abide by .. laws "
            "| comply with .. laws | comply with all | observe .. laws | abide by the law* | not permitted to "
            "| undertake* not to"
        ),
        USER,
        unless=(
            "entire agreement | complete and exclusive | to comply with | necessary to comply | complete agreement"
        ),
    ),
    signal(
        "acceptable_use",
        "acceptable use polic* | community guidelines | user guidelines | code of conduct | community standards",
        "comply | compliance | follow | violat* | abide | adhere | subject to | breach | in accordance | observe",
        unless="entire agreement | complete and exclusive",
        near=90,
        before=90,
    ),
    signal(
        "acceptable_use",
        (
            "may not be | must not be | shall not be | cannot be | is not permitted | are not permitted "
            "| not be allowed to"
        ),
        (
            "used | copied | reproduced | sold | resold | redistributed | distributed | modified | republished "
            "| repackaged | shared with | transferred to"
        ),
        unless="excluded | liable | personal data | personal information | fees | refund*",
        near=50,
    ),
    # Orders to whoever reads them: "Never send spam." "We do not …" is no order.
    signal(
        "acceptable_use",
        "do not | don't | never | please do not | please don't",
        _DEEDS,
        unless=_NO_ORDER,
        near=24,
    ),
    # "Scraping is forbidden."
    signal(
        "acceptable_use",
        (
            "is forbidden | are forbidden | is prohibited | are prohibited | strictly forbidden "
            "| is not allowed | are not allowed | not permitted to | not allowed to | is not tolerated "
            "| not be tolerated | we do not allow | we don't allow | we do not permit | we do not tolerate "
            "| we prohibit | it is not permitted | under no circumstances may | no cheating"
        ),
        unless=(
            "refund* | where prohibited | if prohibited | prohibited by .. law* | law* | rules | enforce* "
            "| jurisdiction* | exclusion* | limitation* | your data | personal data | information "
            "| third parties to | partners | not allowed after | deduct* | assign* | we are not "
            "| we are prohibited | cookies"
        ),
    ),
    signal(
        "acceptable_use",
        _PEOPLE,
        (
            "shall not | must not | mustn't | can't | agree* not to | undertake* not to "
            "| refrain from | not permitted to | not allowed to | forbidden to | prohibited from"
        ),
        unless=_NO_ORDER + " | " + _NOT_CONDUCT,
        near=40,
    ),
    signal(
        "acceptable_use",
        (
            "lawful purpose* | unlawful purpose* | illegal purpose* | personal, non-commercial use "
            "| personal and non-commercial use | for personal use only | comply with all applicable laws"
        ),
        "use | used | using | only",
        unless="we use | we process | your data | personal data | not be liable",
        near=90,
        before=120,
    ),
    signal(
        "eligibility",
        (
            "children under | an adult | adults only | of full age | aged 18 | aged between | aged 13 "
            "| aged 16 | supervision of .. adult | parent's permission | parents' permission "
            "| parent's consent | children below | under sixteen | under thirteen | under eighteen | under 13 "
            "| under 14 | under 16 | under 18 | under 21 | over 18 | over 16 | over 13 | over the age "
            "| 18 or older | 18 or over | 16 or older | 16 or over | 13 or older | 13 or over | 21 or over "
            "| 21 or older | at least 18 | at least 16 | at least 13 | at least 21 | at least eighteen | be 18 "
            "| be 21 | be 16 | be 13 | underage | under age | old enough"
        ),
        unless=("kg | percent | days | hours | under 18 months | at least 18 months | characters | at least 13 months"),
    ),
    signal(
        "eligibility",
        (
            "registered companies may | companies may open | under embargo | embargoed countr* "
            "| declared bankrupt | authority to bind | authori*ed to bind | authority to enter "
            "| open to .. only | residents of | residing in | intended for businesses | not for consumers "
            "| sanctions list* | denied part*"
        ),
        ("you | may apply | only | register | represent | confirm | business* | use the | may not use"),
        unless=(
            "arbitrat* | rights | court* | law | laws | privacy | data | information | agency | partnership | has no"
        ),
        near=110,
        before=110,
    ),
    signal(
        "eligibility",
        (
            "minor | minors | legal guardian* | parent* .. guardian* | parent or .. guardian | years old "
            "| years of age | under the age | age of | guardian's consent | guardian's permission "
            "| legal capacity | capacity for civil | full capacity | civil capacity | you are eligible to "
            "| be eligible to | eligible to use | not eligible to | eligibility requirement* "
            "| eligibility criteria | legal age | parental consent | age of majority "
            "| form .. binding contract* | form .. binding agreement* | enter into .. binding contract* "
            "| entering into .. binding | capable of forming"
        ),
        unless=(
            "age of the vehicle | age of .. item | age of .. equipment | harmful to minors | harms minors "
            "| harm minors | pornograph* | minor change* | minor error* | minor modif* | minor update* "
            "| minor version* | minor amend*"
        ),
    ),
)
