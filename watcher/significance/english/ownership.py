"""Who owns what, and who may use it: intellectual property and licences."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

_NO_LICENCE = (
    "business licen* | driving licen* | driver's licen* | parent* | guardian* | licensed professional "
    "| licensing authorit* | not sublicense | not to sublicense | or sublicense | may not .. sublicen* "
    "| shall not .. sublicen* | not .. sell, license | liquor licen*"
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "ip_ownership",
        (
            "intellectual property | copyright* | trademark* | patent* | proprietary right* | trade secret* "
            "| right, title, and interest | ownership | title to | title in | right, title and interest"
        ),
        (
            "we own | you own | they own | own all | own the | own and | owns | owned | owner* | belong* "
            "| vest* | retain* | reserve* | property of | remain* | exclusive owner | your exclusive property "
            "| exclusive property | exclusive rights | exclusively | ownership | all rights | no right* "
            "| protected by | rights holder* | enjoy* | possess*"
        ),
        unless=(
            "infringe the | infringes the | infringe on | infringe any | infringe upon | infringes any "
            "| violate* .. intellectual | ownership of the company | right to grant | infring* .. claims "
            "| change of ownership | change in ownership | copyright infringement | infring* .. copyright* "
            "| electronic signature | copyright policy | copyright owner | remove any "
            "| proprietary rights notice* | owner of .. copyright | infringement of "
            "| intellectual property rights of others"
        ),
    ),
    signal(
        "ip_ownership",
        (
            "belongs to you | belong to you | vest in | vests in | keep title | retain title "
            "| any right to our | any rights in your | becomes ours | become ours | protected by law "
            "| remain .. property | remain with the licensor | remains with the licensor | continue to own "
            "| still own | the property of | exclusive property of | are yours | is yours | remain yours "
            "| remains yours | customer owns | client owns | own the output | assigns all | trade mark of "
            "| trademark of | belongs to | our property | sole property | hereby assign* | claim* no ownership "
            "| ownership of | you keep all | do not acquire | does not acquire | no rights .. acquired "
            "| we own | you own | you retain | all rights .. reserved | all rights not expressly granted "
            "| owns all | we also own | retain all | retains all | retain ownership | belong to | remains your "
            "| remain your | your exclusive property | right, title, and interest"
        ),
        (
            "right* | content | title | ownership | service | code | website | site | property | data "
            "| deliverables | output | design | trade mark* | trademark* | photos | logo | intellectual | ip "
            "| works | card"
        ),
        unless=(
            "we own or | own or operate | infring* | violat* | own risk | your own | property damage "
            "| personal property | lost property | you own or | devices you own"
        ),
    ),
    signal(
        "ip_licence",
        "licens* | licence* | sublicens* | grant* | authori*e* | right of use | rights of use | permission",
        (
            "non-exclusive | nonexclusive | royalty-free | worldwide | irrevocable | perpetual "
            "| non-transferable | nontransferable | sub-licens* | revocable | transferable | free licen*e "
            "| licen*e to | licen*e for | under this licen*e | under .. commons | this licen*e also "
            "| this licen*e does | licensed under these | licen*e granted | right to use | rights to use "
            "| limited licen*e* | personal licen*e | permission to use | licensed to you | licensed, not sold "
            "| right of use | license you | license to us"
        ),
        unless=_NO_LICENCE,
    ),
    signal(
        "ip_licence",
        (
            "scope of licen* | grant of licen* | licen*e grant | you grant | we grant you | we grant to you "
            "| grants you | grants the user | grant the user | grants to you | hereby grant* | hereby license* "
            "| you are granted | you license | you also grant | grants to | grant to | grants us | grant us "
            "| is granted | licen*es .. to you | give us permission | give us the right | you give .. right to "
            "| you give .. permission | gives us .. right | we give you .. right* | you allow us "
            "| you authori*e us | you permit us | allows us to"
        ),
        "right* | licen*e* | use | publish | reproduce | display | software | copy",
        unless=_NO_LICENCE
        + (
            "| refund* | no rights .. granted | collect | debit | charge | personal data "
            "| personal information | access to .. data | your information"
        ),
        near=160,
    ),
    # What may be done with something that stays another's, without the word.
    signal(
        "ip_licence",
        "you may | user may | licensee may | customer may",
        (
            "download | install | print | copy | reproduce | use the software | use the app "
            "| use .. trademark* | use .. logo*"
        ),
        "copy | copies | personal | non-commercial | device* | software | content | materials | extracts",
        unless="you may not | only if | may request | your data | your information | object to | settings",
        near=110,
    ),
)
