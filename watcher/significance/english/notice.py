"""How somebody is told, and since when the terms hold: notice, effective dates, what counts as consent."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

SIGNALS: tuple[Signal, ...] = (
    signal(
        "notice",
        (
            "legal notice to | notices .. disclosures | notices .. communications | notice .. in writing "
            "| give notices | notices .. by | receive notices | receive .. notices | notices electronically "
            "| notice must | the notice shall | must inform | shall inform | obliged to .. inform "
            "| required to inform | and inform | pertinent notification | informs you via | informs you by "
            "| informs you when | are informed by | is informed by | notice period | notices shall "
            "| advance warning | notices in writing | notif* you | notify | notifies | notified | notifying "
            "| give .. notice | gives .. notice | given .. notice | giving .. notice | provide .. notice "
            "| provides .. notice | provided with .. notice | be provided .. notice | providing .. notice "
            "| send .. notice | send .. notices | sending .. notice | serve .. notice | served .. notice "
            "| receive .. notice | receipt of .. notice | prior notice | prior written notice | written notice "
            "| advance notice | reasonable notice | further notice | days' notice | days notice "
            "| month's notice | months' notice | hours' notice | without notice | without .. notice "
            "| upon notice | on notice | by notice | notice to you | notice to us | notice to the "
            "| notice to all | or notice | notice of change* | notice of termination | notice of any "
            "| notice of modification* | notice by | notice in writing | notice on | all notices | any notice "
            "| any notices | notices to | notices must | notices will | notices may | notices under "
            "| notice shall be | notice will be | notice is | notices are | post* notice | post* a notice "
            "| notification of | notification to | prior notification | written notification "
            "| notifications to you | after notification | all notifications | such notice "
            "| you with .. notice | with .. days' notice | a notice on"
        ),
        unless=(
            "perjury | copyright notice* | privacy notice | notice and take* | proprietary notice* "
            "| remov* .. notices | push notification* | notification message* | this notice | cookie notice "
            "| trademark notice* | important notice | notice of .. infring* | notices of .. infring* "
            "| notification of .. infring* | system notification*"
        ),
    ),
    signal(
        "notice",
        (
            "announce* | in advance | inform you | informs you | informed of | be informed "
            "| informed in advance | inform the user | inform users | let you know | will publish | will post "
            "| we'll post | publish* .. on .. website | post* .. on .. website | post* .. on .. site "
            "| post* .. on .. page | posting such | by posting .. terms | by posting .. change* "
            "| by posting .. notice* | by posting .. version | by posting on | by posting them | by posting it "
            "| upon posting | by e-mail | by email | give you .. days | send you | sending you | email you "
            "| communicated | warn you | receive .. notification"
        ),
        (
            "change | changes | changed | modif* | amend* | revis* | update | updated | suspen* | terminat* "
            "| fee | fees | price* | notif* | announcement | days | written | interrupt* | maintenance"
        ),
        unless=(
            "approved .. in advance | approval .. in advance | you may contact | unsubscribe | newsletter* "
            "| marketing | order* | refund"
        ),
    ),
    # "We tell you where your parcel is": notice is given of what is still to come.
    signal(
        "notice",
        (
            "tell you | tells you | tell our .. | tell the member* | tell members | tell users | tell customers "
            "| let you know | lets you know | email you | e-mail you | write to you | message you"
        ),
        (
            "day before | days before | week before | weeks before | month before | months before | hours before "
            "| before .. change* | before .. take* effect | before .. appl* | before we .. chang* | before new "
            "| days ahead | weeks ahead | ahead of .. change* | days in advance | weeks in advance "
            "| months in advance | month in advance | beforehand | days prior | prior to .. change*"
        ),
        unless=(
            "parcel* | deliver* | arriv* | your order | newsletter* | event | events | appointment* | lesson* | "
            "collect your | departure"
        ),
        near=110,
    ),
    signal(
        "notice",
        (
            "you will be informed | will inform you | we'll notify | keep you informed "
            "| receive communications from us | communications electronically "
            "| send you information relating to your account"
        ),
    ),
    # "This policy informs you how we work" gives no notice: the addressee is told of an event, or has to be told.
    signal(
        "notice",
        (
            "shall | must | will | we'll | agree to | required to | undertake* | obliged to | obligated to "
            "| please | promptly | immediately | without delay | without undue delay | has to | have to"
        ),
        "inform | notify | alert | advise | warn",
        (
            "you | us | user* | customer* | client* | member* | subscriber* | the company | provider "
            "| data subject* | party | parties | controller | publisher* | developer* | partner* | licensor "
            "| licensee | seller* | supervisory authorit* | authorities | in writing | in text form "
            "| by e-mail | by email"
        ),
        unless=(
            "policy .. inform* | notice .. inform* | statement .. inform* | our advertisers | please note "
            "| cookies .. tell | browser"
        ),
        near=70,
    ),
    signal(
        "notice",
        "report | communicate | declare | submit",
        "in writing | in text form | promptly | without delay | without undue delay",
        "breach | change* | loss | incident | defect* | objection* | terminat* | cancel* | withdraw*",
        near=90,
    ),
    signal(
        "effective_date",
        (
            "last updated | last update | last modified | last revised | was last | date of last revision "
            "| date of publication | date of issue | effective date | effective as of "
            "| date of entry into force | valid from | page updated | effective : | version dated | updated :"
        ),
        unless=(
            "since .. last updated | prior to the effective date | before the effective date "
            "| after the effective date | on the effective date | effective as of the end "
            "| as of the effective date | updated on the product*"
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
        unless=(
            "no waiver | unless in writing | before .. take effect | before .. takes effect "
            "| before the change* | effective only | effective to the | only to the extent | unenforceable "
            "| cancellation | terminat* | opt-out | opt out | withdrawal | notice will"
        ),
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
            "by using | by accessing | when using | when you use | by continuing | by clicking "
            "| by downloading | by registering | by installing | continued use | continued access "
            "| continue to use | continues to use | continuing to use | by logging | by accepting "
            "| by creating | by checking | by signing up | use of the service | by providing | by submitting"
        ),
        (
            "agree | agrees | agreed | agreeing | agreement to | acceptance | accept | accepts | consent "
            "| consents | bound | confirm"
        ),
        (
            "terms | agreement | polic* | conditions | bound | rules | change* | modif* | amend* | revis* "
            "| text | collection | processing | notice | guidelines | practices | statement | transfer"
        ),
        unless="do not agree .. stop | marketing | newsletter | you agree not | email address",
        near=260,
        before=90,
    ),
    # What somebody does, and that it counts as a yes.
    signal(
        "deemed_acceptance",
        (
            "tap | you tap | you click | you press | stay with us | checking in | use .. only if | by booking "
            "| by visiting | by browsing | by ordering | by placing | by opening | by entering | by joining "
            "| by buying | by purchasing | by signing | by subscribing | by participating | by ticking "
            "| by pressing | by tapping | by uploading | by continuing | otherwise using | keep using "
            "| keeps using | placing an order | your use | any use | use of .. site | opening the "
            "| accessing any | accessing .. site | continuing to | keeping .. account | clicking | signing "
            "| installing | failure to object | do not object | does not object | whoever | silence "
            "| ticking .. box"
        ),
        (
            "you accept the | accept the | only if you agree | agree with the | agree to our terms "
            "| agree to these | agree to the terms | agree to be | agrees to be | have agreed | accept "
            "| accepts | accepted | consent | assent | is bound | are bound | be bound | binds | binding "
            "| acceptance | apply to you"
        ),
        unless=(
            "marketing | newsletter | agree not | do not agree | prior .. consent | written consent "
            "| without .. consent | may accept | refuse to accept | licenses to which | email address "
            "| withdraw* | cookies | electronic signature*"
        ),
        near=110,
        before=60,
    ),
    # Who does not agree has to go: who stays agrees.
    signal(
        "deemed_acceptance",
        "not agree | don't agree | disagree | not accept | don't accept | not wish to be bound",
        (
            "do not use | don't use | must not use | may not use | should not use | stop using | not access "
            "| cease using | cease to use | discontinue | not install | must stop | please leave "
            "| not entitled to use"
        ),
        near=220,
        before=120,
    ),
    signal(
        "deemed_acceptance",
        (
            "bound thereby | agree to be bound by | agrees to be bound by | you will be bound by the change "
            "| you'll be bound by | failure to cancel .. account"
        ),
    ),
)
