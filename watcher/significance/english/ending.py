"""How an account, a service or the contract ends or is suspended."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

SIGNALS: tuple[Signal, ...] = (
    signal(
        "termination",
        (
            "terminat* | suspend* | suspension | discontinu* | deactivat* | cancel | cancels | cancelled "
            "| canceled | cancellation | canceling | cancelling | rescind* | rescission | expel | expelled "
            "| shut down .. service* | shut down .. platform | shut down .. account* | shut down .. site "
            "| permanently cease | cease .. service | cease .. provid* | cease to provide | stop providing "
            "| stop offering | interrupt* .. service | service interruption* | refuse service | notice period "
            "| right of withdrawal | withdrawal right* | right to withdraw from "
            "| withdraw .. from .. agreement | withdraw .. from .. contract | expiration of .. agreement "
            "| expiry of .. agreement | expiration of .. contract | expiry of .. contract "
            "| expiration of the term | expiry of the term | come to an end | comes to an end "
            "| ends automatically | end automatically | expires automatically | expires on | will expire "
            "| end this agreement | end this contract | end .. the contract | end .. the agreement | ended by "
            "| agreement ends | contract ends | agreement will end | contract will end | party ends it "
            "| in effect until | in force until | in force for | ban you | bans you | banned | ban users "
            "| ban .. account*"
        ),
        unless=(
            "terminal device | payment is cancelled | payment .. cancelled | card .. cancelled "
            "| breach or termination | breach, termination | termination or invalidity | have been banned "
            "| not been banned | been banned or | not been .. suspended | during or after the termination "
            "| before or after the termination | validity or termination | termination or the consequences "
            "| termination or validity | termination thereof | after termination of employment | browser "
            "| cookies | deactivat* .. protection* | deactivat* .. security"
        ),
    ),
    signal(
        "termination",
        (
            "close | closing | closure | closed | block | blocking | blocked | freeze | pause | pausing "
            "| freezing | frozen | lock | locked | restrict | disable | disabling | revoke | revoking | deny "
            "| withdraw | remove | removing | delete | deleting | revoked | disabled | lose"
        ),
        (
            "account | accounts | your access | access to .. service* | access to .. platform "
            "| access to .. site | right to use | membership | your profile | your login"
        ),
        # To delete an account is an end of it; "until you delete your account" tells for how long something goes on.
        unless=(
            "if you delete | until you delete | when you delete | before you delete | unless you delete "
            "| after you delete | files from | account information | access to .. information "
            "| access to .. data | account settings | account manager | from .. account | limited access "
            "| accounts for"
        ),
        near=45,
    ),
    # Who does not agree is asked to leave; that ends nothing.
    signal("termination", "stop using", unless="not agree | not accept | after you stop | no longer accept"),
    signal("termination", "remove | exclude | expel", "you from | user from | users from | member from", near=12),
    signal("termination", "access | licen*e | permission | right to use", "be revoked | is revoked", near=60),
)
