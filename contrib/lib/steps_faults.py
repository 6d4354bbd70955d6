"""The step that breaks the service in every way once; `contrib/soak faults` does so at length."""

import os
import re

from commands import run
from odoo_checkout import Checkout
from places import REPOSITORY
from report import Result
from steps_swift import SERVICE

SOAK = REPOSITORY / "contrib" / "soak"
SERIES = "18.0"
SECONDS = 420
FIGURES = re.compile(r"^faults: (\d+) injected, 0 double, 0 lost, 0 stuck$", re.MULTILINE)


def test():
    """Each kill point and each other fault once, on Odoo 18.0 where there is one, else on the stand-in."""
    checkout = home()
    where = ["--odoo", checkout] if checkout else ["--stand-in"]
    command = [SOAK, "faults", "--count", "0", "--seed", "1", "--binary", SERVICE, *where]
    finished = run("faults", command, seconds=SECONDS)
    figures = FIGURES.search(finished.output)
    if not (finished.succeeded and figures):
        return Result(failed=[f"{_violations(finished.output)}{finished.tail()}"])
    result = Result(passed=int(figures[1]), skipped=lines(finished.output, "SKIPPED "))
    result.notes.append(f"{figures[0]}, on {f'Odoo {SERIES}' if checkout else 'the stand-in'}")
    return result


def home(series=SERIES):
    """
    :return: the folder of the checkout the trials run on, or nothing
    """
    checkouts = Checkout.all(os.environ.get("ODOO_HOMES") or "~/odoo/*")
    return next((str(checkout.home) for checkout in checkouts if checkout.series == series), None)


def _violations(output):
    return "".join(f"{line}\n" for line in lines(output, "VIOLATION: ")[:10])


def lines(output, beginning):
    """
    :return: the rest of every line that begins so
    """
    return [line.removeprefix(beginning) for line in output.splitlines() if line.startswith(beginning)]
