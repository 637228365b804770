"""A mail as bytes: headers that nothing can be smuggled into, a text part, an HTML part, under 100 kB.

Sources: RFC 5322 (format), RFC 2047 (encoded words), RFC 3834 (Auto-Submitted), RFC 2919 (List-Id),
RFC 2369 and RFC 8058 (List-Unsubscribe).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError, MessageDefect
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy

from watcher.domain.assessment import Severity
from watcher.domain.delivery import Delivery
from watcher.domain.errors import DeliveryError
from watcher.domain.subscriber import Subscriber
from watcher.locale import locale
from watcher.notify.content import Content, Measure, content
from watcher.notify.headlines import severity_of
from watcher.notify.plain import BREAKING, one_line, web_link
from watcher.services.ports import Notice

SIZE_LIMIT = 98_000
"""Bytes of a mail with everything in it."""
SUBJECT_LIMIT = 240
NAME_LIMIT = 60
LINE = 76
"""The longest line that a header is folded to."""
MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
"""An address as RFC 5321 writes it without quotes; whatever else parses as an address is refused, not mended."""


class _MailPolicy(EmailPolicy):
    """Folds by itself what the standard policy would damage.

    It makes encoded words of message ids that are longer than a line, and gains or loses blanks where it folds long
    words of other scripts. Values come here without line breaks: the policy refuses them when a header is set.
    """

    def fold(self, name: str, value: str) -> str:
        if name in _VERBATIM:
            folded = value
        elif name == "Subject":
            folded = _encoded_words(str(value), name, self.linesep)
        elif isinstance(value, AddressHeader):
            [one] = value.addresses
            phrase = one.display_name
            folded = str(one) if phrase.isascii() else f"{_encoded_words(phrase, name, self.linesep)} <{one.addr_spec}>"
        else:
            return str(super().fold(name, value))
        return f"{name}: {folded}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii")


def _encoded_words(text: str, name: str, linesep: str) -> str:
    """Folded lines, the first one shorter by the header's name."""
    return Header(text, "ascii" if text.isascii() else "utf-8", LINE, name).encode(linesep=linesep)


_VERBATIM = frozenset({"Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe"})
"""ASCII that we made ourselves, well under the 998 characters that a line may have."""
_POLICY = _MailPolicy(linesep="\r\n", cte_type="7bit", raise_on_defect=False, max_line_length=78)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What is handed to the mail server."""

    sender: str
    recipient: str
    raw: bytes


def compose(
    delivery: Delivery,
    subscriber: Subscriber,
    notices: Sequence[Notice],
    *,
    sender: str,
    at: datetime,
    ending: str = "",
) -> Mail:
    """The mail of one delivery, in the subscriber's language; the same delivery gives the same Message-ID.

    ``ending`` is the address at which the subscription is ended. Raises DeliveryError (permanent) when an address
    cannot be one.
    """
    ending = web_link(ending)
    from_address = address(sender, where="smtp.from")
    to_address = address(subscriber.address, where=f"the subscriber {one_line(subscriber.name)}")
    spoken = locale(subscriber.language)
    measure: Measure | None = Measure.whole(notices)
    raw = b""
    while measure is not None:
        said = content(notices, subscriber.name, measure, ending=ending, spoken=spoken)
        message = _message(said, from_address, to_address, delivery, notices, at)
        message["Content-Language"] = spoken.tag
        _add_ending(message, ending)
        raw = message.as_bytes()
        if len(raw) < SIZE_LIMIT:
            break
        measure = measure.smaller(0.95 * SIZE_LIMIT / len(raw))
    return Mail(sender=from_address.addr_spec, recipient=to_address.addr_spec, raw=raw)


def address(text: str, *, where: str) -> Address:
    """A display name, cleaned, and a mailbox, taken as it is or refused. Raises DeliveryError (permanent)."""
    refused = DeliveryError("this is not a mail address that can be used", where=where, permanent=True)
    name, mailbox = _name_and_mailbox(text.strip())
    local, _, domain = mailbox.rpartition("@")
    try:
        ascii_mailbox = f"{local}@{domain.encode('idna').decode('ascii')}"
        if any(unicodedata.category(character) in BREAKING for character in text):
            raise refused
        if not MAILBOX.fullmatch(ascii_mailbox):
            raise refused
        return Address(display_name=header_text(name, NAME_LIMIT), addr_spec=ascii_mailbox)
    except (UnicodeError, ValueError, HeaderParseError, MessageDefect):
        raise refused from None


def header_text(text: str, limit: int) -> str:
    """One line that no reader of headers takes for an encoded word (RFC 2047): ``=?`` is parted by a blank."""
    return one_line(text, limit).replace("=?", "= ?")


def _name_and_mailbox(text: str) -> tuple[str, str]:
    """``Name <mailbox>``, ``"Name" <mailbox>`` or ``mailbox``; anything else ends up in the mailbox, to be refused."""
    if not text.endswith(">"):
        return "", text
    name, _, mailbox = text[:-1].rpartition("<")
    name = name.strip()
    if len(name) > 1 and name.startswith('"') and name.endswith('"'):
        return re.sub(r"\\(.)", r"\1", name[1:-1]), mailbox
    return ("", text) if any(character in name for character in '<>,"') else (name, mailbox)


def _message(
    said: Content, sender: Address, recipient: Address, delivery: Delivery, notices: Sequence[Notice], at: datetime
) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    thread, listed = _thread(delivery, notices)
    root = f"<{_digits(thread)}.thread@{sender.domain}>"
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = header_text(said.subject, SUBJECT_LIMIT)
    message["Date"] = at.astimezone(UTC)
    message["Message-ID"] = f"<{_id_part(delivery.id)}@{sender.domain}>"
    message["In-Reply-To"] = root
    message["References"] = root
    message["List-Id"] = f"<{listed}.terms-watcher.{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Precedence"] = "list"
    if max(map(severity_of, notices), default=Severity.NONE) >= Severity.HIGH:
        message["Importance"] = "high"
    message.set_content(said.text, cte=_encoding(said.text))
    message.add_alternative(said.html, subtype="html", cte=_encoding(said.html))
    return message


def _add_ending(message: EmailMessage, ending: str) -> None:
    """One click ends the subscription; mail programs send that click over https only (RFC 8058, section 3.1)."""
    if ending:
        message["List-Unsubscribe"] = f"<{ending}>"
    if ending.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _thread(delivery: Delivery, notices: Sequence[Notice]) -> tuple[str, str]:
    """What a mail belongs to (one agreement, or a subscriber's digests), and the label of its list."""
    agreements = {notice.agreement.id for notice in notices}
    if len(agreements) == 1:
        (agreement_id,) = agreements
        return f"agreement {agreement_id}", _id_part(agreement_id)
    return f"digest {delivery.subscriber}", "digest"


def _id_part(text: str) -> str:
    """An id as it is where it may stand in a header's id, else what follows from it."""
    return text if re.fullmatch(r"[A-Za-z0-9_-]{1,63}", text) else _digits(text)


def _digits(text: str) -> str:
    """Something that follows from the text and fits into an id."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


_ASCII = bytes(range(0x80))


def _encoding(text: str) -> str:
    """The shorter one: a byte beyond ASCII takes three characters in quoted-printable, four thirds in base64."""
    encoded = text.encode()
    beyond = len(encoded.translate(None, _ASCII))
    return "base64" if len(encoded) + 2 * beyond > len(encoded) * 4 // 3 else "quoted-printable"
