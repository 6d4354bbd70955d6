"""A real Odoo with the addons on a fresh database, several workers and several users."""

import os
import random
import signal
import subprocess
from pathlib import Path

from faults import kill_process
from odoo_checkout import Checkout
from odoo_database import Databases, environment, free_port
from offices import ClickFailed, Office, Order
from partner import TOKEN
from paths import ADDONS, SOAK_ADDONS
from postgres_cluster import Cluster
from waiting import until
from web_session import Session

BUYER, COMPANY, VENDOR = "4260123450014", "4260123450045", "4260123450021"
OTHER_VENDOR = "4260123450038"
BARCODE = "4260123451011"


class RealOdoo(Office):
    """
    :param home: the checkout
    :param socket: of the service
    :param partner: the simulated partner
    :param folder: for logs
    :param addons: folders with addons, in place of the present ones
    """

    users = 3
    has_workers = True
    workers = 3
    modules = "sidecar,sidecar_procuros,sidecar_soak"
    preloaded = "base,web,sidecar_soak"

    def __init__(self, home, socket, partner, folder, addons=None):
        self._databases = Databases(Checkout(Path(home).expanduser()), Cluster())
        self._databases.cluster.keep()
        self._databases.cluster.start()
        self._name = f"{self._databases.prefix}_soak_{os.getpid()}"
        self._socket, self._partner = socket, partner
        self._addons = addons or [ADDONS, SOAK_ADDONS]
        self.log = folder / "odoo.log"
        self._port = free_port()
        self._random = random.Random(1)
        self._server = None
        self._cron = None

    def prepare(self):
        self._databases.create(self._name)
        self._install()
        self._serve()
        self._admin = self._session("admin", "admin")
        self._set_up()
        return self

    def make_orders(self, count, vendor=None):
        line = {"product_id": self._product, "product_qty": 24, "price_unit": 1.2}
        values = {"partner_id": vendor or self._vendor, "order_line": [[0, 0, line]]}
        ids = self._admin.call("purchase.order", "create", [values] * count)
        rows = self._admin.call("purchase.order", "read", ids, fields=["name"])
        return [Order(row["id"], row["name"]) for row in rows]

    def click(self, order, user=0, trouble=""):
        session, row = self._users[user], self._rows[user]
        if trouble:
            action = session.button("purchase.order", "sidecar_soak_click", [order.id], trouble, row)
        else:
            action = session.button("purchase.order", "action_procuros_send", [order.id])
        if isinstance(action, dict) and action.get("tag") == "display_notification":
            return "sent"
        return "shown"

    def tick(self):
        self._admin.call("ir.cron", "method_direct_trigger", [self._cron])

    def references(self):
        rows = self._databases.cluster.query(
            "SELECT o.name, r.external_id FROM sidecar_reference r JOIN purchase_order o ON o.id = r.record"
            " WHERE r.model = 'purchase.order'",
            self._name,
        )
        return dict(rows)

    def query(self, sql):
        return self._databases.cluster.query(sql, self._name)

    def kill_worker(self):
        workers = [pid for pid in _children(self._server.pid) if "gevent" not in _arguments(pid)]
        return bool(workers) and kill_process(self._random.choice(workers))

    def end(self):
        self._stop()
        self._databases.drop(self._name)

    # -- an upgrade, and what it shall find

    def upgrade(self, addons):
        """Stops Odoo, updates to other addons and starts again; who was signed in signs in again."""
        self._stop()
        self._addons = addons
        self._install("update")
        self._serve()
        self._admin = self._session("admin", "admin")
        self._users = [self._session(f"buyer{number}", f"buyer{number}-soak") for number in range(self.users)]

    def make_vendor(self, name):
        """A vendor without GLN: orders to it are kept back.

        :return: its id
        """
        values = {"name": name, "procuros_require_order_response": True, "procuros_connection_id": self._connected}
        return self._admin.call("res.partner", "create", [values])[0]

    def mend_vendor(self, vendor):
        self._admin.call("res.partner", "write", [vendor], {"ref": OTHER_VENDOR})

    def commit_connection(self, name, revision):
        """Name and revision as a save leaves them, without the service being told."""
        sql = f"UPDATE sidecar_connection SET name = '{name}', revision = {revision} WHERE id = {self._connected}"
        self.query(sql)

    def _stop(self):
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait(10)
            self._server = None

    # -- making it

    def _install(self, option="init"):
        command = self._command("--stop-after-init", f"--{option}={self.modules}", "--log-level=warn", "--no-http")
        done = subprocess.run(
            command, env=self._environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600
        )
        if done.returncode:
            raise RuntimeError(f"the addons do not install: {done.stderr[-3000:]}")

    def _serve(self):
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                self._command(f"--http-port={self._port}", f"--workers={self.workers}", f"--load={self.preloaded}"),
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until(self._answers, 60, "Odoo to answer", 0.1)

    def _answers(self):
        try:
            Session(self._port, self._name, "admin", "admin")
        except ClickFailed:
            return False
        return True

    def _command(self, *options):
        return self._databases.command(self._name, *options, addons=self._addons)

    def _environment(self):
        return environment(ODOO_SIDECAR_SOCKET=str(self._socket))

    def _session(self, login, password):
        return Session(self._port, self._name, login, password)

    # -- the company, as an administrator sets it up

    def _set_up(self):
        call = self._admin.call
        company = call("res.company", "search_read", [], fields=["partner_id"], limit=1)[0]
        call("res.partner", "write", [company["partner_id"][0]], {"ref": COMPANY})
        term = call("account.payment.term", "create", [{"name": "30 days"}])[0]
        connection = call(
            "sidecar.connection",
            "create",
            [self._known("sidecar.connection", {**self._connection(), "procuros_payment_term_id": term})],
        )
        self._connected = connection[0]
        call("sidecar.credentials", "create", [self._secrets(connection[0])])
        call("sidecar.connection", "action_validate", connection)
        call("sidecar.connection", "write", connection, {"send_from": "2025-01-01"})
        vendor = {"name": "Kelterei Sonnenhof KG", "ref": VENDOR, "procuros_require_order_response": True}
        self._vendor = call("res.partner", "create", [{**vendor, "procuros_connection_id": connection[0]}])[0]
        unit = call("uom.uom", "search", [["name", "=", "Units"]], limit=1)[0]
        call("uom.uom", "write", [unit], {"procuros_unit_type": "EA"})
        self._product = call("product.product", "create", [{"name": "Apple juice 1 l", "barcode": BARCODE}])[0]
        self._rows = [call("sidecar.soak", "create", [{}])[0] for _ in range(self.users)]
        self._cron = call("ir.cron", "search", [["cron_name", "=", "Sidecar: tick"]], limit=1)[0]
        self._users = [self._user(number) for number in range(self.users)]

    def _connection(self):
        return {
            "name": "Procuros soak",
            "connector": "procuros",
            "environment": "test",
            "procuros_external_identifier": BUYER,
            "procuros_url": self._partner.url,
        }

    def _known(self, model, values):
        """Those of the values that the addons of this release have a field for."""
        fields = self._admin.call(model, "fields_get", [], ["type"])
        return {name: value for name, value in values.items() if name in fields}

    def _secrets(self, connection):
        line = {"key": "api_token", "label": "API token", "value": TOKEN}
        return {"connection_id": connection, "line_ids": [[0, 0, line]]}

    def _user(self, number):
        groups = [
            self._admin.call("ir.model.data", "check_object_reference", *name.split("."))[1]
            for name in ("base.group_user", "purchase.group_purchase_manager")
        ]
        login = f"buyer{number}"
        values = {"name": f"Buyer {number}", "login": login, "password": f"{login}-soak", "groups_id": [[6, 0, groups]]}
        self._admin.call("res.users", "create", [values])
        return self._session(login, f"{login}-soak")


def _children(pid):
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def _arguments(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return ["gevent"]
