"""Which language a text is written in."""

from __future__ import annotations

import pytest

from watcher.recognise.language import shares


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You shall use the services only as this agreement permits, and you are responsible for it.", "en"),
        ("Der Nutzer ist für sein Konto verantwortlich und darf den Dienst nicht an andere übertragen.", "de"),
        ("L'utilisateur est responsable de son compte et des contenus qu'il publie sur le service.", "fr"),
        ("El usuario es responsable de su cuenta y de los contenidos que publique en el servicio.", "es"),
        ("用户应当遵守本协议的约定，并对其账号承担责任。", "zh"),
        ("利用者は本規約に同意し、自己のアカウントについて責任を負うものとします。", "ja"),
        ("이용자는 본 약관에 동의하며 자신의 계정에 대하여 책임을 집니다.", "ko"),
        ("Пользователь соглашается с условиями и несёт ответственность за свою учётную запись.", "ru"),
    ],
)
def test_a_text_s_language_is_found(text: str, language: str) -> None:
    assert next(iter(shares(text))) == language


def test_a_bilingual_text_has_both_languages() -> None:
    found = shares("1. 用户应当遵守本协议的约定。 The user shall keep to the terms of this agreement. " * 5)
    assert set(found) == {"en", "zh"}
    assert min(found.values()) > 0.2


@pytest.mark.parametrize("text", ["", "12 34", "§§ 5"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert shares(text) == {}
