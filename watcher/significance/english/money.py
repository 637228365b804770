"""What is paid, and what goes on being paid."""

from __future__ import annotations

from watcher.significance.signals import Signal, signal

_OTHERS_FEES = (
    "attorney* fee* | attorney* .. fees | legal fees | lawyer* fee* | lawyers .. fees | litigation fee* "
    "| counsel fees | arbitration fees | losses, | losses and expenses | liabilities, damages "
    "| damages, losses | costs, fees | at a price | pay .. attention | pay close | price of admission "
    "| google pay"
)

SIGNALS: tuple[Signal, ...] = (
    signal(
        "fees",
        (
            "fee | fees | price | prices | pricing | invoice* | refund* | subscription charge* | billing cycle "
            "| billing polic* | billing method* | automatic billing | billed | charge you | charge your "
            "| charged to | be charged | charges | chargeable | paid service* | payments due | payment due "
            "| payable | tariff* | overdue | taxes | paid plan* | late charge* | surcharge* | prepaid fee* "
            "| prepaid balance | remuneration | pay us | service charge* | shall pay | must pay | will pay "
            "| agree* to pay | required to pay | responsible for paying | failed to pay | fail to pay "
            "| pay for | payment of | payment is | payments are | payment will be | payment terms "
            "| receive payment | non-refundable | reimburse .. payments | payments made | payment method* will "
            "| all payments | as a payment | for a charge"
        ),
        unless=_OTHERS_FEES
        + ("| payment of arbitration | liability .. exceed | in no event | amounts that exceed | liability .. limited"),
    ),
    signal(
        "auto_renewal",
        (
            "auto-renew* | automatically renew* | automatic renewal | automatically be renewed "
            "| renew* automatically | renewed automatically | automatically extend* | extend* automatically "
            "| auto renewal | renews .. automatically | recurring subscription | automatically .. renew* "
            "| renewed tacitly | tacit renewal"
        ),
        unless="not renew* automatically | not .. automatically renew* | not automatically",
    ),
)
