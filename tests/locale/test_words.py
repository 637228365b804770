"""Nothing that data holds and people read is without its words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from watcher.domain.assessment import FactType, Severity
from watcher.domain.change import ChangeKind
from watcher.domain.delivery import DeliveryState, EventType
from watcher.domain.review import Action, DecisionKind, ReviewState
from watcher.domain.sentence import Sentence
from watcher.domain.subscriber import ChannelKind, Digest
from watcher.domain.user import Role, Scope
from watcher.domain.version import CheckOutcome
from watcher.locale import locale
from watcher.locale import words as table
from watcher.significance import amounts, dates, durations
from watcher.significance.categories import CATEGORIES
from watcher.significance.named import LANGUAGES
from watcher.significance.phrases import PHRASES

CHINESE = locale("zh")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (table.SEVERITIES, Severity),
        (table.TAGS, Severity),
        (table.KINDS, ChangeKind),
        (table.FACT_TYPES, FactType),
        (table.EVENTS, EventType),
        (table.DELIVERY_STATES, DeliveryState),
        (table.CHANNELS, ChannelKind),
        (table.DIGESTS, Digest),
        (table.REVIEW_STATES, ReviewState),
        (table.DECISIONS, DecisionKind),
        (table.ACTIONS, Action),
        (table.OUTCOMES, CheckOutcome),
        (table.USER_ROLES, Role),
        (table.SCOPES, Scope),
        (table.CATEGORIES, CATEGORIES),
        (table.LANGUAGE_NAMES, [name for name, _ in LANGUAGES.values()]),
    ],
)
def test_every_name_has_its_words_and_no_words_are_left_over(words: table.Words, names: Iterable[str]) -> None:
    assert set(words) == {str(name) for name in names}


def test_every_role_of_a_fact_has_its_words() -> None:
    read = (*durations.ROLES, *amounts.ROLES, *amounts.NUMBER_ROLES, *dates.ROLES)
    phrases = {name for name, _ in PHRASES}
    assert {one.name for one in read} | phrases <= {str(name) for name in table.ROLES}


def test_a_role_that_nobody_knows_is_read_without_its_underscores() -> None:
    assert (table.role("mooring_dues"), table.category("mooring_dues")) == ("mooring dues", "mooring dues")


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("10 working days", "10 个工作日"),
        ("1 year", "1 年"),
        ("1.5 months", "1.5 个月"),
        ("USD 100", "USD 100"),
        ("99.9%", "99.9%"),
        ("10 elephants", "10 elephants"),
        ("", ""),
    ],
)
def test_durations_are_said_and_other_values_stay(shown: str, said: str) -> None:
    assert table.amount(shown) == shown
    assert CHINESE.say(table.amount(shown)) == said


@pytest.mark.parametrize("name", list(table.CATEGORIES))
def test_no_category_is_left_in_english(name: str) -> None:
    assert isinstance(table.category(name), Sentence)
    assert not CHINESE.say(table.category(name)).isascii()


def test_roles_with_blanks_are_words_of_ours_too() -> None:
    assert CHINESE.say(table.role("prevailing language")) == CHINESE.gettext("prevailing language")
    assert CHINESE.say(table.role("governing law")) != "governing law"
