"""What is done with data, in plain words: what somebody sees, knows or asks about people, without the word data."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

_ITEMS = (
    "your .. information | your files | your notes | your picture | your particulars | of your card "
    "| voice recordings | telematics data | medical report* | chat messages | nationality | your usage "
    "| broadband usage | candidates' applications | your application | language you | your conversations "
    "| your documents | your drawings | your calls | your heart rate | your date of | your passport "
    "| your payment method* | your name | your username | your email | your email address "
    "| your e-mail address | your e-mail | your phone | your phone number | your mobile number "
    "| your telephone number | your address | shipping address | delivery address | postal address "
    "| billing address | your profile | contact details | contact list | your contacts | your photos "
    "| your camera | your microphone | your calendar | your location | your .. location | precise location "
    "| approximate location | your device | your computer | your browser | your card details | card details "
    "| payment details | card number* | bank details | your résumé | your resume | your cv | your messages "
    "| your posts | your activity | your searches | your purchases | your browsing | real name | your gender "
    "| your birthday | your age | your voice | your face | your preferences | your settings | your statistics "
    "| ip address* | mac address | passport number* | passenger data | contact data | passenger information "
    "| employee data | member data | transaction data | customer information | information about claims "
    "| your statements | your orders | your interests"
)
_DONE = (
    "see | sees | seen | know | knows | learn | learns | remember | remembers | recognise | recognize "
    "| look at | looks at | tell us | give us | tell him | need your | need access | needs access | ask for "
    "| asks for | ask you | receive | receives | share | shares | go to | goes to | go straight | pass "
    "| passes | passed on | exchange | transmit | collected | collects | we use | we may use | uses | we log "
    "| we record | we store | we keep | we get | we check | we match | we compare | shown to | visible to "
    "| find you | contact you | we send | available to | access to your | pick a | linked to | link it "
    "| to identify | combined | save your | provide your | provide .. to such | measure | measured | read "
    "| reads | view | views | sent to our servers | transmitted | forwarded | obtaining | moderated | scan "
    "| scanned | scans | listen | listens | trade | lend | suggest | permission before | get | get your "
    "| we need"
)
_BEHAVIOUR = (
    "what you search | what you click | what you buy | what you watch | what you view | what you read "
    "| what you look | what you listen | what you do on | what you like | how long you stay* "
    "| how often you | how long you spend | when you were last | last online | when you visit* "
    "| pages you visit* | pages you view* | pages you have visited | pages visited | pages viewed "
    "| pages they visit* | sites you visit* | sites you have visited | websites you visit* "
    "| websites you have visited | links you click* | device you use | device you are using | browser you use "
    "| which pages | which features | which emails you | products you view* | videos you watch "
    "| the people you | time of your visit | time you spend | your visit | look at the device | how you use "
    "| how you interact | how you found | how people use | how visitors | how users | how our users "
    "| how many people | features people | features you use | language setting* | operating system .. language "
    "| its operating system | screen size | screen resolution | referring"
)
_NOT_TOLD = (
    "theft | stolen | lost card | reverse engineer* | represent and | registering | liable | liability "
    "| damages | indemnif* | warrant* | accurate | true and | up to date | up-to-date | you may not "
    "| you must not | you shall not | you agree not | responsible for | infring* | compatible "
    "| minimum requirement* | system requirement* | notice* | notify | in writing | feedback | dispute"
)
"""A clause on what is answered for, what users promise or how notice is given mentions an address and means another
thing."""

SIGNALS: tuple[Signal, ...] = (
    signal("data_use", _ITEMS, _DONE, unless=_NOT_TOLD, near=70, before=70),
    signal(
        "data_use",
        _BEHAVIOUR,
        (
            "we | us | our | data | information | collect* | see | track* | log | logs | record* | understand "
            "| partners | they | cookies | browser | device | ads | ip | click* | stay | version | type "
            "| model"
        ),
        unless=_NOT_TOLD,
        near=90,
        before=90,
    ),
    # "What we know about you": whatever it is.
    signal(
        "data_use",
        "about you | about our users | about users | about our customers | about visitors | about them",
        "know | hold | have collected | learn | learned | collect | receive | get | gather | keep | store | infer",
        unless=_NOT_TOLD,
        near=40,
        before=60,
    ),
    signal(
        "data_use",
        ("help us | helps us | allow us | allows us | lets us | enable us | enables us | so that we can | in order to"),
        (
            "understand how | understand which | understand what | learn how | learn which | see how "
            "| see which | know how | analy*e how | remember you | recogni*e you | identify you | personali*e "
            "| tailor | show you ads | show you relevant | measure how"
        ),
        unless=_NOT_TOLD,
        near=60,
    ),
    signal(
        "data_use",
        "cookie | cookies",
        (
            "say no | browser* | turn off | switch off | disable* | block* | accept | refuse | reject "
            "| remember* | consent | website | site | device | visit* | necessary | preferences | track* "
            "| small text file*"
        ),
        unless="liable | liability",
        near=120,
        before=120,
    ),
    signal(
        "data_use",
        "unsubscribe | opt out | opting out | opt-out | opt in | opting in | opted in | opted out | opt-in",
        (
            "marketing | promotional | newsletter* | text messages | emails | e-mails | advertis* | tracking "
            "| analytics | data | information | cookies | communications | messages | profiling | sale "
            "| sharing"
        ),
        unless="arbitration",
        near=120,
        before=120,
    ),
    signal(
        "data_use",
        (
            "credit reference agenc* | fraud prevention agenc* | credit bureau* | credit reporting "
            "| border control | advertising compan* | ad network* | advertising partner* "
            "| advertising network* | analytics provider*"
        ),
        "share | exchange | search* | transmit | pass | send | record | data | information | ads | work with | use",
        near=110,
        before=90,
    ),
    signal(
        "data_use",
        "categories of | types of | kinds of | sources of | recipients of",
        "data | personal | information | recipients",
        (
            "collect* | contact | usage | technical | identity | about you | personal | process* "
            "| third parties | receive*"
        ),
        unless=_NOT_TOLD,
        near=70,
    ),
    signal(
        "data_use",
        (
            "right to object | right to withdraw .. consent | withdraw .. consent | withdraw your consent "
            "| legitimate interest* assessment | where .. legitimate interest* is | personali*ed ad "
            "| personali*ed ads | ads profile | advertising profile | interest profile | relevant advertising "
            "| tailored advertising | location-based advertising | based on your activity "
            "| based on .. browsing | commercial interests | de-identif* | pseudonymi* | limited data "
            "| precise geolocation | information .. provide voluntarily | provide voluntarily "
            "| what we have stored | what we have collected | what we hold | copy of everything "
            "| copy of .. data | copy of .. information | what they collect | what we collect "
            "| what is collected | how we collect | why we collect | how we use your | why we use your"
        ),
    ),
    signal(
        "data_use",
        "profiling | automated decision* | track you | tracks you | identify you | identifies you | spy on",
        "we | us | our | you",
        unless=_NOT_TOLD,
        near=80,
        before=80,
    ),
)
