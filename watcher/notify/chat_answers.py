"""What chat services answer with status 200 although they did not take the message, and what that means.

    {"errcode": 93000, "errmsg": "invalid webhook url"}     WeCom, DingTalk
    {"code": 19021, "msg": "sign match fail …"}             Feishu, Lark
    Microsoft Teams endpoint returned HTTP error 429 …      Teams

Permanent is what no waiting mends: the robot or its room is gone, or what the message says is not let through. What
an operator can mend on either side (a secret, a list of keywords, a clock) is tried again, so that nothing is lost
meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from watcher.domain.errors import DeliveryError
from watcher.notify.plain import one_line
from watcher.notify.posting import Reply


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a code means."""

    what: str
    mend: str = ""
    permanent: bool = False


Refused = Callable[[Reply], DeliveryError | None]


def _read(service: str, names: tuple[str, ...], known: Mapping[object, Refusal]) -> Refused:
    """A reader of answers whose code stands under the first of these names that is there; 0 is well."""

    def refused(reply: Reply) -> DeliveryError | None:
        try:
            said = json.loads(reply.body)
            code = next(said[name] for name in names if name in said)
        except (ValueError, TypeError, StopIteration, RecursionError):
            return DeliveryError(f"{service}'s answer cannot be read", status=reply.status)
        if code == 0:
            return None
        shown = one_line(str(code), 20)
        meaning = known.get(code) if isinstance(code, int) else None
        if meaning is None:
            return DeliveryError(f"{service} answered with error {shown}", status=reply.status)
        return DeliveryError(
            f"{service} answered with error {shown}: {meaning.what}",
            mend=meaning.mend,
            permanent=meaning.permanent,
            status=reply.status,
        )

    return refused


_NO_ROBOT = Refusal("there is no such robot (any more)", "make a new one and set the environment variable", True)
_TOO_MANY = Refusal("too many messages at once")
_NOT_LET_THROUGH = Refusal("its content is not let through", permanent=True)
_SECURITY = "the robot's security settings did not let it through"
_SECURITY_MEND = (
    "compare its signing secret, its keywords (every message holds the word Classification, in Chinese 分类) and its "
    "addresses with its settings, and this machine's clock with the time"
)

wecom_refused = _read(
    "WeCom",
    ("errcode",),
    {93000: _NO_ROBOT, 45009: _TOO_MANY},
)
feishu_refused = _read(
    "Feishu",
    ("code", "StatusCode"),
    {
        19001: _NO_ROBOT,
        19021: Refusal("the signature or this machine's clock is wrong", _SECURITY_MEND),
        19022: Refusal("it takes no messages from this address", _SECURITY_MEND),
        19024: Refusal("none of its keywords stands in the message", _SECURITY_MEND),
        11232: _TOO_MANY,
    },
)
dingtalk_refused = _read(
    "DingTalk",
    ("errcode",),
    {
        300001: _NO_ROBOT,
        400013: Refusal("the room was dissolved", permanent=True),
        400101: _NO_ROBOT,
        400102: Refusal("the robot is switched off", "switch it on"),
        400106: _NO_ROBOT,
        130101: _TOO_MANY,
        410100: _TOO_MANY,
        310000: Refusal(_SECURITY, _SECURITY_MEND),
        430101: _NOT_LET_THROUGH,
        430102: _NOT_LET_THROUGH,
        430104: _NOT_LET_THROUGH,
    },
)


def teams_refused(reply: Reply) -> DeliveryError | None:
    """Webhooks of the older kind answer 200 and tell the failure in words ("Create and send messages", rate limits).

    A workflow answers 202 and says nothing: whether it posted the card is seen in its own history.
    """
    if b"HTTP error" in reply.body:
        return DeliveryError("Teams did not take the message", status=reply.status)
    return None
