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
    signal(
        "eligibility",
        (
            "minor | minors | legal guardian* | parent* .. guardian* | parent or .. guardian | guardian's "
            "| years old | years of age | under the age | age of | legal capacity | capacity for civil "
            "| full capacity | civil capacity | you are eligible to | be eligible to | eligible to use "
            "| not eligible to | eligibility requirement* | eligibility criteria | legal age "
            "| parental consent | age of majority | form .. binding contract* | form .. binding agreement* "
            "| enter into .. binding contract* | entering into .. binding | capable of forming"
        ),
        unless=(
            "harmful to minors | harms minors | harm minors | pornograph* | minor change* | minor error* "
            "| minor modif* | minor update* | minor version* | minor amend*"
        ),
    ),
)
