"""The step that sends random invoices of a real Odoo; `contrib/soak payloads` does so at length."""

import os
import re

from commands import run
from odoo_checkout import Checkout
from places import REPOSITORY
from report import Result
from steps_swift import SERVICE

SOAK = REPOSITORY / "contrib" / "soak"
SERIES = "18.0"
COUNT = 50
SECONDS = 420
FIGURES = re.compile(rf"^payloads: ({COUNT}) documents, {COUNT} sent, (.*), 0 wrong$", re.MULTILINE)


def test():
    """Fifty invoices and credit notes of Odoo 18.0: each valid by the contract, each adding up to what was booked."""
    checkouts = Checkout.all(os.environ.get("ODOO_HOMES") or "~/odoo/*")
    home = next((checkout.home for checkout in checkouts if checkout.series == SERIES), None)
    if home is None:
        return Result.skip(f"missing series: no checkout of {SERIES}")
    command = [SOAK, "payloads", "--count", COUNT, "--seed", "1", "--binary", SERVICE, "--odoo", home]
    finished = run("payloads", command, seconds=SECONDS)
    figures = FIGURES.search(finished.output)
    if not (finished.succeeded and figures):
        return Result(failed=[finished.tail()])
    result = Result(passed=int(figures[1]), notes=[f"{figures[0]}, on Odoo {SERIES}"])
    if "skipped" in figures[2]:
        result.skipped.append("no procuros.yaml: payloads not held against the contract")
    return result
