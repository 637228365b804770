"""What happens to data: use and disclosure, deletion and keeping, security, the training of models."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

PERSONAL = (
    "personal information | personal data | personally identifiable | user data | user information "
    "| users' data | customer data | usage data | account information | registration information | your data "
    "| your information | information about you | information collected | personal details | your address "
    "| data about you | information we | information from | end user data | cookies | log data | data subject* "
    "| biometric* | location information | location data | user's information | users' information "
    "| user's data | your personal data | your personal details | your account information "
    "| device information"
)

_KEEP = (
    "storage period* | delet* | eras* | destroy* | destruction | retain | retains | retained | retaining "
    "| retention | purge* | anonymi* | kept for | keep .. for | stored for | store .. for as long "
    "| store .. for up to | store .. for the | only store* | stored only | temporarily store* | are kept "
    "| is kept | we keep | keep .. log | keep .. logs | keep .. records | preserve* | no longer keep "
    "| kept only | as long as .. account | as long as necessary | removal of"
)
_KEPT = (
    "data | information | record | records | log | logs | log files | backup* | back-up* | cookies | messages "
    "| conversation* | content of your account | your content | user content | materials stored "
    "| communications | cached | stored | prompts | inputs | files | profile information"
)
_NOT_KEEPING = (
    "retain* .. right* | retains all | retain all | delet* .. copyright | remov* .. copyright "
    "| delete .. notice* | falsify or delete | delete any author | retain ownership | licensors "
    "| retain copies of all | delete the app | virus* | malware | interrupt, destroy | prior written consent"
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "data_use",
        PERSONAL,
        (
            "collect* | use | uses | used | using | process | processes | processed | processing | shar* "
            "| disclos* | transfer* | provide | access* | analy* | combine | sell | sold | rent | obtain* "
            "| receive | store | stored | hold | hand over | reveal | gather* | protect* | handle* | handled "
            "| transmit* | rights | opt out | opt-out | object | controller | visible | publicly available "
            "| make public | view | contain | contains | display*"
        ),
        unless="cookies policy can | subject to change",
    ),
    signal(
        "data_use",
        "privacy policy | privacy statement | privacy notice | privacy policies | cookie policy",
        (
            "collect* | information | data | explain* | describe* | process* | handle* | protect* | govern* "
            "| govern | your use of | in accordance with"
        ),
        unless=(
            "we may update | may change | changes to | updates to | update this | updated privacy "
            "| revised version | please contact us | questions | third party websites | third-party websites "
            "| third party web sites | revised privacy | issuer* | amend | as well as | check the "
            "| for more information"
        ),
    ),
    signal(
        "data_use",
        "we | our | company",
        (
            "collect | collects | process | processes | gather | gathers | share | shares | disclose "
            "| discloses | sell | sells | rent"
        ),
        "data | information | ip address* | details you",
        unless=(
            "share with you | information fees | confidential information | court | aggregate* | orders "
            "| feedback | suggestions | payments | content guidelines"
        ),
        near=140,
    ),
    signal(
        "data_use",
        (
            "privacy protection | protection of privacy | user privacy | your privacy | personal privacy "
            "| users' privacy | data processing agreement | data processing addendum "
            "| data protection guideline* | privacy practices | standard contractual clauses | data privacy "
            "| gdpr | data protection rights | data protection law*"
        ),
    ),
    signal(
        "data_use",
        "collect* | disclos* | share | shares | shared | sharing | processing | processed | sell",
        "data | information",
        "you | your | user | users | user's | customer*",
        unless=(
            "information fees | confidential information | court | you may share | you can share "
            "| processor speed | suggestions | feedback | non-confidential | data gathering | data mining "
            "| payment processing"
        ),
        near=120,
    ),
    signal(
        "data_use",
        "data | information | details",
        "collected | processed | shared | disclosed | sold | transferred | used | transmitted",
        "you | your | user | users",
        unless="confidential information | court | feedback | data mining | processor | aggregate*",
        near=110,
    ),
    signal("data_deletion", _KEEP, _KEPT, unless=_NOT_KEEPING, near=120),
    signal("data_deletion", _KEPT, _KEEP, unless=_NOT_KEEPING, near=120),
    signal(
        "security",
        (
            "security measures | security of your | security of the data | security of personal "
            "| data security | safeguard* | encrypt* | unauthori*ed access | unauthori*ed use | data breach* "
            "| security breach* | breach of security | keep .. confidential | kept confidential "
            "| confidentiality of .. account | confidentiality of your | credentials confidential "
            "| password .. secure | passwords .. secure | passwords secure | your password | user id/password "
            "| password and | share .. password | strong password | login credentials | login details | leak* "
            "| hacker* | vulnerabilit* | secret key* | protect .. security | security incident* "
            "| technical and organi*ational measures | protect .. account"
        ),
        unless=(
            "national secret* | national security | social security | public security | state security "
            "| security deposit | not .. liable | no liability | appropriate safeguards are in place"
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
            "to improve our models | to improve its models | to improve their models | to train | used for training "
            "| train our | train its | train their | train any | training data | model training "
            "| training of .. model*"
        ),
        "model* | data | content | input* | output* | information | ai",
    ),
)
