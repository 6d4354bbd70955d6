import time
from unittest.mock import patch

from odoo import fields
from odoo.addons.sidecar.talk import Talk
from odoo.addons.sidecar.wire.testing import WELCOME, Refusal
from odoo.exceptions import AccessError, UserError
from odoo.tests.common import new_test_user, tagged
from psycopg2.errors import SerializationFailure

from .common import FLOW, ProcurosCase, issue


@tagged("post_install", "-at_install")
class TestSendOrder(ProcurosCase):
    """*Send Order to Procuros*, from the button to the notification."""

    def test_an_order_is_read_sent_and_written_back(self):
        action = self.order.action_procuros_send()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(action["params"]["type"], "success")
        self.assertIn(f"tx-{self.order.id}", action["params"]["message"])
        self.assertEqual(action["params"]["next"]["tag"], "soft_reload")
        self.assertEqual(self.order.procuros_transaction_id, f"tx-{self.order.id}")
        self.assertEqual(self.order.procuros_state, "sent")
        self.assertEqual(self.order.state, "purchase", "no response required: confirmed")
        asked = self.sidecar.params("flow/run")[0]
        self.assertEqual((asked["flow"], asked["ids"]), (FLOW, self.order.ids))
        self.assertEqual(asked["connection"], self.connection.key)
        self.assertEqual(asked["company_id"], self.order.company_id.id)
        self.assertIs(asked["confirmed"], False)

    def test_every_field_of_the_mapping_can_be_read(self):
        self.order.action_procuros_send()
        record = self.records[0]
        self.assertEqual(record["name"], self.order.name)
        self.assertEqual(record["currency_id"]["name"], self.order.currency_id.name)
        self.assertEqual(record["partner_id"]["ref"], "4260123450021")
        self.assertIn("ref", record["company_id"]["partner_id"])
        self.assertIn("partner_id", record["picking_type_id"]["warehouse_id"])
        juice, deposit, note = record["order_line"]
        self.assertEqual((juice["product_qty"], juice["price_unit"]), ("24", "1.2"))
        self.assertEqual(juice["product_id"]["barcode"], "4260123451011")
        self.assertIs(juice["product_id"]["procuros_is_deposit_product"], False)
        self.assertIs(deposit["product_id"]["procuros_is_deposit_product"], True)
        unit = juice.get("product_uom_id") or juice["product_uom"]
        self.assertEqual(unit["procuros_unit_type"], "EA")
        self.assertIsNone(juice["display_type"])
        self.assertEqual(note["display_type"], "line_note")
        self.assertIsNone(note["product_id"])
        self.assertRegex(record["date_order"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")

    def test_the_settled_word_follows_the_commit(self):
        self.order.action_procuros_send()
        self.assertFalse(self.sidecar.params("entry/settled"))
        self.commit()
        self.assertEqual(self.sidecar.params("entry/settled"), [{"entries": [self.order.id]}])

    def test_a_required_response_leaves_the_order_alone(self):
        self.vendor.procuros_require_order_response = True
        self.settle()
        self.order.action_procuros_send()
        self.assertEqual(self.order.state, "draft")

    def test_a_refused_confirmation_is_an_issue_of_a_sent_order(self):
        def refuse(orders):
            raise UserError("The budget is used up.")  # pylint: disable=translation-required

        with patch.object(type(self.order), "button_confirm", refuse):
            action = self.order.action_procuros_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertEqual(lines.mapped("severity"), ["info", "error"])
        self.assertIn("budget", lines[1].message)
        self.assertEqual(self.order.procuros_state, "sent")

    def test_three_faults_are_shown_at_once_with_their_records(self):
        record = {"id": self.order.id, "display_name": self.order.name}
        vendor = {"model": "res.partner", "record": self.vendor.id, "record_name": self.vendor.name, "field": "ref"}
        juice = {"model": "product.product", "record": self.juice.id, "field": "barcode"}
        unit = {"model": "uom.uom", "record": 1, "field": "procuros_unit_type"}
        issues = [
            issue("mapping.required", "The vendor has no GLN.", record, **vendor),
            issue("gtin.missing", "The product has no barcode.", record, **juice),
            issue("unit.missing", "The unit has no code.", record, **unit),
        ]
        self.answer(self.outcome(record, "issues", state="quarantined", issues=issues))
        action = self.order.action_procuros_send()
        self.assertEqual((action["res_model"], action["target"]), ("sidecar.outcome", "new"))
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertEqual(lines.mapped("label"), ["Reference", "Barcode", "Procuros Unit Type"])
        self.assertEqual(set(lines.mapped("severity")), {"error"})
        opened = lines[0].action_open()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("res.partner", self.vendor.id))

    def test_a_refusal_before_the_order_was_read_names_the_order(self):
        unread = {"id": self.order.id, "display_name": str(self.order.id)}
        self.answer(self.outcome(unread, "refused", issues=[issue("database.copy", "This is a copy.", unread)]))
        self.assertEqual(self.order.action_procuros_send()["name"], f"{self.order.name} was not sent")

    def test_an_unsaved_change_is_refused(self):
        self.order.order_line[0].product_qty = 30
        action = self.order.action_procuros_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertIn("not saved", lines[0].message)
        self.assertFalse(self.order.procuros_transaction_id)

    def test_an_old_order_asks_first(self):
        record = {"id": self.order.id, "display_name": self.order.name}
        self.answer(self.outcome(record, "confirm"))
        action = self.order.action_procuros_send()
        dialog = self.env["sidecar.outcome"].browse(action["res_id"])
        self.assertEqual(dialog.confirm_count, 1)
        self.answer(self.outcome(record, "sent", number="tx-9"))
        self.assertEqual(dialog.action_confirm()["tag"], "display_notification")
        self.assertEqual([asked["confirmed"] for asked in self.sidecar.params("flow/run")], [False, True])

    def test_what_passes_by_itself_is_a_notification(self):
        record = {"id": self.order.id, "display_name": self.order.name}
        failure = {"kind": "transport", "code": "transport.timeout", "message": "Procuros does not answer."}
        for status in ("sending", "waiting", "in_doubt", "accepted", "already_sent"):
            self.answer(self.outcome(record, status, number="tx-1", at="2025-03-10T10:00:00Z", failure=failure))
            self.assertEqual(self.order.action_procuros_send()["tag"], "display_notification", status)

    def test_the_list_action_sends_many_and_says_what_became_of_each(self):
        orders = self.order | self.make_order() | self.make_order()
        self.settle()
        action = self.env.ref("sidecar_procuros.purchase_order_procuros_send")
        context = {"active_model": "purchase.order", "active_ids": orders.ids, "active_id": orders[0].id}
        result = action.with_context(**context).run()
        self.assertEqual(result["tag"], "display_notification")
        self.assertEqual(len(self.sidecar.params("flow/run")), 1)
        self.assertTrue(all(orders.mapped("procuros_transaction_id")))

    def test_no_connector_is_a_dialog_not_an_error(self):
        self.connection.action_draft()
        action = self.order.action_procuros_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertIn("no validated connector", lines.message)

    def test_a_copy_is_told_so_whatever_else_is_wrong(self):
        def unknown(params, ask):
            raise Refusal("connection.unknown", "The sidecar does not know this connector.", "configuration")

        Talk.forget(self.env)
        copy = {"status": "copy", "looks_like": "prod", "message": "This looks like a copy."}
        self.sidecar.handlers["session/hello"] = lambda params, ask: {**WELCOME, "database": copy}
        self.sidecar.handlers["flow/run"] = unknown
        action = self.order.action_procuros_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertIn("copy of the database prod", lines.message)

    def test_no_service_is_one_sentence(self):
        Talk.forget(self.env)
        with patch.dict("os.environ", {"ODOO_SIDECAR_SOCKET": "/nowhere/sidecar.sock"}):
            with self.assertRaisesRegex(UserError, "does not answer.*systemctl"):
                self.order.action_procuros_send()

    def test_a_serialization_failure_reaches_odoo_unchanged(self):
        original = SerializationFailure("could not serialize access")

        def fail(orders):
            raise original

        with patch.object(type(self.order), "button_confirm", fail):
            with self.assertRaises(SerializationFailure) as caught:
                self.order.action_procuros_send()
        self.assertIs(caught.exception, original)

    def test_500_lines_are_read_quickly(self):
        line = {"product_id": self.juice.id, "product_qty": 1, "price_unit": 1.5, "name": "Juice"}
        self.order.order_line = [fields.Command.create(line) for _i in range(497)]
        self.vendor.procuros_require_order_response = True
        self.settle()
        start = time.monotonic()
        self.order.action_procuros_send()
        self.assertLess(time.monotonic() - start, 2.0)
        self.assertEqual(len(self.records[0]["order_line"]), 500)

    def test_a_purchase_user_needs_no_further_right(self):
        user = new_test_user(self.env, "buyer", groups="purchase.group_purchase_user")
        self.settle()
        action = self.order.with_user(user).action_procuros_send()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(self.order.with_user(user).procuros_transaction_id, f"tx-{self.order.id}")
        self.assertEqual(self.order.with_user(user).procuros_state, "sent")

    def test_who_may_not_write_the_order_sends_nothing(self):
        user = new_test_user(self.env, "guest", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.order.with_user(user).action_procuros_send()
        self.assertFalse(self.sidecar.params("flow/run"))

    def test_each_company_sends_through_its_own_connector(self):
        other = self.env["res.company"].create({"name": "Second company"})
        self.env.user.company_ids |= other
        orders = self.order | self.make_order(company_id=other.id, picking_type_id=self.incoming_of(other).id)
        self.settle()
        action = orders.with_context(allowed_company_ids=[self.env.company.id, other.id]).action_procuros_send()
        asked = self.sidecar.params("flow/run")
        self.assertEqual([params["ids"] for params in asked], [self.order.ids])
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertIn("Second company", " ".join(lines.mapped("message")))

    def incoming_of(self, company):
        domain = [("code", "=", "incoming"), ("warehouse_id.company_id", "=", company.id)]
        return self.env["stock.picking.type"].search(domain, limit=1)
