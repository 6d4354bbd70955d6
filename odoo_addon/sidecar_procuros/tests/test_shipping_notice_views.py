from odoo.tests.common import tagged

from .common import ProcurosCase
from .deliveries import Deliveries


@tagged("post_install", "-at_install")
class TestShippingNoticeViews(Deliveries, ProcurosCase):
    """What a delivery shows of its way to Procuros, without the service."""

    def setUp(self):
        super().setUp()
        self.make_customer()

    def test_form_list_and_filter_are_there(self):
        form = self.env["stock.picking"].get_view(self.env.ref("stock.view_picking_form").id, "form")["arch"]
        for name in ("action_procuros_send", "action_procuros_preview", "action_procuros_elsewhere", "procuros_state"):
            self.assertIn(name, form)
        found = self.env["stock.picking"].get_view(self.env.ref("stock.vpicktree").id, "list")["arch"]
        self.assertIn("procuros_transaction_id", found)
        found = self.env["stock.picking"].get_view(self.env.ref("stock.view_picking_internal_search").id, "search")[
            "arch"
        ]
        self.assertIn("procuros_not_sent", found)
        bindings = self.env["ir.actions.actions"].get_bindings("stock.picking")["action"]
        self.assertIn("Send Picking to Procuros", [binding["name"] for binding in bindings])

    def test_not_sent_are_done_deliveries_of_customers_who_want_notices(self):
        due = self.ship(self.open_delivery(self.make_sale((self.cider, 1, self.unit, 1))), (self.cider, 1, {}))
        still_open = self.open_delivery(self.make_sale((self.cider, 1, self.unit, 1)))
        contact = self.env["res.partner"].create({"name": "Einkauf", "parent_id": self.customer.id})
        of_contact = self.make_sale((self.cider, 1, self.unit, 1), partner_id=contact.id)
        of_contact = self.ship(self.open_delivery(of_contact), (self.cider, 1, {}))
        other = self.env["res.partner"].create({"name": "Anyone", "procuros_connection_id": self.connection.id})
        unwanted = self.make_sale((self.cider, 1, self.unit, 1), partner_id=other.id)
        unwanted = self.ship(self.open_delivery(unwanted), (self.cider, 1, {}))
        old = self.ship(self.open_delivery(self.make_sale((self.cider, 1, self.unit, 1))), (self.cider, 1, {}))
        old.date_done = "2020-01-01"
        found = self.env["stock.picking"].search([("procuros_state", "=", "not_sent")])
        self.assertEqual(found, (due | of_contact).sorted(lambda picking: found.ids.index(picking.id)))
        states = [picking.procuros_state for picking in (due, of_contact, still_open, unwanted, old)]
        self.assertEqual(states, ["not_sent", "not_sent", False, False, False])

    def test_a_delivery_is_marked_as_sent_elsewhere_under_its_own_flow(self):
        picking = self.ship(self.open_delivery(self.make_sale((self.cider, 1, self.unit, 1))), (self.cider, 1, {}))
        self.sidecar.handlers["entry/elsewhere"] = lambda params, ask: {"entry": {}}
        action = picking.action_procuros_elsewhere()
        dialog = self.env["sidecar.reason"].with_context(**action["context"])
        dialog.create({"number": "DESADV-1", "reason": "by mail"}).action_apply()
        said = self.sidecar.params("entry/elsewhere")[0]
        self.assertEqual((said["flow"], said["record"]), ("procuros.shipping_notice.send", picking.id))
