"""Pages against the agreement's last version."""

from __future__ import annotations

import pytest


def test_the_same_agreement_passes(look, pages) -> None:
    assert look(pages["terms"], before=pages["terms"]).agreement


@pytest.mark.parametrize("kept", [11, 9, 7])
def test_an_agreement_that_loses_a_few_clauses_passes(look, make_terms, topics, kept: int) -> None:
    assert look(make_terms(topics=topics[-kept:]), before=make_terms()).agreement


def test_an_agreement_that_doubles_passes(look, make_terms, topics) -> None:
    more = tuple((f"More {name}", text.replace("the", "each such")) for name, text in topics)
    assert look(make_terms(topics=(*topics, *more)), before=make_terms()).agreement


REWRITE = tuple(
    (
        name,
        (
            f"In respect of {name.lower()}, both parties accept obligations set out in schedule {number}, including any"
            f" right to dispute, to indemnify and to terminate."
        ),
    )
    for number, name in enumerate(("Scope", "Access", "Payment", "Use", "Materials", "Data", "Term", "Risk", "Courts"))
)


@pytest.mark.parametrize("title", ["Terms of Service", "Terms of Use", "User Agreement"])
def test_a_genuine_rewrite_passes(look, make_terms, title: str) -> None:
    assert look(make_terms(title, REWRITE), before=make_terms()).agreement


def test_a_chinese_rewrite_passes(look, make_terms, pages) -> None:
    names = ("范围", "许可", "支付", "资料", "期限", "风险", "仲裁", "通知", "附则")
    rewritten = tuple(
        (name, f"关于{name}事项，双方承担附件所列义务，任何一方违约的应当赔偿对方损失。") for name in names
    )
    assert look(make_terms("服务协议", rewritten), before=pages["zh"], title="服务协议").agreement


@pytest.mark.parametrize(("old", "new"), [("terms", "zh"), ("zh", "terms"), ("terms", "german"), ("german", "terms")])
def test_another_language_is_not_the_agreement(look, pages, old: str, new: str) -> None:
    assert look(pages[new], before=pages[old]).reason == "other_language"


def test_a_first_version_in_a_language_that_is_not_watched_is_refused(look, pages) -> None:
    assert look(pages["german"], languages=("en",)).reason == "other_language"
    assert look(pages["zh"], languages=("en",)).reason == "other_language"
    assert look(pages["zh"], languages=("en", "zh-CN"), title="服务协议").agreement


def test_another_agreement_in_its_place_is_another_document(look, pages) -> None:
    verdict = look(pages["privacy"], before=pages["terms"])
    assert verdict.reason == "other_document"
    assert "Privacy Policy" in " ".join(verdict.evidence)


def test_the_provider_s_home_page_in_its_place_is_another_document(look, pages) -> None:
    sections = "".join(
        f"<h2>Feature {n}</h2><p>Plan, write and publish posts with feature {n}, and see at a glance which of them"
        f" people liked best this week.</p>"
        for n in range(12)
    )
    home = f"<title>Provider - Build faster</title><h1>Build faster</h1>{sections}"
    assert look(home, before=pages["terms"]).reason == "other_document"


def test_a_capture_that_ends_early_is_truncated(look, make_terms, topics) -> None:
    assert look(make_terms(topics=topics[:4]), before=make_terms()).reason == "truncated"


def test_an_agreement_of_which_only_its_end_is_left_has_lost_its_clauses(look, make_terms, topics) -> None:
    verdict = look(make_terms(topics=topics[-3:]), before=make_terms())
    assert verdict.reason == "loss"
    assert "words are left of" in verdict.evidence[0]


def test_an_agreement_of_which_only_a_stub_is_left_has_lost_its_clauses(look, make_terms) -> None:
    stub = "<h1>Terms of Service</h1><p>The terms are available in our app. Please open it to read them.</p>"
    assert look(stub, before=make_terms()).reason in ("loss", "other_document")


def test_the_terms_of_another_company_are_another_document(look, make_terms, topics) -> None:
    ours = tuple((name, f"{text} We at Acme and Acmecloud say so, as Acme and Acmecloud do.") for name, text in topics)
    theirs = tuple(
        (f"Part {name}", f"Here the customer of Zenith accepts what Zenith asks: {name.lower()}, {text[::-1]}")
        for name, text in topics
    )
    verdict = look(make_terms("Terms of Service", theirs), before=make_terms("Terms of Service", ours))
    assert verdict.reason == "other_document"
    assert "Acme" in " ".join(verdict.evidence)


def acme(text: str) -> str:
    return text.replace("the provider", "Acme").replace("The provider", "Acme").replace("the service", "Acme Drive")


def test_a_rewrite_from_the_first_word_to_the_last_that_speaks_of_the_same_company_passes(
    look, make_terms, topics
) -> None:
    before = make_terms("Acme Terms", tuple((name, acme(text)) for name, text in topics))
    rewritten = tuple((name, f"{text} Acme decides about it, and Acme Drive shows it.") for name, text in REWRITE)
    assert look(make_terms("Acme User Agreement", rewritten), before=before).agreement


def test_terms_of_the_same_company_for_another_product_are_another_document(look, make_terms, topics) -> None:
    before = make_terms("Acme Drive Terms", tuple((name, acme(text)) for name, text in topics))
    own = tuple(
        (name, f"{text} Acme Ledger keeps the books of its users, and Acme keeps them safe.") for name, text in REWRITE
    )
    shared = tuple((name, acme(text).replace("Drive", "Ledger")) for name, text in topics[6:])
    verdict = look(make_terms("Acme Ledger Terms", (*own, *shared)), before=before)
    assert verdict.reason == "other_document"
    assert "Acme Ledger Terms" in " ".join(verdict.evidence)


def test_a_product_that_is_renamed_keeps_its_agreement(look, make_terms, topics) -> None:
    before = make_terms("Acme Drive Terms", tuple((name, acme(text)) for name, text in topics))
    assert look(before.replace("Drive", "Vault"), before=before, title="Acme Drive Terms").agreement


def test_a_rewrite_that_no_longer_says_what_it_is_is_refused(look, make_terms) -> None:
    page = make_terms("Acme", REWRITE).replace("<h1>Acme</h1>", "")
    assert look(page, before=make_terms()).reason == "other_document"


@pytest.mark.parametrize("kept", [5, 4])
def test_a_cut_off_page_with_a_menu_around_it_is_truncated(look, make_terms, topics, kept: int) -> None:
    menu = "".join(f"<div><a href=/{n}>Offer {n}</a></div>" for n in range(40))
    page = f"<div>{make_terms(topics=topics[:kept])}</div><div>{menu}</div>"
    assert look(page, before=make_terms()).reason == "truncated"


def test_an_agreement_that_loses_every_other_clause_passes(look, make_terms, topics) -> None:
    assert look(make_terms(topics=topics[::2]), before=make_terms()).agreement


def test_the_edition_for_another_country_is_another_audience(look, make_terms, topics) -> None:
    page = make_terms(topics=(*topics[:11], ("Law", "This agreement is governed by the law of another country.")))
    here, there = "https://provider.example/en-ie/terms", "https://provider.example/en-us/terms"
    refused = look(page, before=make_terms(), previous_url=here, final_url=there)
    assert (refused.reason, there in refused.evidence[1]) == ("other_language", True)
    assert look(page, before=make_terms(), previous_url=here, final_url=here).agreement
    assert look(make_terms(), before=make_terms(), previous_url=here, final_url=there).agreement


AUDIENCES = (
    ("en-US", "en-GB", True),
    ("de-AT", "de-CH", True),
    ("zh-Hans", "zh-Hant", True),
    ("en", "en-GB", False),
    ("en_US", "en-us", False),
    ("en", "de", False),
    ("zh-CN", "en-US", False),
)


@pytest.mark.parametrize(("before", "now", "refused"), AUDIENCES)
def test_a_page_that_says_it_is_for_another_country_and_reads_otherwise_is_another_audience(
    look, make_terms, topics, before: str, now: str, refused: bool
) -> None:
    old = f'<html class="a" lang="{before}">{make_terms()}</html>'
    law = ("Law", "This agreement is governed by the law of another country.")
    new = f"<html lang='{now}' dir=ltr>{make_terms(topics=(*topics[:11], law))}</html>"
    verdict = look(new, before=old)
    assert verdict.reason == ("other_language" if refused else "")
    assert look(f"<html lang={now}>{make_terms()}</html>", before=old).agreement


def test_an_agreement_in_two_languages_that_loses_one_and_all_its_phrases_is_refused(look, make_terms, pages) -> None:
    zh = pages["zh"].partition("<main>")[2]
    both = make_terms() + zh
    assert look(make_terms(topics=REWRITE), before=both).reason == "other_language"


def test_a_rewrite_in_plain_words_that_says_we_instead_of_the_company_passes(look, make_terms, topics) -> None:
    before = make_terms("Acme Terms", tuple((name, acme(text)) for name, text in topics))
    assert look(make_terms("Acme Terms", REWRITE), before=before).agreement


def test_a_short_agreement_that_allows_five_hundred_of_something_is_no_error_page(look) -> None:
    said = (
        "<h1>Orchard terms</h1><p>The membership costs {} euros a year. You may ask our interface up to {} times a day."
        " We answer within two working days. You may leave at the end of any month by writing to us.</p>"
    )
    assert look(said.format(39, 500), before=said.format(29, 1000)).agreement
