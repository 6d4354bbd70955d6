"""The steps in which a company on a real Odoo keeps its books in Procountor: invoices out, payments in."""

import re

from report import Result
from steps_trade import soak

INVOICES = re.compile(
    r"^procountor-invoices: (\d+) documents, \d+ sent, \d+ refused, (\d+ held against the contract|contract skipped),"
    r" 0 wrong$",
    re.MULTILINE,
)
PAYMENTS = re.compile(r"^procountor-payments: \d+ invoices, (\d+) payments, [1-9]\d* kills, 0 wrong$", re.MULTILINE)
KILLS = re.compile(r"^procountor-kills: (\d+) kill points, 0 wrong$", re.MULTILINE)


def invoices():
    """Fifty random invoices and credit notes; `contrib/soak procountor-invoices` takes five hundred."""
    result = soak(INVOICES, "procountor-invoices", "--count", "50")
    return _told(result)


def payments():
    """Payments fetched three times while the service is killed; `contrib/soak procountor-payments` takes sixty."""
    return soak(PAYMENTS, "procountor-payments", "--count", "12", "--kills", "3")


def kills():
    """The service dies at each kill point that only Procountor passes."""
    return soak(KILLS, "procountor-kills")


def _told(result: Result):
    """A contract that is not there is said loudly."""
    if any("contract skipped" in note for note in result.notes):
        result.skipped.append("no procountor.json: invoices not held against the contract")
    return result
