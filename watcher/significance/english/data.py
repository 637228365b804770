"""What is done with data: use and disclosure, the training of models."""

from __future__ import annotations

from watcher.significance.english.keeping import DELETION
from watcher.significance.signals import Signal, signal

PERSONAL = (
    "personal information | personal data | personally identifiable | user data | user information "
    "| users' data | customer data | usage data | your data | your information | information about you "
    "| information collected | personal details | your address | data about you | information we | data we "
    "| information from you | information from other sources | information from third | end user data "
    "| cookies | log data | data subject* | biometric* | location information | location data "
    "| user's information | users' information | user's data | device information | card details "
    "| browsing history | browsing data | profile information | personal identif* | health data "
    "| health information | demographic* | device identifier* | usage information | your details "
    "| details about you | data relating to you | information relating to you | information related to you "
    "| information relating to your | information regarding your | information about your "
    "| information on your | special categories | traffic data | content data | profile data | your prompts "
    "| children's information | information of children | data subjects"
)
_HANDLED = (
    "collect* | use | uses | used | using | process | processes | processed | processing | shar* | disclos* "
    "| transfer* | provide | provided | access* | analy* | combine | combined | sell | sold | rent | obtain* "
    "| receive | received | store | stores | storing | storage | supply | stored | hold | hand over | reveal "
    "| gather* | protect* | handle* | handled | transmit* | rights | opt out | opt-out | object | controller "
    "| visible | publicly available | make public | view | contain | contains | display* | request | correct "
    "| updates | rely on | rely | relies"
)
_WEAK = (
    "contact details | contact information | contact data | account information | registration information "
    "| payment information | payment data | your name | name | email address* | e-mail address* | logs "
    "| ip address* | phone number* | telephone number* | address book | date of birth | credit card number* "
    "| card number* | contacts | photos | browser type | device | preferences | interests | details "
    "| information you provide | information that you provide | data you provide | data that you provide "
    "| identity | statistics | behavio*"
)
"""What may be said of a person, or not: somebody has to gather or give it."""
_NOT_PERSONAL = (
    "confidential information | court | orders | suggestions | theft | payments | content guidelines "
    "| information fees | you may share | you can share | share with you | processor speed | non-confidential "
    "| data gathering | data mining | payment processing | you may not | you must not | you shall not "
    "| you will not | you agree not | market data | feedback | the agreement, | entire agreement "
    "| share your thoughts"
)

_NOT_HANDLED = (
    "accurate and | accurate, complete | complete and accurate | current and complete | subject to change "
    "| entire agreement | deny use | secure servers | the card | damages, losses | warrants | copyright owner"
)

_NOT_ABOUT_DATA = (
    "liable | liability | indemnif* | damages | you may not | you must not | you shall not | entire agreement "
    "| warrants | third-party's | changes to | subject to change | right to change | right to modify"
)
OWN_WORDS = (
    "your mail | your mails | your e-mail | your e-mails | your email | your emails | your message* | your letters "
    "| your photo* | your picture* | your image* | your file* | your document* | your recording* | your voice "
    "| your calls | your conversation* | your chats | your calendar | your contacts | your drawing* | your texts "
    "| your writing* | your posts | your notes | your prompts | your videos | members' mail | users' mail "
    "| members' messages | users' messages | members' photo* | users' photo* | users' files | members' files"
)
_THEIR_DOING = "you may | you can | you must | you shall | you agree not | if you share | address*"

SIGNALS: tuple[Signal, ...] = (
    # Whatever is said of these is about the use of data, but for what is not answered for, and what users must not do.
    signal(
        "data_use",
        (
            "personal data | personal information | personally identifiable | private information "
            "| information about you | information about .. user* | user information"
        ),
        unless=_NOT_ABOUT_DATA,
        yields_to=DELETION,
    ),
    signal("data_use", PERSONAL, _HANDLED, unless=_NOT_HANDLED, near=130),
    signal("data_use", _HANDLED, PERSONAL, unless=_NOT_HANDLED, near=110),
    signal(
        "data_use",
        "privacy policy | privacy statement | privacy notice | privacy policies | cookie policy | cookies policy",
        (
            "collect* | information | data | explain* | describe* | process* | handle* | protect* | govern* "
            "| govern | your use of | in accordance with | adhere | comply with | set out | treat* "
            "| applies to | summari* | see our | refer to"
        ),
        unless=(
            "right to change | right to modify | right to amend | modify this | change this | we may update "
            "| may change | changes to | updates to | update this | updated privacy | revised version "
            "| please contact us | questions | third party websites | third-party websites "
            "| third party web sites | revised privacy | issuer* | amend | as well as | check the "
            "| for more information | entire agreement | complete agreement | exclusive agreement "
            "| communications from us"
        ),
    ),
    signal(
        "data_use",
        "we | our | company | us | partners | advertisers | third parties | service providers",
        (
            "collect | collects | we process | may process | will process | process your | to process "
            "| processes | gather | gathers | share | shares | disclose | discloses | sell | sells | rent "
            "| obtain | combine | combines | track | tracks | log | logs"
        ),
        "data | information | ip address* | details you" + _WEAK,
        unless=_NOT_PERSONAL,
        near=140,
        before=100,
    ),
    signal(
        "data_use",
        "we | our | company | us",
        "use | uses | using | analy*e | hold | receive | access",
        (
            "data | information | your email address* | your e-mail address* | your name | your contact* "
            "| your ip address"
        ),
        "to | for | from | about",
        unless=_NOT_PERSONAL
        + (
            "| this information is | general information | for more information | further information "
            "| information on our | use of the information | informational"
        ),
        near=90,
    ),
    signal(
        "data_use",
        "provide | provides | pass | send | give | make available",
        (
            "your email address | your e-mail address | your name | account information | your contact "
            "| your details | personal | registrant"
        ),
        "partners | third part* | affiliates | providers | recipients | advertisers | authorities",
        unless=_NOT_PERSONAL,
        near=120,
    ),
    signal(
        "data_use",
        "information to us | provide us with .. information | give us .. information | data to us | details to us",
        unless="accurate | complete | correct | true",
    ),
    signal(
        "data_use",
        "we may collect | we collect | we also collect | we will collect | may collect, process",
        unless="payment* | fee | fees | tax | taxes | debt | amount* | price | feedback | trash",
    ),
    # "Harbour collects data", whoever that is.
    signal(
        "data_use",
        (
            "collects | uses | publishes | shares | discloses | receives | obtains | gathers | processes "
            "| stores | sells | tracks"
        ),
        "data | information | your email | your e-mail | email address* | cookies",
        unless=_NOT_PERSONAL + ("| if you | who receives | customer uses | user uses | aggregate* | outputs"),
        near=60,
    ),
    # Phrases that agreements use for nothing else.
    signal(
        "data_use",
        (
            "information you provide to us | information we collect | information we receive "
            "| information we obtain | data we collect | data you provide to us | information you upload "
            "| date of birth | residential address | home address | social security number | privacy settings "
            "| sharing is necessary | such sharing | data sharing | information sharing | account data "
            "| data about how | information about how you | information you submit | privacy act "
            "| privacy laws | marketing communications | opt out of receiving | opt out from receiving "
            "| privacy protection | protection of privacy | user privacy | your privacy | personal privacy "
            "| users' privacy | data processing agreement | data processing addendum | data protection "
            "| privacy practices | standard contractual clauses | data privacy | gdpr | ccpa "
            "| our legitimate interest* | legitimate business interest* | basis of .. legitimate interest* "
            "| legal basis for | legal bases | direct marketing | interest-based advertising "
            "| targeted advertising | personali*ed advertising | behavio*ral advertising | web beacon* "
            "| tracking pixel* | tracking technolog* | similar technologies | local storage object* "
            "| do not track | data portability | restrict .. processing | object to .. processing "
            "| restriction of processing | right to rectification | right of access | right to access .. data "
            "| right to access .. information | right to be informed | data transferability "
            "| supervisory authority | purposes of the processing | purpose of the processing "
            "| categories of personal data | categories of personal information | processing activities "
            "| opt out of .. sale | analytics tool* | google analytics | contacts and camera "
            "| joint controller* | data controller* | data processor* | sub-processor* | subprocessor* "
            "| cookie settings | cookie preferences | set cookies | use cookies | uses cookies "
            "| third-party cookies | cookies are | these cookies | place .. cookies | placement of .. cookies "
            "| pixels or cookies | cookies or pixels | advertising identifier* | advertising id "
            "| identifier for advertising | disclosure of data | sharing of data | use of your data"
        ),
        # "Write to our data protection officer" tells an address.
        apart="data protection officer",
    ),
    signal(
        "data_use",
        (
            "collect* | disclos* | analy* | share | shares | shared | sharing | processing | processed | sell "
            "| logged | recorded"
        ),
        "data | information | ip address* | name and | email address*",
        "you | your | user | users | user's | customer*",
        unless=_NOT_PERSONAL + ("| feedback"),
        near=120,
    ),
    signal(
        "data_use",
        "data | information | details | statistics",
        (
            "collected | processed | shared | disclosed | sold | transferred | used | transmitted | combined "
            "| help us | go to"
        ),
        (
            "you | your | user | users | united states | abroad | outside | countries | european | improve "
            "| processor | third parties | partners | recipients"
        ),
        unless=_NOT_PERSONAL + ("| feedback"),
        near=110,
    ),
    # Entries of a list of what is gathered name nobody who gathers it.
    signal(
        "data_use",
        (
            "ip address* | browser type | device information | device identifier* | device ids | geolocation "
            "| geo-location | browsing history | search history | location data | demographic data "
            "| demographic information"
        ),
        unless="spoof* | mask | masking | conceal | you may not | you must not | you shall not",
    ),
    signal(
        "data_use",
        "monitor | monitors | monitored | record | recorded | recording | track | tracks | log",
        (
            "your use | use of the | your communication* | your activit* | calls | phone calls | conversations "
            "| your browsing | your behavio* | your movements"
        ),
        unless=(
            "obligation to monitor | obligated to monitor | not monitor | obliged to monitor | attempt | records of"
        ),
        near=60,
        before=120,
    ),
    signal(
        "data_use",
        (
            "your name | your email address | your e-mail address | your profile | your ip address "
            "| your username | your phone number | your location"
        ),
        (
            "visible to | seen by | shared with | is logged | are logged | to contact you | be used to "
            "| publicly | collect"
        ),
        near=70,
    ),
    signal(
        "data_use",
        "disclose | hand over | release",
        "information | content | contents | data",
        "compelled | obliged | required | authorit* | law | unauthori*ed persons | third part*",
        unless=_NOT_PERSONAL,
        near=90,
        before=60,
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
            "to improve our models | to improve its models | to improve their models | to train "
            "| used for training | train our | train its | train their | train any | training data "
            "| model training | training of .. model*"
        ),
        "model* | data | content | input* | output* | information | ai",
    ),
    # What somebody wrote or sent is theirs, also where it is not called data: "your mail", handed on or looked through.
    signal(
        "data_use",
        (
            "use | uses | read | reads | scan | scans | share | shares | sell | sells | give | gives | pass | passes "
            "| hand | hands | disclose | discloses | show | shows | analy*e | analy*es"
        ),
        OWN_WORDS,
        (
            "advertis* | third part* | data broker* | broker | brokers | marketing | to train | for training "
            "| business partner* | our partners"
        ),
        unless=_THEIR_DOING,
        near=100,
        before=40,
    ),
    signal(
        "ai_training",
        "train | trains | trained | training",
        OWN_WORDS,
        (
            "assistant* | model* | tool | tools | system* | software | program* | bot | bots | chatbot* | classifier* "
            "| filter* | engine* | feature* | computer* | machine* | network* | translator*"
        ),
        # People are trained, too.
        unless=_THEIR_DOING + "| staff | employee* | crew | colleague* | people | volunteer* | shop assistant*",
        near=90,
        before=90,
    ),
)
