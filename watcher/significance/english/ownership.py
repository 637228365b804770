"""Who owns what, and who may use it: intellectual property and licences."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

SIGNALS: tuple[Signal, ...] = (
    signal(
        "ip_ownership",
        (
            "intellectual property | copyright* | trademark* | patent* | proprietary right* | trade secret* "
            "| ownership | title to | title in | right, title and interest"
        ),
        (
            "own | owns | owned | owner* | belong* | vest* | retain* | reserve* | property of | remain* "
            "| attribut* | exclusive property | exclusive rights | exclusively | ownership | all rights "
            "| no right* | protected by | rights holder* | enjoy* | possess*"
        ),
        unless=(
            "right to grant | infring* .. claims | change of ownership | change in ownership "
            "| copyright infringement | infring* .. copyright* | electronic signature | infringement of "
            "| intellectual property rights of others"
        ),
    ),
    signal(
        "ip_ownership",
        (
            "you own | you retain | all rights .. reserved | all rights not expressly granted | owns all "
            "| retain all | retains all | retain ownership | belong to"
        ),
        "right* | content | title | ownership",
        unless="you own risk",
    ),
    signal(
        "ip_licence",
        "licens* | licence* | sublicens* | grant* | authori*e*",
        (
            "non-exclusive | royalty-free | worldwide | irrevocable | perpetual | non-transferable "
            "| sublicens* | revocable | transferable | free of charge | free licen* | licen*e to | licen*e for "
            "| licen*e granted | right to use"
        ),
        unless="business licen* | driving licen* | licensed professional | licensing authorit*",
    ),
    signal(
        "ip_licence",
        (
            "scope of licen* | grant of licen* | licen*e grant | you grant us | you grant | we grant you "
            "| grants you | grants the user | grant the user | grants to you | hereby grant*"
        ),
        "right* | licen* | use",
        unless="business licen*",
    ),
)
