"""What reaches out, and what the configuration tells it: the guarded client, the fetcher on top, the mail server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from watcher import config
from watcher.bootstrap.files import read_settings
from watcher.fetch.browser import BrowserFetcher
from watcher.fetch.client import guarded_client
from watcher.fetch.http import HttpFetcher
from watcher.fetch.settings import FetchSettings, user_agent
from watcher.notify import Security, SmtpSettings
from watcher.services.ports import Fetcher


@asynccontextmanager
async def fetcher(path: Path, data_dir: Path | None = None) -> AsyncIterator[Fetcher]:
    """A guarded fetcher alone; without a configuration file, with the usual settings. Raises ConfigError."""
    async with reaching_out(_settings_or_usual(path, data_dir)) as (_, fetcher):
        yield fetcher


def _settings_or_usual(path: Path, data_dir: Path | None) -> FetchSettings:
    return fetch_settings(read_settings(path, data_dir)) if path.exists() else FetchSettings()


@asynccontextmanager
async def reaching_out(settings: FetchSettings) -> AsyncIterator[tuple[httpx.AsyncClient, Fetcher]]:
    """The guarded client, and the fetcher on top of it that also draws pages."""
    async with (
        guarded_client(settings) as client,
        BrowserFetcher(HttpFetcher(client, settings), client, settings) as fetcher,
    ):
        yield client, fetcher


def fetch_settings(settings: config.Settings) -> FetchSettings:
    """What the configuration says of fetching."""
    fetch = settings.fetch
    return FetchSettings(
        timeout=fetch.timeout.total_seconds(),
        max_bytes=fetch.max_bytes,
        per_host_delay=fetch.per_host_delay.total_seconds(),
        robots=fetch.robots,
        allow_hosts=fetch.allow_hosts,
        ca_file=str(fetch.ca_file or ""),
        proxy=fetch.proxy,
        user_agent=user_agent(settings.base_url),
    )


def smtp_settings(settings: config.Settings) -> SmtpSettings:
    """What the configuration says of the mail server; the usual one where it says nothing."""
    smtp = settings.smtp
    if smtp is None:
        return SmtpSettings()
    return SmtpSettings(
        host=smtp.host,
        port=smtp.port,
        security=Security(smtp.security.value),
        sender=smtp.sender,
        username=smtp.username,
        password_env=smtp.password_env,
        ca_file=smtp.ca_file,
    )
