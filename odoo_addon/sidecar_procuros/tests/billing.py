from odoo import fields
from odoo.fields import Command

INVOICE = "procuros.invoice.send"
CREDIT_NOTE = "procuros.credit_note.send"
AGED = (
    "account.move",
    "account.move.line",
    "account.payment.term",
    "account.tax",
    "product.product",
    "product.template",
    "res.company",
    "res.country",
    "res.currency",
    "res.partner",
    "sale.order",
    "sale.order.line",
    "stock.move",
    "stock.picking",
    "uom.uom",
)


class Billing:
    """Makes a customer, and delivered orders with their invoices; mixed in beside `Documents`."""

    def make_billing(self):
        company = self.env.company
        if not company.chart_template:
            self.env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
        self.taxes = {}
        self.tax19 = self.make_tax("19% test", 19)
        self.customer = self.env["res.partner"].create(
            {
                "name": "Nordmarkt GmbH",
                "ref": "4260123450038",
                "street": "Am Hafen 3",
                "zip": "20457",
                "city": "Hamburg",
                "country_id": self.env.ref("base.de").id,
                "procuros_connection_id": self.connection.id,
                "procuros_send_invoice": True,
            }
        )
        self.warehouse = self.env["res.partner"].create(
            {"name": "Lager Altona", "parent_id": self.customer.id, "type": "delivery", "ref": "4260123450052"}
        )
        (self.juice | self.deposit).write({"taxes_id": [Command.set(self.tax19.ids)]})

    def make_tax(self, name, amount, **values):
        if values.pop("included", False):
            new = "price_include_override" in self.env["account.tax"]._fields
            values.update({"price_include_override": "tax_included"} if new else {"price_include": True})
        values = {"name": name, "amount": amount, "type_tax_use": "sale", "company_id": self.env.company.id, **values}
        country = self.env.company.account_fiscal_country_id
        if country:
            values["country_id"] = country.id
        return self.env["account.tax"].create(values)

    def make_sale(self, *lines, **values):
        """A confirmed order; a line is a dict of what differs from ten bottles of juice."""
        taxes = "tax_ids" if "tax_ids" in self.env["sale.order.line"]._fields else "tax_id"
        rows = []
        for number, line in enumerate(lines or ({}, {"product_id": self.deposit.id, "price_unit": 0.25}), start=1):
            line = {"product_id": self.juice.id, "product_uom_qty": 10, "price_unit": 3.0, **line}
            line.setdefault("procuros_order_line_number", number * 10)
            if "taxes" in line:
                line[taxes] = [Command.set(line.pop("taxes").ids)]
            rows.append(Command.create(line))
        values = {
            "partner_id": self.customer.id,
            "partner_shipping_id": self.warehouse.id,
            "procuros_order_identifier": "PO-4711",
            "procuros_order_date": fields.Date.subtract(fields.Date.today(), days=3),
            **values,
        }
        order = self.env["sale.order"].create({**values, "order_line": rows})
        order.action_confirm()
        return order

    def deliver(self, order):
        """Everything of an order goes out."""
        picking = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
        for move in picking.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")
        return picking

    def make_invoice(self, *lines, post=True, **values):
        """A posted invoice of a delivered order."""
        order = self.make_sale(*lines, **values)
        self.deliver(order)
        invoice = order._create_invoices()
        if post:
            invoice.invoice_date = fields.Date.today()
            invoice.action_post()
        return invoice

    def reverse(self, invoice, post=True, **values):
        """The credit note that the reversal dialog makes of an invoice."""
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        dialog = self.env["account.move.reversal"].with_context(**context)
        values = {"reason": "Broken bottles", "journal_id": invoice.journal_id.id, **values}
        dialog = dialog.create(values)
        note = self.env["account.move"].browse(dialog.refund_moves()["res_id"])
        if post:
            note.action_post()
        return note

    def age_billing(self):
        found = [self.env[model].with_context(active_test=False).search([]) for model in AGED]
        self.age(*(records for records in found if records))
