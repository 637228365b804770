"""The configuration changes under a history: addresses, ids, and agreements that are no longer watched."""

from __future__ import annotations

import json

from faults.installation import Installation, terms


def test_an_agreement_that_moves_to_another_address_keeps_its_history(house: Installation) -> None:
    house.check()
    house.site.put("/moved", terms(5))
    house.config["agreements"] = [house.agreement("terms", f"{house.site.url}/moved")]
    assert house.check() == {"terms": "changed"}
    assert house.check() == {"terms": "same"}
    assert house.run("diff", "terms").code == 0
    assert len(house.hook.requests) == 1


def test_an_id_that_changes_with_was_keeps_its_history(house: Installation) -> None:
    house.check()
    house.site.put("/terms", terms(5))
    house.check()
    house.config["agreements"] = [house.agreement("service-terms", f"{house.site.url}/terms", was=["terms"])]
    assert house.check() == {"service-terms": "same"}
    assert list(house.status()) == ["service-terms"]
    history = json.loads(house.run("log", "service-terms", "--json").out)
    assert len(history) == 2 or len(history["versions"]) == 2
    assert house.run("log", "terms").code == 0
    assert len(house.hook.requests) == 1


def test_an_id_that_changes_without_was_is_pointed_out(house: Installation) -> None:
    house.check()
    house.config["agreements"] = [house.agreement("service-terms", f"{house.site.url}/terms")]
    assert 'was = "terms"' in house.run("check").said


def test_an_agreement_that_is_taken_out_is_shown_as_ended_with_its_history(house: Installation) -> None:
    house.watch(other=f"{house.site.url}/terms")
    house.check()
    house.config["agreements"] = house.config["agreements"][1:]
    assert house.check() == {"other": "same"}
    standing = house.status()["terms"]
    assert standing["state"] == "ended"
    assert standing["ended_at"]
    assert standing["next_check"] is None
    assert house.run("show", "terms").code == 0
    house.config["agreements"].append(house.agreement("terms"))
    assert house.check() == {"terms": "same", "other": "same"}
    assert house.status()["terms"]["state"] == "watched"


def test_two_agreements_on_one_page_cost_one_request(house: Installation) -> None:
    house.watch(other=f"{house.site.url}/terms")
    assert house.check() == {"terms": "first", "other": "first"}
    assert len(house.site.requests) == 1


def test_a_subscriber_who_is_taken_out_is_not_told_any_more(house: Installation) -> None:
    house.check()
    house.site.put("/terms", terms(5))
    house.config["subscribers"][0]["digest"] = "weekly"
    house.run("check")
    house.config["subscribers"] = house.config["subscribers"][1:]
    house.check()
    states = {one["subscriber"]: one["state"] for one in json.loads(house.run("deliveries", "--json").out)}
    assert states == {"Compliance": "cancelled", "Archive": "delivered"}
    assert house.mail.mails == []
