"""Pages that stand where an agreement was asked for, each told from it with and without a last version."""

from __future__ import annotations

import pytest

from watcher.domain.agreement import Cut, Render

SCRIPTS = "<script src=/a.js></script><script src=/b.js></script>"

CASES: dict[str, tuple[str, str]] = {
    "challenge: just a moment": (
        "challenge",
        (
            "<title>Just a moment...</title><h1>provider.example</h1><p>Checking if the site connection is secure</p>"
            "<script src='/cdn-cgi/challenge-platform/x.js'></script>"
        ),
    ),
    "challenge: are you a person": (
        "challenge",
        "<title>Access check</title><h1>Please verify you are a human</h1><p>Press and hold the button to go on.</p>",
    ),
    "challenge: denied": (
        "challenge",
        (
            "<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access this page."
            " Reference #18.2d3e</p>"
        ),
    ),
    "challenge: Chinese": (
        "challenge",
        "<title>安全验证</title><div>访问过于频繁，请完成验证后继续访问</div><div id=captcha class=nc_1_wrapper></div>",
    ),
    "challenge: widget only": ("challenge", "<div class='h-captcha'></div><p>One step more</p>"),
    "login": (
        "login",
        (
            "<title>Sign in - Provider</title><h1>Sign in</h1><form><label>Email</label><input name=e>"
            "<label>Password</label><input type=password></form><p>Forgot your password?</p>"
            "<p>By signing in you agree to the Terms of Service and"
            " the Privacy Policy.</p>"
        ),
    ),
    "login: Chinese": (
        "login",
        "<title>登录</title><h1>账号登录</h1><form><input type='PASSWORD'></form><p>登录即表示同意服务协议</p>",
    ),
    "login: heading only": ("login", "<title>Provider</title><h1>Log in to your account</h1><p>Enter your e-mail.</p>"),
    "consent": (
        "consent",
        (
            "<title>Provider</title><h1>Before you continue</h1><p>We use cookies and data to deliver services."
            "</p><p>If you choose to accept all, we will also use them to show ads.</p><button>Accept all</button>"
            "<p>Reject all</p><p>Manage options</p>"
        ),
    ),
    "consent: Chinese": (
        "consent",
        "<title>网站</title><p>本网站使用Cookie以改善体验。</p><p>接受所有Cookie</p><p>同意并继续</p>",
    ),
    "error: 404": ("error", "<title>404 Not Found</title><h1>Not Found</h1><p>The page you requested was moved.</p>"),
    "error: friendly": (
        "error",
        "<title>Provider</title><h1>Oops!</h1><p>We can't find the page you are looking for. Go home or search.</p>",
    ),
    "error: server": ("error", "<h1>500 Internal Server Error</h1><hr>nginx"),
    "error: maintenance": (
        "error",
        "<title>Maintenance</title><h1>We'll be back soon</h1><p>The site is down for scheduled maintenance.</p>",
    ),
    "error: Chinese 404": (
        "error",
        "<title>页面不存在</title><p>抱歉，您访问的页面不存在或已被删除。</p><a href=/>返回首页</a>",
    ),
    "error: Chinese maintenance": ("error", "<title>系统提示</title><p>系统正在维护中，请稍后再试。</p>"),
    "error: parked": (
        "error",
        "<title>provider.example</title><h1>This domain is for sale</h1><p>Related searches</p><p>Flights</p>",
    ),
    "error: parked, Chinese": ("error", "<title>域名转让</title><p>您访问的域名正在出售，欢迎联系。</p>"),
    "shell": ("shell", f"<title>Provider</title><div id=root></div>{SCRIPTS}"),
    "shell: says so": (
        "shell",
        (f"<title>Provider</title><noscript>You need to enable JavaScript here.</noscript><div id=app></div>{SCRIPTS}"),
    ),
    "shell: loading": ("shell", f"<title>服务协议</title><div id=app>加载中</div>{SCRIPTS}"),
    "challenge: French": (
        "challenge",
        "<title>Un instant…</title><h1>exemple</h1><p>Vérification que vous êtes un humain, encore un instant.</p>",
    ),
    "challenge: German": (
        "challenge",
        "<title>Sicherheitsprüfung</title><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>",
    ),
    "login: French": ("login", "<title>Connexion</title><h1>Se connecter</h1><p>Mot de passe oublié ?</p>"),
    "login: German": ("login", "<title>Konto</title><h1>Bitte melden Sie sich an</h1><p>Passwort vergessen?</p>"),
    "consent: French": (
        "consent",
        (
            "<title>Site</title><h1>Nous respectons votre vie privée</h1><p>Nos 42 partenaires et nous utilisons des"
            " cookies pour mesurer votre visite. Vous pouvez changer d'avis plus tard.</p>"
        ),
    ),
    "consent: German": (
        "consent",
        (
            "<title>Seite</title><h1>Wir schätzen Ihre Privatsphäre</h1><p>Unsere 42 Partner und wir verwenden Cookies,"
            " um Ihren Besuch zu messen. Sie können das später ändern.</p>"
        ),
    ),
    "consent: age": (
        "consent",
        "<title>Cellar</title><h1>Are you over 18?</h1><p>You must be of legal age to enter. Please confirm.</p>",
    ),
    "error: French": ("error", "<title>Page introuvable</title><p>La page demandée n'existe plus ou a changé.</p>"),
    "error: German": ("error", "<title>Fehler</title><h1>Seite nicht gefunden</h1><p>Zurück zur Startseite.</p>"),
    "error: a program's own words": (
        "error",
        "<title>Shop</title><p>Fatal error: Uncaught exception in /srv/www/index.php on line 12, Stack trace: #0</p>",
    ),
    "sent on": (
        "other_document",
        (
            "<meta http-equiv=refresh content='0; url=/welcome'><title>Moved</title><p>The page has moved. If you are"
            " not redirected automatically, follow the link to our new start page.</p>"
        ),
    ),
    "empty": ("truncated", "<title>Terms</title><h1>Terms of Service</h1>"),
}


@pytest.mark.parametrize("before", ["", "terms", "zh"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_not_the_agreement_is_named(look, pages, name: str, before: str) -> None:
    reason, page = CASES[name]
    verdict = look(page, before=pages.get(before, ""))
    assert (verdict.agreement, verdict.reason) == (False, reason)
    assert verdict.evidence


MENU = "".join(f"<div><a href=/{n}>{word} {n}</a></div>" for n in range(12) for word in ("Plans", "Help", "Careers"))


@pytest.mark.parametrize("before", ["", "terms"])
@pytest.mark.parametrize("name", ["challenge: denied", "error: friendly", "error: parked", "consent: age"])
def test_a_menu_around_such_a_page_changes_nothing(look, pages, name: str, before: str) -> None:
    reason, page = CASES[name]
    verdict = look(f"<div class=a>{page}</div><div class=b>{MENU}</div>", before=pages.get(before, ""))
    assert verdict.reason == reason


def test_the_operator_of_a_shell_is_told_to_turn_on_the_browser(look) -> None:
    assert any('render = "browser"' in text for text in look(CASES["shell"][1]).evidence)


def test_who_turned_on_the_browser_is_not_told_to_do_so(look) -> None:
    verdict = look(CASES["shell: loading"][1], cut=Cut(render=Render.BROWSER))
    assert verdict.reason == "shell"
    assert not any("render" in text for text in verdict.evidence)


def test_being_sent_to_a_sign_in_page_is_evidence(look) -> None:
    page = "<title>Provider</title><p>Please log in with your company account to go on to the page.</p>"
    verdict = look(page, final_url="https://provider.example/sso/login?next=/legal/terms")
    assert verdict.reason == "login"
    assert "sso/login" in verdict.evidence[0]


@pytest.mark.parametrize(
    "page",
    [
        (
            "<title>Provider</title><h1>Build faster</h1><p>Ship your product today with our happy team.</p>"
            "<p>Loved by makers all over the world, from Lima to Lagos.</p><p>Start free, stay as long as it helps.</p>"
        ),
        (
            "<title>新闻</title><h1>公司举行年度运动会</h1><p>十月三日上午，公司在城南体育场举行了年度运动会，三百多名同事参加了比赛。</p>"
            "<p>天气晴好，气氛热烈，最后由市场部获得冠军。</p>"
        ),
        (
            "<title>Recipe</title><h1>Bread</h1><p>Mix flour, water and salt, wait for a day, and bake it hot.</p>"
            "<p>Let it rest on a rack before cutting it, or the crumb will be wet.</p>"
        ),
        (
            "<title>How to share a folder</title><h1>How to share a folder</h1><p>1. Open the folder that your users"
            " need.</p><p>2. Type the address of each user and choose what your user sees.</p><p>3. Tell your users to"
            " look at their mail; your service desk can help you.</p>"
        ),
    ],
)
def test_what_never_was_an_agreement_makes_no_first_version(look, page: str) -> None:
    assert look(page).reason == "other_document"


@pytest.mark.parametrize("name", ["terms", "zh", "privacy", "german", "small", "small zh", "unnumbered", "text only"])
def test_agreements_pass_however_small(look, pages, name: str) -> None:
    assert look(pages[name], title="").agreement


@pytest.mark.parametrize(
    "clause",
    [
        "You must sign in with your password; if you forgot your password, we verify that you are a human.",
        "When a page is not found, or during scheduled maintenance, the service is temporarily unavailable (503).",
        "Before you continue you may accept all cookies or reject all cookies in the cookie settings.",
        "The service needs JavaScript: please enable JavaScript in your browser.",
        "A domain name that is for sale is not covered by this agreement.",
    ],
)
def test_an_agreement_may_speak_of_what_such_pages_say(look, make_terms, topics, clause: str) -> None:
    page = make_terms(topics=(*topics[:4], ("Access", clause)))
    assert look(page).agreement
    assert look(page, before=make_terms(topics=topics[:5])).agreement


FRAMED = (
    '<title>Terms</title><h1>Terms of Service</h1><iframe src="/embed/terms.html?v=1&amp;a=2"></iframe>',
    "<frameset rows=*><frame name=top src='/embed/terms.html?v=1&amp;a=2'></frameset>",
    '<noscript><iframe src="https://tags.example/ns"></iframe></noscript><IFRAME SRC=/embed/terms.html?v=1&a=2 >',
    '<iframe src="/embed/terms.html?v=1&a=2"></iframe><iframe src="https://ads.example/p" width="1"></iframe>',
)


@pytest.mark.parametrize("page", FRAMED)
def test_a_page_that_only_shows_another_in_a_frame_is_a_shell_that_names_it(look, page: str) -> None:
    verdict = look(page)
    assert verdict.reason == "shell"
    assert verdict.evidence[1].endswith('set url = "https://provider.example/embed/terms.html?v=1&a=2"')


def test_a_frame_beside_the_agreement_is_none_of_our_business(look, make_terms) -> None:
    assert look(f"{make_terms()}<iframe src='https://video.example/1'></iframe>").agreement
