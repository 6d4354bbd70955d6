import json
import unittest
from decimal import ROUND_HALF_UP, Decimal

from odoo import fields
from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.fields import Command
from odoo.tests.common import tagged

from .billing import CREDIT_NOTE, INVOICE, Billing
from .real_service_case import NO_SERVICE, RealServiceCase


def exact(value):
    return Decimal(str(value))


def gs1(party):
    return [entry["identifier"] for entry in party["identifiers"] if entry["domain"] == "GS1"]


class BillingCase(Billing, RealServiceCase):
    """Invoices on a real Odoo, sent by the real service to the simulator."""

    def setUp(self):
        super().setUp()
        self.make_billing()

    def settle(self):
        self.age_billing()
        return super().settle()

    def send(self, move):
        """What Procuros got for an invoice or credit note."""
        self.settle()
        if move.move_type == "out_refund":
            action = move.action_procuros_send_credit_note()
        else:
            action = move.action_procuros_send_invoice()
        self.assertEqual(action.get("tag"), "display_notification", self.told(action))
        self.assertTrue(move.procuros_transaction_id)
        return self.received()[-1]

    def refused(self, move):
        """Model and field of everything that is wrong with an invoice, which is not sent."""
        self.settle()
        action = move.action_procuros_send_invoice()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertEqual(self.received(), [])
        self.assertTrue(all(line.action_open() for line in lines))
        self.commit()
        entry = self.env["sidecar.entry"].search([("model", "=", "account.move"), ("record", "=", move.id)])
        return {(issue["model"], issue["field"]) for issue in entry.issues}

    def told(self, action):
        lines = self.env["sidecar.outcome"].browse(action.get("res_id") or []).line_ids
        return [(line.model, line.label, line.message) for line in lines] or action

    def cents(self, number, move):
        return exact(number).quantize(Decimal(1).scaleb(-move.currency_id.decimal_places), ROUND_HALF_UP)

    # -- the rows, against the records

    def check_header(self, header, move, order, picking):
        """OI1 to OI9, OI12 to OI15, OI17, OI18."""
        partner = move.partner_id
        buyer, address = header["buyer"], header["buyer"]["postalAddress"]
        self.assertEqual((buyer["name"], gs1(buyer)), (partner.name, [partner.ref]))
        self.assertEqual(address["name"], partner.name)
        self.assertEqual((address["street"], address["postalCode"]), (partner.street, partner.zip))
        self.assertEqual((address["city"], address["countryCode"]), (partner.city, partner.country_id.code))
        self.assertEqual(gs1(header["shipTo"]), [move.partner_shipping_id.ref])
        self.assertEqual(header["supplier"]["name"], self.connection.name)
        self.assertEqual(gs1(header["supplier"]), [self.connection.procuros_external_identifier])
        self.assertEqual(header["currency"], move.currency_id.name)
        if order:
            self.assertEqual(header["orderIdentifier"], order.procuros_order_identifier)
            self.assertEqual(header["orderDate"], str(order.procuros_order_date))
        if picking:
            self.assertEqual(header["shippingNoticeIdentifier"], picking.name)
            berlin = fields.Datetime.context_timestamp(picking.with_context(tz="Europe/Berlin"), picking.date_done)
            self.assertEqual(header["shippingNoticeDate"], str(berlin.date()))

    def check_items(self, items, move):
        """OI19 to OI27."""
        lines = move.invoice_line_ids.filtered(lambda line: line.display_type == "product")
        lines = lines.sorted(lambda line: (line.sequence, line.id))
        self.assertEqual([item["lineNumber"] for item in items], list(range(1, len(lines) + 1)))
        for item, line in zip(items, lines, strict=True):
            self.assertEqual(gs1(item), [line.product_id.barcode])
            self.assertEqual(item["isDepositItem"], line.product_id.procuros_is_deposit_product)
            self.assertIs(item["isInvoicedItem"], True)
            self.assertEqual(exact(item["quantity"]), exact(line.quantity))
            self.assertEqual(item["unitOfMeasure"], line.product_uom_id.procuros_unit_type)
            self.assertEqual(item["description"], line.name.strip())
            self.assertEqual(item["orderLineNumber"], line.sale_line_ids.procuros_order_line_number)
            self.check_price(item, line, move)

    def check_price(self, item, line, move):
        """OI23, OI25 to OI27: price × quantity less the discount is the subtotal, and the tax is booked."""
        amount = exact(item["quantity"]) * exact(item["unitPrice"])
        if line.discount:
            [group] = item["modificationGroups"]
            [modification] = group["modifications"]
            self.assertEqual(modification["type"], "ALLOWANCE")
            self.assertEqual(modification["reasonCode"], "DISCOUNT")
            self.assertEqual(exact(modification["percentage"]), exact(line.discount))
            self.assertAlmostEqual(exact(group["basis"]), amount, places=9)
            amount -= amount * exact(line.discount) / 100
        else:
            self.assertNotIn("modificationGroups", item)
        unit = Decimal(1).scaleb(-move.currency_id.decimal_places)
        self.assertLessEqual(abs(self.cents(amount, move) - self.cents(line.price_subtotal, move)), unit)
        taxes = line.tax_ids.flatten_taxes_hierarchy()
        self.assertEqual(exact(item["tax"]["percentage"]), sum((exact(tax.amount) for tax in taxes), Decimal(0)))
        booked = self.cents(line.price_total, move) - self.cents(line.price_subtotal, move)
        self.assertLessEqual(abs(exact(item["tax"]["amount"]) - booked), unit)

    def check_summary(self, content, move):
        """OI28 to OI31, and that lines, taxes and totals add up to the cent."""
        summary, items = content["summary"], content["items"]
        wanted = {
            "subtotalAmount": move.amount_untaxed,
            "netAmount": move.amount_untaxed,
            "grossAmount": move.amount_total,
            "dueAmount": move.amount_residual,
        }
        for name, amount in wanted.items():
            self.assertEqual(self.cents(summary[name], move), self.cents(amount, move), name)
        self.assertEqual((summary["totalCharges"], summary["totalAllowances"]), (0, 0))
        tax = self.cents(move.amount_tax, move)
        self.assertEqual(exact(summary["tax"]["total"]), tax)
        groups = summary["tax"]["items"]
        self.assertEqual(sum(exact(group["taxAmount"]) for group in groups), tax)
        self.assertEqual(sum(exact(group["taxableAmount"]) for group in groups), exact(summary["netAmount"]))
        self.assertEqual(sum(exact(item["tax"]["amount"]) for item in items), tax)
        subtotals = []
        for item in items:
            amount = exact(item["quantity"]) * exact(item["unitPrice"])
            for group in item.get("modificationGroups", []):
                amount -= amount * exact(group["modifications"][0]["percentage"]) / 100
            subtotals.append(self.cents(amount, move))
        self.assertEqual(sum(subtotals), exact(summary["subtotalAmount"]))

    def check(self, content, move):
        self.check_items(content["items"], move)
        self.check_summary(content, move)


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealInvoice(BillingCase):
    """An invoice from a delivered order to Procuros, row by row."""

    def test_every_row_of_an_invoice_is_that_of_its_record(self):
        order = self.make_sale({"discount": 10.0}, {"product_id": self.deposit.id, "price_unit": 0.25})
        picking = self.deliver(order)
        invoice = order._create_invoices()
        term = self.env["account.payment.term"].create(
            {
                "name": "2/10 net 30",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "line_ids": [Command.create({"value": "percent", "value_amount": 100, "nb_days": 30})],
            }
        )
        invoice.write({"invoice_date": fields.Date.today(), "invoice_payment_term_id": term.id})
        invoice.action_post()
        content = self.send(invoice)
        header = content["header"]
        self.assertEqual(header["invoiceIdentifier"], invoice.name)
        self.assertEqual(header["invoiceDate"], str(invoice.invoice_date))
        terms = [{"payInNumberOfDays": 10, "percentage": 2}, {"payInNumberOfDays": 30, "percentage": 0}]
        self.assertEqual(header["paymentTerms"], terms)
        self.check_header(header, invoice, order, picking)
        self.check(content, invoice)
        self.commit()
        entry = self.env["sidecar.entry"].search([("record", "=", invoice.id), ("flow", "=", INVOICE)])
        self.assertEqual((entry.state, entry.external_id), ("settled", invoice.procuros_transaction_id))
        self.assertEqual(invoice.procuros_state, "sent")

    def test_every_row_of_a_credit_note_is_that_of_its_record(self):
        self.customer.procuros_send_credit_note_reason = True
        order = self.make_sale({"discount": 5.0}, {"product_id": self.deposit.id, "price_unit": 0.25})
        picking = self.deliver(order)
        invoice = order._create_invoices()
        invoice.invoice_date = fields.Date.today()
        invoice.action_post()
        note = self.reverse(invoice, procuros_credit_note_type="VALUE_CREDIT", reason="Broken, all of it")
        content = self.send(note)
        header = content["header"]
        self.assertEqual(header["creditNoteIdentifier"], note.name)
        self.assertEqual(header["creditNoteDate"], str(note.invoice_date))
        self.assertEqual(header["invoiceIdentifier"], invoice.name)
        self.assertEqual(header["invoiceDate"], str(invoice.invoice_date))
        self.assertEqual(header["type"], "VALUE_CREDIT")
        self.assertEqual(header["reason"], "Broken, all of it")
        self.check_header(header, note, order, picking)
        self.check(content, note)
        self.assertTrue(all(item["quantity"] > 0 and item["unitPrice"] >= 0 for item in content["items"]))
        self.assertGreater(content["summary"]["grossAmount"], 0)

    def test_a_reason_is_read_from_the_reference_and_told_only_to_who_is_to_be_told(self):
        invoice = self.make_invoice()
        first = self.reverse(invoice, reason="Late, and wet")
        first.procuros_credit_note_reason = False
        self.assertNotIn("reason", self.send(first)["header"])
        self.customer.procuros_send_credit_note_reason = True
        second = self.reverse(self.make_invoice(), reason="Late, and wet")
        second.write({"procuros_credit_note_reason": False, "procuros_credit_note_type": False})
        header = self.send(second)["header"]
        self.assertEqual(header["reason"], "Late, and wet")
        self.assertEqual(header["type"], "CORRECTION")

    def test_a_credit_note_without_invoice_goes_out_as_a_value_credit(self):
        note = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.customer.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [Command.create({"product_id": self.juice.id, "quantity": 2, "price_unit": 1.5})],
            }
        )
        note.action_post()
        header = self.send(note)["header"]
        self.assertEqual(header["type"], "VALUE_CREDIT")
        for name in ("invoiceIdentifier", "orderIdentifier", "shippingNoticeIdentifier"):
            self.assertNotIn(name, header)

    def test_two_deliveries_the_latest_is_named_and_the_clerk_is_told(self):
        order = self.make_sale({})
        first = order.picking_ids
        first.move_ids.quantity = 4
        first.move_ids.picked = True
        action = first.button_validate()
        dialog = self.env["stock.backorder.confirmation"].with_context(**action["context"])
        dialog.create({"pick_ids": [Command.set(first.ids)]}).process()
        second = self.deliver(order)
        first.date_done = fields.Datetime.subtract(fields.Datetime.now(), days=1)
        invoice = order._create_invoices()
        invoice.invoice_date = fields.Date.today()
        invoice.action_post()
        self.settle()
        invoice.action_procuros_send_invoice()
        content = self.received()[-1]
        self.assertEqual(content["header"]["shippingNoticeIdentifier"], second.name)
        self.assertEqual(content["items"][0]["shippingNoticeIdentifier"], second.name)
        self.commit()
        entry = self.env["sidecar.entry"].search([("record", "=", invoice.id)])
        self.assertIn("procuros.invoice.deliveries", json.dumps(entry.issues))

    def test_everything_wrong_with_an_invoice_is_said_at_once(self):
        eco = self.make_tax("Eco tax", 0.1, amount_type="fixed")
        self.customer.write({"street": False, "zip": False, "city": False, "country_id": False, "ref": False})
        self.juice.barcode = False
        order = self.make_sale({"taxes": self.tax19 | eco})
        invoice = order._create_invoices()
        invoice.invoice_date = fields.Date.today()
        invoice.action_post()
        found = self.refused(invoice)
        wanted = {("res.partner", name) for name in ("street", "zip", "city", "country_id", "ref")}
        self.assertLessEqual(wanted | {("product.product", "barcode"), ("account.move.line", "tax_ids")}, found)

    def test_a_draft_an_invoice_of_no_order_and_one_of_a_stranger_are_held_back(self):
        draft = self.make_invoice(post=False)
        self.assertIn(("account.move", "state"), self.refused(draft))
        alone = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_date": fields.Date.today(),
                "invoice_line_ids": [Command.create({"product_id": self.juice.id, "quantity": 2, "price_unit": 1.5})],
            }
        )
        alone.action_post()
        self.assertIn(("account.move", "line_ids"), self.refused(alone))
        invoice = self.make_invoice()
        self.customer.procuros_connection_id = False
        self.assertIn(("res.partner", "procuros_connection_id"), self.refused(invoice))

    def test_zero_negative_and_reduced_lines_are_named(self):
        invoice = self.make_invoice(post=False)
        line, other = invoice.invoice_line_ids.sorted("id")
        line.quantity = 0
        other.write({"price_unit": -1, "quantity": -2})
        invoice.invoice_date = fields.Date.today()
        invoice.action_post()
        found = self.refused(invoice)
        self.assertLessEqual({("account.move.line", "quantity"), ("account.move.line", "price_unit")}, found)

    def test_a_lost_answer_is_looked_up_and_not_sent_twice(self):
        invoice = self.make_invoice()
        self.settle()
        self.misbehave("reply-lost:100%")
        invoice.action_procuros_send_invoice()
        self.commit()
        self.assertIn(invoice.procuros_state, ("in_doubt", "sent"))
        invoice.action_procuros_send_invoice()
        self.misbehave("")
        self.assertEqual(len(self.received()), 1)

    def test_the_preview_shows_what_will_leave(self):
        note = self.reverse(self.make_invoice())
        self.settle()
        preview = self.env["sidecar.preview"].browse(note.action_procuros_preview()["res_id"])
        self.assertIn(note.name, preview.payload)
        self.assertFalse(preview.issue_html)
        self.assertEqual(self.received(), [])
        self.assertFalse(self.env["sidecar.entry"].search([("flow", "=", CREDIT_NOTE)]))


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealInvoiceAmounts(BillingCase):
    """Whatever Odoo computes, what Procuros gets adds up to it."""

    def company_rounds(self, method):
        self.env.company.tax_calculation_rounding_method = method

    def currency(self, name, decimals):
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", name)], limit=1)
        currency.write({"active": True, "rounding": 10.0**-decimals})
        self.env["res.currency.rate"].create({"currency_id": currency.id, "rate": 1.7, "name": "2020-01-01"})
        return currency

    def price_lists(self, currency):
        return self.env["product.pricelist"].create({"name": currency.name, "currency_id": currency.id})

    def lines(self):
        gst, pst = self.make_tax("GST 5%", 5), self.make_tax("PST 9.975%", 9.975)
        included = self.make_tax("21% included", 21, included=True)
        group = self.make_tax("GST + PST", 0, amount_type="group", children_tax_ids=[Command.set((gst | pst).ids)])
        return [
            {"product_uom_qty": 3, "price_unit": 21.53, "taxes": included},
            {"product_uom_qty": 7, "price_unit": 21.53, "taxes": included, "discount": 12.5},
            {"product_uom_qty": 1.5, "price_unit": 0.335, "taxes": gst | pst},
            {"product_uom_qty": 11, "price_unit": 0.337, "taxes": group, "discount": 33.33},
            {"product_uom_qty": 3, "price_unit": 9.99, "taxes": self.env["account.tax"]},
            {"product_uom_qty": 2, "price_unit": 4.5, "taxes": gst, "discount": 100.0},
            {"product_uom_qty": 13, "price_unit": 1.11, "taxes": self.tax19},
        ]

    def check_amounts(self, **values):
        invoice = self.make_invoice(*self.lines(), **values)
        self.check(self.send(invoice), invoice)
        note = self.reverse(invoice)
        self.check(self.send(note), note)

    def test_rounded_per_line(self):
        self.company_rounds("round_per_line")
        self.check_amounts()

    def test_rounded_globally(self):
        self.company_rounds("round_globally")
        self.check_amounts()

    def test_a_currency_without_decimals(self):
        self.company_rounds("round_globally")
        self.check_amounts(pricelist_id=self.price_lists(self.currency("JPY", 0)).id)

    def test_a_currency_with_three_decimals(self):
        self.check_amounts(pricelist_id=self.price_lists(self.currency("KWD", 3)).id)

    def test_prices_with_eight_decimals(self):
        self.env["decimal.precision"].search([("name", "=", "Product Price")]).digits = 8
        for method in ("round_per_line", "round_globally"):
            self.company_rounds(method)
            invoice = self.make_invoice(
                {"product_uom_qty": 1000, "price_unit": 0.12345678, "discount": 7.5},
                {"product_uom_qty": 7, "price_unit": 33.33333333},
                {"product_uom_qty": 3, "price_unit": 0.00000049},
            )
            self.check(self.send(invoice), invoice)
