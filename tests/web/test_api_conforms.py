"""Whatever a program sends to the API, with a token of any scope, is answered as the description says, and never by an
error of ours. Schemathesis makes requests of the description; ids of things that are there are mixed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web.serving import comparison_of
from web.test_api import one_delivery

from watcher.bootstrap import House
from watcher.domain.user import Scope

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
REQUESTS = 6
"""To each operation, for each scope and for requests that fit the description and that do not."""


def known(house: House) -> Mapping[str, list[str]]:
    """Names of what is kept, by the parameter that asks for it."""
    recorded = house.store.comparison(comparison_of(house))
    return {
        "agreement_id": [recorded.agreement_id],
        "number": ["1", "2"],
        "clause_id": [one.clause.id for one in recorded.comparison.changes],
        "comparison_id": [recorded.id],
        "change_id": [one.id for one in recorded.comparison.changes],
        "act": ["acknowledge", "assign", "comment", "decide", "reopen", "close-low"],
        "delivery_id": ["msg_1"],
    }


def looked(house: House, body: object) -> object:
    """The same, sent by somebody who looked at the review as it stands."""
    if not isinstance(body, dict) or "seen" not in body:
        return body
    review = house.reviews.review(comparison_of(house))
    return {**body, "seen": review.seen, "after": review.last}


@pytest.fixture
def api(door: httpx.Client, guarded: House) -> schemathesis.BaseSchema:
    one_delivery(guarded)
    return schemathesis.openapi.from_url(f"{door.base_url}/api/v1/openapi.json")


def operations(api: schemathesis.BaseSchema) -> Iterator[Any]:
    for found in api.get_all_operations():
        yield found.ok()


@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_conforms(
    api: schemathesis.BaseSchema, guarded: House, scope: Scope, mode: GenerationMode
) -> None:
    token = guarded.accounts.make_token("operator", scope, timedelta(days=1))
    headers = {"authorization": f"Bearer {token}"}
    asked = []
    for operation in operations(api):
        _try(operation, mode, known(guarded), headers, lambda body: looked(guarded, body))
        asked.append(operation.label)
    assert len(asked) > 20


def _try(
    operation: Any,
    mode: GenerationMode,
    values: Mapping[str, list[str]],
    headers: dict[str, str],
    mended: Callable[[object], object],
) -> None:
    @seed(1)
    @settings(
        max_examples=REQUESTS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def attempt(case: Any, data: st.DataObject) -> None:
        for name in case.path_parameters or {}:
            if data.draw(st.integers(0, 3)):
                case.path_parameters[name] = data.draw(st.sampled_from(values[name]))
        if data.draw(st.booleans()):
            case.body = mended(case.body)
        case.call_and_validate(headers=headers, checks=CHECKS)

    attempt()
