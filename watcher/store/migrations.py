"""How the database came to be what it is: steps that are applied once each, in order, and never edited.

``tests/store/schema.sql`` shows what all of them together come to. Moments are text in UTC, always with microseconds,
so that they sort; lists and small objects are JSON; clause trees and comparisons are compressed JSON (``codec``).
Foreign keys are checked at the end of a transaction: within it, rows may be written in any order.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

from watcher.domain.errors import StoreError

NAME = "watcher"
MIGRATIONS = Migrations(NAME)

STEPS = (
    "m001_agreements",
    "m002_fetches",
    "m003_versions",
    "m004_checks",
    "m005_outbox",
    "m006_rendered_by",
    "m007_learned",
    "m008_subscriptions",
    "m009_reviews",
    "m010_accounts",
    "m011_finding",
    "m012_reminders",
)
"""Every step that this release knows, in order."""


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is still to be applied, all of it or nothing. Several processes may do so at once.

    Raises StoreError for a database that a newer release has written.
    """
    refuse_newer(connection)
    if not MIGRATIONS.pending(_database(connection)):
        return
    # sqlite-utils begins its transactions deferred, which another process can bring to fail at once. Inside this one,
    # which waits for the lock, it uses savepoints.
    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(_database(connection))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def refuse_newer(connection: sqlite3.Connection) -> None:
    """Raises StoreError for a database that a newer release has written."""
    newer = {step.name for step in MIGRATIONS.applied(_database(connection))} - set(STEPS)
    if newer:
        raise StoreError(
            f"a newer release of watcher wrote this database (it knows {', '.join(sorted(newer))})",
            mend="install that release, or name another data folder",
        )


def _database(connection: sqlite3.Connection) -> Database:
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def _run(db: Database, script: str) -> None:
    # Not executescript: it would commit the transaction that the step runs in.
    for statement in script.split(";"):
        if statement.strip():
            db.conn.execute(statement)


@MIGRATIONS()
def m001_agreements(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE agreements (
            id TEXT PRIMARY KEY,
            body TEXT NOT NULL,
            since TEXT NOT NULL,
            ended_at TEXT
        ) STRICT;

        CREATE TABLE earlier_ids (
            id TEXT PRIMARY KEY,
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX earlier_ids_by_agreement ON earlier_ids (agreement_id);
        """,
    )


@MIGRATIONS()
def m002_fetches(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE fetches (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            url TEXT NOT NULL,
            final_url TEXT NOT NULL,
            started_at TEXT NOT NULL,
            duration REAL NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('received', 'not_modified', 'failed')),
            status INTEGER,
            redirects TEXT NOT NULL,
            headers TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            reason TEXT NOT NULL,
            error TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            raw_bytes INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE fetch_agreements (
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            started_at TEXT NOT NULL,
            fetch_seq INTEGER NOT NULL REFERENCES fetches (seq) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (agreement_id, started_at, fetch_seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX fetch_agreements_by_fetch ON fetch_agreements (fetch_seq);

        CREATE TABLE pages (
            url TEXT PRIMARY KEY,
            sha256 TEXT NOT NULL,
            final_url TEXT NOT NULL,
            content_type TEXT NOT NULL,
            etag TEXT NOT NULL,
            last_modified TEXT NOT NULL,
            fetched_at TEXT
        ) STRICT;
        """,
    )


@MIGRATIONS()
def m003_versions(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE versions (
            id TEXT PRIMARY KEY,
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            number INTEGER NOT NULL CHECK (number > 0),
            fingerprint TEXT NOT NULL,
            first_seen TEXT NOT NULL,
            last_seen TEXT NOT NULL,
            snapshots TEXT NOT NULL,
            pipeline INTEGER NOT NULL,
            cut TEXT NOT NULL,
            title TEXT NOT NULL,
            languages TEXT NOT NULL,
            taken REAL NOT NULL,
            returns_to INTEGER,
            warnings TEXT NOT NULL,
            UNIQUE (agreement_id, number)
        ) STRICT;

        CREATE TABLE trees (
            version_id TEXT PRIMARY KEY REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED,
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE comparisons (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            old_number INTEGER NOT NULL,
            new_number INTEGER NOT NULL,
            at TEXT NOT NULL,
            severity TEXT NOT NULL CHECK (severity IN ('none', 'low', 'medium', 'high', 'critical')),
            counts TEXT NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (agreement_id, new_number, old_number),
            FOREIGN KEY (agreement_id, old_number) REFERENCES versions (agreement_id, number)
                ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            FOREIGN KEY (agreement_id, new_number) REFERENCES versions (agreement_id, number)
                ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX comparisons_by_old ON comparisons (agreement_id, old_number);
        CREATE INDEX comparisons_by_time ON comparisons (at);
        """,
    )


@MIGRATIONS()
def m004_checks(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE checks (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            at TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN
                ('first', 'same', 'changed', 'reverted', 'variant', 'candidate', 'quarantined', 'failed')),
            reason TEXT NOT NULL,
            fetch_ids TEXT NOT NULL,
            snapshots TEXT NOT NULL,
            version INTEGER,
            comparison_id TEXT REFERENCES comparisons (id) DEFERRABLE INITIALLY DEFERRED
        ) STRICT;
        CREATE INDEX checks_by_agreement ON checks (agreement_id, at);
        CREATE INDEX checks_by_comparison ON checks (comparison_id);

        CREATE TABLE states (
            agreement_id TEXT PRIMARY KEY REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            last_check TEXT,
            last_success TEXT,
            last_outcome TEXT CHECK (last_outcome IN
                ('first', 'same', 'changed', 'reverted', 'variant', 'candidate', 'quarantined', 'failed')),
            reason TEXT NOT NULL,
            failing_since TEXT,
            quarantined_since TEXT,
            failures INTEGER NOT NULL,
            failure_told INTEGER NOT NULL CHECK (failure_told IN (0, 1)),
            candidate TEXT NOT NULL,
            variants TEXT NOT NULL,
            read TEXT NOT NULL,
            read_by TEXT NOT NULL
        ) STRICT;
        """,
    )


@MIGRATIONS()
def m005_outbox(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE events (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            key TEXT NOT NULL UNIQUE,
            type TEXT NOT NULL CHECK (type IN
                ('terms.changed', 'terms.reverted', 'terms.unsettled', 'agreement.failing', 'agreement.recovered')),
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            at TEXT NOT NULL,
            comparison_id TEXT REFERENCES comparisons (id) DEFERRABLE INITIALLY DEFERRED,
            reason TEXT NOT NULL
        ) STRICT;
        CREATE INDEX events_by_agreement ON events (agreement_id, at);
        CREATE INDEX events_by_time ON events (at);
        CREATE INDEX events_by_comparison ON events (comparison_id);

        CREATE TABLE deliveries (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            subscriber TEXT NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('email', 'webhook', 'chat')),
            digest INTEGER NOT NULL CHECK (digest IN (0, 1)),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'delivered', 'failed', 'cancelled')),
            created_at TEXT NOT NULL,
            due_at TEXT NOT NULL,
            attempts_before INTEGER NOT NULL,
            claimed_by TEXT NOT NULL,
            claimed_until TEXT,
            CHECK ((state = 'sending') = (claimed_until IS NOT NULL))
        ) STRICT;
        CREATE INDEX deliveries_by_state ON deliveries (state, due_at);
        CREATE INDEX deliveries_by_subscriber ON deliveries (subscriber, created_at);
        CREATE INDEX deliveries_by_time ON deliveries (created_at);

        CREATE TABLE delivery_events (
            delivery_id TEXT NOT NULL REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
            position INTEGER NOT NULL,
            event_id TEXT NOT NULL REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (delivery_id, position),
            UNIQUE (delivery_id, event_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_events_by_event ON delivery_events (event_id);

        CREATE TABLE attempts (
            seq INTEGER PRIMARY KEY,
            delivery_id TEXT NOT NULL REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
            at TEXT NOT NULL,
            duration REAL NOT NULL,
            ok INTEGER NOT NULL CHECK (ok IN (0, 1)),
            status INTEGER,
            detail TEXT NOT NULL
        ) STRICT;
        CREATE INDEX attempts_by_delivery ON attempts (delivery_id);
        """,
    )


@MIGRATIONS()
def m006_rendered_by(db: Database) -> None:
    _run(db, "ALTER TABLE fetches ADD COLUMN rendered_by TEXT NOT NULL DEFAULT ''")


@MIGRATIONS()
def m007_learned(db: Database) -> None:
    _run(
        db,
        """
        ALTER TABLE states ADD COLUMN read_blocks TEXT NOT NULL DEFAULT '';
        ALTER TABLE states ADD COLUMN sightings TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE states ADD COLUMN furniture TEXT NOT NULL DEFAULT '[]';
        """,
    )


@MIGRATIONS()
def m008_subscriptions(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE ended_subscriptions (
            subscriber TEXT PRIMARY KEY,
            ended_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE secrets (
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    )


@MIGRATIONS()
def m009_reviews(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE review_log (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            who TEXT NOT NULL,
            comparison_id TEXT NOT NULL REFERENCES comparisons (id) DEFERRABLE INITIALLY DEFERRED,
            change_id TEXT NOT NULL,
            place TEXT NOT NULL,
            action TEXT NOT NULL CHECK (action IN ('acknowledged', 'assigned', 'commented', 'decided', 'reopened')),
            words TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('new', 'in_review', 'closed')),
            assignee TEXT NOT NULL,
            decision TEXT CHECK (decision IN ('no_action', 'action_needed', 'not_applicable', 'deferred')),
            owner TEXT NOT NULL,
            until TEXT,
            seen TEXT NOT NULL,
            before TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE INDEX review_log_by_comparison ON review_log (comparison_id, change_id, seq);
        """,
    )


@MIGRATIONS()
def m010_accounts(db: Database) -> None:
    _run(
        db,
        """
        CREATE TABLE users (
            name TEXT PRIMARY KEY,
            folded TEXT NOT NULL UNIQUE,
            role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'operator')),
            password TEXT NOT NULL,
            since TEXT NOT NULL,
            ended_at TEXT
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sessions (
            sha256 TEXT PRIMARY KEY,
            user TEXT NOT NULL REFERENCES users (name) DEFERRABLE INITIALLY DEFERRED,
            begun_at TEXT NOT NULL,
            expires_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_by_user ON sessions (user);
        CREATE INDEX sessions_by_end ON sessions (expires_at);

        CREATE TABLE tokens (
            sha256 TEXT PRIMARY KEY,
            user TEXT NOT NULL REFERENCES users (name) DEFERRABLE INITIALLY DEFERRED,
            scope TEXT NOT NULL CHECK (scope IN ('read', 'review', 'operate')),
            since TEXT NOT NULL,
            expires_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tokens_by_user ON tokens (user);

        CREATE TABLE sign_in_attempts (
            seq INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX sign_in_attempts_by_key ON sign_in_attempts (key, at);
        CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (at);
        """,
    )


@MIGRATIONS()
def m011_finding(db: Database) -> None:
    """What is found fast. All of it follows from what stands in the other tables (``indexing``), but for ``looks``."""
    _run(
        db,
        """
        ALTER TABLE agreements ADD COLUMN words TEXT NOT NULL DEFAULT '';

        ALTER TABLE comparisons ADD COLUMN weight INTEGER GENERATED ALWAYS AS (CASE severity
            WHEN 'none' THEN 0 WHEN 'low' THEN 1 WHEN 'medium' THEN 2 WHEN 'high' THEN 3 ELSE 4 END) VIRTUAL;
        CREATE INDEX comparisons_by_weight ON comparisons (weight, at, seq);
        CREATE INDEX comparisons_by_agreement ON comparisons (agreement_id, at, seq);

        CREATE TABLE changed_clauses (
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            clause_id TEXT NOT NULL,
            comparison_id TEXT NOT NULL REFERENCES comparisons (id) DEFERRABLE INITIALLY DEFERRED,
            change_id TEXT NOT NULL,
            PRIMARY KEY (agreement_id, clause_id, comparison_id, change_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX changed_clauses_by_comparison ON changed_clauses (comparison_id);

        CREATE TABLE texts (
            id INTEGER PRIMARY KEY,
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            digest BLOB NOT NULL,
            heading TEXT NOT NULL,
            text TEXT NOT NULL,
            current INTEGER NOT NULL CHECK (current IN (0, 1)),
            UNIQUE (agreement_id, digest)
        ) STRICT;

        CREATE TABLE wordings (
            id INTEGER PRIMARY KEY,
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            text_id INTEGER NOT NULL REFERENCES texts (id) DEFERRABLE INITIALLY DEFERRED,
            clause_id TEXT NOT NULL,
            label TEXT NOT NULL,
            path TEXT NOT NULL,
            lang TEXT NOT NULL,
            categories TEXT NOT NULL,
            inherited TEXT NOT NULL,
            first INTEGER NOT NULL,
            gone INTEGER
        ) STRICT;
        CREATE INDEX wordings_by_text ON wordings (text_id);
        CREATE INDEX wordings_by_agreement ON wordings (agreement_id, gone, first);
        CREATE INDEX wordings_by_clause ON wordings (agreement_id, clause_id, first);

        CREATE VIRTUAL TABLE text_index USING fts5 (heading, text, content = '', tokenize = 'ascii');

        CREATE TABLE looks (
            who TEXT PRIMARY KEY,
            until TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE made (
            name TEXT PRIMARY KEY,
            form INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    )


@MIGRATIONS()
def m012_reminders(db: Database) -> None:
    """Events may be of another type. What a column is checked for cannot be changed: the table is made anew."""
    _run(
        db,
        """
        CREATE TEMP TABLE kept_events AS SELECT * FROM events;
        DROP TABLE events;
        CREATE TABLE events (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            key TEXT NOT NULL UNIQUE,
            type TEXT NOT NULL CHECK (type IN
                ('terms.changed', 'terms.reverted', 'terms.unsettled', 'terms.unacknowledged',
                'agreement.failing', 'agreement.recovered')),
            agreement_id TEXT NOT NULL REFERENCES agreements (id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
            at TEXT NOT NULL,
            comparison_id TEXT REFERENCES comparisons (id) DEFERRABLE INITIALLY DEFERRED,
            reason TEXT NOT NULL
        ) STRICT;
        INSERT INTO events SELECT * FROM kept_events;
        DROP TABLE kept_events;
        CREATE INDEX events_by_agreement ON events (agreement_id, at);
        CREATE INDEX events_by_time ON events (at);
        CREATE INDEX events_by_comparison ON events (comparison_id);
        """,
    )
