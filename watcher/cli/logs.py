"""Logs on standard error: all of them from the service, only what somebody should look at from other commands."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from watcher.redline.visible import visible


def configure(least: int = logging.INFO) -> None:
    """Structured logs from this level on: JSON lines, or readable ones on a terminal."""
    terminal = sys.stderr.isatty()
    renderer: list[structlog.typing.Processor] = (
        [_harmless, structlog.dev.ConsoleRenderer(colors="NO_COLOR" not in os.environ)]
        if terminal
        else [structlog.processors.JSONRenderer(ensure_ascii=True)]
    )
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            *renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        # Asked for at every message: standard error may have been replaced since.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")


def configure_quietly() -> None:
    """Only what somebody should look at, as every command logs but the service."""
    configure(logging.WARNING)


def _harmless(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Servers' answers and pages' words stand in logs; none of them may steer the terminal."""
    return {key: visible(value) if isinstance(value, str) else value for key, value in event.items()}
