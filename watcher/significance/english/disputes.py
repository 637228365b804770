"""What governs a quarrel: law, courts, arbitration, language, interpretation, rank of documents, assignment."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

_LANGUAGES = (
    "english",
    "chinese",
    "french",
    "german",
    "spanish",
    "italian",
    "dutch",
    "swedish",
    "danish",
    "norwegian",
    "finnish",
    "polish",
    "portuguese",
    "russian",
    "turkish",
    "arabic",
    "japanese",
    "korean",
    "hungarian",
    "czech",
    "slovak",
    "greek",
    "romanian",
    "bulgarian",
    "ukrainian",
    "hindi",
    "thai",
    "vietnamese",
    "indonesian",
    "malay",
)
_VERSIONS = " | ".join(
    f"{each} {text}" for each in _LANGUAGES for text in ("version", "text", "original", "wording", "language version")
)
_OTHER_LAWS = (
    "applicable law applies | these laws apply | such laws apply | laws apply to you | local law* "
    "| mandatory law* | protection law* | privacy law* | copyright law* | tax law* | consumer law* "
    "| securities law* | export law* | where .. law applies | if .. law applies | unless .. law applies "
    "| whether .. law applies | extent .. law applies | other law* | rights under | subject to applicable law* "
    "| subject to .. applicable law* | subject to the law of one | subject to .. data protection"
)
_OTHER_COURTS = (
    "court order* | order of .. court | required by .. court | orders of .. court | court ruling | invalid "
    "| unenforceable | held .. by | judgment .. may be entered | be entered in | any jurisdiction "
    "| in your jurisdiction | applicable jurisdiction* | some jurisdictions | certain jurisdictions "
    "| relevant jurisdiction* | other jurisdictions | discussion forum* | community forum | hand over "
    "| injunct* | illegal | severed"
)
"""Courts that give orders, find a term invalid or enter an award; places that are no place of a trial."""

_NO_TRIAL = "small claims court* | court of law | courts of law"
"""Courts that a clause on arbitration mentions; no place of a trial is agreed."""

SIGNALS: tuple[Signal, ...] = (
    signal(
        "governing_law",
        (
            "governed by | governing law | govern this | construed in accordance | construed under "
            "| laws of .. apply | laws .. shall apply | law shall apply | law of .. shall apply "
            "| law of .. shall | interpreted in accordance | interpreted under | conflict of law* "
            "| conflicts of law* | conflict rules | conflict-of-law* | choice of law | choice-of-law "
            "| subject to the laws of | applicable to the laws | apply to the law* | applicable law shall be "
            "| application of the laws | law applicable to this | law applicable to these "
            "| law applicable to .. shall be | governing law and | substantive laws of | laws of the state "
            "| laws of .. govern | international sale of goods"
        ),
        "law | laws | legislation | goods",
        unless=_OTHER_LAWS,
    ),
    # "Danish law applies", "subject to Danish law"; not the law of a subject, nor whatever law there is.
    signal(
        "governing_law",
        (
            "law applies | law .. will apply | law shall apply | law shall .. apply | law is applicable "
            "| law governs | law will govern | law shall govern | laws will govern | laws govern "
            "| laws shall govern | laws apply | laws will apply | law exclusively applies "
            "| laws of .. will apply | laws of .. govern"
        ),
        unless=_OTHER_LAWS,
    ),
    signal(
        "governing_law",
        "agreement | contract | terms | conditions | relationship | relations | dispute* | matters",
        (
            "subject to .. law | subject to .. laws of | under the laws of | under the law of "
            "| according to the laws of | in accordance with the laws of | according to .. law"
        ),
        unless=_OTHER_LAWS
        + ("| organi*ed | incorporated | established | registered | existing | permitted | required"),
        near=110,
    ),
    signal(
        "venue",
        (
            "exclusive jurisdiction | exclusive venue | personal jurisdiction | jurisdiction of the court* "
            "| jurisdiction of .. court* | proper venue | venue | forum | submit* .. jurisdiction "
            "| consent .. jurisdiction | exclusively .. court* | court* exclusively | courts of | courts in "
            "| court of | courts located | court located | court in | county court | people's court "
            "| competent court* | court* having jurisdiction | courts have | courts shall have "
            "| courts will have | litigated | litigate | state or federal court* | federal or state court* "
            "| court where | place of jurisdiction | district court | local court* | brought exclusively "
            "| brought only in | judicial proceedings | court proceedings will | settled by .. court* "
            "| resolved by .. court* | decided by .. court* | tried by .. court* | irish courts "
            "| english courts | city court | regional court | high court"
        ),
        (
            "dispute* | litigat* | lawsuit* | proceeding* | action | actions | suit | claim | claims "
            "| jurisdiction | sue | settled | solved | resolved | instituted | brought | venue in | venue is "
            "| venue for | decide | first instance"
        ),
        unless=_OTHER_COURTS,
        apart=_NO_TRIAL,
    ),
    signal(
        "venue",
        (
            "your home court | submit to the courts | courts of your home | inconvenient forum "
            "| forum is inconvenient | forum non conveniens | sue us where | suits shall lie | sue you where "
            "| place of venue | choice of forum | exclusive venue"
        ),
    ),
    signal(
        "venue",
        "lawsuit* | legal action* | legal proceeding* | litigation | suit | proceedings | dispute* | claims",
        "brought .. in | commenced .. in | instituted .. in | filed .. in | take place in | heard .. in",
        "court* | county | exclusively | only in",
        unless=_OTHER_COURTS + ("| arbitrat*"),
        apart=_NO_TRIAL,
        near=130,
    ),
    signal(
        "venue",
        "lawsuit* | legal action* | legal proceeding* | litigation | suit | proceedings",
        (
            "must be brought in | shall be brought in | will be brought in | must be filed in "
            "| shall be filed in | may only be brought in | must be commenced in"
        ),
        unless=_OTHER_COURTS + ("| arbitrat*"),
        apart=_NO_TRIAL,
        near=110,
    ),
    signal(
        "arbitration",
        (
            "arbitrat* | class action* | class-wide | jury trial | trial by jury | collective action* "
            "| representative action* | class arbitration | class-action | member of a class | class member "
            "| class waiver | class or representative | representative proceeding* | class proceeding* "
            "| collective proceeding* | jams rules | by jams | administered by the aaa | aaa rules"
        ),
        # A term that an arbitrator or a court finds invalid is no agreement to arbitrate.
        unless=(
            "legal action, arbitration | arbitrator or court | arbitrator or .. court | court or arbitrator "
            "| court, arbitrator | court or .. arbitrator"
        ),
    ),
    # What stays outside of arbitration.
    signal(
        "arbitration",
        "small claims court*",
        "individual action | individual basis | either party | either of | may bring | may assert | right to",
        unless="federal court* | courts of",
        near=90,
        before=110,
    ),
    signal(
        "assignment",
        (
            "assign | assigns | assigning | assignment | assignments | assignable | assigned by | be assigned "
            "| may assign | transfer this | transfer these | transfer its rights | transfer their rights "
            "| transfer your rights | transfer .. rights or obligations | transfer .. rights and obligations "
            "| transfer .. agreement | transferred or assigned | novat* | delegate"
        ),
        (
            "rights | right | obligations | agreement | duties | these terms | terms of use | contract "
            "| without restriction"
        ),
        unless=(
            "transfer .. data | information | copyright | successors and assigns | successors or assigns "
            "| assigns you | royalty-free | task* assigned | data transfer | assign your account"
        ),
        near=160,
    ),
    signal(
        "incorporation",
        (
            "inseparable part | incorporated .. by reference | incorporated herein | incorporated in these "
            "| entire agreement | supplement* agreement | supplementary agreement | form part of "
            "| forms part of | constitute part of | constitutes part of | composed of .. hereof "
            "| an .. part of this agreement | component of this | supplementary terms "
            "| subject to .. additional terms | additional terms .. apply | additional terms .. part "
            "| complete and exclusive statement | supersedes .. prior | supersede .. prior | supersedes any "
            "| which is part of the agreement | is part of this agreement | are part of this agreement "
            "| is part of these terms | are part of these terms | whole agreement | exclusive agreement "
            "| entire understanding | sole agreement | entire contract | same legal effect | also subject to "
            "| in addition to these terms | as well as .. polic* | equal legal | take precedence over these "
            "| part of your agreement | replaces every earlier | replaces all earlier | replaces all previous "
            "| replaces any previous | make up our contract | make up the contract | make up the agreement "
            "| general conditions are rejected | apply together with | attached as annex "
            "| part of the contract | deemed part of | become part of | becomes part of | made part of "
            "| incorporated into .. agreement | incorporated into .. terms | incorporated into .. contract "
            "| incorporated into this | incorporated into these | incorporated into and "
            "| integral part of .. agreement | integral part of .. terms | integral part of .. contract "
            "| integral part of this | integral part of these | integral part hereof | integral .. part of the "
            "| rank as follows | order of precedence | following order | overrides anything | overrides these "
            "| contract forms part | own terms .. do not apply | terms of purchase | governed by its own "
            "| governed by their own | prior agreements | prior or contemporaneous agreements "
            "| complete agreement"
        ),
    ),
    signal(
        "incorporation",
        "disagree | differ from | conflict | conflicts | inconsisten* | discrepanc* | contradict*",
        (
            "counts | applies | prevail* | take precedence | takes precedence | govern | governs | control "
            "| controls | shall apply | apply"
        ),
        unless=(
            "labor | labour | armed | military | english version | chinese version | language* | translat* "
            "| conflict of law* | conflicts of law*"
        ),
    ),
    signal(
        "controlling_language",
        (
            (
                "version .. language | language version* | translat* | languages | language of | in english "
                "| in chinese | original language | chinese and english | english and chinese "
                "| chinese original | contract language | english wording | "
            )
            + _VERSIONS
        ),
        (
            "prevail* | control* | govern* | precedence | convenience | authoritative | binding | decisive "
            "| equal* authentic | reference only | legal effect | wins | decides | equally binding "
            "| official version | official language | drawn up | contract language is | agreement is made in "
            "| concluded in | informational purposes | courtesy"
        ),
        unless="translate .. software | reverse engineer* | translate the service*",
    ),
    signal(
        "controlling_language",
        _VERSIONS,
        "will apply | shall apply | applies | is decisive | favor of | favour of",
        near=120,
    ),
    signal(
        "incorporation",
        "prevail over | prevails over | shall prevail .. over | will prevail .. over | prevail in all respects",
        "terms | agreement | conditions | contract | polic* | notice | order",
        unless="language* | translat* | version",
    ),
    # The language in which the parties contract and write to each other.
    signal(
        "controlling_language",
        (
            "communicate in | be written in | be drawn up in | drawn up in | language of this "
            "| language of the | be in english | in the english language | be drafted in | written in the"
        ),
        "we will | agreement | contract | terms | communication* | notices | document* | language of",
        " | ".join((*_LANGUAGES, "language")),
        unless="arbitrat* | proceedings | programming | markup | plain language | language of the device",
        near=110,
        before=80,
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
)
