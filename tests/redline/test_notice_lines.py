from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from watcher.domain.notice import Law, NoticeClock, Promise, StatedDate
from watcher.locale import locale
from watcher.redline.notice import notice_lines, notice_words

DECEMBER = StatedDate(shown="2026-12-20", day=date(2026, 12, 20))
MAY = StatedDate(shown="2026-05-01", day=date(2026, 5, 1))
TODAY = StatedDate(shown="updated today (relative)", vague=True)
MONTH = Promise(shown="30 days", days=30, working=False, place="9.2", words="")
LONG = Promise(shown="90 days", days=90, working=False, place="", words="")


def clock(**fields: Any) -> NoticeClock:
    usual: dict[str, Any] = {"promised": (), "updated_before": None, "updated": None, "effective": None}
    seen = {"last_seen": datetime(2026, 11, 2, tzinfo=UTC), "first_seen": datetime(2026, 11, 6, tzinfo=UTC)}
    return NoticeClock(**{**usual, **seen, **fields})


def test_what_is_promised_and_what_is_given_stand_together() -> None:
    assert notice_lines(clock(promised=(MONTH,), effective=DECEMBER)) == (
        "Takes effect on 2026-12-20, 44 days after the new text was first seen.",
        "Notice promised by the previous text: 30 days (clause 9.2).",
    )


def test_a_notice_that_is_too_short_is_reckoned_out() -> None:
    [_, promise] = notice_lines(clock(promised=(MONTH, LONG), effective=DECEMBER))
    assert promise == (
        "Notice promised by the previous text: 30 days (clause 9.2); 90 days. "
        "Counted from the first sight of the new text, 90 days end on 2027-02-04."
    )


def test_a_text_that_was_in_effect_before_it_was_seen() -> None:
    [line, _] = notice_lines(clock(effective=MAY))
    assert line == "In effect since 2026-05-01, 189 days before the new text was first seen."


def test_a_silent_change_is_said_first() -> None:
    [line, *_] = notice_lines(clock(updated_before=MAY, updated=MAY))
    assert line == "Silent change: the text changed, the date of its last update (2026-05-01) did not."
    assert notice_words(clock(updated_before=MAY, updated=MAY)) == "silently: still dated 2026-05-01"


def test_no_date_is_said_too() -> None:
    assert notice_lines(clock())[0] == "No date is stated anywhere in the new text."
    assert notice_lines(clock(updated=TODAY))[0] == "No date is stated, only: updated today (relative)."
    assert notice_lines(clock(updated_before=MAY, updated=DECEMBER))[0] == (
        "No effective date is stated; last updated 2026-12-20 (before: 2026-05-01)."
    )
    assert notice_words(clock()) == "no effective date stated"
    assert notice_words(clock(effective=DECEMBER)) == "effective 2026-12-20"


def test_a_rule_of_law_is_told_with_its_source() -> None:
    law = Law(
        jurisdiction="xx",
        title="Boat Act, article 1",
        source="Gazette 7",
        in_force=date(2020, 1, 1),
        days=5,
        says="wait",
    )
    assert notice_lines(clock(laws=(law,)))[-1] == (
        "Boat Act, article 1 (in force since 2020-01-01): wait. Source: Gazette 7."
    )


def test_what_a_page_prints_cannot_steer_a_terminal() -> None:
    promise = Promise(shown="30 days", days=30, working=False, place="9\x1b[2J", words="")
    assert "\x1b" not in "".join(notice_lines(clock(promised=(promise,))))


def test_every_line_can_be_said_in_chinese() -> None:
    chinese = locale("zh").say
    seen = clock(promised=(MONTH, LONG), effective=DECEMBER)
    assert [chinese(line) for line in notice_lines(seen)] == [
        "2026-12-20 生效，距首次发现新文本 44 天。",
        "旧文本承诺的通知期：30 天（条款 9.2）；90 天。自首次发现新文本起算，90 天于 2027-02-04 届满。",
    ]
    assert chinese(notice_words(clock())) == "未注明生效日期"


def test_a_line_that_is_said_again_is_as_harmless() -> None:
    promise = Promise(shown="30 days", days=30, working=False, place="9\x1b[2J", words="")
    assert "\x1b" not in "".join(map(locale("zh").say, notice_lines(clock(promised=(promise,)))))


def test_a_date_that_the_previous_text_had_already_is_not_the_new_ones() -> None:
    since = clock(effective_before=MAY, effective=MAY)
    assert notice_lines(since)[:2] == (
        "Silent change: the text changed, the date since when it applies (2026-05-01) did not.",
        "From when the change applies is not stated.",
    )
    assert notice_words(since) == "silently: still dated 2026-05-01"
    assert since.given is None


def test_a_day_to_come_still_holds_where_only_the_words_before_it_changed() -> None:
    coming = clock(effective_before=DECEMBER, effective=DECEMBER)
    assert not coming.silent
    assert notice_words(coming) == "effective 2026-12-20"
