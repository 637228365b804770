"""Of several agreements on one page, the one that is watched."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from watcher.cli import app
from watcher.domain.agreement import Cut, Range

SEVERAL = """<main><h1>Policies</h1>
<section><h2>Current Terms of Use</h2>{terms}</section>
<section><h2>Privacy Policy</h2>{privacy}</section>
<section><h2>GDPR compliance</h2>{gdpr}</section>
<section><h2>API Terms</h2>{api}</section></main>"""


@pytest.fixture
def several(paragraphs) -> str:
    def prose(word: str) -> str:
        return paragraphs(
            [f"{n}. The {word} party shall comply with this part of the terms at all times." for n in range(14)]
        )

    return SEVERAL.format(**{name: prose(name) for name in ("terms", "privacy", "gdpr", "api")})


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Terms of Service", {"terms"}),
        ("Terms of Use", {"terms"}),
        ("API Terms", {"api"}),
        ("Privacy Policy", {"privacy", "gdpr"}),
        ("", {"terms", "privacy", "gdpr", "api"}),
        ("Cookie Policy", {"terms", "privacy", "gdpr", "api"}),
    ],
)
def test_of_several_agreements_on_a_page_only_what_fits_the_title_is_taken(
    read_page, several: str, title: str, expected: set[str]
) -> None:
    text = read_page(several, title=title).text
    assert {name for name in ("terms", "privacy", "gdpr", "api") if f"The {name} party" in text} == expected


def test_a_title_that_none_of_several_agreements_has_is_warned_of(read_page, several: str) -> None:
    assert any("several agreements" in warning for warning in read_page(several, title="Cookie Policy").warnings)


def test_chapters_of_one_agreement_are_not_taken_apart(read_page, paragraphs) -> None:
    body = f"<main><h1>Terms of Service</h1><h2>Fees</h2>{paragraphs()}<h2>Privacy Policy</h2>{paragraphs()}</main>"
    assert len(read_page(body, title="Privacy Policy").blocks) == 13


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("api", {"api"}),
        ("api-heading", {"api"}),
        ("old-api", {"api"}),
        ("all", {"terms"}),
        ("missing", {"terms"}),
        ("%00", {"terms"}),
    ],
)
def test_the_address_may_lead_to_one_of_them(read_page, several: str, anchor: str, expected: set[str]) -> None:
    page = several.replace("<main>", "<main id=all>").replace(
        "<section><h2>API", "<section id=api><a name=old-api></a><h2 id=api-heading>API"
    )
    text = read_page(page, title="Terms of Use", url=f"https://terms.example/legal#{anchor}").text
    assert {name for name in ("terms", "privacy", "gdpr", "api") if f"The {name} party" in text} == expected


def test_an_anchor_narrows_no_page_that_carries_one_agreement(read_page, paragraphs, clauses) -> None:
    body = f"<main><h1>Terms</h1>{paragraphs()}<h2 id=fees>Fees</h2>{paragraphs()}</main>"
    assert read_page(body, url="https://terms.example/legal#fees").blocks == read_page(body).blocks


def test_of_two_names_that_mean_the_same_the_title_s_own_is_taken(read_page, several: str) -> None:
    page = several.replace("API Terms", "Service Agreement")
    text = read_page(page, title="Terms of Use").text
    assert "The terms party" in text
    assert "The api party" not in text


def test_sections_are_known_in_other_languages(read_page, paragraphs) -> None:
    def prose(word: str) -> str:
        return paragraphs(
            [f"{n}. Die {word} gelten für jede Partei und jeden Dienst des Anbieters." for n in range(20)]
        )

    parts = {"Nutzungsbedingungen": "Bedingungen", "Datenschutzerklärung": "Daten"}
    body = "".join(f"<h2>{name}</h2>{prose(word)}" for name, word in parts.items())
    text = read_page(f"<main><h1>Rechtliches</h1>{body}</main>", title="Datenschutzerklärung").text
    assert "Die Daten gelten" in text
    assert "Die Bedingungen gelten" not in text


@pytest.mark.parametrize("title", ["Terms of Use", "API Terms", "Privacy Policy"])
def test_the_suggested_selectors_take_the_same_section(read_page, several: str, title: str) -> None:
    found = read_page(several, title=title)
    ends = tomllib.loads(f"select = [{found.region}]")["select"]
    select = tuple(
        Range(start_before=end["startBefore"], end_before=end.get("endBefore"), end_after=end.get("endAfter"))
        for end in ends
    )
    assert read_page(several, Cut(select=select)).blocks == found.blocks


def test_without_a_title_it_is_said_that_a_page_carries_several_agreements(read_page, several: str) -> None:
    (warning,) = read_page(several).warnings
    assert warning.endswith("which of them is meant: Current Terms of Use, Privacy Policy, GDPR compliance, API Terms")


def test_a_preview_shows_what_was_taken_what_was_left_and_how_to_name_it(
    several: str, clauses: tuple[str, ...], tmp_path: Path
) -> None:
    page = tmp_path / "legal.html"
    page.write_text(f"<title>Legal</title>{several}<aside><p>{clauses[0]}</p><p>{clauses[1]}</p></aside>")
    said = CliRunner().invoke(app, ["preview", str(page), "--title", "API Terms"]).stdout
    assert said.startswith("title       API Terms\n")
    assert "left out    another agreement: Privacy Policy (" in said
    assert 'selector    { startBefore = "' in said
    assert "words that read like clauses stand outside of what was taken, beginning with: 1. You shall use" in said
