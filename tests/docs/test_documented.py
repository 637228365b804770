"""What exists is documented, and what is documented exists. Settings have their own test in tests/config."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from watcher.bootstrap import House
from watcher.cli import app
from watcher.config import load
from watcher.domain.assessment import Severity
from watcher.domain.delivery import DeliveryState, EventType
from watcher.domain.user import Role, Scope
from watcher.domain.version import CheckOutcome
from watcher.services.browse import Health
from watcher.significance import CATEGORIES, Rule
from watcher.significance.rules import FINDINGS
from watcher.web import metrics
from watcher.web.app import build

ROOT = Path(__file__).parents[2]
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
WEB_PAGE = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
ALERTS_PAGE = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
CONFIGURATION_PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
INTERFACES_PAGE = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
CATEGORIES_PAGE = (ROOT / "docs" / "categories.md").read_text(encoding="utf-8")
GROUP: Any = get_command(app)
HELP = {"--help", "-h"}


COMMANDS: dict[str, Any] = {
    **GROUP.commands,
    **{
        f"{name} {inner}": command
        for name, group in GROUP.commands.items()
        for inner, command in getattr(group, "commands", {}).items()
    },
}
"""Every command by its name; those of a group by both names."""


def described() -> dict[str, str]:
    """Command → its section of the page. The commands of a group have sections of their own below the group's."""
    sections = re.split(r"^####? (\S+(?: \S+)?)$", COMMANDS_PAGE, flags=re.MULTILINE)
    return {
        name: re.split(r"^## ", text, flags=re.MULTILINE)[0]
        for name, text in zip(*[iter(sections[1:])] * 2, strict=True)
    }


def first_cells(text: str) -> list[str]:
    """The first cell of every row of every table."""
    return re.findall(r"^\| (`[^|]+) \|", text, flags=re.MULTILINE)


def options_in(text: str) -> set[str]:
    return {option for cell in first_cells(text) for option in re.findall(r"`(-[-\w]+)", cell)}


def options_of(command: Any) -> set[str]:
    return {name for one in command.params for name in (*one.opts, *one.secondary_opts) if name.startswith("-")}


def test_every_command_is_described_and_every_described_command_exists() -> None:
    assert set(described()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described_and_every_described_option_exists(name: str) -> None:
    assert options_in(described()[name]) == options_of(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_that_takes_a_value_is_described_with_it(name: str) -> None:
    takes = {one.opts[0]: not one.is_flag for one in COMMANDS[name].params if one.opts[0].startswith("-")}
    written = dict(re.findall(r"`(--[-\w]+)( [A-Z]+)?`", "\n".join(first_cells(described()[name]))))
    assert {option: bool(value) for option, value in written.items()} == takes


def test_the_options_before_a_command_are_described() -> None:
    head = COMMANDS_PAGE.partition("\n## ")[0]
    assert options_in(head) == options_of(GROUP) | HELP


def test_every_outcome_and_state_is_described() -> None:
    outcomes = set(re.findall(r"`(\w+)`", " ".join(first_cells(described()["check"]))))
    assert outcomes >= set(CheckOutcome)
    assert set(re.findall(r"`(\w+)`", described()["deliveries"])) >= set(DeliveryState)


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "config.toml").touch()
    return House(load(tmp_path / "config.toml"))


def test_every_route_is_described_and_every_described_route_exists(house: House) -> None:
    routes = {route.path for route in build(house).routes if hasattr(route, "path")}
    assert set(re.findall(r"^\| `(/[^`]*)` \|", WEB_PAGE, flags=re.MULTILINE)) == routes


def test_every_metric_is_described_and_every_described_metric_exists(house: House) -> None:
    text = metrics.prometheus(house.health(house.clock())).decode()
    families = set(re.findall(r"^# TYPE (\S+)", text, flags=re.MULTILINE))
    table = WEB_PAGE[WEB_PAGE.index("| metric |") :]
    assert set(re.findall(r"`(\w+)(?:\{\w+\})?`", " ".join(first_cells(table)))) == families


def test_every_word_of_health_is_described(house: House) -> None:
    now: Health = house.health(house.clock())
    assert {word for word in metrics.health(now) if f"`{word}`" not in WEB_PAGE} == set()


def names_in(page: str, head: str) -> list[str]:
    """The names in the first cells of the first table that begins so."""
    table = page[page.index(f"| {head} |") :].partition("\n\n")[0]
    return re.findall(r"`([\w.]+)`", " ".join(first_cells(table)))


def test_every_event_is_described_and_every_described_event_exists() -> None:
    assert set(names_in(ALERTS_PAGE, "event")) == set(EventType) - {EventType.TEST}
    assert {event for event in EventType if f"`{event}`" not in ALERTS_PAGE + INTERFACES_PAGE} == set()


def test_every_category_is_described_and_every_described_category_exists() -> None:
    assert sorted(names_in(CATEGORIES_PAGE, "category")) == sorted(CATEGORIES)


def test_every_key_of_a_rule_is_described_and_every_described_key_exists() -> None:
    assert set(names_in(CONFIGURATION_PAGE, "in a rule")) == {field.name for field in fields(Rule)} - {"shipped"}


def test_the_table_of_rules_says_everything_that_a_rule_can_name() -> None:
    head = files("watcher.significance").joinpath("rules.toml").read_text(encoding="utf-8").partition("\n\n")[0]
    assert {name for name in FINDINGS if not re.search(rf"\b{name}\b", head)} == set()


def test_every_role_and_every_scope_is_described() -> None:
    assert names_in(WEB_PAGE, "role") == list(Role)
    assert {scope for scope in Scope if f"`{scope}`" not in COMMANDS_PAGE} == set()


def test_every_severity_is_described() -> None:
    assert {severity for severity in Severity if severity not in ALERTS_PAGE} == set()
