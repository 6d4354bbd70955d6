"""A real Odoo whose people buy through Procurify: with the addon, or hosted and reached over HTTP alone."""

import json
import secrets
import subprocess

from addons_17 import render
from demo_plants import Plants
from odoo_database import environment
from odoo_rpc import OdooError
from odoo_rpc import Session as RpcSession
from offices import ClickFailed
from paths import ADDONS
from real_odoo import RealOdoo

STREAMS = ("vendors", "bills")
# How `schedule run` ends when the fetch takes longer than it waits.
GOES_ON = 2
KEY_OF_A_ROBOT = """
key = env["res.users.apikeys"].with_user(env.ref("base.user_admin"))._generate(*arguments)
env.cr.commit()
print("KEY " + key)
"""


class ProcurifyOdoo(RealOdoo):
    """The company with the addon.

    :param lacking: codes of accounts that it does not have
    """

    users = 1
    # One process: nobody clicks beside the scheduled actions.
    workers, has_workers = 0, False
    modules = "sidecar_procurify"
    preloaded = "base,web"

    def __init__(self, *arguments, lacking=(), **keywords):
        super().__init__(*arguments, **keywords)
        self._lacking = lacking
        self._addons = self._own_addons()

    def _own_addons(self):
        if self._databases.checkout.number >= (18, 0):
            return [ADDONS]
        folder = self.log.parent / "addons-17"
        render(ADDONS, folder)
        return [folder]

    def _session(self, login, password):
        try:
            return RpcSession(f"http://127.0.0.1:{self._port}", self._name, login, password, seconds=300)
        except OdooError as error:
            raise ClickFailed(str(error)) from error

    def _set_up(self):
        series = self._databases.checkout.series
        self.plants = Plants(self._admin, series, self._partner.control).found(without=self._lacking)
        self._connect()

    def _connect(self):
        self.plants.connect(self._partner.url, self._partner.keys)
        self._cron = self._admin.find("ir.cron", [["cron_name", "=", "Sidecar: tick"]], limit=1)[0]["id"]

    def fetch(self):
        """Runs the scheduled actions that fetch vendors and bills.

        :raises ClickFailed: when Odoo did not run them
        """
        jobs = [f"incoming:{stream}" for stream in STREAMS]
        domain = [["sidecar_job", "in", jobs], ["sidecar_connection_id", "=", self.plants.connection]]
        try:
            crons = self._admin.find("ir.cron", domain, context={"active_test": False}, order="id")
            for cron in crons:
                self._admin.call("ir.cron", "method_direct_trigger", [cron["id"]])
        except (OdooError, OSError) as error:
            raise ClickFailed(str(error)) from error

    def tick(self):
        try:
            self._admin.call("ir.cron", "method_direct_trigger", [self._cron])
        except (OdooError, OSError) as error:
            raise ClickFailed(str(error)) from error

    # -- what it has

    def pages(self, model, domain, fields, size=2000):
        """
        :return: every record, read a page at a time
        """
        session, last = self.plants.session, 0
        while True:
            rows = session.find(model, [*domain, ["id", ">", last]], fields, order="id", limit=size)
            yield from rows
            if len(rows) < size:
                return
            last = rows[-1]["id"]


class HostedOdoo(ProcurifyOdoo):
    """The same company without any addon of ours, reached with an API key.

    :param dialect: `json2`, `jsonrpc` or `xmlrpc`
    """

    modules = "purchase"

    def __init__(self, *arguments, dialect, service, **keywords):
        super().__init__(*arguments, **keywords)
        self._dialect, self._service = dialect, service

    def _own_addons(self):
        return []

    def _connect(self):
        series = self._databases.checkout.series
        key = self._service.folder / "odoo.key"
        key.write_text(self._make_key(series))
        key.chmod(0o600)
        secret = self._service.folder / "client.secret"
        secret.write_text(self._partner.keys["client_secret"])
        secret.chmod(0o600)
        where = [f"http://127.0.0.1:{self._port}", "--database", self._name, "--login", "admin"]
        self._service.command("odoo", "add", *where, "--key-file", key, "--dialect", self._dialect)
        values = {"client_id": self._partner.keys["client_id"], **self.plants.settings(self._partner.url)}
        settings = [f"--set={name}={value}" for name, value in {**values, "fetch_from": "2020-01-01"}.items()]
        made = self._service.answer(
            "connection", "add", "procurify", "--name", "Procurify", "--company", self.plants.company, *settings,
            "--secret-file", f"client_secret={secret}",
        )  # fmt: skip
        self.plants.connection = made["key"]
        self._service.command("connection", "validate", self.plants.connection)

    def _make_key(self, series):
        """
        :return: an API key of the administrator's
        """
        arguments = ["rpc", f"soak-{secrets.token_hex(2)}"]
        arguments += ["None"] if series >= "18.0" else []
        words = f"arguments = (None, {arguments[1]!r}{', None' if series >= '18.0' else ''})\n" + KEY_OF_A_ROBOT
        python, program, *options = self._databases.command(self._name, "--no-http", "--log-level=error")
        done = subprocess.run(
            [python, program, "shell", *options], input=words, env=environment(), capture_output=True, text=True,
            timeout=120,
        )  # fmt: skip
        keys = [line.removeprefix("KEY ") for line in done.stdout.splitlines() if line.startswith("KEY ")]
        if not keys:
            raise RuntimeError(f"no API key: {done.stdout[-500:]} {done.stderr[-2000:]}")
        return keys[0]

    def fetch(self):
        """Runs the streams at once, as `schedule run` does.

        :raises ClickFailed: when the service did not
        """
        for stream in STREAMS:
            try:
                self._service.command("schedule", "run", self.plants.connection, stream)
            except subprocess.CalledProcessError as error:
                if error.returncode != GOES_ON:
                    raise ClickFailed(f"schedule run {stream} ended with code {error.returncode}") from error

    def tick(self):
        """The service works by itself."""


def cost_centres(distribution):
    """
    :param distribution: as Odoo keeps it, analytic accounts and their share of a hundred
    :return: the ids of the accounts, sorted
    """
    keys = json.loads(distribution) if isinstance(distribution, str) else distribution or {}
    return tuple(sorted({int(id_) for key in keys for id_ in key.split(",")}))
