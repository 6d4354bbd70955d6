"""The steps that check the promises of a gateway on real Odoos, over every road that leads to them."""

import json
import os
import tempfile
from pathlib import Path

import junit
from addons_17 import render
from commands import LOGS, run
from demo_processes import Process, Unfinished, serves
from odoo_database import Databases, environment, free_port
from places import REPOSITORY
from postgres_cluster import Cluster
from report import Result
from steps_odoo import steps_for
from steps_python import ADDONS

DRIVER = REPOSITORY / "contrib" / "lib" / "gateway_odoo.py"
# The program itself: `swift test` lets nobody else build or test meanwhile.
TESTS = REPOSITORY / ".build" / "debug" / "odoo-sidecarPackageTests.xctest"
SUITE = "GatewayContractTests|ChangedMeanwhileTests"
INSTALL_SECONDS = 180
TEST_SECONDS = 300


def steps():
    """
    :return: a step for each checkout found, and one that is skipped for each series that is missing
    """
    return steps_for("gateway", "what every road to Odoo promises", test)


def test(checkout):
    """Puts the base addon and a world of records on a fresh database and lets the Swift suite at it over each road."""
    if not TESTS.exists():
        return Result.skip("the tests are not built: run the step swift-build first")
    with tempfile.TemporaryDirectory(prefix="odoo-sidecar-") as scratch, Cluster() as cluster:
        databases = Databases(checkout, cluster)
        with databases.fresh() as database:
            stage = Stage(databases, database, Path(scratch))
            try:
                return stage.play()
            finally:
                stage.end()


class Stage:
    """Two processes on one database: one that clicks through the addon, one that answers over HTTP."""

    def __init__(self, databases, database, folder):
        self.databases = databases
        self.database = database
        self.folder = folder
        self.series = databases.checkout.series
        self.socket = folder / "s.sock"
        self.world = folder / "world.json"
        self.url = f"http://127.0.0.1:{free_port()}"
        LOGS.mkdir(parents=True, exist_ok=True)
        self.clicks = Process("the addon's side", self._log("clicks"))
        self.server = Process("odoo", self._log("http"))

    def play(self):
        try:
            self._start()
        except Unfinished as problem:
            return Result(failed=[str(problem)])
        report = LOGS / f"gateway-{self.series}.xml"
        report.unlink(missing_ok=True)
        command = [TESTS, "--testing-library", "swift-testing", "--filter", SUITE, "--xunit-output", report]
        variables = {**os.environ, "SIDECAR_GATEWAY": str(self._file())}
        finished = run(f"gateway-{self.series}", command, seconds=TEST_SECONDS, environment=variables)
        return junit.of_run(finished, report)

    def end(self):
        self.server.stop()
        self.clicks.stop()

    def _start(self):
        folder = self._addons()
        clicks = self.databases.command(
            self.database, "--no-http", "--init=sidecar", "--log-level=warn", addons=[folder]
        )
        clicks[clicks.index(str(self.databases.checkout.program))] = str(DRIVER)
        self.clicks.start(
            clicks,
            environment(
                PYTHONPATH=str(self.databases.checkout.home),
                SIDECAR_GATEWAY_SOCKET=str(self.socket),
                SIDECAR_GATEWAY_WORLD=str(self.world),
            ),
        )
        self.clicks.wait_for(self.world.exists, INSTALL_SECONDS)
        port = self.url.rpartition(":")[2]
        served = self.databases.command(self.database, f"--http-port={port}", "--log-level=warn", addons=[folder])
        self.server.start(served, environment())
        self.server.wait_for(lambda: serves(f"{self.url}/web/login"), INSTALL_SECONDS)

    def _addons(self):
        if self.databases.checkout.number >= (18, 0):
            return ADDONS
        render(ADDONS, self.folder / "addons")
        return self.folder / "addons"

    def _file(self):
        told = json.loads(self.world.read_text())
        roads = ["addon", "jsonrpc", "xmlrpc", *(["json2"] if self.databases.checkout.number >= (19, 0) else [])]
        place = {"url": self.url, "database": self.database, "socket": str(self.socket), "roads": roads}
        file = self.folder / "gateway.json"
        file.write_text(json.dumps({**told, **place, "series": self.series}))
        return file

    def _log(self, name):
        log = LOGS / f"gateway-{self.series}-{name}.log"
        log.unlink(missing_ok=True)
        return log
