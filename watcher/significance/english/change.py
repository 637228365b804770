"""Who may change the terms, the service or its price by itself."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

ALTER = (
    "modify | modifies | modified | amend | amends | amended | change | make changes | makes changes "
    "| make any changes | make material changes | make such changes | make other changes | changed | update "
    "| updated | revise | revised | revision* | alter | alters | altered | adjust | adjusts | adjusted "
    "| replace | replaced | vary the | vary these | vary any | supplement | supplemented | rewrite "
    "| modifications | amendments | increase | increased | eliminate | introduce | add or remove | add new "
    "| limit the features | add or take | withdraw any feature | withdraw features | take away | add to"
)
TERMS = (
    "any of these terms | terms | agreement | agreements | polic* | rules | conditions | provisions "
    "| statement | notice | guidelines | service | services | platform | apis | feature* | functionality "
    "| functions | fee | fees | price* | pricing | charges | rates | charging standard* | billing method* "
    "| plans | subscription* | site | website | software | app | offering* | programme | program | benefits "
    "| commission* | tariff* | premium* | interest rate* | specification* | limits | items"
)
_THE_TEXT = (
    "these .. terms | this .. agreement | this .. policy | this .. notice | this .. statement | the .. terms "
    "| the agreement | the .. policy | our .. terms | our .. policy | our .. policies | our .. notice "
    "| our rules | our .. agreement | these conditions | these rules | this contract | this addendum "
    "| these guidelines | this document"
)
_NOT_OURS = (
    "you may | authori*ed user* | users may | user may | members may | customer may | you can | you want "
    "| you wish | you are entitled | your account | your profile | your settings | your password | change your "
    "| changes to your | update your | modify your | your information | may not | shall not | not to "
    "| must not | cannot be | no right to | software update* | agreed in writing | signed by "
    "| mutual* .. agree* | laws and .. amendments | regulations and .. amendments | law* .. as amended "
    "| right to use | messages | administrator may | changed circumstances | change of control "
    "| his subscription | her subscription | their subscription | the user can | user can change | users can "
    "| members can | copy | reproduce | derivative | administrator can | payment method* | email address "
    "| object to | invalid* | unenforceable | only by | only in writing | written agreement "
    "| written amendment | their policies | their own | their terms | right to have | your right* | inaccurate "
    "| to rectify"
)
"""Who changes something of their own, and what both sides or a court change."""

SIGNALS: tuple[Signal, ...] = (
    signal(
        "unilateral_change",
        (
            "may | might | reserve* .. right* | has the right | have the right | right to | entitled to "
            "| we can | free to | retain* .. right* | can at any time | can .. change | can alter "
            "| at liberty to | retain the right"
        ),
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
        before=60,
    ),
    signal(
        "unilateral_change",
        TERMS,
        (
            "subject to change | may .. change | may be .. changed | may be .. modified | may be .. amended "
            "| may be .. updated | may be .. revised | may be .. altered | may be .. increased "
            "| may be .. adjusted | may be .. varied | will go up | will increase each | may vary "
            "| subject to modification* | will evolve"
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
    # "We update these terms": no power is named, the deed is.
    signal(
        "unilateral_change",
        "we | we'll | company | provider",
        (
            "update | updates | revise | revises | amend | amends | modify | modifies | change | changes "
            "| changing | make .. changes | make .. amendments | make .. modifications | make .. revisions"
        ),
        _THE_TEXT,
        unless=_NOT_OURS + ("| changed by | contact us"),
        near=70,
    ),
    signal(
        "unilateral_change",
        "constantly | continuously | continually | from time to time | regularly | periodically | at any time",
        "change | changing | modify | modifying | update | updating | improving | develop* | revise | amend",
        (
            "our .. service* | the .. service* | our .. product* | the .. product* | the platform "
            "| our platform | the software | the app | our app | features | "
        )
        + _THE_TEXT,
        unless=_NOT_OURS + ("| check | review | visit"),
        near=70,
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
        (
            "add, change or remove | add, modify or remove | change, suspend or | modify, suspend or "
            "| may change at any time | may be changed at any time | changes will become effective "
            "| changes will be effective | changes will take effect | changes we make to "
            "| if we make .. changes | when we make .. changes | any changes we make "
            "| posting .. revised version | posting .. updated version | posting .. new version "
            "| posting .. revised terms"
        ),
        unless="your account",
    ),
    # Who says nothing has agreed to what the other side changed.
    signal(
        "unilateral_change",
        (
            "new conditions | new version | amendment* | amended | changes to | modification* | new terms "
            "| price change* | the change | change to"
        ),
        (
            "deemed .. accepted | deemed to have accepted | deemed to be accepted | object to "
            "| deemed approved | considered accepted"
        ),
        unless="signed by",
        near=120,
        before=90,
    ),
)
