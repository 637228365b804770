"""How the terms change and end: unilateral changes, notice, when they apply, what counts as consent, termination."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

ALTER = (
    "modify | modifies | modified | amend | amends | amended | change | make changes | makes changes | changed "
    "| update | updated | revise | revised | revision* | alter | alters | altered | adjust | adjusts "
    "| adjusted | replace | replaced | vary the | vary these | supplement | supplemented | rewrite "
    "| modifications | amendments | increase | increased | eliminate"
)
TERMS = (
    "terms | agreement | agreements | polic* | rules | conditions | provisions | statement | notice "
    "| guidelines | service | services | platform | apis | feature* | functionality | fee | fees | price* "
    "| pricing | charges | rates | charging standard* | billing method* | plans | subscription* | site "
    "| website | software | app"
)
_NOT_OURS = (
    "you may | users may | user may | members may | customer may | you can | you want | you wish "
    "| you are entitled | your account | your profile | your settings | your password | change your "
    "| changes to your | update your | modify your | your information | may not | shall not | not to "
    "| must not | no right to | software update* | agreed in writing | signed by both | mutual* .. agree* "
    "| laws and .. amendments | regulations and .. amendments | law* .. as amended | right to use | messages "
    "| administrator may | changed circumstances | change of control | his subscription | her subscription "
    "| their subscription | the user can | user can change | copy | reproduce | derivative | administrator can "
    "| payment method* | email address | object to"
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "unilateral_change",
        "may | reserve* .. right* | has the right | have the right | right to | entitled to | we can",
        ALTER,
        TERMS,
        unless=_NOT_OURS,
        near=110,
    ),
    signal(
        "unilateral_change",
        ALTER,
        TERMS,
        ("sole discretion | own discretion | at any time | from time to time | without .. notice | without .. consent"),
        unless=_NOT_OURS,
        near=110,
    ),
    signal(
        "unilateral_change",
        TERMS,
        (
            "subject to change | may change | may be changed | may be modified | may be amended "
            "| may be updated | may be revised | may vary | subject to modification*"
        ),
        unless=_NOT_OURS + ("| requirements | countries | speed* | coverage | issuer* | carrier* | depending on"),
        near=60,
    ),
    signal(
        "unilateral_change",
        "will | shall | occasionally | periodically | can",
        "update | modify | amend | revise | change",
        "terms | agreement | agreements | policy",
        "without .. notice | directly | publish* | post* | time to time | notify you | occasionally",
        unless="you will | you shall | your | laws",
        near=160,
    ),
    signal(
        "unilateral_change",
        "revised | modified | amended | updated | changed | changes to | amendments to | new version of | new",
        "terms | agreement | policy | rules | conditions",
        (
            "replace* | supersede* | take* effect | becom* effective | will be effective | be bound | post* "
            "| publish* | announc* | becom* binding"
        ),
        unless=_NOT_OURS,
        near=110,
    ),
    signal(
        "unilateral_change",
        "changes will become effective | changes will be effective | changes will take effect",
    ),
    signal(
        "notice",
        (
            "notif* you | notify | notifies | notified | notifying | give .. notice | gives .. notice "
            "| given .. notice | giving .. notice | provide .. notice | provides .. notice "
            "| provided .. notice | providing .. notice | send .. notice | send .. notices | sending .. notice "
            "| serve .. notice | served .. notice | receive .. notice | receipt of .. notice | prior notice "
            "| prior written notice | written notice | advance notice | reasonable notice | further notice "
            "| days' notice | days notice | month's notice | months' notice | hours' notice | without notice "
            "| without .. notice | upon notice | on notice | by notice | notice to you | notice to us "
            "| notice to the | notice to all | or notice | notice of change* | notice of termination "
            "| notice of any | notice of modification* | notice period | notice by | notice in writing "
            "| notice on | all notices | any notice | any notices | notices to | notices shall | notices must "
            "| notices will | notices may | notices under | notice shall be | notice will be | notice is "
            "| notices are | post* notice | post* a notice | notification of | notification to "
            "| prior notification | written notification | notifications to you | after notification "
            "| all notifications | such notice | you with .. notice | with .. days' notice | a notice on"
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
            "announce* | in advance | inform you | informs you | informed of | be informed "
            "| informed in advance | inform the user | inform users | let you know | will publish | will post "
            "| we'll post | publish* .. on .. website | post* .. on .. website | post* .. on .. site "
            "| post* .. on .. page | posting such | by posting | upon posting | by e-mail | by email "
            "| give you .. days"
        ),
        (
            "change | changes | changed | modif* | amend* | revis* | update | updated | suspen* | terminat* "
            "| fee | fees | price* | notif* | announcement | days | written | interrupt* | maintenance"
        ),
        unless="you may contact | unsubscribe | newsletter* | marketing | order* | refund",
    ),
    signal(
        "notice",
        (
            "you will be informed | will inform you | we'll notify | keep you informed "
            "| receive communications from us | communications electronically "
            "| send you information relating to your account"
        ),
    ),
    signal(
        "effective_date",
        (
            "last updated | last update | last modified | last revised | was last | date of last revision "
            "| date of publication | date of issue | effective date | effective as of "
            "| date of entry into force | valid from | page updated | effective : | version dated | updated :"
        ),
        unless=(
            "prior to the effective date | before the effective date | after the effective date "
            "| on the effective date | as of the effective date | updated on the product*"
        ),
    ),
    signal(
        "effective_date",
        (
            "terms | agreement | contract | policy | changes | change | amendment* | modification* | revision* "
            "| version | conditions"
        ),
        (
            "effective from | effective on | takes effect | take effect | taking effect | come into effect "
            "| comes into effect | came into effect | enters into force | come into force | comes into force "
            "| enter into force | becomes effective | become effective | became effective | shall be effective "
            "| will be effective | is effective | are effective | effective immediately | effective upon "
            "| commences on | commence on"
        ),
        unless="cancellation | terminat* | opt-out | opt out | withdrawal | notice will",
        near=140,
    ),
    signal(
        "deemed_acceptance",
        (
            "deemed to | deemed as | deemed .. accept* | deem* .. agree* | considered to | considered as "
            "| regarded as | constitute | constitutes | indicates | signif* | means that you | it means you "
            "| means you | shall mean | will mean you"
        ),
        (
            "agree | agrees | agreed | acceptance | your agreement | accepted | accept | accepts | consent "
            "| consents | consented | be bound"
        ),
        unless=(
            "constitute* .. waiver | constitute* .. breach | deemed .. waiver | constitute* .. endorsement "
            "| deemed to have been received | deemed received | deemed .. delivered | entire agreement "
            "| complete agreement | prior written consent | does not constitute | not be deemed "
            "| is deemed invalid"
        ),
        near=90,
    ),
    signal(
        "deemed_acceptance",
        (
            "by using | by accessing | by continuing | by clicking | by downloading | by registering "
            "| by installing | continued use | continue to use | continues to use | continuing to use "
            "| by logging | by accepting | by creating | by checking | by signing up | use of the service "
            "| by providing | by submitting"
        ),
        "agree | agrees | agreed | agreeing | acceptance | accept | accepts | consent | consents | bound | confirm",
        unless="do not agree .. stop | marketing | newsletter | you agree not | email address",
        near=260,
    ),
    signal(
        "deemed_acceptance",
        (
            "bound thereby | agree to be bound by | agrees to be bound by | you will be bound by the change "
            "| you'll be bound by | failure to cancel .. account"
        ),
    ),
    signal(
        "termination",
        (
            "terminate | terminates | terminated | termination | terminating this | terminating the "
            "| terminating your | suspend* | suspension | discontinu* | deactivat* | close .. account "
            "| closure .. account | cancel | cancels | cancelled | canceled | cancellation | canceling "
            "| cancelling | block .. account | ban .. account | permanently cease | cease .. service "
            "| cease .. provid* | cease to provide | stop providing | stop using | interrupt* .. service "
            "| service interruption* | revoke .. access | block .. access | restrict .. access "
            "| deny .. access | limit .. access | withdraw .. access | refuse service | revoke .. account "
            "| restrict .. account | disable .. account | account on hold | remove .. your account "
            "| withdraw .. from .. agreement | withdraw from the contract | right of withdrawal "
            "| freeze .. account | expiration of this | expiry of this | rescind* | delete .. account "
            "| come to an end | end this agreement | end this contract | end the contract | end the agreement"
        ),
        unless=(
            "terminal device | breach or termination | termination or invalidity | termination or validity "
            "| after termination of employment | browser | cookies"
        ),
    ),
)
