"""config.toml → frozen settings, or every mistake in it at once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from pydantic import ValidationError

from watcher.config.checks import CHECKS, Raw, files_that_are_read
from watcher.config.model import TABLES, AgreementTable, ConfigFile, FetchTable, RangeTable, SubscriberTable
from watcher.config.problems import from_validation
from watcher.config.settings import Fetching, Schedule, Settings, Significance, Smtp, Web
from watcher.domain.agreement import Agreement, Cut, Range, Selector
from watcher.domain.errors import ConfigError, ConfigProblem
from watcher.domain.subscriber import ChannelKind, Subscriber
from watcher.significance import read_rules

DEFAULT_EVERY = timedelta(hours=6)

_PLACE = re.compile(r"^(.{0,400}?) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)


def load(path: Path, *, environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check a configuration file.

    Relative paths in it are relative to its folder. ``environ`` (default: the process's environment) is asked for
    nothing but the values of the secrets that the file names, so that none of them is ever printed; whether they are
    set is for the channel that sends. Raises ConfigError with every mistake.
    """
    raw = parse(read(path), where=str(path))
    return settled(raw, path=path, environ=os.environ if environ is None else environ)


def read(path: Path) -> str:
    """The file's text. Raises ConfigError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        problem = ConfigProblem(
            path="file",
            found="nothing there",
            expected="a configuration file; `watcher add URL` begins one, or copy the sample config.toml",
        )
    except IsADirectoryError:
        problem = ConfigProblem(path="file", found="a folder", expected="a file", nearest=str(path / "config.toml"))
    except UnicodeDecodeError as mistake:
        line = mistake.object[: mistake.start].count(b"\n") + 1
        problem = ConfigProblem(
            path=f"line {line}", found=f"byte 0x{mistake.object[mistake.start]:02x}", expected="a file saved as UTF-8"
        )
    except OSError as mistake:
        reason = mistake.strerror or str(mistake)
        problem = ConfigProblem(path="file", found=reason, expected="a file that can be read")
    raise ConfigError((problem,), where=str(path))


def parse(text: str, *, where: str) -> Raw:
    """TOML as tables. Raises ConfigError with line and column."""
    try:
        return tomllib.loads(text)
    except ValueError as mistake:
        # TOMLDecodeError, or a plain ValueError for a number of more digits than Python reads.
        said = _PLACE.match(str(mistake))
        what, line, column = said.groups() if said else (str(mistake), None, None)
        place = f"line {line}, column {column}" if line else "end of the file"
        problem = ConfigProblem(path=place, found="", expected=f"TOML ({what})")
    except RecursionError:
        problem = ConfigProblem(path="file", found="", expected="TOML that is not nested so deeply")
    raise ConfigError((problem,), where=where) from None


def settled(raw: Raw, *, path: Path, environ: Mapping[str, str]) -> Settings:
    """Tables as settings. Raises ConfigError with every mistake, in the order of the file's tables."""
    folder = path.parent
    problems = [problem for check in CHECKS for problem in check(raw)]
    problems += files_that_are_read(raw, folder)
    parsed = None
    try:
        parsed = ConfigFile.model_validate(raw)
    except ValidationError as error:
        problems += from_validation(error, _secrets(raw, environ))
    if problems or parsed is None:
        # Raised here, not where pydantic failed: its own error prints the values that were found.
        raise ConfigError(tuple(sorted(problems, key=_place)), where=str(path))
    return _settings(parsed, folder)


def _secrets(raw: Raw, environ: Mapping[str, str]) -> list[str]:
    return [environ[name] for name in _variables(raw) if len(environ.get(name, "")) > 3]


def _variables(raw: Raw) -> Iterator[str]:
    for value in raw.values():
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, dict):
                yield from (table[key] for key in ("password_env", "secret_env") if isinstance(table.get(key), str))


def _place(problem: ConfigProblem) -> tuple[int, int]:
    head = re.match(r"([a-z]{1,20})(?:\[(\d{1,9})\])?", problem.path)
    if not head or head[1] not in TABLES:
        return len(TABLES), 0
    return list(TABLES).index(head[1]), int(head[2] or 0)


def _settings(file: ConfigFile, folder: Path) -> Settings:
    web = file.web
    shown_host = f"[{web.host}]" if ":" in web.host else web.host
    return Settings(
        data_dir=_located(file.watcher.data_dir, folder),
        base_url=file.watcher.base_url or f"http://{shown_host}:{web.port}",
        schedule=Schedule(
            every=file.schedule.every or (None if file.schedule.cron else DEFAULT_EVERY),
            cron=file.schedule.cron,
            jitter=file.schedule.jitter,
        ),
        fetch=Fetching(
            timeout=file.fetch.timeout,
            max_bytes=file.fetch.max_bytes,
            per_host_delay=file.fetch.per_host_delay,
            confirm_after=file.fetch.confirm_after,
            robots=file.fetch.robots,
            ca_file=_located(file.fetch.ca_file, folder) if file.fetch.ca_file else None,
            proxy=file.fetch.proxy or "",
            allow_hosts=tuple(file.fetch.allow_hosts),
        ),
        smtp=_smtp(file, folder),
        web=Web(
            host=web.host, port=web.port, trusted_proxy=tuple(web.trusted_proxy), user_header=web.user_header or ""
        ),
        significance=Significance(
            jurisdictions=tuple(file.significance.jurisdictions),
            rules=read_rules(file.significance.model_dump(), where="significance"),
        ),
        agreements=tuple(_agreement(table, file.fetch) for table in file.agreements),
        subscribers=tuple(_subscriber(table) for table in file.subscribers),
    )


def _located(written: str, folder: Path) -> Path:
    return folder / Path(written).expanduser()


def _smtp(file: ConfigFile, folder: Path) -> Smtp | None:
    if file.smtp is None:
        return None
    return Smtp(
        host=file.smtp.host,
        port=file.smtp.port,
        security=file.smtp.security,
        sender=file.smtp.sender,
        username=file.smtp.username or "",
        password_env=file.smtp.password_env or "",
        ca_file=_located(file.smtp.ca_file, folder) if file.smtp.ca_file else None,
    )


def _agreement(table: AgreementTable, fetch: FetchTable) -> Agreement:
    return Agreement(
        id=table.id,
        title=table.title,
        sources=(table.url,) if table.url else tuple(table.urls or ()),
        provider=table.provider,
        languages=tuple(table.languages),
        cut=Cut(
            select=tuple(_selector(each) for each in table.select),
            remove=tuple(_selector(each) for each in table.remove),
            render=table.render,
            tracking=tuple(fetch.tracking),
        ),
        every=table.every,
        tags=tuple(table.tags),
        robots=fetch.robots if table.robots is None else table.robots,
        was=tuple(table.was),
    )


def _selector(written: str | RangeTable) -> Selector:
    if isinstance(written, str):
        return written
    return Range(
        start_before=written.start_before,
        start_after=written.start_after,
        end_before=written.end_before,
        end_after=written.end_after,
    )


def _subscriber(table: SubscriberTable) -> Subscriber:
    addresses = {ChannelKind.EMAIL: table.email, ChannelKind.WEBHOOK: table.webhook, ChannelKind.CHAT: table.chat}
    channel, address = next((kind, given) for kind, given in addresses.items() if given)
    return Subscriber(
        name=table.name,
        channel=channel,
        address=address,
        secret_env=table.secret_env or "",
        agreements=tuple(table.agreements),
        tags=tuple(table.tags),
        categories=tuple(table.categories),
        min_severity=table.min_severity,
        digest=table.digest,
        digest_at=table.digest_at,
        timezone=table.timezone,
        language=table.language,
    )
