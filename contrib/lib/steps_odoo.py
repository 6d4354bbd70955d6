"""The steps that install the addons on real Odoos and run their tests there."""

import os
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path

import odoo_log
from commands import run
from odoo_checkout import Checkout
from odoo_database import Databases, environment, free_port
from places import REPOSITORY
from postgres_cluster import Cluster
from report import Result, Step
from steps_python import ADDONS, addons
from steps_swift import SERVICE

SERIES = ["17.0", "18.0", "19.0"]
# Brings the best-before dates of lots, which documents carry where it is installed.
BESIDES = ["product_expiry"]
RENDER_17 = REPOSITORY / "contrib" / "addons-17"


def steps():
    """
    :return: a step for each checkout found, and one that is skipped for each series that is missing
    """
    return steps_for("odoo", "the addons", test)


def steps_for(name, what, run_on):
    """
    :param name: of the steps, before the series
    :param what: is tested on Odoo
    :param run_on: a function of a checkout that returns a Result
    :return: a step for each checkout found, and one that is skipped for each series that is missing
    """
    homes = os.environ.get("ODOO_HOMES") or "~/odoo/*"
    wanted = [part.strip() for part in os.environ.get("ODOO_SERIES", "").replace(" ", ",").split(",") if part.strip()]
    found = Checkout.all(homes)
    count = Counter(checkout.series for checkout in found)
    made = []
    for series in sorted({*SERIES, *count}):
        checkouts = [checkout for checkout in found if checkout.series == series]
        step = partial(Step, f"{name}-{series}", beside=True)
        if series not in SERIES:
            made.append(_skipped(step, f"{what} on Odoo {series}", "this series is not supported"))
        elif wanted and series not in wanted:
            made.append(_skipped(step, f"{what} on Odoo {series}", "left out by ODOO_SERIES"))
        elif not checkouts:
            reason = f"missing series: no checkout of it in {homes}"
            made.append(_skipped(step, f"{what} on Odoo {series}", reason))
        for checkout in checkouts if series in (wanted or SERIES) and series in SERIES else []:
            made.append(step(f"{what} on Odoo {series} in {checkout.home}", partial(run_on, checkout)))
    return made


def test(checkout):
    """Installs the addons on a fresh database of the checkout and runs their tests."""
    if not addons():
        return Result.skip("there is no addon yet")
    if checkout.series == "17.0" and not RENDER_17.exists():
        return Result.skip("not rendered yet")
    with tempfile.TemporaryDirectory(prefix="odoo-sidecar-") as scratch, Cluster() as cluster:
        folder = _rendered(scratch) if checkout.series == "17.0" else ADDONS
        databases = Databases(checkout, cluster)
        with databases.fresh() as database:
            return _run_tests(databases, database, folder)


def _run_tests(databases, database, folder):
    names = [addon.name for addon in addons()]
    options = [
        f"--http-port={free_port()}",
        "--stop-after-init",
        f"--init={','.join(names + BESIDES)}",
        f"--test-tags={','.join('/' + name for name in names)}",
    ]
    command = databases.command(database, *options, addons=[folder])
    finished = run(
        f"odoo-{databases.checkout.series}",
        command,
        seconds=900,
        environment=environment(ODOO_SIDECAR_BIN=str(SERVICE)),
    )
    return odoo_log.read(finished.output, finished.code)


def _rendered(scratch):
    folder = Path(scratch) / "addons"
    finished = run("addons-17", [RENDER_17, folder], seconds=60)
    if not finished.succeeded:
        raise RuntimeError(f"contrib/addons-17 {finished.tail()}")
    return folder


def _skipped(step, summary, reason):
    return step(summary, lambda: Result.skip(reason))
