from __future__ import annotations

import json

from cli.installation import Installation

QUOTES = ("A calm place for our papers, says Ann", "We found every receipt, says Bo", "Simply lovely, says Cy")


def page(quote: str) -> bytes:
    clauses = "".join(f"<p>{n}. Each party shall keep promise number {n} of this agreement.</p>" for n in range(2, 20))
    return f"<h1>Terms of Service</h1><p>1. These terms bind both parties.</p><p>{quote}</p>{clauses}".encode()


def test_what_is_set_aside_is_listed_shown_and_put_back(fresh: Installation) -> None:
    url = f"{fresh.site.url}/quoted"
    fresh.configure(agreements=[{"id": "quoted", "title": "Terms of Service", "url": url}])
    assert fresh.run("check").exit_code in (0, 3)
    for quote in QUOTES:
        fresh.site.put("/quoted", page(quote))
        checked = fresh.run("check", "--json")
    assert json.loads(checked.stdout.splitlines()[0])["outcome"] == "same"
    listed = fresh.json("furniture", "quoted", "--json")
    assert {one["text"] for one in listed} == set(QUOTES)
    assert set(fresh.json("show", "quoted", "--json")["set_aside"]) == set(QUOTES)
    assert fresh.json("status", "--json")["agreements"][0]["set_aside"] == 3
    assert "3 blocks are set aside" in fresh.run("status").stdout
    assert f"learned furniture: {QUOTES[2]}" in fresh.json("preview", url, "--json")["left_out"]
    fresh.run("furniture", "quoted", "--put-back", QUOTES[2])
    left = fresh.json("furniture", "quoted", "--json")
    assert {one["text"] for one in left if one["put_back"]} == {QUOTES[2]}
    assert fresh.run("furniture", "quoted", "--put-back", "nothing").exit_code == 2
    assert QUOTES[2] in fresh.run("furniture", "quoted").stdout
