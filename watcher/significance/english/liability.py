"""Who bears a loss: exclusions, caps, indemnities, waived claims, warranties, force majeure."""

from __future__ import annotations

from watcher.significance.english.words import USER
from watcher.significance.signals import Signal, signal

NOT_LIABLE = (
    "not .. liable | no liability | no legal liability | no further liability | no additional liability "
    "| no other liability | no .. or liability | no .. and liability | has no .. liability "
    "| accept* no .. liability | assume* no .. liability | bear* no .. liability | have no .. liability "
    "| not .. responsible | no .. responsibility | not .. liability | nor .. liable | not .. responsibility "
    "| not .. responsibilities | not .. liabilities | without .. liability | without .. responsibility "
    "| disclaimer of .. liability | disclaimed .. liability | disclaiming .. liability "
    "| exempt* from .. liability | exempt* from .. responsibility | exempt* from .. responsibilities "
    "| exclude* .. liability | exemption .. liability | excluded from liability | in no event .. liable "
    "| in no event .. responsible | in no way .. responsible | under no circumstances .. liable "
    "| under no circumstances .. responsible | no obligation or liability | neither .. liable "
    "| *n't .. responsible | *n't .. liable | free from .. liability | release* .. from .. liability "
    "| shall not bear | not be held liable | will not bear | does not bear | at your own risk "
    "| at your sole risk | bear .. risk | bear .. risks | assume .. risks | assume .. risk "
    "| neither party .. liable | liable .. neither | disclaims all .. liability | disclaim .. liability "
    "| limit .. liability of | relieve .. from .. liability | not compensate you | nor .. bear "
    "| neither .. bear | never responsible | never liable | cannot .. responsible | cannot .. liable "
    "| can not .. liable | only .. liable for | liable only for | liable only if | only .. liable if "
    "| liability .. excluded | liability is .. excluded | liability .. are excluded "
    "| all liability .. excluded | exclude* all .. liability | excluding all .. liability "
    "| no obligation .. for any loss | no obligation .. for loss* | take* no responsibility "
    "| not entitled to .. damages | own discretion and risk | own .. risk | further rights are excluded "
    "| not pay .. lost profits | no recourse against"
)

CAPS: tuple[Signal, ...] = (
    signal(
        "liability_cap",
        "liability | damages | liable | compensation | obligations | responsibility | losses | remedy",
        (
            "not exceed | shall exceed | will exceed | amounts that exceed | exceed the | exceed .. amount* "
            "| exceed .. fees | exceed .. dollars | exceed .. hundred | exceed .. thousand | aggregate exceed "
            "| responsible for more than | be liable for more than | liable for no more | pay more than the "
            "| not more than the | exceed .. purchase price | event .. exceed | capped | maximum .. liability "
            "| maximum amount | up to a maximum | aggregate liability | total liability | total cumulative "
            "| entire liability | cumulative liability | maximum aggregate | limit of liability "
            "| limited in amount | greater of | not be more than | in excess of | up to the amount "
            "| be limited as follows"
        ),
        unless="liability insurance | insurance coverage | interest",
    ),
    # "Liability, including but not limited to …" limits nothing.
    signal(
        "liability_cap",
        "liability | damages | liable | compensation | obligation | obligations | responsibility | remedy",
        (
            "is restricted to | are restricted to | be restricted to | is capped | be capped | is limited to "
            "| are limited to | be limited to | limited to .. amount | limited to the | limited to direct "
            "| limited to .. foreseeable | limited to .. damage*"
        ),
        unless="but not limited | not be limited to | not limited to | but is not | but are not",
        near=240,
    ),
    signal(
        "liability_cap",
        (
            "liability ends at | responsibility .. ends at | liability .. stops at "
            "| responsibility .. stops at | liable up to | liable only up to | damages only up to "
            "| responsible for more than | liable for more than | no more than | limit of our | limit to our "
            "| most we | only up to | we owe .. at most | recover only | recover .. only"
        ),
        "stops at | ends at | pay | damages | owe | liable | recover | responsib* | liability",
        unless="you are liable | you will be liable",
        near=60,
    ),
    signal("liability_cap", "liable | liability", "no more than | not for more than", near=60),
)
"""What an amount ends; the fees by which it is counted are no fees."""

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
        unless=("not exclude | not limit | nothing in | surviv* | carefully read | read carefully | draw .. attention"),
    ),
    signal(
        "liability_exclusion",
        "in no event | under no circumstances | in no way | in no case",
        "liable | responsible | any liability | liability for",
        # "In no event shall our liability for damages exceed": a cap.
        unless="exceed* | more than",
        near=320,
    ),
    *CAPS,
    signal(
        "indemnity",
        "indemnif* | indemnit* | hold .. harmless | held harmless",
        unless="indemnifies nobody | not .. indemnif* | indemnity insurance | surviv* | indemnities (if any)",
    ),
    signal(
        "indemnity",
        USER,
        "compensate | compensat* .. loss* | compensation | reimburse* | make good",
        "loss* | damage* | claim* | expense* | full* | all",
        unless=NOT_LIABLE
        + (
            "| payments received | reimburse all payments | full price | reimburse the price | not reimburse "
            "| not .. compensate | obligation to compensate | without .. compensation | no compensation "
            "| compensation to you | compensate you | will compensate the user | we will compensate "
            "| not exceed"
        ),
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
        unless="not .. liable | not bear | not assume | risk | risks",
    ),
    signal(
        "indemnity",
        ("defend you | defend us | agree* to defend | shall defend | will defend | must defend | defend, | defend and"),
        "claim* | action* | lawsuit* | proceeding* | loss*",
        unless="right to defend | not .. defend",
        near=160,
    ),
    signal(
        "indemnity",
        (
            "releas* | liable to us | liable to the company | liable to .. for .. loss* | make good "
            "| responsible to us | exempt the | exempt us | pay us back | cover our | cover all our "
            "| protect us | protect the company"
        ),
        (
            "costs | against .. claims | for any loss | third-party claim* | claims of third parties "
            "| claims by third parties | all claims asserted | losses .. suffer | loss .. suffer "
            "| losses .. incur"
        ),
        near=90,
    ),
    signal(
        "claims_waiver",
        (
            "forsake | waive | waives | waived | waiving | waiver of | relinquish* | give up | hereby release "
            "| releases us | releases the | release us | agree* to release | hereby release* | you release "
            "| release .. from .. claim* | forgo | lose the right | permanently barred | covenant not to sue"
        ),
        ("claim* | right | rights | action* | damages | objection* | remed* | demand* | jury | defense* | defence*"),
        unless=(
            "not .. waive* | no waiver | nor .. waive* | waiver of any provision | waive any breach "
            "| failure to | fail to | fails to | no delay | not operate as | no failure | delay in "
            "| waiver of moral | waive* .. objection* .. venue | waive* .. objection* .. forum "
            "| waive* .. objections based | not .. waiver | constitute .. waiver | deemed .. waiver "
            "| construed .. waiver | nor .. waiver"
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
            "| as-is and as-available | provided .. as is | provide .. as is | provides .. as is "
            "| provided as-is | offered .. as is | supplied .. as is | available .. as is "
            "| is and as available | as is and .. as available | as available basis | as is, where is "
            "| available as is | guarantee | guarantees | guaranteed | merchantability | fitness for a "
            "| provided in .. current situation | present state | current state"
        ),
        unless=(
            "theory of liability | legal theory | breach of .. representation* | breach of .. warrant* "
            "| violation of .. representation* | violation of .. warrant* | authority to make "
            "| section .. representations and warranties | in order to guarantee | guarantee fund "
            "| guarantee amount | or not warranted | a warrant | warrant to search | search warrant*"
        ),
    ),
    signal(
        "force_majeure",
        (
            "force majeure | act of god | acts of god | beyond .. reasonable control | beyond .. control "
            "| outside .. reasonable control | natural disaster* | unforeseeable"
        ),
    ),
)
