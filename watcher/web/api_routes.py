"""What the routes of the API have in common: where they are, what they take, and how they refuse."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import TypeAdapter

from watcher.web import api_models as models

PREFIX = "/api/v1"

After = Annotated[str, Query(max_length=1000, description="Where the page begins: take it from `next`.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many items a page has at most.")]
Number = Annotated[int, Path(ge=1, le=10**9, examples=[2])]
Id = Annotated[str, Path(max_length=300)]
Named = Annotated[str, Query(max_length=300)]

_PROBLEM = {"application/problem+json": {"schema": TypeAdapter(models.Problem).json_schema()}}
REFUSED: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "400 or 422: cannot be understood, or done like that. 401: no token, or one that does not hold. "
        "403: its scope does not allow it. 404: not there. 409: somebody was quicker. 413: too large.",
        "content": _PROBLEM,
    }
}
