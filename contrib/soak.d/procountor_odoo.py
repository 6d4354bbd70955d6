"""A real Odoo whose company keeps its books in Procountor; accounting and the connector's addon, no more."""

import random
from datetime import date, timedelta

from demo_finland import RATES, Shop
from odoo_rpc import OdooError
from odoo_rpc import Session as RpcSession
from offices import ClickFailed
from real_odoo import RealOdoo

CHUNK = 25
PAGE = 20  # as many as run in a click
CURRENCIES = {"EUR": 1, "USD": 1.0823, "SEK": 11.4125, "NOK": 11.77}
COUNTRIES = ["base.fi", "base.fi", "base.fi", "base.se", "base.de", "base.us"]
NAMES = [
    "Esimerkki Oy",
    "Käsityö Åström & Pojat Ab",
    "Größe GmbH",
    "Łódź Timber – Sp. z o.o.",
    "Пример ООО",
    "日本商事",
]


class ProcountorOdoo(RealOdoo):
    """The office of the trials with Procountor."""

    users = 1
    modules = "sidecar_procountor"
    preloaded = "base,web"

    def _session(self, login, password):
        try:
            return RpcSession(f"http://127.0.0.1:{self._port}", self._name, login, password, seconds=180)
        except OdooError as error:
            raise ClickFailed(str(error)) from error

    def _set_up(self):
        self.shop = Shop(self._admin, "18.0").found()
        self.shop.connect(self._partner.api, self._partner.keys)
        self.shop.validate()
        session = self.shop.session
        session.write("sidecar.connection", self.shop.connection, procountor_limit_per_second=100000)
        self._cron = self._admin.find("ir.cron", [["cron_name", "=", "Sidecar: tick"]], limit=1)[0]["id"]
        self._found_currencies()
        self._found_taxes()
        self._found_customers()

    # -- the company's own

    def _found_currencies(self):
        session = self.shop.session
        self._currencies = {}
        for name, rate in CURRENCIES.items():
            [row] = session.find("res.currency", [["name", "=", name]], context={"active_test": False})
            session.write("res.currency", row["id"], active=True)
            if rate != 1:
                values = {"currency_id": row["id"], "rate": rate, "name": "2020-01-01", "company_id": self.shop.company}
                session.create("res.currency.rate", **values)
            self._currencies[name] = row["id"]

    def _found_taxes(self):
        session = self.shop.session
        group = session.read("account.tax", self.shop.taxes["sale"][25.5], "tax_group_id")[0]
        base = {"type_tax_use": "sale", "country_id": session.ref("base.fi"), "tax_group_id": group}
        self._included = {
            rate: session.create(
                "account.tax", name=f"sis. ALV {rate} %", amount=rate, price_include_override="tax_included", **base
            )
            for rate in RATES
        }

    def _found_customers(self):
        rows = [
            {"name": f"{NAMES[number % len(NAMES)]} {number}", "country_id": self.shop.session.ref(country)}
            for number, country in enumerate(COUNTRIES * len(NAMES))
        ]
        self._customers = [self.shop.partner(row.pop("name"), **row) for row in rows]

    # -- invoices

    def make(self, seeds):
        """
        :return: for each seed what Odoo computed: id, name, move_type, the amounts, currency_id
        """
        made = []
        for start in range(0, len(seeds), CHUNK):
            chunk = seeds[start : start + CHUNK]
            session = self.shop.session
            ids = session.call("account.move", "create", [self._invoice(random.Random(seed)) for seed in chunk])
            session.call("account.move", "action_post", ids)
            names = ["name", "move_type", "amount_untaxed", "amount_tax", "amount_total", "currency_id"]
            rows = session.call("account.move", "read", ids, names)
            made += [{**row, "seed": seed} for row, seed in zip(rows, chunk, strict=True)]
        return made

    def make_plain(self, seeds):
        """
        :return: as `make`, of invoices about which nothing is odd
        """
        ids = [self.shop.invoice(("Guide book", seed % 9 + 1, 20, 13.5)) for seed in seeds]
        rows = self.shop.session.call("account.move", "read", ids, ["name", "move_type", "amount_total"])
        return [{**row, "seed": seed} for row, seed in zip(rows, seeds, strict=True)]

    def _invoice(self, dice):
        today = date.today() - timedelta(days=dice.randrange(60))
        kind = dice.choice(["excluded", "excluded", "included", "any"])
        lines = [[0, 0, self._line(dice, kind)] for _ in range(dice.choice([1, 1, 2, 3, 5, 8, 13, 30]))]
        if dice.random() < 0.3:
            text = {"display_type": dice.choice(["line_section", "line_note"]), "name": "Toimitus: ovi B – 2. krs"}
            lines.insert(dice.randrange(len(lines) + 1), [0, 0, text])
        return {
            "move_type": "out_refund" if dice.random() < 0.25 else "out_invoice",
            "partner_id": dice.choice(self._customers),
            "currency_id": self._currencies[dice.choice([*CURRENCIES, "EUR", "EUR"])],
            "invoice_date": today.isoformat(),
            "invoice_date_due": (today + timedelta(days=dice.choice([0, 7, 14, 30, 90]))).isoformat(),
            "invoice_payment_term_id": False,
            "partner_bank_id": self.shop.bank,
            "ref": dice.choice([False, f"PO {dice.randrange(10**6)}"]),
            "narration": dice.choice([False, "<p>Kiitos! ✓ Tak – thank you.</p>"]),
            "invoice_line_ids": lines,
        }

    def _line(self, dice, kind):
        taxes = (
            self.shop.taxes["sale"]
            if dice.random() < {"excluded": 1, "included": 0, "any": 0.5}[kind]
            else self._included
        )
        name, product = dice.choice([*self.shop.products.items(), ("Työ / arbete\nkaksi riviä", False)])
        return {
            "name": name,
            "product_id": product,
            "quantity": round(dice.choice([1, 3, 7, 12, dice.uniform(0.01, 500)]), 2),
            "price_unit": round(dice.choice([0.5, 30, 999]) * dice.random(), 2),
            "discount": dice.choice([0, 0, 0, 5, 10, 33.33, 100]),
            "tax_ids": [[6, 0, [taxes[dice.choice(RATES)]]]],
        }

    def send(self, documents):
        """Chooses *Send selected invoices to Procountor* for all of them, a page at a time."""
        ids = [one["id"] for one in documents]
        for start in range(0, len(ids), PAGE):
            self.press("action_procountor_send", ids[start : start + PAGE])

    def press(self, button, ids):
        """
        :raises ClickFailed: an error, or no answer
        """
        try:
            return self.shop.session.button("account.move", button, ids)
        except (OdooError, OSError) as error:
            raise ClickFailed(str(error)) from error

    def tick(self):
        try:
            self._admin.call("ir.cron", "method_direct_trigger", [self._cron])
        except (OdooError, OSError) as error:
            raise ClickFailed(str(error)) from error

    def poke(self, job):
        """Runs a scheduled action of the connection: `pull`, `incoming` or `outgoing`.

        :raises ClickFailed: when Odoo did not run it
        """
        domain = [["sidecar_job", "=", job], ["sidecar_connection_id", "=", self.shop.connection]]
        try:
            crons = self._admin.find("ir.cron", domain, context={"active_test": False})
            self._admin.call("ir.cron", "method_direct_trigger", [cron["id"] for cron in crons])
        except (OdooError, OSError) as error:
            raise ClickFailed(str(error)) from error

    # -- what it knows

    def known(self):
        """
        :return: Procountor's id by number, of those invoices that have one
        """
        rows = self._databases.cluster.query(
            "SELECT m.name, r.external_id FROM sidecar_reference r JOIN account_move m ON m.id = r.record"
            " WHERE r.model = 'account.move' AND r.flow = 'procountor.invoice.send'",
            self._name,
        )
        return dict(rows)

    def issues(self, document):
        """
        :return: the errors that are shown for a document that was not sent
        """
        domain = [["model", "=", "account.move"], ["record", "=", document["id"]]]
        entries = self._admin.find("sidecar.entry", domain, ["issues", "failure"])
        issues = [issue for entry in entries for issue in entry["issues"] or [] if issue["severity"] == "error"]
        return issues or [{"code": "?", "message": str(entry["failure"])} for entry in entries]
