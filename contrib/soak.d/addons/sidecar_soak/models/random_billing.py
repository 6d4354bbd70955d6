"""Random invoices and credit notes, made as people make them: sold, delivered, invoiced, some of them reversed."""

import logging
import random

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from psycopg2 import IntegrityError

_logger = logging.getLogger(__name__)

ATTEMPTS = 5
CURRENCIES = {"EUR": 2, "USD": 2, "CHF": 2, "JPY": 0, "KWD": 3}
UNITS = {"uom.product_uom_unit": "EA", "uom.product_uom_dozen": "CT", "uom.product_uom_kgm": "KGM"}
PRODUCTS = 24


class RandomBilling:
    """
    :param env: of somebody who may sell, deliver and invoice
    :param connection: sidecar.connection of the customers
    """

    def __init__(self, env, connection):
        self.env = env
        self.connection = connection

    # -- once

    def found(self):
        """The company: chart, precision, currencies, units, products, taxes, terms and customers."""
        env = self.env
        if not env.company.chart_template:
            env["account.chart.template"].try_loading("generic_coa", company=env.company, install_demo=False)
        env["decimal.precision"].search([("name", "=", "Product Price")]).digits = 8
        for name, digits in CURRENCIES.items():
            currency = env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
            currency.write({"active": True, "rounding": 10.0**-digits})
            env["res.currency.rate"].create({"currency_id": currency.id, "rate": 1.3, "name": "2020-01-01"})
            env["product.pricelist"].create({"name": f"soak {name}", "currency_id": currency.id})
        for reference, code in UNITS.items():
            env.ref(reference).procuros_unit_type = code
        self._found_taxes()
        self._found_products()
        self._found_customers()

    def _found_taxes(self):
        def tax(name, amount, included=False, **more):
            override = "tax_included" if included else "tax_excluded"
            values = {"name": f"soak {name}", "amount": amount, "price_include_override": override, **more}
            return self.env["account.tax"].create({**values, "type_tax_use": "sale"})

        plain = [tax(f"{amount}%", amount) for amount in (0, 2.5, 5, 5.5, 7, 9.975, 19, 25)]
        for amount in (5.5, 7, 19, 21):
            tax(f"{amount}% included", amount, included=True)
        children = [Command.set([plain[2].id, plain[5].id])]
        tax("5% + 9.975%", 0, amount_type="group", children_tax_ids=children)

    def _found_products(self):
        units = [self.env.ref(reference) for reference in UNITS]
        rows = [
            {
                "name": f"soak product {number}",
                "barcode": _checked(f"42601234{7000 + number:04}"),
                "uom_id": units[number % len(units)].id,
                "uom_po_id": units[number % len(units)].id,
                "procuros_is_deposit_product": number % 6 == 5,
                "invoice_policy": "order",
            }
            for number in range(PRODUCTS)
        ]
        self.env["product.product"].create(rows)

    def _found_customers(self):
        def term(name, days, **more):
            lines = [
                Command.create({"value": "percent", "value_amount": 100 / len(days), "nb_days": day}) for day in days
            ]
            return self.env["account.payment.term"].create({"name": f"soak {name}", "line_ids": lines, **more})

        discount = {"early_discount": True, "discount_percentage": 2, "discount_days": 10}
        terms = [term("at once", [0]), term("30", [30]), term("2/10 net 30", [30], **discount), term("twice", [14, 45])]
        germany = self.env.ref("base.de")
        for number, one in enumerate(terms):
            customer = self.env["res.partner"].create(
                {
                    "name": f"soak customer {number}",
                    "ref": _checked(f"42601235{7000 + number:04}"),
                    "street": f"Am Hafen {number}",
                    "zip": "20457",
                    "city": "Hamburg",
                    "country_id": germany.id,
                    "property_payment_term_id": one.id,
                    "procuros_connection_id": self.connection.id,
                    "procuros_send_invoice": True,
                    "procuros_send_credit_note_reason": number % 2 == 0,
                }
            )
            shop = {"name": f"Shop {number}", "parent_id": customer.id, "type": "delivery"}
            self.env["res.partner"].create({**shop, "ref": _checked(f"42601236{7000 + number:04}")})

    # -- documents

    def make_any(self, seed):
        """A document of this seed; of another one where Odoo itself refuses it.

        With tiny amounts in a foreign currency its own rounding may break its own rule on the signs of amounts.
        """
        for attempt in range(ATTEMPTS):
            try:
                with self.env.cr.savepoint():
                    return self.make(seed + attempt * 1_000_000)
            except (IntegrityError, UserError) as refusal:
                _logger.info("seed %s, attempt %s: %s", seed, attempt, refusal)
        raise UserError(f"Odoo refuses every document of seed {seed}")

    def make(self, seed):
        """
        :return: a posted invoice, or a posted credit note of one
        """
        self.random = random.Random(seed)
        self.env.company.tax_calculation_rounding_method = self.random.choice(["round_per_line", "round_globally"])
        order = self._order()
        order.action_confirm()
        self._deliver(order)
        invoice = order._create_invoices()
        invoice.invoice_date = fields.Date.today()
        invoice.action_post()
        return self._reverse(invoice) if self.random.random() < 0.3 else invoice

    def _order(self):
        customer = self.random.choice(self.env["res.partner"].search([("name", "like", "soak customer")]))
        count = self.random.choice([1, 2, 3, 5, 8, 13, 40 if self.random.random() < 0.2 else 4])
        # A document has taxes in its prices, or on top of them, or lines of both kinds.
        kind = self.random.choice(["excluded", "included", "any"])
        values = {
            "partner_id": customer.id,
            "partner_shipping_id": self.random.choice([customer, *customer.child_ids]).id,
            "client_order_ref": self.random.choice([False, f"PO {self.random.randrange(10**6)}"]),
            "pricelist_id": self.env["product.pricelist"].search([("name", "=", f"soak {self._currency()}")]).id,
            "order_line": [Command.create(self._line(number, kind)) for number in range(1, count + 1)],
        }
        return self.env["sale.order"].create(values)

    def _currency(self):
        return self.random.choice([*CURRENCIES, "EUR", "EUR"])

    def _line(self, number, kind):
        product = self.random.choice(self.env["product.product"].search([("name", "like", "soak product")]))
        places = self.random.choice([0, 2, 2, 2, 3, 4, 8])
        discount = self.random.choice([0, 0, 0, 0, 5, 10, 33.33, round(self.random.uniform(0, 100), 2), 100])
        return {
            "product_id": product.id,
            "product_uom_qty": round(self.random.choice([1, 3, 7, 11, 120, self.random.uniform(0.01, 5000)]), 2),
            "price_unit": round(self.random.choice([0.5, 2, 30, 999]) * self.random.random(), places),
            "discount": discount,
            "tax_id": [Command.set(self._taxes(kind).ids)],
            "procuros_order_line_number": number * 10,
        }

    def _taxes(self, kind):
        # Not both on one line: the order of the taxes decides what is computed on what, and that is refused.
        kind = self.random.choice(["excluded", "included"]) if kind == "any" else kind
        domain = [("name", "like", "soak "), ("price_include_override", "=", f"tax_{kind}")]
        taxes = self.env["account.tax"].search(domain)
        return self.env["account.tax"].union(*self.random.sample(list(taxes), self.random.choice([0, 1, 1, 1, 1, 2])))

    def _deliver(self, order):
        for move in order.picking_ids.move_ids:
            move.quantity = move.product_uom_qty
            move.picked = True
        order.picking_ids.button_validate()

    def _reverse(self, invoice):
        dialog = self.env["account.move.reversal"].with_context(active_model="account.move", active_ids=invoice.ids)
        kind = self.random.choice(["CORRECTION", "VALUE_CREDIT"])
        values = {"reason": self.random.choice([False, "Broken, and late"]), "procuros_credit_note_type": kind}
        dialog = dialog.create({**values, "journal_id": invoice.journal_id.id})
        note = self.env["account.move"].browse(dialog.refund_moves()["res_id"])
        for line in note.invoice_line_ids:
            if self.random.random() < 0.3:
                line.quantity = round(line.quantity * self.random.uniform(0.1, 1), 2) or 1
        note.action_post()
        return note


def _checked(digits):
    """Twelve digits with their check digit."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"
