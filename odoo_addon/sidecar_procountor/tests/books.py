from odoo import fields
from odoo.fields import Command

INVOICE = "procountor.invoice.send"
AGED = (
    "account.fiscal.position",
    "account.journal",
    "account.move",
    "account.move.line",
    "account.payment.term",
    "account.payment.term.line",
    "account.tax",
    "product.product",
    "product.template",
    "res.company",
    "res.country",
    "res.currency",
    "res.partner",
    "res.partner.bank",
    "sidecar.connection",
    "uom.uom",
)


class Books:
    """Makes a Finnish company with journals and a connector, a customer and invoices; mixed into a test case."""

    def make_books(self, **settings):
        self.company = self.env.company
        self.euro = self.env.ref("base.EUR")
        self.euro.active = True
        self.finland = self.env.ref("base.fi")
        if not self.company.chart_template:
            self.env["account.chart.template"].try_loading("generic_coa", company=self.company, install_demo=False)
        self.company.write({"country_id": self.finland.id, "currency_id": self.euro.id, "vat": "FI12345671"})
        self.company.partner_id.company_registry = "1234567-1"
        self.bank, self.cash = (self.make_journal(kind) for kind in ("bank", "cash"))
        self.tax = self.make_tax("25.5 % test", 25.5)
        self.customer = self.make_customer("Esimerkki Oy", company_registry="1366959-8")
        values = {"name": "Procountor books", "connector": "procountor", "environment": "test"}
        values.update(
            user_id=self.env.ref("base.user_admin").id,
            procountor_bank_journal_id=self.bank.id,
            procountor_cash_journal_id=self.cash.id,
        )
        self.connection = self.env["sidecar.connection"].create({**values, **settings})
        self.connection.action_validate()
        self.connection.send_from = fields.Date.subtract(fields.Date.today(), days=30)

    def make_journal(self, kind, **values):
        name = f"Procountor {kind}"
        values = {"name": name, "type": kind, "code": f"PC{kind[:1].upper()}{len(values)}", **values}
        return self.env["account.journal"].create({**values, "company_id": self.company.id})

    def make_tax(self, name, amount, **values):
        values = {"name": name, "amount": amount, "type_tax_use": "sale", "company_id": self.company.id, **values}
        country = self.company.account_fiscal_country_id
        return self.env["account.tax"].create({**values, **({"country_id": country.id} if country else {})})

    def make_customer(self, name, **values):
        address = {"street": "Mallikatu 3", "zip": "00100", "city": "Helsinki", "country_id": self.finland.id}
        return self.env["res.partner"].create({"name": name, "is_company": True, **address, **values})

    def make_invoice(self, post=True, price=100.0, **values):
        """An invoice of ten times the price, without tax unless `tax` says so."""
        taxes = values.pop("taxes", self.env["account.tax"])
        line = {"name": "Consulting", "quantity": 10, "price_unit": price, "tax_ids": [Command.set(taxes.ids)]}
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [Command.create(line)],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    def mark_sent(self, move, number="30017", **values):
        """As settle leaves it once Procountor has the document."""
        row = {"model": "account.move", "record": move.id, "connection": self.connection.key, "flow": INVOICE}
        values = {"external_id": f"9{move.id}", "number": number, "status": "UNFINISHED", **values}
        values.setdefault("sent_at", fields.Datetime.now())
        move.invalidate_recordset()
        return self.env["sidecar.reference"].create({**row, "company_id": move.company_id.id, **values})

    def age_books(self):
        """Let everything look as if an earlier transaction had committed it."""
        found = [self.env[model].with_context(active_test=False).search([]) for model in AGED]
        self.age(*(records for records in found if records))
