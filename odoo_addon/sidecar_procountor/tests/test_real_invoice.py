import unittest
from unittest.mock import patch

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .books import INVOICE
from .real_service_case import KEY, NO_SERVICE, SECRET, RealServiceCase


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealInvoice(RealServiceCase):
    """Invoices through the addon, the real service and the simulator of Procountor."""

    def test_the_service_and_the_form_know_the_same_settings_and_kinds(self):
        described = self.env["sidecar.service"]._sidecar_call("connector/describe", {"connector": "procountor"})
        settings = {setting["key"]: setting for setting in described["settings"] if setting["type"] != "secret"}
        self.assertEqual(set(settings), set(self.connection._sidecar_settings()))
        for key, setting in settings.items():
            field = self.connection._fields.get(f"procountor_{key}")
            if setting.get("model"):
                self.assertEqual(field.comodel_name, setting["model"])
            choices = [choice["value"] for choice in setting.get("choices") or []]
            if choices:
                self.assertEqual(sorted(dict(field.selection)), sorted(choices), key)
        kinds = self.env["sidecar.messages"]._sidecar_kinds()
        self.assertEqual([flow["id"] for flow in described["flows"] if flow["id"] not in kinds], [])

    def test_the_connection_test_names_the_company(self):
        action = self.connection.action_test()
        self.assertEqual(action.get("tag"), "display_notification", action)
        self.assertIn("Esimerkkikauppa Oy", action["params"]["message"])
        self.company.partner_id.company_registry = "1366959-8"
        action = self.connection.action_test()
        lines = self.env["sidecar.test"].browse(action["res_id"]).line_ids
        self.assertIn("failed", lines.mapped("result"))

    def test_a_revoked_key_is_said_and_no_secret_rests_in_odoo(self):
        self.books("POST", "revoke", {"key": KEY})
        action = self.connection.action_test()
        lines = self.env["sidecar.test"].browse(action["res_id"]).line_ids
        self.assertIn("failed", lines.mapped("result"))
        self.commit()
        for text in self.env["sidecar.log"].search([]).mapped(lambda log: f"{log.request_body}{log.response_body}"):
            self.assertNotIn(SECRET, text)
            self.assertNotIn(KEY, text)

    def test_vat_settings_and_dimensions_come_from_procountor(self):
        statuses = self.connection.procountor_vat_status_ids
        self.assertEqual(statuses.mapped("number"), [1, 3, 5, 6, 8, 12])
        self.assertIn(25.5, self.connection.procountor_vat_rate_ids.mapped("percent"))
        self.assertEqual(self.connection.procountor_vat_rate_ids.country_id, self.finland)
        items = self.env["procountor.dimension.item"].search([("connection_id", "=", self.connection.id)])
        self.assertIn("42/421", items.mapped("external_id"))
        self.assertNotIn("41/414", items.mapped("external_id"))

    def test_an_invoice_goes_out_once_and_shows_its_number(self):
        move = self.make_invoice()
        self.send(move)
        [held] = self.received()
        self.assertEqual(held["originalInvoiceNumber"], move.name)
        self.assertEqual((move.procountor_state, move.procountor_invoice_id), ("sent", str(held["id"])))
        self.assertEqual(move.procountor_invoice_number, str(held["invoiceNumber"]))
        self.assertEqual(move.procountor_status, "UNFINISHED")
        self.assertTrue(move.procountor_sent_date)
        self.assertIn("is not sent again", self.send(move))
        self.assertEqual(len(self.received()), 1)
        entry = self.env["sidecar.entry"].search([("record", "=", move.id), ("flow", "=", INVOICE)])
        self.assertEqual(entry.mapped("state"), ["settled"])

    def test_a_rollback_after_procountor_accepted_sends_nothing_twice(self):
        move = self.make_invoice()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            move.action_procountor_send()
            raise ZeroDivisionError
        move.invalidate_recordset()
        self.assertFalse(move.procountor_invoice_id)
        self.commit_with("rolled_back")
        self.send(move)
        self.assertEqual(len(self.received()), 1)
        self.assertTrue(move.procountor_invoice_id)

    def test_a_credit_note_is_an_invoice_with_negative_quantities(self):
        note = self.make_invoice(move_type="out_refund")
        self.send(note)
        [held] = self.received()
        self.assertEqual([row["quantity"] for row in held["invoiceRows"]], [-10])
        self.assertEqual(note.procountor_state, "sent")

    def test_customer_and_product_go_along_and_keep_their_ids(self):
        self.connection.write({"procountor_create_customers": True, "procountor_create_products": True})
        product = self.env["product.product"].create(
            {"name": "Guide book", "default_code": "GB-1", "list_price": 20, "taxes_id": [(6, 0, self.tax.ids)]}
        )
        move = self.make_invoice(post=False)
        move.invoice_line_ids.product_id = product
        move.invoice_line_ids.tax_ids = self.tax
        move.action_post()
        self.settle()
        self.send(move)
        self.assertEqual(move.procountor_state, "sent")
        [held] = self.received()
        self.assertEqual(self.customer.procountor_customer_id, str(held["partnerId"]))
        self.assertEqual(product.procountor_id, str(held["invoiceRows"][0]["productId"]))
        other = self.make_invoice()
        self.send(other)
        self.assertEqual({row["partnerId"] for row in self.received()}, {held["partnerId"]})

    def test_every_fault_is_shown_at_once_with_the_record_to_mend(self):
        self.customer.country_id = False
        odd = self.make_tax("31 % test", 31)
        move = self.make_invoice(taxes=odd)
        action = move.action_procountor_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertGreaterEqual(len(lines), 2, lines.mapped("message"))
        self.assertIn("res.partner", lines.mapped("model"))
        self.assertEqual(self.received(), [])
        self.said(action)
        self.assertEqual(move.procountor_state, "issues")

    def test_approval_follows_when_the_connector_says_so(self):
        self.connection.procountor_follow_up = "approve"
        move = self.make_invoice()
        self.send(move)
        self.assertIn(self.received()[0]["status"], ("APPROVED", "NOT_SENT"))
        self.assertEqual(move.procountor_status, self.received()[0]["status"])

    def test_the_pdf_goes_along(self):
        self.connection.procountor_send_pdf = True
        report = type(self.env["ir.actions.report"])
        printed = patch.object(report, "_render_qweb_pdf", lambda *args, **values: (b"%PDF-1.7 printed", "pdf"))
        move = self.make_invoice()
        with printed:
            self.send(move)
        self.assertEqual(move.procountor_state, "sent")
        [sent] = self.books("GET", "arrivals?endpoint=/attachments")
        self.assertEqual((sent["method"], sent["status"]), ("POST", 200))

    def test_many_with_their_pdf_go_in_the_background_a_few_at_a_time(self):
        self.connection.procountor_send_pdf = True
        moves = self.env["account.move"].union(*(self.make_invoice() for _ in range(5)))
        action = moves.action_procountor_send()
        self.assertEqual(action["res_model"], "sidecar.run")
        run = self.env["sidecar.run"].browse(action["res_id"])
        self.assertEqual((run.total, run._sidecar_page()), (5, 4))
        self.connection.procountor_send_pdf = False
        self.assertEqual(run._sidecar_page(), 20)

    def test_all_unsent_go_at_once(self):
        moves = self.make_invoice() | self.make_invoice(move_type="out_refund")
        self.said(self.connection.action_procountor_send_unsent())
        self.assertLessEqual(set(moves.mapped("name")), {row["originalInvoiceNumber"] for row in self.received()})
