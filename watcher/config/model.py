"""The shape of config.toml: its tables and keys, what each may hold, and what is meant where one is absent.

Types are read by the parsers of ``values``, ``addresses`` and ``selectors``. A key's ``description`` is what an error
says of it when it is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PlainValidator, Tag
from pydantic_core import PydanticCustomError

from watcher.config import addresses, selectors, values
from watcher.config.settings import Security
from watcher.domain.agreement import Render
from watcher.domain.assessment import Severity
from watcher.domain.subscriber import DIGEST_AT, Digest
from watcher.locale import DEFAULT
from watcher.significance import CATEGORIES, laws

Value = TypeVar("Value")

REFUSED = "refused"
"""The type of pydantic error that carries what a parser expected and the nearest valid value."""


def _by(parse: Callable[[object], Value]) -> PlainValidator:
    def validate(value: object) -> Value:
        try:
            return parse(value)
        except values.Refused as refused:
            said = {"expected": refused.expected, "nearest": refused.nearest}
            raise PydanticCustomError(REFUSED, "{expected}", said) from None

    return PlainValidator(validate)


def _selector_form(value: object) -> str:
    return "range" if isinstance(value, dict | RangeTable) else "text"


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Line = Annotated[str, _by(values.line)]
OptionalLine = Annotated[str, _by(values.optional_line)]
Truth = Annotated[bool, _by(values.truth)]
Port = Annotated[int, _by(values.port)]
Duration = Annotated[timedelta, _by(values.duration)]
PositiveDuration = Annotated[timedelta, _by(values.positive_duration)]
Size = Annotated[int, _by(values.size)]
TimeOfDay = Annotated[time, _by(values.time_of_day)]
TimeZone = Annotated[ZoneInfo, _by(values.time_zone)]
Cron = Annotated[str, _by(values.cron)]
Identifier = Annotated[str, _by(values.identifier)]
Pattern = Annotated[str, _by(values.pattern)]
TagName = Annotated[str, _by(values.tag)]
Language = Annotated[str, _by(values.language)]
Parameter = Annotated[str, _by(values.parameter)]
Variable = Annotated[str, _by(values.variable)]
HeaderName = Annotated[str, _by(values.header_name)]
PathText = Annotated[str, _by(partial(values.text, expected="a path in quotes", longest=4000))]
Host = Annotated[str, _by(addresses.host)]
Network = Annotated[str, _by(addresses.network)]
HostOrNetwork = Annotated[str, _by(addresses.host_or_network)]
WebUrl = Annotated[str, _by(addresses.web_url)]
ServiceUrl = Annotated[str, _by(addresses.service_url)]
BaseUrl = Annotated[str, _by(addresses.base_url)]
ChatUrl = Annotated[str, _by(addresses.chat_url)]
MailAddress = Annotated[str, _by(addresses.mail_address)]
Jurisdiction = Annotated[str, _by(partial(values.one_of, known=tuple({law.jurisdiction: law for law in laws()})))]
Category = Annotated[str, _by(partial(values.one_of, known=CATEGORIES))]
Sender = Annotated[str, _by(addresses.sender)]
SelectorText = Annotated[str, _by(selectors.selector)]
Css = Annotated[str, _by(selectors.css)]


class Table(BaseModel):
    """A table of the file. Unknown keys are refused; nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class RangeTable(Table):
    """A stretch of a page between two elements."""

    start_before: Css | None = Field(None, alias="startBefore")
    start_after: Css | None = Field(None, alias="startAfter")
    end_before: Css | None = Field(None, alias="endBefore")
    end_after: Css | None = Field(None, alias="endAfter")


Selector = Annotated[
    Annotated[SelectorText, Tag("text")] | Annotated[RangeTable, Tag("range")], Discriminator(_selector_form)
]


class WatcherTable(Table):
    data_dir: PathText = "snapshots"
    base_url: BaseUrl | None = None


class ScheduleTable(Table):
    every: PositiveDuration | None = None
    cron: Cron | None = None
    jitter: Duration = timedelta(minutes=5)


class FetchTable(Table):
    timeout: PositiveDuration = timedelta(seconds=30)
    max_bytes: Size = 20_000_000
    per_host_delay: Duration = timedelta(seconds=2)
    confirm_after: Duration = timedelta(minutes=10)
    robots: Truth = True
    ca_file: PathText | None = None
    proxy: ServiceUrl | None = None
    allow_hosts: list[HostOrNetwork] = []
    tracking: list[Parameter] = []


class SmtpTable(Table):
    host: Host = "localhost"
    port: Port = 25
    security: Annotated[Security, _by(partial(values.choice, kind=Security))] = Security.NONE
    sender: Sender = Field(alias="from", description='a sender such as "Terms watcher <watcher@example.org>"')
    username: Line | None = None
    password_env: Variable | None = None
    ca_file: PathText | None = None


class WebTable(Table):
    host: Host = "127.0.0.1"
    port: Port = 8321
    trusted_proxy: list[Network] = []
    user_header: HeaderName | None = None


class SignificanceTable(Table):
    jurisdictions: list[Jurisdiction] = []
    # What the rules hold is checked by whoever reads them; see ``checks.sound_rules``.
    rule: list[dict[str, Any]] = []
    groups: dict[str, Any] = {}


class AgreementTable(Table):
    id: Identifier = Field(description='an id such as "example-terms"')
    title: Line = Field(description="the agreement's title, text in quotes")
    provider: OptionalLine = ""
    url: WebUrl | None = None
    urls: list[WebUrl] | None = None
    languages: list[Language] = []
    select: list[Selector] = []
    remove: list[Selector] = []
    render: Annotated[Render, _by(partial(values.choice, kind=Render))] = Render.PLAIN
    every: PositiveDuration | None = None
    robots: Truth | None = None
    tags: list[TagName] = []
    was: Annotated[list[Identifier], BeforeValidator(_listed)] = []


class SubscriberTable(Table):
    name: Line = Field(description="a name that no other subscriber has, text in quotes")
    email: MailAddress | None = None
    webhook: ServiceUrl | None = None
    chat: ChatUrl | None = None
    secret_env: Variable | None = None
    agreements: list[Pattern] = ["*"]
    tags: list[TagName] = []
    categories: list[Category] = []
    min_severity: Annotated[Severity, _by(partial(values.choice, kind=Severity))] = Severity.LOW
    digest: Annotated[Digest, _by(partial(values.choice, kind=Digest))] | None = None
    digest_at: TimeOfDay = DIGEST_AT
    timezone: TimeZone = ZoneInfo("UTC")
    language: Annotated[str, _by(values.spoken)] = DEFAULT


class ConfigFile(Table):
    watcher: WatcherTable = WatcherTable()
    schedule: ScheduleTable = ScheduleTable()
    fetch: FetchTable = FetchTable()
    smtp: SmtpTable | None = None
    web: WebTable = WebTable()
    significance: SignificanceTable = SignificanceTable()
    agreements: list[AgreementTable] = []
    subscribers: list[SubscriberTable] = []


TABLES: dict[str, type[Table]] = {
    "watcher": WatcherTable,
    "schedule": ScheduleTable,
    "fetch": FetchTable,
    "smtp": SmtpTable,
    "web": WebTable,
    "significance": SignificanceTable,
    "agreements": AgreementTable,
    "subscribers": SubscriberTable,
}
"""Every table of the file by its name."""


def keys_of(table: type[Table]) -> dict[str, str]:
    """The table's keys as they stand in the file, each with what is expected there when it must not be missing."""
    return {field.alias or name: field.description or "" for name, field in table.model_fields.items()}
