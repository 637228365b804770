"""Pages and agreements of our own writing, read and recognised as a check does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from watcher.clauses import outline
from watcher.domain.agreement import Agreement, Cut
from watcher.domain.clause import ClauseTree
from watcher.domain.snapshot import Snapshot
from watcher.extract import declared, read
from watcher.recognise import Verdict, recognise

URL = "https://provider.example/legal/terms"

TOPICS = (
    ("Services", "The provider shall keep the service available and may change parts of it after notice to the user."),
    ("Accounts", "You are responsible for your account and for whatever is done with it by other persons."),
    ("Fees", "Fees are due on the first day of each month, and no refund is made for a month that has begun."),
    ("Conduct", "You must not send unlawful content, nor use the service to harm the rights of third parties."),
    ("Content", "You keep the rights in your content and grant the provider a licence to store and to show it."),
    ("Privacy", "Personal data are processed under the privacy policy, which is a part of this agreement."),
    ("Suspension", "The provider may suspend an account at once when these terms are broken in a serious way."),
    ("Termination", "Either party may terminate this agreement at the end of a month by notice of ten days."),
    ("Warranty", "The service comes as it is, without a warranty of any kind as far as the law permits this."),
    ("Liability", "The liability of the provider is limited to the fees paid in the twelve months before."),
    ("Changes", "The provider may change these terms; continued use of the service counts as consent to them."),
    ("Law", "This agreement is governed by the law of the provider's seat, where its courts have jurisdiction."),
)
ZH_TOPICS = (
    ("服务内容", "平台应当按照本协议的约定向用户提供服务，并有权在提前通知用户后调整部分服务内容。"),
    ("账号", "用户应当妥善保管账号，并对其账号下发生的一切行为承担责任。"),
    ("费用", "用户应当于每月第一日支付服务费用，已经开始的月份不予退还费用。"),
    ("用户行为", "用户不得利用服务发布违法内容，不得侵害第三方的合法权益。"),
    ("知识产权", "用户保留其内容的权利，并许可平台为提供服务之目的存储和展示该内容。"),
    ("个人信息", "平台依照隐私政策处理个人信息，隐私政策为本协议的组成部分。"),
    ("终止", "任何一方有权提前十日通知对方后终止本协议，终止前的义务应当继续履行。"),
    ("责任限制", "平台的赔偿责任以争议发生前十二个月内用户支付的费用为限。"),
    ("法律适用", "本协议适用平台所在地法律，争议由平台所在地有管辖权的人民法院管辖。"),
)


def terms(title: str = "Terms of Service", topics: Sequence[tuple[str, str]] = TOPICS) -> str:
    sections = "".join(f"<h2>{n}. {name}</h2><p>{n}.1 {text}</p>" for n, (name, text) in enumerate(topics, 1))
    return f"<title>{title} - Provider</title><main><h1>{title}</h1>{sections}</main>"


def privacy() -> str:
    names = ("addresses", "payments", "messages", "devices", "locations", "contacts", "pictures", "cookies", "calls")
    sections = "".join(
        f"<h2>{n}. Your {name}</h2><p>We collect {name} when you give them to us, store {name} for a year, and share"
        f" {name} with processors who need them; you can ask us to delete {name} at any time.</p>"
        for n, name in enumerate(names, 1)
    )
    return f"<title>Privacy Policy</title><main><h1>Privacy Policy</h1>{sections}</main>"


GERMAN = "".join(
    f"<h2>{n}. Abschnitt</h2><p>Der Anbieter stellt den Dienst nach diesen Bedingungen bereit, und der Nutzer ist für"
    f" sein Konto und für die Inhalte verantwortlich, die er mit dem Dienst Nummer {n} veröffentlicht.</p>"
    for n in range(1, 10)
)


@pytest.fixture
def look() -> Callable[..., Verdict]:
    """What recognising says of a page, given the page that was the last version."""

    def make(
        page: str,
        *,
        before: str = "",
        title: str = "Terms of Service",
        languages: tuple[str, ...] = (),
        final_url: str = URL,
        previous_url: str = "",
        cut: Cut | None = None,
    ) -> Verdict:
        agreement = Agreement(id="terms", title=title, sources=(URL,), languages=languages, cut=cut or Cut())
        previous = _tree(before)[1] if before else None
        document, tree = _tree(page)
        return recognise(
            document,
            tree,
            agreement=agreement,
            previous=previous,
            final_url=final_url,
            previous_url=previous_url,
            declared=declared(page.encode()),
            previously_declared=declared(before.encode()),
        )

    return make


def _tree(page: str) -> tuple:
    document = read(Snapshot(body=page.encode(), content_type="text/html; charset=utf-8", url=URL))
    tree: ClauseTree = outline(document)
    return document, tree


@pytest.fixture
def pages() -> dict[str, str]:
    """Agreements by name."""
    small = (
        "<h1>House rules</h1><p>1. Guests shall be quiet after ten.</p><p>2. Guests must pay for damage.</p>"
        "<p>3. Guests may not smoke.</p>"
    )
    return {
        "terms": terms(),
        "zh": terms("服务协议", ZH_TOPICS),
        "privacy": privacy(),
        "german": f"<title>Nutzungsbedingungen</title><h1>Nutzungsbedingungen</h1>{GERMAN}",
        "small": small,
        "small zh": "<h1>使用须知</h1><p>一、用户应当遵守法律。</p><p>二、不得转让账号。</p><p>三、平台有权终止。</p>",
        "unnumbered": "<h1>Disclaimer</h1><p>All information comes without warranty, and the provider is not liable for"
        " any loss that follows from its use.</p>",
        "text only": "<p>This licence agreement is made between two parties. The licensee shall not copy it.</p>",
    }


@pytest.fixture
def make_terms() -> Callable[..., str]:
    return terms


@pytest.fixture
def topics() -> tuple[tuple[str, str], ...]:
    return TOPICS
