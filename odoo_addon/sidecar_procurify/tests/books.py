from odoo.fields import Command

BILL = "procurify.bill.pull"
AGED = (
    "account.account",
    "account.analytic.account",
    "account.analytic.plan",
    "account.journal",
    "account.tax",
    "product.product",
    "product.template",
    "res.company",
    "res.currency",
    "res.partner",
    "sidecar.connection",
    "sidecar.reference",
)


class Books:
    """Makes a company with accounts, cost centers and a connector to Procurify; mixed into a test case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Once a class: each plan is a column of its own.
        plans = cls.env["account.analytic.plan"]
        cls.departments, cls.places = plans.create([{"name": "Departments"}, {"name": "Plants"}])
        cls.company = cls.env.company
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", company=cls.company, install_demo=False)

    def make_books(self, **settings):
        self.journal = self.make_journal("purchase")
        values = {"name": "Procurify books", "connector": "procurify", "environment": "test"}
        values.update(
            user_id=self.env.ref("base.user_admin").id,
            procurify_domain="acme",
            procurify_client_id="client-of-the-tests",
            procurify_bill_journal=self.journal.id,
            procurify_department_plan=self.departments.id,
            procurify_location_plan=self.places.id,
        )
        self.connection = self.env["sidecar.connection"].create({**values, **settings})
        self.connection.action_validate()
        self.references = self.env["sidecar.reference"]

    def make_journal(self, kind):
        values = {"name": f"Procurify {kind}", "type": kind, "code": f"PY{kind[:1].upper()}"}
        return self.env["account.journal"].create({**values, "company_id": self.company.id})

    def make_account(self, code, name="Shop supplies", **values):
        found = self.env["account.account"].search([("code", "=", code)])
        return found or self.env["account.account"].create(
            {"code": code, "name": name, "account_type": "expense", **values}
        )

    def make_analytic(self, name, plan, **values):
        return self.env["account.analytic.account"].create({"name": name, "plan_id": plan.id, **values})

    def make_tax(self, name, amount, **values):
        values = {"name": name, "amount": amount, "type_tax_use": "purchase", "company_id": self.company.id, **values}
        country = self.company.account_fiscal_country_id
        return self.env["account.tax"].create({**values, **({"country_id": country.id} if country else {})})

    def make_bill(self, post=False, **values):
        """A vendor bill that was entered in Odoo."""
        line = {"name": "Torque wrench", "quantity": 2, "price_unit": 50, "tax_ids": [Command.clear()]}
        line["account_id"] = self.make_account("6100").id
        vendor = values.pop("vendor", None) or self.env["res.partner"].create({"name": "Northwind Tools"})
        move = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": vendor.id,
                "journal_id": self.journal.id,
                "invoice_date": "2026-03-02",
                "date": "2026-03-02",
                "invoice_line_ids": [Command.create(line)],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    def link(self, record, kind, external_id, number=None, connection=None):
        """As a flow leaves it."""
        key = {"model": record._name, "record": record.id, "connection": (connection or self.connection).key}
        record.invalidate_recordset()
        return self.references.sudo().create({**key, "flow": kind, "external_id": external_id, "number": number})

    def age_books(self):
        """Let everything look as if an earlier transaction had committed it."""
        found = [self.env[model].with_context(active_test=False).search([]) for model in AGED]
        self.age(*(records for records in found if records))
