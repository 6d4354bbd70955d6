"""An invented Finnish shop with books of its own, as a further company of the demo's Odoo."""

from datetime import date, timedelta

from odoo_rpc import Records

# Of the simulated Procountor's first company.
BUSINESS_ID = "2617416-4"
IBAN = "FI2112345600000785"
# Percent of the sales taxes that Finland has in 2026.
RATES = (25.5, 13.5, 10, 0)


class InCompany(Records):
    """A session whose every call is made in one company.

    :param session: of a user who may work in it
    :param company: its id
    """

    def __init__(self, session, company):
        self._session = session
        self._context = {"allowed_company_ids": [company]}
        self.company = company

    def call(self, model, method, *arguments, context=None, **keywords):
        return self._session.call(model, method, *arguments, context={**self._context, **(context or {})}, **keywords)

    def button(self, model, method, ids, **context):
        """
        :return: the action to show next, or False
        """
        return self._session.button(model, method, ids, **{**self._context, **context})


class Shop:
    """Esimerkkikauppa Oy in Helsinki: chart of accounts, taxes, bank, customers and products.

    :param session: of an administrator
    :param series: of the Odoo, for example `18.0`
    """

    def __init__(self, session, series):
        self._admin = session
        self.series = series
        self.connection = None

    def found(self):
        """Makes the company with everything but its connector."""
        admin = self._admin
        [euro] = admin.find("res.currency", [["name", "=", "EUR"]], context={"active_test": False})
        admin.write("res.currency", euro["id"], active=True)
        values = {
            "name": "Esimerkkikauppa Oy",
            "currency_id": euro["id"],
            "country_id": admin.ref("base.fi"),
            "company_registry": BUSINESS_ID,
            "vat": "FI" + BUSINESS_ID.replace("-", ""),
            "street": "Satamakatu 8",
            "zip": "00160",
            "city": "Helsinki",
        }
        # As an import does it: the localisation of its country is not installed.
        self.company = admin.call("res.company", "create", [values], context={"install_mode": True})[0]
        admin.write("res.users", admin.user, company_ids=[[4, self.company]])
        self.session = InCompany(admin, self.company)
        self.session.call("account.chart.template", "try_loading", [], "generic_coa", self.company)
        # The generic chart is an American one.
        finland = admin.ref("base.fi")
        admin.write("res.company", self.company, account_fiscal_country_id=finland, currency_id=euro["id"])
        positions = self.session.find("account.fiscal.position", self._of_company())
        self.session.call("account.fiscal.position", "unlink", [one["id"] for one in positions])
        self._found_bank()
        self._found_taxes()
        self._found_partners()
        self._found_products()
        return self

    def _found_bank(self):
        session = self.session
        partner = session.read("res.company", self.company, "partner_id")[0]
        self.bank = session.create("res.partner.bank", acc_number=IBAN, partner_id=partner, allow_out_payment=True)
        self.bank_journal, self.cash_journal, self.bill_journal = map(self._journal, ("bank", "cash", "purchase"))
        self.account = self._account("4000", "Materials and supplies", "expense")
        self._account("4100", "Subcontracting", "expense")

    def _journal(self, kind):
        found = self.session.find("account.journal", self._of_company(["type", "=", kind]), limit=1)
        if found:
            return found[0]["id"]
        return self.session.create("account.journal", name=kind.capitalize(), code=kind[:4].upper(), type=kind)

    def _account(self, code, name, kind):
        found = self.session.find("account.account", [["code", "=", code]], limit=1)
        return (
            found[0]["id"] if found else self.session.create("account.account", code=code, name=name, account_type=kind)
        )

    def add_account(self, code, name):
        """Makes an account for costs.

        :return: its id
        """
        return self._account(code, name, "expense")

    def _found_taxes(self):
        country = self.session.ref("base.fi")
        self._group = self.session.create("account.tax.group", name="ALV", country_id=country)
        self.taxes = {kind: {rate: self._tax(kind, rate) for rate in RATES} for kind in ("sale", "purchase")}

    def _tax(self, kind, rate):
        country = self.session.ref("base.fi")
        values = {
            "name": f"ALV {rate} %",
            "amount": rate,
            "type_tax_use": kind,
            "country_id": country,
            "tax_group_id": self._group,
        }
        return self.session.create("account.tax", **values)

    def _found_partners(self):
        self.customer = self.partner("Esimerkki Oy", company_registry="1234567-1", email="laskut@esimerkki.example")

    def partner(self, name, **values):
        """
        :return: the id of a company in Helsinki
        """
        address = {
            "street": "Mallikatu 3",
            "zip": "00100",
            "city": "Helsinki",
            "country_id": self.session.ref("base.fi"),
        }
        return self.session.create(
            "res.partner", name=name, is_company=True, company_id=self.company, **{**address, **values}
        )

    def _found_products(self):
        rows = {"Consulting": ("CONS", 95, 25.5), "Guide book": ("BOOK", 20, 13.5), "Oak table": ("OAK-1", 890, 25.5)}
        self.products = {
            name: self.session.create(
                "product.product",
                name=name,
                default_code=code,
                list_price=price,
                type="service" if name == "Consulting" else "consu",
                company_id=self.company,
                taxes_id=[[6, 0, [self.taxes["sale"][rate]]]],
            )
            for name, (code, price, rate) in rows.items()
        }

    def invoice(self, *lines, kind="out_invoice", customer=None, **values):
        """A posted invoice.

        :param lines: (name of a product, quantity, price, rate)
        :return: its id
        """
        today = date.today()
        rows = [
            [
                0,
                0,
                {
                    "product_id": self.products[name],
                    "quantity": quantity,
                    "price_unit": price,
                    "tax_ids": [[6, 0, [self.taxes["sale"][rate]]]],
                },
            ]
            for name, quantity, price, rate in lines or [("Consulting", 10, 95, 25.5), ("Guide book", 3, 20, 13.5)]
        ]
        base = {
            "move_type": kind,
            "partner_id": customer or self.customer,
            "invoice_date": today.isoformat(),
            "invoice_date_due": (today + timedelta(days=14)).isoformat(),
            "invoice_payment_term_id": False,
            "partner_bank_id": self.bank,
            "invoice_line_ids": rows,
        }
        move = self.session.create("account.move", **{**base, **values})
        self.session.call("account.move", "action_post", [move])
        return move

    def connect(self, url, keys):
        """Duplicates the connector that came with the addon, as somebody with a second company does, and validates it.

        :param url: of the API
        :param keys: client_id, client_secret and api_key
        :return: the connector's id
        """
        admin, session = self._admin, self.session
        [first] = admin.find("sidecar.connection", [["connector", "=", "procountor"]], limit=1, order="id")
        copied = admin.call("sidecar.connection", "copy", [first["id"]], {"company_id": self.company})
        self.connection = copied[0] if isinstance(copied, list) else copied
        session.write(
            "sidecar.connection",
            self.connection,
            name="Procountor Test",
            environment="test",
            procountor_url=url,
            procountor_client_id=keys["client_id"],
            procountor_bank_journal_id=self.bank_journal,
            procountor_cash_journal_id=self.cash_journal,
            procountor_bill_journal_id=self.bill_journal,
            procountor_fetch_bills=True,
            procountor_limit_per_second=1000,
        )
        self.enter(client_secret=keys["client_secret"], api_key=keys["api_key"])
        self.session.button("sidecar.connection", "action_procountor_fetch_settings", [self.connection])
        return self.connection

    def enter(self, **secrets):
        """Types credentials into the dialog."""
        lines = [[0, 0, {"key": key, "label": key, "value": value}] for key, value in secrets.items()]
        self.session.create("sidecar.credentials", connection_id=self.connection, line_ids=lines)

    def validate(self):
        self.session.button("sidecar.connection", "action_validate", [self.connection])
        self.session.write("sidecar.connection", self.connection, send_from="2020-01-01", fetch_from="2020-01-01")

    def _of_company(self, *leaves):
        return [["company_id", "=", self.company], *leaves]
