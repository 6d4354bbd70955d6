"""The steps that let Procurify's requisitions, orders and bills at real Odoos, over each dialect that they speak."""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

import junit
from commands import LOGS, run
from demo_processes import Process, Unfinished, serves
from odoo_database import Databases, environment, free_port
from places import REPOSITORY
from postgres_cluster import Cluster
from report import Result
from steps_gateway import INSTALL_SECONDS, TEST_SECONDS, TESTS
from steps_odoo import steps_for
from steps_trade import soak

SUITE = "RealOdooTests"
BILLS = re.compile(r"^procurify-bills \(\w+\): (\d+) bills, [1-9]\d* held, 2 kills, 0 wrong$", re.MULTILINE)
FILL = """
import json, sys
sys.path.insert(0, {library!r})
import procurify_world
told = procurify_world.fill(env)
env.cr.commit()
with open({file!r}, "w") as file:
    json.dump(told, file)
"""


def steps():
    """
    :return: a step for each checkout found, and one that is skipped for each series that is missing
    """
    return steps_for("procurify-documents", "requisitions, orders and bills over HTTP", test)


def bills_over_http():
    """Fifty bills without the addon; `contrib/soak procurify-bills` takes three thousand, and the other roads."""
    return _bills("json2", "19.0")


def bills_through_addon():
    """Fifty bills with the addon."""
    return _bills("addon", "18.0")


def _bills(road, series):
    return soak(BILLS, "procurify-bills", "--count", "50", "--kills", "2", "--road", road, series=series)


def test(checkout):
    """Fills a fresh database without any addon of ours and lets the Swift suite at it over each dialect."""
    if not TESTS.exists():
        return Result.skip("the tests are not built: run the step swift-build first")
    with tempfile.TemporaryDirectory(prefix="odoo-sidecar-") as scratch, Cluster() as cluster:
        databases = Databases(checkout, cluster)
        with databases.fresh() as database:
            log = LOGS / f"procurify-documents-{checkout.series}-http.log"
            log.unlink(missing_ok=True)
            server = Process("odoo", log)
            try:
                return play(databases, database, Path(scratch), server)
            except Unfinished as problem:
                return Result(failed=[str(problem)])
            finally:
                server.stop()


def play(databases, database, folder, server):
    checkout = databases.checkout
    file = folder / "procurify.json"
    shell = databases.command(database, "--no-http", "--log-level=warn")
    shell.insert(shell.index(str(checkout.program)) + 1, "shell")
    script = FILL.format(library=str(REPOSITORY / "contrib" / "lib"), file=str(file))
    filled = subprocess.run(
        shell, input=script, env=environment(), capture_output=True, text=True, timeout=INSTALL_SECONDS
    )
    if not file.exists():
        return Result(failed=[f"the database was not filled: {(filled.stdout + filled.stderr)[-2000:]}"])
    url = f"http://127.0.0.1:{free_port()}"
    server.start(
        databases.command(database, f"--http-port={url.rpartition(':')[2]}", "--log-level=warn"), environment()
    )
    server.wait_for(lambda: serves(f"{url}/web/login"), INSTALL_SECONDS)
    dialects = ["jsonrpc", "xmlrpc", *(["json2"] if checkout.number >= (19, 0) else [])]
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "url": url, "database": database, "dialects": dialects}))
    report = LOGS / f"procurify-documents-{checkout.series}.xml"
    report.unlink(missing_ok=True)
    command = [TESTS, "--testing-library", "swift-testing", "--filter", SUITE, "--xunit-output", report]
    variables = {**os.environ, "SIDECAR_PROCURIFY": str(file)}
    finished = run(f"procurify-documents-{checkout.series}", command, seconds=TEST_SECONDS, environment=variables)
    return junit.of_run(finished, report)
