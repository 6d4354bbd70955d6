import unittest

from odoo.addons.sidecar.talk import Talk
from odoo.addons.sidecar.tests.real_service import BINARY, TOKEN
from odoo.tests.common import tagged

from ..models.sidecar_connection import SETTINGS
from .common import FLOW
from .real_service_case import NO_SERVICE, RealServiceCase


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealService(RealServiceCase):
    """Orders through the addon, the real service and the simulator of Procuros."""

    def test_the_service_and_the_form_know_the_same_settings_and_kinds(self):
        described = self.env["sidecar.service"]._sidecar_call("connector/describe", {"connector": "procuros"})
        known = {setting["key"] for setting in described["settings"] if setting["type"] != "secret"}
        self.assertEqual(known, set(self.connection._sidecar_settings()))
        relations = {setting["key"]: setting["model"] for setting in described["settings"] if setting["model"]}
        self.assertEqual(relations, {key: self.connection[SETTINGS[key]]._name for key in relations})
        kinds = self.env["sidecar.messages"]._sidecar_kinds()
        self.assertEqual([flow["id"] for flow in described["flows"] if flow["id"] not in kinds], [])

    def test_an_order_goes_out_and_its_number_comes_back(self):
        action = self.order.action_procuros_send()
        self.assertEqual(action["tag"], "display_notification", action)
        self.assertEqual(len(self.received()), 1)
        self.assertEqual(self.received()[0]["header"]["orderIdentifier"], self.order.name)
        self.assertTrue(self.order.procuros_transaction_id)
        self.assertEqual(self.order.state, "purchase")
        self.commit()
        entry = self.env["sidecar.entry"].search([("record", "=", self.order.id)])
        self.assertEqual((entry.state, entry.external_id), ("settled", self.order.procuros_transaction_id))
        exchange = entry.log_ids.filtered("has_request")
        self.assertIn('"orderIdentifier"', exchange.request_body)
        self.assertNotIn(TOKEN, exchange.request_body)

    def test_a_rollback_after_the_partner_accepted_sends_nothing_twice(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.order.action_procuros_send()
            raise ZeroDivisionError
        self.assertFalse(self.order.procuros_transaction_id)
        self.commit_with("rolled_back")
        self.order.action_procuros_send()
        self.assertEqual(len(self.received()), 1)
        self.assertTrue(self.order.procuros_transaction_id)

    def test_every_fault_of_an_order_is_shown_at_once(self):
        self.vendor.ref = False
        self.juice.barcode = False
        self.deposit.uom_id.procuros_unit_type = False
        self.settle()
        action = self.order.action_procuros_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertLessEqual({"res.partner", "product.product", "uom.uom"}, set(lines.mapped("model")))
        self.assertTrue(all(line.action_open() for line in lines))
        self.assertEqual(self.received(), [])
        self.commit()
        self.assertEqual(self.order.procuros_state, "issues")

    def test_a_wrong_token_is_said_by_the_test(self):
        self.set_token("wrong")
        self.settle()
        action = self.connection.action_test()
        lines = self.env["sidecar.test"].browse(action["res_id"]).line_ids
        self.assertIn("failed", lines.mapped("result"))
        self.set_token(TOKEN)
        self.settle()
        self.assertEqual(self.connection.action_test()["tag"], "display_notification")

    def test_the_preview_stores_and_sends_nothing(self):
        self.vendor.ref = False
        self.settle()
        self.order.action_procuros_send()
        self.commit()
        self.vendor.ref = "4260123450021"
        self.settle()
        entry = self.env["sidecar.entry"].search([("record", "=", self.order.id)])
        action = entry.action_preview()
        preview = self.env["sidecar.preview"].browse(action["res_id"])
        self.assertIn("4260123450021", preview.payload)
        self.assertFalse(preview.issue_html)
        self.assertEqual(self.received(), [])

    def test_a_killed_service_forgets_nothing(self):
        self.order.action_procuros_send()
        number = self.order.procuros_transaction_id
        Talk.forget(self.env)
        self.service.kill()
        self.service.serve()
        self.order.action_procuros_send()
        self.assertEqual(len(self.received()), 1)
        self.assertEqual(self.order.procuros_transaction_id, number)

    def test_a_lost_answer_is_looked_up_and_not_sent_twice(self):
        self.misbehave("reply-lost:100%")
        self.order.action_procuros_send()
        self.commit()
        self.assertIn(self.order.procuros_state, ("in_doubt", "sent"))
        self.order.action_procuros_send()
        self.misbehave("")
        self.assertEqual(len(self.received()), 1)

    def test_what_was_sent_and_not_committed_is_settled_by_the_tick(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.order.action_procuros_send()
            raise ZeroDivisionError
        self.commit_with("rolled_back")
        self.connection.user_id = self.env.ref("base.user_admin")
        unit = {
            "unit": "settle-1",  # handed out by the service half a minute later; no test waits for that
            "kind": "settle",
            "flow": FLOW,
            "connection": self.connection.key,
            "company_id": self.env.company.id,
            "model": "purchase.order",
            "ids": self.order.ids,
        }
        self.env["sidecar.tick"]._sidecar_enter(unit)._sidecar_run_inside(unit)
        self.env.invalidate_all()
        self.assertTrue(self.order.procuros_transaction_id)
        self.assertEqual(len(self.received()), 1)
