"""The port AccountBook on SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime

from watcher.domain.errors import NotFound, UsageError
from watcher.domain.user import Role, Scope, Session, Token, User
from watcher.store.codec import write_time
from watcher.store.connections import Connections
from watcher.store.rows import at, maybe_at, maybe_time
from watcher.store.statements import execute, insert


class SqliteAccounts:
    """See the port."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add_user(self, user: User) -> None:
        values = {
            "name": user.name,
            "folded": user.name.casefold(),
            "role": user.role.value,
            "password": user.password,
            "since": write_time(user.since),
            "ended_at": maybe_time(user.ended_at),
        }
        with self._connections.writing() as connection:
            if insert(connection, "users", values, "ON CONFLICT DO NOTHING").rowcount != 1:
                raise UsageError("there is an account of that name already", where=user.name, mend="see watcher users")

    def save_user(self, user: User, *, sign_out: bool) -> None:
        with self._connections.writing() as connection:
            changed = execute(
                connection,
                "UPDATE users SET role = ?, password = ?, ended_at = ? WHERE name = ?",
                [user.role.value, user.password, maybe_time(user.ended_at), user.name],
            )
            if changed.rowcount != 1:
                raise NotFound("there is no account of that name", where=user.name, mend="see watcher users")
            if sign_out:
                execute(connection, "DELETE FROM sessions WHERE user = ?", [user.name])
            if user.ended_at is not None:
                execute(connection, "DELETE FROM tokens WHERE user = ?", [user.name])

    def users(self) -> list[User]:
        with self._connections.reading() as connection:
            return [_user(row) for row in execute(connection, "SELECT * FROM users ORDER BY name")]

    def user(self, name: str) -> User | None:
        row = self._one("SELECT * FROM users WHERE folded = ?", name.casefold())
        return _user(row) if row else None

    def add_session(self, session: Session) -> None:
        with self._connections.writing() as connection:
            begun = write_time(session.begun_at)
            execute(connection, "DELETE FROM sessions WHERE expires_at <= ?", [begun])
            values = {"sha256": session.sha256, "user": session.user, "begun_at": begun}
            insert(connection, "sessions", values | {"expires_at": write_time(session.expires_at)})

    def session(self, sha256: str) -> Session | None:
        row = self._one("SELECT * FROM sessions WHERE sha256 = ?", sha256)
        if row is None:
            return None
        begun, end = at(row["begun_at"]), at(row["expires_at"])
        return Session(sha256=row["sha256"], user=row["user"], begun_at=begun, expires_at=end)

    def end_session(self, sha256: str) -> None:
        with self._connections.writing() as connection:
            execute(connection, "DELETE FROM sessions WHERE sha256 = ?", [sha256])

    def revoke(self, user: str) -> None:
        with self._connections.writing() as connection:
            execute(connection, "DELETE FROM sessions WHERE user = ?", [user])
            execute(connection, "DELETE FROM tokens WHERE user = ?", [user])

    def add_token(self, token: Token) -> None:
        values = {"sha256": token.sha256, "user": token.user, "scope": token.scope.value}
        times = {"since": write_time(token.since), "expires_at": write_time(token.expires_at)}
        with self._connections.writing() as connection:
            insert(connection, "tokens", values | times)

    def token(self, sha256: str) -> Token | None:
        row = self._one("SELECT * FROM tokens WHERE sha256 = ?", sha256)
        if row is None:
            return None
        since, end = at(row["since"]), at(row["expires_at"])
        return Token(sha256=row["sha256"], user=row["user"], scope=Scope(row["scope"]), since=since, expires_at=end)

    def note_attempt(self, limits: Mapping[str, int], *, at: datetime, since: datetime) -> bool:
        with self._connections.writing() as connection:
            execute(connection, "DELETE FROM sign_in_attempts WHERE at < ?", [write_time(since)])
            for key, limit in limits.items():
                sql = "SELECT count(*) AS made FROM sign_in_attempts WHERE key = ?"
                if execute(connection, sql, [key]).fetchone()["made"] >= limit:
                    return False
            for key in limits:
                insert(connection, "sign_in_attempts", {"key": key, "at": write_time(at)})
        return True

    def attempt_succeeded(self, name: str, address: str, *, at: datetime) -> None:
        one = (
            "DELETE FROM sign_in_attempts WHERE rowid IN "
            "(SELECT rowid FROM sign_in_attempts WHERE key = ? AND at = ? LIMIT 1)"
        )
        with self._connections.writing() as connection:
            execute(connection, "DELETE FROM sign_in_attempts WHERE key = ?", [name])
            execute(connection, one, [address, write_time(at)])

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        with self._connections.reading() as connection:
            row: sqlite3.Row | None = execute(connection, sql, values).fetchone()
            return row


def _user(row: sqlite3.Row) -> User:
    return User(
        name=row["name"],
        role=Role(row["role"]),
        password=row["password"],
        since=at(row["since"]),
        ended_at=maybe_at(row["ended_at"]),
    )
