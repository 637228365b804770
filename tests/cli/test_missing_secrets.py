"""A secret that is not set is told at every check, before there is anything to send."""

from __future__ import annotations

from cli.installation import Installation


def test_a_check_names_the_variable_that_is_not_set(fresh: Installation) -> None:
    room = {"name": "Room", "chat": "feishu://", "secret_env": "ROOM_KEY"}
    hook = {"name": "Tickets", "webhook": fresh.hooks.url, "secret_env": "HOOK_SECRET"}
    fresh.configure(subscribers=[room, hook])
    found = fresh.run("check")
    assert found.exit_code == 0
    assert "ROOM_KEY: the environment variable is not set, and the subscriber Room needs it" in found.stderr
    assert "HOOK_SECRET" not in found.stderr
