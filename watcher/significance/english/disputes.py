"""What governs a quarrel: law, courts, arbitration, language, interpretation, rank of documents, assignment."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

SIGNALS: tuple[Signal, ...] = (
    signal(
        "governing_law",
        (
            "governed by | governing law | govern this | construed in accordance | construed under "
            "| laws of .. apply | laws .. shall apply | law .. shall apply | law of .. shall "
            "| interpreted in accordance | interpreted under | conflict of law* | conflicts of law* "
            "| choice of law | subject to the laws of | applicable to the laws | apply to the law* "
            "| applicable law shall be | application of the laws | governing law and | substantive laws of "
            "| laws of the state | laws of .. govern"
        ),
        "law | laws | legislation",
    ),
    signal(
        "venue",
        (
            "exclusive jurisdiction | exclusive venue | personal jurisdiction | jurisdiction of | proper venue "
            "| venue | forum | submit* .. jurisdiction | consent .. jurisdiction | exclusively .. court* "
            "| court* exclusively | courts of | courts in | court of | courts located | court located "
            "| court in | county court | people's court | competent court* | court* having jurisdiction "
            "| courts have | courts shall have | courts will have | litigated | litigate "
            "| state or federal court* | federal or state court* | court where"
        ),
        (
            "dispute* | litigat* | lawsuit* | proceeding* | action | actions | suit | claim | claims "
            "| jurisdiction | sue | settled | solved | resolved | instituted | brought"
        ),
        unless=(
            "court order* | order of .. court | required by .. court | orders of .. court | court ruling "
            "| invalid | unenforceable | held .. by | judgment .. may be entered | small claims "
            "| any jurisdiction | in your jurisdiction | applicable jurisdiction* | some jurisdictions "
            "| certain jurisdictions | relevant jurisdiction* | other jurisdictions | discussion forum* "
            "| community forum | hand over"
        ),
    ),
    signal(
        "venue",
        "legal jurisdiction | choice of forum | exclusive venue",
    ),
    signal(
        "arbitration",
        (
            "arbitrat* | class action* | class-wide | jury trial | trial by jury | collective action* "
            "| representative action* | class arbitration | class-action"
        ),
        unless="legal action, arbitration",
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
            "transfer .. data | information | copyright | assigns you | task* assigned | data transfer "
            "| assign your account"
        ),
        near=160,
    ),
    signal(
        "incorporation",
        (
            "integral part | inseparable part | incorporated .. by reference | incorporated herein "
            "| incorporated into | incorporated in these | entire agreement | supplement* agreement "
            "| supplementary agreement | form part of | forms part of | constitute part of "
            "| constitutes part of | composed of .. hereof | an .. part of this agreement | component of this "
            "| supplementary terms | additional terms | same legal effect | also subject to "
            "| in addition to these terms | as well as .. polic* | equal legal | take precedence over these "
            "| prior agreements | prior or contemporaneous agreements | complete agreement"
        ),
    ),
    signal(
        "incorporation",
        "conflict | conflicts | inconsisten* | discrepanc* | contradict*",
        ("prevail* | take precedence | takes precedence | govern | governs | control | controls | shall apply"),
        unless="english version | chinese version | language* | translat* | conflict of law* | conflicts of law*",
    ),
    signal(
        "controlling_language",
        (
            "english version | chinese version | version .. language | language version* | translat* "
            "| languages | english text | chinese text | language of | in english | in chinese "
            "| original language | chinese and english | english and chinese | chinese original "
            "| french version | german version | spanish version | japanese version | korean version"
        ),
        (
            "prevail* | control* | govern* | precedence | convenience | authoritative | binding "
            "| equal* authentic | reference only | official version | official language"
        ),
        unless="translate .. software | reverse engineer* | translate the service*",
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
