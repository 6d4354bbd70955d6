"""An invented manufacturer with five plants, whose people buy through Procurify, as a further company of an Odoo."""

from demo_finland import InCompany

PLANTS = ["Plant North", "Plant South", "Plant East", "Plant West", "Plant Central"]
# What Procurify calls the type of an account, and what Odoo calls it.
KINDS = {0: "asset_current", 1: "liability_current", 2: "expense", 3: "income", 4: "equity", 5: "expense"}


class Plants:
    """Acme Manufacturing: dollars, accounts for costs, an analytic account for each plant and department.

    :param session: of an administrator
    :param series: of the Odoo, for example `18.0`
    :param control: of the simulated Procurify, which says which codes there are
    """

    def __init__(self, session, series, control):
        self._admin = session
        self.series = series
        self.control = control
        self.connection = None

    def found(self, without=()):
        """Makes the company with everything but its connector.

        :param without: codes of accounts that Odoo lacks
        """
        admin = self._admin
        [dollar] = admin.find("res.currency", [["name", "=", "USD"]], context={"active_test": False})
        admin.write("res.currency", dollar["id"], active=True)
        self.country = admin.ref("base.us")
        values = {"name": "Acme Manufacturing", "currency_id": dollar["id"], "country_id": self.country}
        self.company = admin.call("res.company", "create", [values], context={"install_mode": True})[0]
        admin.write("res.users", admin.user, company_ids=[[4, self.company]])
        self.session = InCompany(admin, self.company)
        settings = admin.create("res.config.settings", group_analytic_accounting=True)
        admin.call("res.config.settings", "execute", [settings])
        self.session.call("account.chart.template", "try_loading", [], "generic_coa", self.company)
        admin.write("res.company", self.company, account_fiscal_country_id=self.country, currency_id=dollar["id"])
        domain = [["company_id", "=", self.company], ["type", "=", "purchase"]]
        self.journal = self.session.find("account.journal", domain, limit=1)[0]["id"]
        for code in self.control.all("account-codes"):
            if code["code"] not in without:
                self.add_account(code["code"], code.get("description") or code["code"], KINDS[code["account_type"]])
        # A company made by an import has none.
        self.session.create("stock.warehouse", name="Central stores", code="ACME", company_id=self.company)
        self.shipping = self.add_account("5990", "Inbound freight", "expense")
        self._found_cost_centres()
        self._found_taxes()
        return self

    def add_account(self, code, name, kind="expense"):
        """
        :return: the id of the account with this code
        """
        found = self.session.find("account.account", [*self._of_company(), ["code", "=", code]], limit=1)
        if found:
            return found[0]["id"]
        return self.session.create("account.account", code=code, name=name, account_type=kind)

    def _of_company(self):
        return [["company_ids" if self.series >= "18.0" else "company_id", "in", [self.company]]]

    def _found_cost_centres(self):
        """A plan of departments and one of plants; plants by name, departments by the code they have in Procurify."""
        session = self.session
        self.departments, self.plants = (
            session.create("account.analytic.plan", name=name) for name in ("Departments", "Plants")
        )
        for place in self.control.all("locations"):
            self.add_cost_centre(place["name"], self.plants, place.get("external_id"))
        names = set()
        for one in self.control.all("departments"):
            key = (one["name"], one.get("external_id"))
            if key not in names:
                names.add(key)
                self.add_cost_centre(one["name"], self.departments, one.get("external_id"))

    def add_cost_centre(self, name, plan, code=None):
        values = {"name": name, "plan_id": plan, "code": code or False, "company_id": self.company}
        return self.session.create("account.analytic.account", **values)

    def _found_taxes(self):
        """A tax of purchases for each that a bill names."""
        session = self.session
        group = session.create("account.tax.group", name="Sales tax", country_id=self.country)
        for name, percent, is_inclusive in sorted(self._taxes()):
            price = "price_include_override" if self.series >= "18.0" else "price_include"
            included = "tax_included" if self.series >= "18.0" else True
            values = {
                "name": f"{name} {percent:g} %" + (" incl." if is_inclusive else ""),
                "amount": percent,
                "type_tax_use": "purchase",
                "country_id": self.country,
                "tax_group_id": group,
                **({price: included} if is_inclusive else {}),
            }
            session.create("account.tax", **values)

    def _taxes(self):
        items = [item for bill in self.control.all("bills") for item in bill.get("items") or []]
        return {
            (item.get("tax_name") or "Tax", float(item["tax_percentage"]), bool(item.get("tax_is_inclusive")))
            for item in items
            if float(item.get("tax_percentage") or 0)
        }

    # -- its connector

    def connect(self, url, keys, **options):
        """Makes the connector as a person does, and validates it.

        :param url: of the tenant
        :param keys: client_id and client_secret
        :return: the connector's id
        """
        values = {"client_id": keys["client_id"], **self.settings(url), **options}
        self.connection = self.session.create(
            "sidecar.connection",
            name="Procurify Test",
            connector="procurify",
            environment="test",
            company_id=self.company,
            **{f"procurify_{name}": value for name, value in values.items()},
        )
        lines = [[0, 0, {"key": "client_secret", "label": "Client Secret", "value": keys["client_secret"]}]]
        self.session.create("sidecar.credentials", connection_id=self.connection, line_ids=lines)
        self.session.button("sidecar.connection", "action_validate", [self.connection])
        self.session.write("sidecar.connection", self.connection, fetch_from="2020-01-01")
        return self.connection

    def settings(self, url):
        """
        :return: the connector's settings that are not secret, by key
        """
        return {
            "domain": "acme",
            "url": url,
            "requests_per_second": 1000,
            "department_plan": self.departments,
            "location_plan": self.plants,
            "shipping_account": self.shipping,
            "bill_journal": self.journal,
        }

    # -- what became of it

    def bills(self, *fields, domain=()):
        """
        :return: the vendor bills of the company
        """
        kinds = [["move_type", "=", "in_invoice"], ["company_id", "=", self.company], *domain]
        return self.session.find("account.move", kinds, list(fields) or ["ref", "partner_id", "amount_total", "state"])
