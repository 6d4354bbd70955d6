"""A trading company in an Odoo database of its own, with a sidecar of its own."""

from datetime import date

from demo_company import gtin
from real_odoo import RealOdoo
from waiting import until

RATES = (15, 7)  # percent; the first is the tax of Odoo's generic chart of accounts
GOODS = (
    "Apple juice 1 l",
    "Pear juice 1 l",
    "Rye flour type 1150",
    "Plum jam 340 g",
    "Oat flakes 500 g",
    "Deposit bottle",
)
DOZEN = "CT"  # the code that stands for Odoo's dozen


class House(RealOdoo):
    """
    :param name: of the company
    :param token: with which it comes to the partner
    :param own: its GLN
    :param other: name and GLN of the company it trades with
    """

    def __init__(self, home, socket, partner, folder, *, name, token, own, other):
        super().__init__(home, socket, partner, folder)
        self._name = f"{self._name}_{own}"
        self.name, self._token, self._own, self._other = name, token, own, other
        self.log = folder / f"odoo-{own}.log"

    # -- what a person does

    def call(self, model, method, *arguments, **named):
        return self._admin.call(model, method, *arguments, **named)

    def read(self, model, domain, *fields):
        return self.call(model, "search_read", domain, list(fields), order="id")

    def click(self, model, method, ids):
        """Presses a button of documents.

        :raises AssertionError: when a dialog shows an error, with what it says
        """
        action = self._admin.button(model, method, ids)
        if isinstance(action, dict) and action.get("res_model") == "sidecar.outcome":
            domain = [["outcome_id", "=", action["res_id"]], ["severity", "=", "error"]]
            lines = self.read("sidecar.outcome.line", domain, "document", "message")
            assert not lines, "; ".join(f"{line['document']}: {line['message']}" for line in lines)

    def fetch(self, seconds=120):
        """Fetches what there is and waits until it is in Odoo or held; then tells the partner.

        :raises AssertionError: when something is held, with its cause
        """
        self.poke("incoming")
        until(self._is_at_rest, seconds, f"{self.name} to take everything in", 0.1)
        self.poke("mark")
        self.tick()
        held = self.read("sidecar.entry", [["state", "=", "quarantined"]], "record_name", "cause_text")
        assert not held, held

    def _is_at_rest(self):
        self.tick()
        return not self.read("sidecar.entry", [["state", "in", ["pending", "sending", "delivered"]]], "id")

    def poke(self, job):
        crons = self.call("ir.cron", "search", [["sidecar_job", "=", job]], context={"active_test": False})
        self.call("ir.cron", "method_direct_trigger", crons)

    # -- as an administrator sets it up

    def _set_up(self):
        self._cron = self.call("ir.cron", "search", [["cron_name", "=", "Sidecar: tick"]], limit=1)[0]
        self._found_company()
        self._connect()
        self.partner = self._add_partner()
        self.products = self._add_products()

    def _found_company(self):
        [euro] = self.call("res.currency", "search", [["name", "=", "EUR"]], context={"active_test": False})
        self.call("res.currency", "write", [euro], {"active": True})
        [company] = self.call("res.company", "search_read", [], ["partner_id"], limit=1)
        self.call("res.company", "write", [company["id"]], {"currency_id": euro, "name": self.name})
        self.call("res.partner", "write", [company["partner_id"][0]], {"ref": self._own, **self._address()})
        [warehouse] = self.call("stock.warehouse", "search", [], limit=1)
        self.call("stock.warehouse", "write", [warehouse], {"partner_id": company["partner_id"][0]})

    def _address(self):
        [germany] = self.call("res.country", "search", [["code", "=", "DE"]])
        return {"street": "Marktweg 7", "zip": "24103", "city": "Kiel", "country_id": germany}

    def _connect(self):
        term = self.call("account.payment.term", "create", [{"name": "30 days"}])[0]
        values = {**self._connection(), "procuros_external_identifier": self._own, "procuros_payment_term_id": term}
        [self._connector] = self.call("sidecar.connection", "create", [values])
        self.call("sidecar.credentials", "create", [self._secrets(self._connector)])
        self.call("sidecar.connection", "action_validate", [self._connector])
        dates = {"send_from": "2025-01-01", "fetch_from": "2025-01-01"}
        self.call("sidecar.connection", "write", [self._connector], dates)

    def _secrets(self, connection):
        line = {"key": "api_token", "label": "API token", "value": self._token}
        return {"connection_id": connection, "line_ids": [[0, 0, line]]}

    def _add_partner(self):
        name, number = self._other
        values = {"name": name, "ref": number, "is_company": True, "procuros_connection_id": self._connector}
        [partner] = self.call("res.partner", "create", [{**values, **self._address()}])
        return partner

    def _add_products(self):
        """
        :return: the products' ids by GTIN; the same goods in both houses, at two rates of tax
        """
        for xml, code in (("product_uom_unit", "EA"), ("product_uom_dozen", DOZEN)):
            [unit] = self.read("ir.model.data", [["module", "=", "uom"], ["name", "=", xml]], "res_id")
            self.call("uom.uom", "write", [unit["res_id"]], {"procuros_unit_type": code})
        taxes = [self._taxes(rate) for rate in RATES]
        rows = [
            {
                "name": name,
                "barcode": gtin(101 + place),
                "taxes_id": [[6, 0, [taxes[place % 2]["sale"]]]],
                "supplier_taxes_id": [[6, 0, [taxes[place % 2]["purchase"]]]],
                "invoice_policy": "order",
                "purchase_method": "purchase",
            }
            for place, name in enumerate(GOODS)
        ]
        ids = self.call("product.product", "create", rows)
        return {row["barcode"]: id_ for row, id_ in zip(rows, ids, strict=True)}

    def _taxes(self, rate):
        """
        :return: the tax of this rate for sales and for purchases
        """
        found = {}
        for use in ("sale", "purchase"):
            domain = [["type_tax_use", "=", use], ["amount", "=", rate]]
            known = self.call("account.tax", "search", domain, limit=1)
            values = {"name": f"{rate} %", "type_tax_use": use, "amount": rate}
            found[use] = (known or self.call("account.tax", "create", [values]))[0]
        return found

    @property
    def today(self):
        return date.today().isoformat()
