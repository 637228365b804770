"""What the two parts of a mail say, and what they do to text that means harm."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace

import lxml.html
import pytest

from watcher.domain.assessment import Assessment, Severity
from watcher.domain.change import Change, ChangeKind, Comparison, SchemeChange, Span, SpanOp
from watcher.domain.clause import Clause
from watcher.domain.delivery import EventType
from watcher.domain.version import Recorded
from watcher.notify.mime import compose
from watcher.redline import DISCLAIMER


class Parts:
    def __init__(self, raw: bytes) -> None:
        message = email.message_from_bytes(raw, policy=email.policy.SMTP.clone(raise_on_defect=True))
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        self.size = len(raw)
        self.subject = message["Subject"]
        self.text = message.get_body(("plain",)).get_content()
        self.html = message.get_body(("html",)).get_content()
        self.page = lxml.html.document_fromstring(self.html)
        self.shown = " ".join(self.page.body.text_content().split())


@pytest.fixture
def mail(examples):
    def composed(*notices) -> Parts:
        return Parts(
            compose(
                examples.delivery(),
                examples.subscriber("legal@example.com"),
                notices,
                sender="watcher@example.org",
                at=examples.now,
            ).raw
        )

    return composed


def clause(label: str, text: str, heading: str = "") -> Clause:
    return Clause(id=label or heading, label=label, path=(label or heading,), heading=heading, text=text, lang="en")


def test_both_parts_say_which_clause_changed_how_and_why(mail, examples):
    parts = mail(examples.notice())
    assert "[HIGH] Harbour Cloud Terms: 1 clause changed (fees, notice)" in parts.text.splitlines()
    assert "[HIGH] 9.1: modified (fees, notice)" in parts.text.splitlines()
    assert "▲ HIGH Harbour Cloud Terms 1 clause changed (fees, notice)" in parts.shown
    assert "▲ HIGH 9.1 modified · fees, notice" in parts.shown
    for said in (" ".join(parts.text.split()), parts.shown):
        assert "Harbour" in said
        assert "https://harbour.example/terms" in said
        assert "notice shortened from 10 to 5 working days" in said
        assert "announces new fees [-10-]{+5+} working days before" in said
        assert "Clauses: 1 modified" in said
        assert "3" * 64 in said and "e" * 64 in said
        assert DISCLAIMER in said


def test_both_parts_say_between_which_moments_it_changed(mail, examples):
    notice = examples.notice()
    parts = mail(notice)
    for said in (" ".join(parts.text.split()), parts.shown):
        assert f"{notice.old.last_seen:%Y-%m-%d %H:%M} UTC, when the old text was last seen" in said
        assert f"{notice.new.first_seen:%Y-%m-%d %H:%M} UTC, when the new text was first seen" in said


def test_a_redline_is_struck_and_underlined_without_a_style_sheet(mail, examples):
    page = mail(examples.notice()).page
    assert next(page.iter("del")).text == "10"
    assert next(page.iter("ins")).text == "5"
    assert all("line-through" in node.get("style") for node in page.iter("del"))
    assert all("underline" in node.get("style") for node in page.iter("ins"))


def test_links_lead_to_the_comparison_its_review_the_clause_and_the_page(mail, examples):
    parts = mail(examples.notice())
    links = {node.get("href") for node in parts.page.iter("a")}
    comparison = "https://watcher.example/comparisons/comparison-1"
    assert links == {
        comparison,
        f"{comparison}#review",
        f"{comparison}#change-change-1",
        "https://harbour.example/terms",
    }
    assert f"Acknowledge or decide: {comparison}#review" in parts.text.splitlines()


def test_what_is_not_kept_has_nothing_to_acknowledge(mail, examples):
    notice = examples.notice()
    notice = replace(notice, recorded=replace(notice.recorded, id=""), url="https://watcher.example/agreements/a")
    links = {node.get("href") for node in mail(notice).page.iter("a")}
    assert links == {"https://watcher.example/agreements/a", "https://harbour.example/terms"}


def test_nothing_is_loaded_from_anywhere(mail, examples):
    page = mail(examples.notice()).page
    assert not list(page.iter("img", "link", "script", "iframe", "object"))
    assert "url(" not in mail(examples.notice()).html


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        (ChangeKind.ADDED, (), ("2.5", "You pay a deposit."), "2.5: added {+You pay a deposit.+}"),
        (ChangeKind.REMOVED, ("2.5", "You pay nothing."), (), "2.5: removed [-You pay nothing.-]"),
        (ChangeKind.MOVED, ("2.5", "Same words."), ("7.1", "Same words."), "2.5 → 7.1: moved Same words."),
    ],
)
def test_each_kind_of_change_reads_as_what_it_is(mail, examples, kind, old, new, expected):
    change = Change(
        id="c",
        kind=kind,
        old=(clause(*old),) if old else (),
        new=(clause(*new),) if new else (),
        assessment=Assessment(severity=Severity.LOW),
    )
    parts = mail(examples.notice(change))
    assert expected in " ".join(parts.text.split())


def test_the_most_severe_change_comes_first(mail, examples):
    mild = examples.change(1, assessment=Assessment(severity=Severity.LOW, reasons=("wording",)))
    grave = examples.change(2, assessment=Assessment(severity=Severity.CRITICAL, reasons=("a right is gone",)))
    parts = mail(examples.notice(mild, grave))
    assert parts.subject.startswith("[CRITICAL] ")
    assert parts.text.index("[CRITICAL] 9.2") < parts.text.index("[LOW] 9.1")


def test_renumbering_is_folded_into_one_line(mail, examples):
    renumbered = [
        Change(
            id=f"r{number}",
            kind=ChangeKind.RENUMBERED,
            old=(clause(f"3.{number}", "Words."),),
            new=(clause(f"3.{number + 1}", "Words."),),
        )
        for number in range(1, 38)
    ]
    parts = mail(examples.notice(examples.change(), *renumbered))
    assert "37 clauses renumbered: 3.1 → 3.2; 3.2 → 3.3; 3.3 → 3.4;" in parts.text
    assert "1 clause changed" in parts.subject
    assert ": renumbered" not in parts.text


def test_a_new_numbering_scheme_is_one_fact(mail, examples):
    recorded = Recorded(
        id="comparison-1",
        agreement_id="harbour-terms",
        old=3,
        new=4,
        at=examples.now,
        comparison=Comparison(changes=(examples.change(),), scheme=SchemeChange("(1)", "(a)")),
    )
    assert "numbered by another scheme: (1) → (a)" in mail(examples.notice(recorded=recorded)).text


@pytest.mark.parametrize(
    ("type_", "subject", "said"),
    [
        (EventType.FAILING, "[FAILING] Harbour Cloud Terms: cannot be read since", "the server answered 503"),
        (EventType.RECOVERED, "[RECOVERED] Harbour Cloud Terms: can be read again", "Last read"),
        (EventType.UNSETTLED, "[UNSETTLED] Harbour Cloud Terms: the page does not settle", "503"),
    ],
)
def test_events_without_a_comparison_say_what_became_of_the_agreement(mail, examples, type_, subject, said):
    parts = mail(examples.failure(type_))
    assert parts.subject.startswith(subject)
    assert said in parts.text and said in parts.shown


def test_a_page_that_alternates_is_told_with_the_difference_and_not_as_a_page_that_cannot_be_told_of(mail, examples):
    parts = mail(examples.notice(type=EventType.UNSETTLED))
    assert parts.subject == "[UNSETTLED] Harbour Cloud Terms: the page alternates between two texts"
    assert "a third one is told" in parts.text and "a third one is told" in parts.shown
    assert "cannot be told" not in parts.text


def test_a_page_that_does_not_settle_says_that_changes_cannot_be_told(mail, examples):
    assert "changes of this agreement cannot be told" in mail(examples.failure(EventType.UNSETTLED)).text


def test_a_return_to_an_earlier_text_names_its_version(mail, examples):
    notice = examples.notice(type=EventType.REVERTED)
    parts = mail(replace(notice, new=replace(notice.new, returns_to=2)))
    assert parts.subject == "[HIGH] Harbour Cloud Terms: back to the text of version 2"


def test_a_digest_sums_up_and_then_tells_each(mail, examples):
    other = replace(examples.agreement, id="quay", title="Quay Terms")
    parts = mail(examples.failure(), examples.notice(), examples.notice(agreement=other))
    assert parts.subject == "[HIGH] 2 agreements: 2 clauses changed, 1 failing (fees, notice)"
    assert parts.text.count("[HIGH] Quay Terms: 1 clause changed") == 2
    assert "▲ HIGH Quay Terms: 1 clause changed" in parts.shown
    assert "▲ HIGH Quay Terms 1 clause changed" in parts.shown
    assert parts.text.count("cannot be read since") == parts.shown.count("cannot be read since") == 2


def test_a_mail_of_a_hundred_changed_clauses_is_small_and_says_what_is_missing(mail, examples):
    long = "The provider may, upon notice, adjust the quota of each member. " * 12
    changes = [
        examples.change(
            number,
            spans=(
                Span(SpanOp.EQUAL, long),
                Span(SpanOp.DELETE, "ten days"),
                Span(SpanOp.INSERT, "five days"),
                Span(SpanOp.EQUAL, long),
            ),
        )
        for number in range(1, 101)
    ]
    parts = mail(examples.notice(*changes))
    assert parts.size < 100_000
    shown = parts.text.count("[-ten days-]{+five days+}")
    assert shown >= 40
    left = f"and {100 - shown} more ({100 - shown} high)"
    assert f"{left}: https://watcher.example/comparisons/comparison-1" in parts.text
    assert left in parts.shown
    assert parts.shown.count("[-ten days-]{+five days+}") == shown


def test_a_digest_of_very_many_notices_stays_small(mail, examples):
    notices = [
        examples.notice(agreement=replace(examples.agreement, id=f"a{number}", title=f"条款 {number} " + "长" * 300))
        for number in range(400)
    ]
    parts = mail(*notices)
    assert parts.size < 100_000
    assert "400 agreements: 400 clauses changed" in parts.subject
    assert "more messages of this digest that do not fit here" in parts.text


HOSTILE = [
    "<script>alert(1)</script>",
    "</blockquote></style><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;#60;b&amp;#62; &#x3c;",
    "{{ 7 * 7 }} {% include '/etc/passwd' %} {{ config }}",
    "javascript:alert(1)",
    '" onmouseover="alert(1)" style="color:red',
    "]]> <!-- --> <![CDATA[ <svg/onload=alert(1)>",
    "${7*7} #{7*7} <%= 7*7 %>",
    "<plaintext><textarea><title><noscript><style>@import url(https://evil.example)</style>",
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_text_in_both_parts(mail, examples, evil):
    change = Change(
        id="change-1",
        kind=ChangeKind.MODIFIED,
        old=(clause(evil, "old", evil),),
        new=(clause(evil, "new", evil),),
        spans=(Span(SpanOp.EQUAL, evil), Span(SpanOp.DELETE, "10"), Span(SpanOp.INSERT, evil)),
        heading_spans=(Span(SpanOp.DELETE, "Fees"), Span(SpanOp.INSERT, evil)),
        notes=(evil,),
        assessment=Assessment(severity=Severity.HIGH, categories=(evil,), reasons=(evil,)),
    )
    agreement = replace(examples.agreement, title=evil, provider=evil, sources=(evil,))
    parts = mail(examples.notice(change, agreement=agreement, url=evil))
    wanted = " ".join(evil.split())
    assert parts.shown.count(wanted) >= 8
    assert " ".join(parts.text.split()).count(wanted) >= 8
    harmful = {"script", "img", "svg", "iframe", "plaintext", "textarea", "noscript", "base", "form", "a"}
    assert not [node.tag for node in parts.page.iter() if node.tag in harmful]
    assert not [name for node in parts.page.iter() for name in node.attrib if name.startswith("on")]
    assert len(list(parts.page.iter("style"))) == 1 and "evil" not in parts.page.find(".//style").text


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://harbour.example/terms?a=1&b=2", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("https://harbour.example/\r\nx", False),
        ("//harbour.example/", False),
        ("http://[bad", False),
        ("http://169.254.169.254:8888\\@harbour.example/", False),
        ("https://harbour.example/" + "x" * 50_000, False),
    ],
)
def test_only_addresses_of_the_web_become_links(mail, examples, url, followed):
    page = mail(examples.notice(agreement=replace(examples.agreement, sources=(url,)), url="")).page
    assert [node.get("href") for node in page.iter("a")] == ([url] if followed else [])


@pytest.mark.parametrize("part", ["text", "shown"])
def test_marks_that_turn_the_direction_of_writing_are_shown_instead_of_obeyed(mail, examples, part):
    change = examples.change(spans=(Span(SpanOp.EQUAL, "pay \u202e001\u202c now"), Span(SpanOp.INSERT, "\x1b[31m\x00")))
    said = getattr(mail(examples.notice(change)), part)
    assert "pay ‹U+202E›001‹U+202C› now" in said
    assert "␛[31m␀" in said and "\x1b" not in said


def test_a_word_of_fifty_thousand_characters_is_cut_around_its_change(mail, examples):
    word = "x" * 50_000
    spans = (Span(SpanOp.EQUAL, word), Span(SpanOp.DELETE, "10"), Span(SpanOp.INSERT, word), Span(SpanOp.EQUAL, word))
    parts = mail(examples.notice(examples.change(spans=spans)))
    assert "xx[-10-]{+xx" in parts.text
    assert parts.size < 20_000


@pytest.mark.parametrize("character", ["𝔘", "<", '"', "&", "=", "长", "\x1b"])
def test_one_change_is_shown_however_much_room_its_words_would_take(mail, examples, character):
    evil = character * 5_000
    change = Change(
        id="change-1",
        kind=ChangeKind.MODIFIED,
        old=(clause(evil, evil, evil),),
        new=(clause(evil, evil, evil),),
        spans=(Span(SpanOp.DELETE, evil), Span(SpanOp.INSERT, evil), Span(SpanOp.EQUAL, evil)),
        heading_spans=(Span(SpanOp.DELETE, evil), Span(SpanOp.INSERT, evil)),
        notes=(evil + "!",) * 20,
        assessment=Assessment(severity=Severity.HIGH, categories=(evil,) * 20, reasons=(evil,) * 20),
    )
    parts = mail(examples.notice(change, agreement=replace(examples.agreement, title=evil, provider=evil)))
    assert parts.size < 100_000
    assert len(list(parts.page.iter("del"))) == 3
    assert "more (" not in parts.text


def test_the_notice_promised_and_given_is_told_and_named_in_the_subject(mail, examples):
    parts = mail(examples.notice(clock=examples.notice_clock))
    day = examples.notice_clock.effective.shown
    assert parts.subject.endswith(f"1 clause changed (fees, notice), effective {day}")
    for said in (" ".join(parts.text.split()), parts.shown):
        assert f"Takes effect on {day}, 9 days after the new text was first seen." in said
        assert "Notice promised by the previous text: 10 working days (clause 9.1)." in said


def test_a_failure_says_why_and_what_to_do_and_nothing_of_redlines(mail, examples):
    parts = mail(examples.failure())
    for said in (" ".join(parts.text.split()), parts.shown):
        assert "Why: the server answered 503" in said
        assert "What to do: open the page" in said
        assert DISCLAIMER not in said
        assert "[-" not in said
