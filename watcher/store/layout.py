"""What stands where in the data folder."""

from __future__ import annotations

DATABASE = "watcher.db"
"""Everything but the bodies; SQLite keeps ``-wal`` and ``-shm`` beside it while it is open."""

OBJECTS = "objects"
"""The bodies: ``objects/ab/cdef…``, named by their SHA-256."""

LOCK = "service.lock"
"""Held by the service that runs on this folder."""
