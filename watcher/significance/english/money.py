"""What is paid, and what goes on being paid."""

from __future__ import annotations

from watcher.significance.english.liability import CAPS
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
            "interest is charged | deposit of | money back | pay half | tolls | euros a year | dollars a year "
            "| pounds a year | euros a month | dollars a month | per month plus | euros per | dollars per "
            "| % of each | fee | fees | price | prices | pricing | invoice* | refund* | subscription charge* "
            "| billing cycle | billing polic* | billing method* | automatic billing | billed | bill you "
            "| bill your | bill the | will bill | charge you | charge your | charged to | be charged | charges "
            "| chargeable | paid service* | payments due | payment due | payable | tariff* | overdue | taxes "
            "| paid plan* | late charge* | surcharge* | prepaid fee* | prepaid balance | remuneration | pay us "
            "| service charge* | shall pay | must pay | will pay | agree* to pay | required to pay "
            "| responsible for paying | failed to pay | fail to pay | pay for | payment of | payment is "
            "| payments are | payment will be | payment terms | receive payment | non-refundable "
            "| reimburse .. payments | payments made | payment method* will | all payments | as a payment "
            "| for a charge | a commission | fare | fares | reimburse you | commission on | commission for "
            "| commissions | sales commission* | commission rate* | interest at | interest of .. percent "
            "| interest of .. per | bear interest | late interest | default interest | late payment* "
            "| interest accrues | annual percentage rate | charged at | data rates | message rates "
            "| return what you paid | refund what you paid | cash value | royalt* | rent is | rent falls "
            "| excess of | payout* | pay out | paid out | costs nothing | mispric* | premium is | premium of "
            "| premiums | minimum spend | amounts due | amount due | amounts payable | debit your | debited "
            "| direct debit | purchase price | revenue share | net revenue | purchases are final "
            "| sales are final | cost of .. subscription* | deposit is required | in-app purchase* "
            "| all amounts | costs of | cost of | costs .. borne | cost .. borne | additional cost* "
            "| own cost to return | due for payment | payment options | credit card will | free trial* "
            "| set off | set-off | withhold .. payment* | including vat | plus vat | excluding vat | vat is "
            "| vat will | value added tax | sales tax"
        ),
        unless=_OTHERS_FEES
        + (
            "| commercial invoice | pro forma invoice | filing fee* | arbitrator* .. fees | cost of litigation "
            "| costs of litigation | legal costs | court costs | legal expense* | costs of defen* "
            "| cost of substitute | costs of substitute | cost of procurement | costs of procurement "
            "| no charge | loss of revenue | loss of .. fees | payment of arbitration | price gouging "
            "| costs of arbitration | costs of the arbitration | own costs | fake prices "
            "| excess of the limit* | in excess of | royalty-free | pay compensation | price data "
            "| pricing information | price feed* | price base"
        ),
        yields_to=CAPS,
    ),
    signal(
        "fees",
        "service | services | app | platform | use | software | account",
        "free of charge | at no cost | without charge",
        unless="request | copy | your data | rights | free from | toll",
        near=60,
    ),
    signal(
        "auto_renewal",
        (
            "automatic renewals | recurring charge* | subscription-based charge* "
            "| recurring .. subscription-based | auto-renew* | automatically renew* | automatic renewal "
            "| automatically be renewed | renew* automatically | renewed automatically | automatically extend* "
            "| extend* automatically | auto renewal | renews .. automatically | recurring subscription "
            "| automatically .. billed | automatically .. charge* | automatic billing "
            "| automatically .. renew* | renewed tacitly | tacit renewal"
        ),
        unless="not renew* automatically | not .. automatically renew* | not automatically",
    ),
)
