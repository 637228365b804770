"""users: who may come to the web pages, and what they may do. reviews: what is open, and whether the log holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from watcher.cli.options import Json, open_house
from watcher.domain.user import Role, Scope

Name = Annotated[str, typer.Argument(metavar="NAME", help="An account, as `watcher users` names them.")]
PasswordEnv = Annotated[
    str,
    typer.Option(metavar="VARIABLE", help="The environment variable that holds the password; else it is asked for."),
]


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    context = {"help_option_names": ["-h", "--help"]}
    people = typer.Typer(invoke_without_command=True, context_settings=context)
    people.callback(epilog="Example: watcher users --json")(users)
    people.command(epilog="Example: watcher users add anna --role reviewer")(add)
    people.command(epilog="Example: watcher users role anna operator")(role)
    people.command(epilog="Example: watcher users password anna")(password)
    people.command(epilog="Example: watcher users token anna --scope read")(token)
    people.command(epilog="Example: watcher users revoke anna")(revoke)
    people.command(epilog="Example: watcher users end anna")(end)
    app.add_typer(people, name="users")
    desk = typer.Typer(invoke_without_command=True, context_settings=context)
    desk.callback(epilog="Example: watcher reviews --json")(reviews)
    desk.command(epilog="Example: watcher reviews verify")(verify)
    app.add_typer(desk, name="reviews")


def users(context: typer.Context, json: Json = False) -> None:
    """Who may come to the web pages, and what they may do there."""
    if context.invoked_subcommand is not None:
        return
    from watcher.cli import output

    house = open_house(context)
    known = house.accounts.all() if house.kept else []
    if json:
        output.print_json(
            [
                {
                    "name": one.name,
                    "role": str(one.role),
                    "password": bool(one.password),
                    "since": one.since,
                    "ended_at": one.ended_at,
                }
                for one in known
            ]
        )
        return
    if not known:
        output.note("there are no accounts: the web pages are open to this machine, and to no other")
        return
    output.print_table(
        ("user", "role", "signs in", "since (UTC)", "ended (UTC)"),
        [
            (
                one.name,
                one.role,
                "by password" if one.password else "at the proxy",
                output.moment(one.since),
                output.moment(one.ended_at),
            )
            for one in known
        ],
    )


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name that no other account has.")],
    role: Annotated[Role, typer.Option(metavar="ROLE", help="reader, reviewer or operator.")] = Role.READER,
    password_env: PasswordEnv = "",
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Only the trusted proxy of web.trusted_proxy signs them in.")
    ] = False,
) -> None:
    """Make an account. The password is asked for, without showing it."""
    from watcher.cli import output

    house = open_house(context)
    said = None if no_password else _password(password_env)
    user = house.accounts.add(name, role, said)
    output.say(f"{user.name} may come in as {user.role}", to_err=True)


def role(
    context: typer.Context,
    name: Name,
    to: Annotated[Role, typer.Argument(metavar="ROLE", help="reader, reviewer or operator.")],
) -> None:
    """Give somebody another role, from their next request on."""
    from watcher.cli import output

    open_house(context).accounts.set_role(name, to)
    output.say(f"{name} is {to} from now on", to_err=True)


def password(context: typer.Context, name: Name, password_env: PasswordEnv = "") -> None:
    """Give somebody another password; wherever they are signed in, they no longer are."""
    from watcher.cli import output

    house = open_house(context)
    house.accounts.set_password(name, _password(password_env))
    output.say(f"{name} has another password, and is signed in nowhere", to_err=True)


def token(
    context: typer.Context,
    name: Name,
    scope: Annotated[Scope, typer.Option(metavar="SCOPE", help="read, review or operate.")] = Scope.READ,
    days: Annotated[int, typer.Option(metavar="DAYS", min=1, max=3650, help="For how long it holds.")] = 90,
) -> None:
    """Print a token with which a program acts in somebody's name. It is shown this once."""
    from watcher.cli import output

    made = open_house(context).accounts.make_token(name, scope, timedelta(days=days))
    output.note(f"it may {scope} in the name of {name} for {days} days, until the account ends")
    output.say(made)


def revoke(context: typer.Context, name: Name) -> None:
    """End all sessions and tokens of somebody, who stays: when a token was lost."""
    from watcher.cli import output

    open_house(context).accounts.revoke(name)
    output.say(f"{name} is signed in nowhere, and has no tokens", to_err=True)


def end(context: typer.Context, name: Name) -> None:
    """Let somebody in no more. What they decided stays theirs."""
    from watcher.cli import output

    open_house(context).accounts.end(name)
    output.say(f"{name} no longer comes in; sessions and tokens have ended", to_err=True)


def reviews(context: typer.Context, json: Json = False) -> None:
    """Comparisons that wait for a decision, the weightiest first."""
    if context.invoked_subcommand is not None:
        return
    from watcher.cli import output

    house = open_house(context)
    waiting = house.reviews.open_reviews(limit=10_000) if house.kept else []
    if json:
        output.print_json(
            [
                {
                    "comparison": one.comparison_id,
                    "agreement": one.agreement_id,
                    "old": one.old,
                    "new": one.new,
                    "at": one.at,
                    "severity": str(one.severity),
                    "state": str(one.standing.state),
                    "assignee": one.standing.assignee,
                }
                for one in waiting
            ]
        )
        return
    if not waiting:
        output.note("no review is open")
        return
    output.print_table(
        ("comparison", "agreement", "versions", "severity", "since (UTC)", "state", "assignee"),
        [
            (
                one.comparison_id,
                one.agreement_id,
                f"{one.old}..{one.new}",
                output.severity(one.severity),
                output.moment(one.at),
                one.standing.state.words,
                one.standing.assignee or "-",
            )
            for one in waiting
        ],
    )


def verify(
    context: typer.Context,
    head: Annotated[
        str, typer.Option(metavar="HASH", help="The head that an earlier run printed: is it still in the log?")
    ] = "",
    json: Json = False,
) -> None:
    """Look through the log of reviews, whether any entry was altered, taken out or put in between."""
    from watcher.cli import output
    from watcher.domain.errors import StoreError

    result = open_house(context).reviews.verify(head.strip().lower())
    if json:
        output.print_json(
            {
                "entries": result.entries,
                "head": result.head,
                "broken_at": result.broken_at,
                "head_found": result.found,
                "compared_anew": result.anew,
            }
        )
    elif result.broken_at is None and result.found:
        output.say(f"{result.entries} entries, none altered")
        output.say(f"head {result.head}")
        if result.anew:
            output.note(f"{result.anew} of them are on comparisons that were made anew since")
    mend = "compare it with a backup"
    if result.broken_at is not None:
        raise StoreError("the log of reviews was altered", where=f"entry {result.broken_at}", mend=mend)
    if not result.found:
        raise StoreError("the log of reviews was cut off: it no longer has that head", where=head, mend=mend)


def _password(variable: str) -> str:
    """From that environment variable, or else asked for twice. Raises SecretMissing."""
    import os
    import sys

    from watcher.domain.errors import SecretMissing, UsageError

    if not variable:
        if not sys.stdin.isatty():
            raise UsageError("there is no terminal to ask on", where="password", mend="use --password-env VARIABLE")
        try:
            return str(typer.prompt("Password", hide_input=True, confirmation_prompt="Once more", err=True))
        except typer.Abort:
            # By itself it would end with 1, which says that there are differences.
            raise KeyboardInterrupt from None
    if variable not in os.environ:
        raise SecretMissing("the environment variable is not set", where=variable, mend="set it, or leave it away")
    return os.environ[variable]
