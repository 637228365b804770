"""watcher accept: a quarantined page is the agreement."""

from __future__ import annotations

from cli.installation import Installation


def page(last: str) -> bytes:
    clauses = "".join(f"<p>{n}. Each party shall keep promise number {n} of this agreement.</p>" for n in range(2, 20))
    return f"<h1>Terms of Service</h1><p>1. These terms bind both parties.</p>{clauses}<p>20. {last}</p>".encode()


def test_a_quarantined_page_is_shown_accepted_and_told(fresh: Installation) -> None:
    url = f"{fresh.site.url}/terms"
    fresh.configure(agreements=[{"id": "terms", "title": "Terms of Service", "url": url}])
    fresh.site.put("/terms", page("Members may leave at any time by writing to us or by calling us."))
    assert fresh.run("accept", "terms").exit_code == 2
    assert fresh.run("check").exit_code == 0
    fresh.site.put("/terms", page("Members may leave at any time by writing to us"))
    assert fresh.run("check").exit_code == 3
    shown = fresh.run("accept", "terms", "--dry-run")
    assert (shown.exit_code, "by calling us" in shown.stdout) == (0, True)
    assert fresh.json("status", "--json")["agreements"][0]["quarantined_since"]
    taken = fresh.run("accept", "terms")
    assert taken.exit_code == 0
    assert "it was quarantined: truncated" in taken.stdout
    assert "by calling us" in fresh.mails.mails[-1].message.get_body(("plain",)).get_content()
    assert fresh.run("check").stdout.startswith("same")
    again = fresh.run("accept", "terms")
    assert (again.exit_code, "nothing of it is quarantined" in again.stderr) == (2, True)
