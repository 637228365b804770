"""Who bears a loss: exclusions, caps, indemnities, waived claims, warranties, force majeure."""

from __future__ import annotations

from watcher.significance.english.words import USER
from watcher.significance.signals import Signal, signal

NOT_LIABLE = (
    "not .. liable | no .. liability | not .. responsible | no .. responsibility | not .. liability "
    "| nor .. liable | not .. responsibility | not .. responsibilities | not .. liabilities "
    "| without .. liability | without .. responsibility | disclaim* .. liability | exempt* from .. liability "
    "| exempt* from .. responsibility | exempt* from .. responsibilities | exclude* .. liability "
    "| exemption .. liability | excluded from liability | in no event .. liable | in no event .. responsible "
    "| in no way .. responsible | under no circumstances .. liable | under no circumstances .. responsible "
    "| no obligation or liability | neither .. liable | n't .. responsible | n't .. liable "
    "| free from .. liability | release* .. from .. liability | shall not bear | not be held liable "
    "| will not bear | does not bear | at your own risk | at your sole risk | bear .. risk | bear .. risks "
    "| assume .. risks | assume .. risk | neither party .. liable | liable .. neither "
    "| disclaims all .. liability | disclaim .. liability | limit .. liability of "
    "| relieve .. from .. liability | never responsible | never liable | isn't liable | aren't liable "
    "| won't be liable | won't be responsible"
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "liability_exclusion",
        NOT_LIABLE,
        unless=(
            "not .. responsible for paying | you .. not .. liable for charges | nothing .. limits "
            "| nothing .. excludes | does not relieve you | not relieve you"
        ),
    ),
    signal(
        "liability_exclusion",
        "disclaim* | exempt* | exclude* | exclusion* | release*",
        "liability | liabilities | responsibilit*",
        "loss* | damage* | claim* | any and all | exempt* | disclaimer* | consequential | indirect",
        unless="not exclude | not limit | nothing in | carefully read | read carefully | draw .. attention",
    ),
    signal(
        "liability_exclusion",
        "in no event | under no circumstances | in no way",
        "liable | responsible | liability",
        near=320,
    ),
    signal(
        "liability_cap",
        "liability | damages | liable | compensation | obligations",
        (
            "not exceed | shall exceed | will exceed | amounts that exceed | exceed the | exceed .. amount* "
            "| is limited to | be limited to | limited to .. amount | limited to the | capped "
            "| maximum .. liability | maximum amount | up to a maximum | aggregate liability | total liability "
            "| cumulative liability | maximum aggregate | limit of liability"
        ),
        unless=(
            "including but not limited to the | not be limited to | but is not limited to "
            "| but are not limited to | but not limited to the"
        ),
    ),
    signal("indemnity", "indemnif* | indemnit* | hold .. harmless | held harmless", unless="not .. indemnif*"),
    signal(
        "indemnity",
        USER,
        "compensate | compensat* .. loss* | compensation | reimburse* | make good",
        "loss* | damage* | claim* | expense* | full* | all",
        unless=NOT_LIABLE + ("| compensate you | will compensate the user | we will compensate | not exceed"),
    ),
    signal(
        "indemnity",
        "bear | assume | undertake | take | be liable for",
        (
            "all .. liabilit* | all .. responsibilit* | all .. loss* | full responsibilit* | full liabilit* "
            "| compensation liabilit* | liability for compensation | all consequences"
        ),
        USER,
        "claim* | loss* | compensat* | lawsuit* | damage*",
        unless="not .. liable | not bear | not assume",
    ),
    signal(
        "claims_waiver",
        (
            "forsake | waive | waives | waived | waiving | waiver of | relinquish* | give up | hereby release "
            "| releases | release us | release .. from .. claim* | forgo | covenant not to sue"
        ),
        ("claim* | right | rights | action* | damages | objection* | remed* | demand* | jury | defense* | defence*"),
        unless=(
            "not .. waive* | no waiver | nor .. waive* | waiver of any provision | waive any breach "
            "| failure to | fail to | fails to | no delay | not operate as | no failure | delay in "
            "| waiver of moral | not .. waiver | constitute .. waiver | deemed .. waiver | construed .. waiver "
            "| nor .. waiver"
        ),
    ),
    signal(
        "claims_waiver",
        (
            "you will have no claim | have no claim | waives any | waive any claim* | deemed waived "
            "| no claim* against us | no claim* against the company | no claim* whatsoever "
            "| no recourse against | no cause of action against | shall not .. bring .. claim* against "
            "| not to bring .. claim* against | not to sue"
        ),
    ),
    signal(
        "warranty",
        (
            "warrant | warrants | warranty | warranties | warranted | as is basis | as-is basis "
            "| provided .. as is | provide .. as is | provides .. as is | provided as-is | offered .. as is "
            "| supplied .. as is | available .. as is | is and as available | as is and .. as available "
            "| as available basis | as is, where is | available as is | guarantee | guarantees | guaranteed "
            "| merchantability | fitness for a | provided in .. current situation | present state "
            "| current state"
        ),
        unless="guarantee fund | guarantee amount | warrant to search | search warrant*",
    ),
    signal(
        "force_majeure",
        (
            "force majeure | act of god | acts of god | beyond .. reasonable control | beyond .. control "
            "| outside .. reasonable control | natural disaster* | unforeseeable"
        ),
    ),
)
