"""How long data is kept, when it is deleted, and how it is protected."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

_KEEP = (
    "storage period* | delet* | eras* | destroy* | destruction | retain | retains | retained | retaining "
    "| retention | purge* | anonymise | anonymize | anonymisation | anonymization | be anonymi*ed "
    "| is anonymi*ed | are anonymi*ed | kept for | keep .. for | stored for | store .. for as long "
    "| store .. for up to | only store* | stored only | temporarily store* | are kept | is kept | be kept "
    "| we keep your | we keep the | we keep this | we keep these | we keep personal | we keep data "
    "| we keep information | we keep it | we keep a copy | we keep copies | shall keep | keep .. log "
    "| keep .. logs | keep .. records | preserve* | no longer keep | kept only | as long as .. account "
    "| as long as necessary | removal of | remain in .. backup* | remove .. personal | hold .. for .. years "
    "| store .. for .. years | store .. for .. months | stored until | store .. until | wipe | wiped | wipes "
    "| roll off | gone for good | disappear* | removed together | may persist | persist for | persist in "
    "| we archive | are archived for | hold on to | held for | kept until | kept longer "
    "| longer than necessary | expire* | archived for"
)
_KEPT = (
    "data | information | record | records | log | logs | log files | backup* | back-up* | cookies | cookie "
    "| messages | conversation* | content of your account | your content | user content | customer content "
    "| materials stored | communications | cached | stored | prompts | inputs | files | profile information "
    "| history | footage | everything you | identity document* | closed account* | photo | account data "
    "| servers | invoices | recordings | documents | copies"
)
_NOT_KEEPING = (
    "information secure | information safe | data secure | data safe | falsification | accidental "
    "| preserve the security | preserve the integrity | preserve .. confidential* | against .. loss "
    "| unauthori*ed access | against .. destruction | loss, destruction | retain* .. right* | retains all "
    "| retain all | retain ownership | retain* .. title | delet* .. copyright | remov* .. copyright "
    "| delete .. notice* | falsify or delete | delete any author | licensors | delete the app | virus* "
    "| malware | interrupt, destroy | prior written consent | credit card .. expire* | retain control "
    "| retain a lawyer | retain counsel | not .. liable | disclaim*"
)

DELETION: tuple[Signal, ...] = (
    signal(
        "data_deletion",
        "delete | deletes | deleted | remove | removed | erase | erased",
        "content | account | accounts | files | profile | receipts | photos | images | documents | posts | e-mails",
        (
            "after .. days | after .. months | after .. years | within .. days | within .. months "
            "| permanently | upon termination | after termination | following termination | after .. death "
            "| inactiv* | no longer be recovered"
        ),
        unless=_NOT_KEEPING + ("| infring* | terminate"),
        near=150,
        before=80,
    ),
    signal("data_deletion", _KEEP, _KEPT, unless=_NOT_KEEPING, near=120),
    signal("data_deletion", _KEPT, _KEEP, unless=_NOT_KEEPING, near=120),
    signal(
        "data_deletion",
        (
            "months from collection | days from collection | years from collection | months after collection "
            "| from the date cookies | days of inactivity | months of inactivity | years of inactivity "
            "| months from .. last activity | since .. last activity | not store card | shredded "
            "| wipe your history | forget your | stay available .. for .. years | right to erasure "
            "| right to be forgotten | right of erasure | right to deletion | right to delete "
            "| session cookies .. disappear | session cookies .. expire | session cookies .. close "
            "| retention period* | retention polic* | how long .. keep | how long .. store "
            "| how long .. retain | cookies .. expire | period of storage | period for which "
            "| criteria .. retention | criteria .. storage | duration of storage | storage duration "
            "| delete your history | remove your search history | delete your search history "
            "| clear your history"
        ),
    ),
)
"""What is said of the end of data is not said of its use."""

SIGNALS: tuple[Signal, ...] = (
    *DELETION,
    signal(
        "security",
        (
            "keys secret | secrets secret | keep .. secret | log out after | lost card | bug bounty "
            "| about a breach | login .. shared | loss of data .. measures | measures against .. loss "
            "| information secure | data secure | information safe | data safe | data protection and security "
            "| breach notification | incident response | staff training | encrypted data "
            "| encrypted transmission | anti-virus | antivirus | firewall* | username or password "
            "| securing your account | secure manner | unauthori*ed person* | access control "
            "| security monitoring | securing .. password | safety control | security measures "
            "| information security | access controls | security of .. authentication "
            "| security of .. credentials | security of .. account* | security of .. systems "
            "| security of .. platform* | security of .. infrastructure | security of .. network* "
            "| confidentiality undertaking* | obligation* of confidentiality | security of your "
            "| security of the data | security of personal | data security | safeguard* | encryption | encrypt "
            "| encrypts | is encrypted | are encrypted | encrypted using | in encrypted form "
            "| unauthori*ed access | unauthori*ed use | data breach* | security breach* | breach of security "
            "| keep .. confidential | kept confidential | confidentiality of .. account "
            "| confidentiality of your | credentials confidential | password .. secure | passwords .. secure "
            "| passwords secure | your password | user id/password | password and | share .. password "
            "| strong password | login credentials | login details | leak* | hacker* | vulnerabilit* "
            "| secret key* | protect .. security | security incident* | technical and organi*ational measures "
            "| protect .. account | ssl encrypt* | encrypted with | happens under your account "
            "| activities under your account | salted | two-factor | multi-factor | passcode* "
            "| completely secure | 100% secure | totally secure | absolutely secure | fully secure "
            "| secure .. transmission | everything that happens under | under its user id | under your user id "
            "| limited to staff | limited to employees | limited to personnel | share your login | your pin "
            "| ask for your password | others use your account | steps to guard | loss and misuse "
            "| loss, misuse | physical access | key is secret | access token* | passwords are | your passwords "
            "| secure socket* | phishing | integrity and confidentiality | confidentiality, integrity "
            "| penetration test* | iso 27001 | soc 2"
        ),
        unless=(
            "national secret* | national security | social security | public security | state security "
            "| security deposit | liable | liability | appropriate safeguards are in place"
        ),
    ),
)
