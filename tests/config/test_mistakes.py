"""Every mistake is told at once: where, what stands there, what was expected, what comes nearest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watcher.config import load
from watcher.config.addresses import CHAT_SERVICES
from watcher.domain.errors import ConfigError, ConfigProblem
from watcher.notify.chat import SERVICES

Write = Callable[[str], Path]

AGREEMENT = '[[agreements]]\nid = "a"\ntitle = "A"\nurl = "https://a.example/"\n'
OTHER = AGREEMENT.replace('"a"', '"b"')
MAIL = '[smtp]\nfrom = "w@example.org"\n'
HOOK = '[[subscribers]]\nname = "S"\nwebhook = "https://s.example/"\nsecret_env = "S"\n'


def problems(path: Path) -> list[ConfigProblem]:
    with pytest.raises(ConfigError) as caught:
        load(path, environ={})
    assert caught.value.exit_code == 2
    return list(caught.value.problems)


# (the file, the key's path, a part of what was expected, the nearest)
ONE_MISTAKE = [
    # Keys and tables.
    ("[fetch]\ntimeuot = '3s'", "fetch.timeuot", "one of the keys of [fetch]", "timeout"),
    ("[watcher]\ntimeout = '3s'", "watcher.timeout", "one of the keys of [watcher]", "fetch.timeout"),
    ("[fetsh]", "fetsh", "one of the tables", "fetch"),
    ("data_dir = 'x'", "data_dir", "one of the tables", "watcher.data_dir"),
    ("web = 1", "web", "a table, [web]", ""),
    ("[agreements]\nid = 'a'", "agreements", "double brackets, [[agreements]]", ""),
    ("agreements = [1]", "agreements[0]", "a table", ""),
    ('"odd\\u001b key" = 1', '"odd\\u001b key"', "one of the tables", ""),
    # Durations and sizes.
    ("[schedule]\nevery = 6", "schedule.every", "a duration such as", '"6s"'),
    ("[schedule]\nevery = '6 hours'", "schedule.every", "a duration such as", '"6h"'),
    ("[schedule]\nevery = '10min'", "schedule.every", "a duration such as", '"10m"'),
    ("[schedule]\nevery = '1 month'", "schedule.every", "a duration such as", ""),
    ("[schedule]\nevery = '0s'", "schedule.every", "1s at least", ""),
    ("[schedule]\nevery = '999999999w'", "schedule.every", "ten years at most", ""),
    ("[fetch]\nconfirm_after = true", "fetch.confirm_after", "a duration such as", ""),
    ("[fetch]\nmax_bytes = '20mb'", "fetch.max_bytes", "a size such as", '"20MB"'),
    ("[fetch]\nmax_bytes = '20MiB'", "fetch.max_bytes", "a size such as", '"20MB"'),
    ("[fetch]\nmax_bytes = '0MB'", "fetch.max_bytes", "above zero", ""),
    ("[fetch]\nmax_bytes = 0x" + "f" * 5000, "fetch.max_bytes", "a size such as", ""),
    # How changes are weighed, and when digests go out.
    ("[significance]\njurisdictions = ['EU']", "significance.jurisdictions[0]", "one of eu, cn", '"eu"'),
    ("[[significance.rule]]\nseverity = 'grave'", "significance.rule[0]", "one of none, low", ""),
    ("[[significance.rule]]\nseverity = 'low'\non = 'links'", "significance.rule[0].on", "one of clause, words", ""),
    ("[[significance.rule]]\nseverity = 'low'\nif = 'x'", "significance.rule[0]", "known keys: on, role", ""),
    (f"{HOOK}categories = ['fee']", "subscribers[0].categories[0]", "one of unilateral_change", '"fees"'),
    (f"{HOOK}digest_at = '8:00'", "subscribers[0].digest_at", "a time of day", '"08:00"'),
    (f"{HOOK}digest_at = '25:00'", "subscribers[0].digest_at", "a time of day", ""),
    (f"{HOOK}language = 'Chinese'", "subscribers[0].language", 'one of "en", "zh"', '"zh"'),
    (f"{HOOK}language = 'zh-CN'", "subscribers[0].language", 'one of "en", "zh"', '"zh"'),
    (f"{HOOK}language = 'fr'", "subscribers[0].language", 'one of "en", "zh"', ""),
    (f"{HOOK}language = 1", "subscribers[0].language", 'one of "en", "zh"', ""),
    (f"{HOOK}timezone = 'Europe/Berln'", "subscribers[0].timezone", "a time zone", '"Europe/Berlin"'),
    # Cron lines.
    ("[schedule]\ncron = '0 6 * * 1-5'", "schedule.cron", "week days by name", '"0 6 * * mon-fri"'),
    ("[schedule]\ncron = '0 6 * *'", "schedule.cron", "five cron fields", ""),
    ("[schedule]\ncron = '@daily'", "schedule.cron", "five cron fields", '"0 0 * * *"'),
    ("[schedule]\ncron = '0 25 * * *'", "schedule.cron", "five cron fields", ""),
    ("[schedule]\nevery = '1h'\ncron = '0 6 * * *'", "schedule", "one of them", ""),
    # Plain values.
    ("[fetch]\nrobots = 'yes'", "fetch.robots", "true or false", "true"),
    ("[web]\nport = '8321'", "web.port", "1 to 65535", "8321"),
    ("[web]\nport = 65536", "web.port", "1 to 65535", ""),
    ("[web]\nport = true", "web.port", "1 to 65535", ""),
    ("[web]\nhost = 'http://localhost/'", "web.host", "a host name", '"localhost"'),
    ("[fetch]\nallow_hosts = ['10.1.2.3/16']", "fetch.allow_hosts[0]", "a network", '"10.1.0.0/16"'),
    ("[fetch]\nallow_hosts = ['*']", "fetch.allow_hosts[0]", "a host name", ""),
    ("[fetch]\nallow_hosts = 'localhost'", "fetch.allow_hosts", "a list", '["localhost"]'),
    ("[fetch]\ntracking = ['*']", "fetch.tracking[0]", "a query parameter", ""),
    ("[fetch]\ntracking = ['ref_*_id']", "fetch.tracking[0]", "a query parameter", ""),
    ("[fetch]\nca_file = 'gone.pem'", "fetch.ca_file", "certificates", ""),
    ("[watcher]\ndata_dir = ''", "watcher.data_dir", "a path", ""),
    ("[watcher]\nbase_url = 'https://w.example/?a=1'", "watcher.base_url", "without a query", '"https://w.example/"'),
    # Agreements.
    (AGREEMENT.replace('"a"', '"We Com"'), "agreements[0].id", "an id of a-z", '"we-com"'),
    (AGREEMENT.replace('"a"', '"../a"'), "agreements[0].id", "an id of a-z", '"a"'),
    (AGREEMENT.replace('"a"', '"a\\n"'), "agreements[0].id", "an id of a-z", '"a"'),
    (AGREEMENT.replace('title = "A"', ""), "agreements[0].title", "title", ""),
    (AGREEMENT.replace('"A"', '"A\\r\\nBcc: b"'), "agreements[0].title", "without line breaks", ""),
    (AGREEMENT.replace("url =", "# url ="), "agreements[0].url", "an address", ""),
    (AGREEMENT + "urls = ['https://b.example/']", "agreements[0]", "one of them", ""),
    (AGREEMENT.replace('url = "https://a.example/"', "urls = []"), "agreements[0].urls", "at least one", ""),
    (AGREEMENT + "languages = ['English']", "agreements[0].languages[0]", "a language tag", '"en"'),
    (AGREEMENT + "render = 'browsr'", "agreements[0].render", '"plain", "browser"', '"browser"'),
    (AGREEMENT + AGREEMENT, "agreements[1].id", "agreements[0] has this one", ""),
    (AGREEMENT + OTHER + "was = 'a'", "agreements[1].was", "agreements[0] has this one", ""),
    (AGREEMENT + "was = 'z'\n" + OTHER + "was = ['z']", "agreements[1].was", "agreements[0] has this one", ""),
    (AGREEMENT + "was = 'a'", "agreements[0].was", "no agreement has or had", ""),
    # Selectors.
    (AGREEMENT + "select = ['p[']", "agreements[0].select[0]", "a CSS selector (", ""),
    (AGREEMENT + "select = ['p::before']", "agreements[0].select[0]", "a CSS selector (", ""),
    (AGREEMENT + "select = ['p:nosuch']", "agreements[0].select[0]", "a CSS selector (", ""),
    (AGREEMENT + "select = ['main', '//article']", "agreements[0].select[1]", "CSS", '"xpath://article"'),
    (AGREEMENT + "select = 'main'", "agreements[0].select", "a list", '["main"]'),
    (AGREEMENT + "remove = ['xpath://a[']", "agreements[0].remove[0]", "an XPath 1.0 expression", ""),
    (AGREEMENT + "remove = ['xpath:count(//a)']", "agreements[0].remove[0]", "selects elements", ""),
    (AGREEMENT + "remove = ['xpath://a[contain(., 1)]']", "agreements[0].remove[0]", "contain()", "contains"),
    (AGREEMENT + "select = [{startBefore = 'a'}]", "agreements[0].select[0]", "endBefore and endAfter", ""),
    (
        AGREEMENT + "select = [{startBefore = 'a', startAfter = 'b', endAfter = 'c'}]",
        "agreements[0].select[0]",
        "one of startBefore and startAfter",
        "",
    ),
    (
        AGREEMENT + "select = [{startBefore = 'a[', endAfter = 'c'}]",
        "agreements[0].select[0].startBefore",
        "a CSS selector (",
        "",
    ),
    (
        AGREEMENT + "select = [{startAfter = 'a', endBefore = 'c', startafter = 'b'}]",
        "agreements[0].select[0].startafter",
        "one of the keys of a range",
        "startAfter",
    ),
    # Subscribers and mail.
    ("[[subscribers]]\nname = 'S'", "subscribers[0]", "exactly one of email, webhook and chat", ""),
    (HOOK + "chat = 'slack://room'", "subscribers[0]", "exactly one of email, webhook and chat", ""),
    (HOOK.replace("secret_env", "# "), "subscribers[0].secret_env", "unsigned webhooks are not sent", ""),
    (HOOK + HOOK, "subscribers[1].name", "subscribers[0] has this one", ""),
    (AGREEMENT + HOOK + "agreements = ['b']", "subscribers[0].agreements[0]", "matches one", ""),
    (AGREEMENT + HOOK + "agreements = []", "subscribers[0].agreements", "for all", ""),
    (AGREEMENT + "tags = ['wechat']\n" + HOOK + "tags = ['wecat']", "subscribers[0].tags[0]", "a tag", '"wechat"'),
    (HOOK + "min_severity = 'hihg'", "subscribers[0].min_severity", '"high"', '"high"'),
    (HOOK + "digest = 'dayly'", "subscribers[0].digest", '"daily"', '"daily"'),
    (HOOK.replace("https://s.example/", "https://s.example/#x"), "subscribers[0].webhook", "fragment", '"https://s.'),
    ("[[subscribers]]\nname = 'S'\nchat = 'slak://room'", "subscribers[0].chat", "a chat room of", '"slack://'),
    ("[[subscribers]]\nname = 'S'\nchat = 'slack://'", "subscribers[0].secret_env", "the room's key", ""),
    ("[[subscribers]]\nname = 'S'\nemail = 's@example.org'", "subscribers[0].email", "a mail server in [smtp]", ""),
    (MAIL + "[[subscribers]]\nname = 'S'\nemail = 'S <s@example.org>'", "subscribers[0].email", "", '"s@example.org"'),
    (MAIL + "[[subscribers]]\nname = 'S'\nemail = 's@x.org\\u000d'", "subscribers[0].email", "mail address", ""),
    (MAIL + '[[subscribers]]\nname = "S"\nemail = "s@x.org\\r\\nBcc: t@x.org"', "subscribers[0].email", "breaks", ""),
    (MAIL.replace("w@example.org", "W, Inc <w@example.org>"), "smtp.from", "in quotes", "'\"W, Inc\" <w@example.org>'"),
    (MAIL.replace("w@example.org", "W w@example.org"), "smtp.from", "a mail address", ""),
    ("[smtp]\nhost = 'mail.example'", "smtp.from", "a sender", ""),
    (MAIL + "security = 'ssl'", "smtp.security", '"starttls"', ""),
    (MAIL + "username = 'w'", "smtp.password_env", "beside username", ""),
    (MAIL + "host = 'm.example'\nusername = 'w'\npassword_env = 'P'", "smtp.security", "a password is sent", '"star'),
    ("[web]\nuser_header = 'X-User'", "web.trusted_proxy", "beside user_header", ""),
    ("[web]\nuser_header = 'X User'\ntrusted_proxy = ['10.0.0.5']", "web.user_header", "HTTP header", ""),
]


@pytest.mark.parametrize(("text", "path", "expected", "nearest"), ONE_MISTAKE)
def test_a_mistake_is_named_with_its_mend(write: Write, text: str, path: str, expected: str, nearest: str) -> None:
    (problem,) = problems(write(text))
    assert problem.path == path
    assert expected in problem.expected
    assert problem.nearest.startswith(nearest) if nearest else problem.nearest == ""


def test_every_chat_service_that_can_be_sent_to_can_be_configured() -> None:
    assert set(CHAT_SERVICES) == {service.scheme for service in SERVICES}


BAD_ADDRESSES = [
    "file:///etc/passwd",
    "file:/x",
    "FILE:x",
    "source:file:///x",
    "source:source:http://127.0.0.1/",
    "  javascript:alert(1)",
    "%20javascript:alert(1)",
    "data:text/html,x",
    "//a.example/",
    "a.example/terms",
    "http://",
    "http:///path",
    "https://user:pw@a.example/",
    "https://user@a.example/",
    "http://169.254.169.254:8888\\\\@public/",
    "https://a.example:0/",
    "https://a.example:99999/",
    "https://a.example:x/",
    "https://[::1/",
    "https://a b.example/",
    "https://a.example/a b",
    "https://-a.example/",
    "https://a..example/",
    "https://a%2eexample/",
    "https://a.example/\\r\\nX: y",
    "https://a.example/\\u202e",
    "https://" + "a" * 64 + ".example/",
    "https://a.example/" + "x" * 5000,
    "",
]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_that_is_no_public_page_is_refused(write: Write, address: str) -> None:
    (problem,) = problems(write(AGREEMENT.replace("https://a.example/", address)))
    assert problem.path == "agreements[0].url"


def test_an_address_without_its_scheme_is_completed(write: Write) -> None:
    (problem,) = problems(write(AGREEMENT.replace("https://a.example/", "a.example/terms")))
    assert problem.nearest == '"https://a.example/terms"'


def test_all_mistakes_are_told_together_in_the_order_of_the_tables(write: Write) -> None:
    text = (
        "[[subscribers]]\nname = 'S'\nemial = 's@example.org'\n"
        + AGREEMENT.replace("https", "ftp")
        + "evry = '2h'\n[fetch]\nmax_bytes = 20\n[watcher]\nbase_url = 7\n"
    )
    found = problems(write(text))
    assert [problem.path for problem in found] == [
        "watcher.base_url",
        "fetch.max_bytes",
        "agreements[0].url",
        "agreements[0].evry",
        "subscribers[0]",
        "subscribers[0].emial",
    ]


def test_the_error_reads_as_one_line_for_each_mistake(write: Write) -> None:
    path = write(AGREEMENT + "evry = '2h'\n[web]\nport = 0\n")
    with pytest.raises(ConfigError) as caught:
        load(path)
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{path}: 2 mistakes in the configuration"
    assert lines[1] == "  web.port: found 0, expected a port, a whole number from 1 to 65535"
    assert lines[2].startswith(
        "  agreements[0].evry: found an unknown key, expected one of the keys of [[agreements]]: "
    )
    assert lines[2].endswith("; did you mean every?")


# (the file, the secret in it)
SECRETS = [
    ("[smtp]\nfrom = 'w@example.org'\npassword = 'hunter2'", "hunter2"),
    ("[smtp]\nfrom = 'w@example.org'\nusername = 'w'\npassword_env = 'hunter2'", "hunter2"),
    (HOOK.replace('secret_env = "S"', "secret_env = 'whsec_MfKQ9r8GKYqrTwjU'"), "MfKQ9"),
    (HOOK + "token = 'hunter2'", "hunter2"),
    ("api_key = 'hunter2'", "hunter2"),
    ("[fetch]\nproxy = 'http://joe:hunter2@proxy.example:3128'", "hunter2"),
    ("[fetch]\nproxy = 'joe:hunter2@proxy.example'", "hunter2"),
    ("[[subscribers]]\nname = 'S'\nchat = 'wecom://q.example?key=693a91f6'", "693a91f6"),
    ("[[subscribers]]\nname = 'S'\nchat = 'slack://T024BE7LDT024BE7LDT024'", "T024BE7LD"),
    ("smtp = 'smtp://joe:hunter2@mail.example'", "hunter2"),
    ("[web]\nport = 'sk-aaaaaaaaaaaa'", "sk-aa"),
    (AGREEMENT.replace("https://", "ftp://joe:hunter2@"), "hunter2"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_no_error_prints_what_looks_like_a_secret(write: Write, text: str, secret: str) -> None:
    found = problems(write(text))
    assert secret not in str(ConfigError(tuple(found), where="config.toml"))


def test_no_error_prints_the_value_of_a_secret_that_the_file_names(write: Write) -> None:
    path = write(HOOK.replace("https://s.example/", "gopher"))
    with pytest.raises(ConfigError) as caught:
        load(path, environ={"S": "gopher"})
    assert "gopher" not in str(caught.value)


def test_a_password_in_the_file_is_answered_with_the_key_to_use(write: Write) -> None:
    (problem,) = problems(write(MAIL + "password = 'x'"))
    assert (problem.path, problem.nearest) == ("smtp.password", "password_env")
    assert "name an environment variable: password_env" in problem.expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[web]\nport = \n", "line 2, column 8"),
        ("[web]\nport = 1\nport = 2\n", "line 3, column 9"),
        ("[web", "end of the file"),
        ("a = " + "[" * 5000, "file"),
        ("a = " + "9" * 5000, "end of the file"),
    ],
)
def test_a_syntax_error_has_its_place(write: Write, text: str, place: str) -> None:
    (problem,) = problems(write(text))
    assert problem.path == place
    assert "TOML" in problem.expected


def test_a_missing_file_is_answered_with_how_to_begin_one(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path / "config.toml")
    assert "watcher add URL" in problem.expected


def test_a_folder_is_no_configuration_file(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert (problem.found, problem.nearest) == ("a folder", str(tmp_path / "config.toml"))


@pytest.mark.parametrize("body", [b"[web]\nhost = '\xe9'\n", "[web]\n".encode("utf-16")])
def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(body)
    (problem,) = problems(path)
    assert "UTF-8" in problem.expected
    assert problem.path.startswith("line ")


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(
    ["id", "title", "url", "urls", "select", "was", "every", "name", "email", "chat", "port", "tags"]
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


@given(
    st.dictionaries(
        st.sampled_from(["watcher", "schedule", "fetch", "smtp", "web", "agreements", "subscribers", "x"]),
        VALUES | st.dictionaries(KEYS, VALUES, max_size=4) | st.lists(st.dictionaries(KEYS, VALUES, max_size=4)),
        max_size=4,
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tables_are_settings_or_problems(raw: dict[str, object]) -> None:
    from watcher.config.reading import settled

    try:
        settled(raw, path=Path("config.toml"), environ={})
    except ConfigError as error:
        assert error.problems
