from odoo.addons.sidecar.tests.common import SCHEMA
from odoo.tests.common import new_test_user, tagged

from .common import FLOW, ProcurosCase, issue

NOTICE = "procuros.shipping_notice.send"
FLOWS = [FLOW, NOTICE, "procuros.invoice.send", "procuros.credit_note.send"]


@tagged("post_install", "-at_install")
class TestReadiness(ProcurosCase):
    """*Readiness* looks at what is still to be sent to Procuros."""

    def setUp(self):
        super().setUp()
        described = {**SCHEMA, "flows": [{"id": flow} for flow in FLOWS]}
        self.sidecar.handlers["connector/describe"] = lambda params, ask: described
        self.sidecar.handlers["flow/preview"] = self.preview

    def preview(self, params, ask):
        if params["flow"] == NOTICE:
            return {"documents": [self.early(record) for record in params["ids"]]}
        gtin = {"model": "product.product", "record": self.juice.id, "record_name": self.juice.name, "field": "barcode"}
        documents = []
        for record in params["ids"]:
            problem = issue("mapping.required", "No GTIN.", {"id": record, "display_name": "x"}, **gtin)
            documents.append({"model": "purchase.order", "record": record, "record_name": "x", "issues": [problem]})
        return {"documents": documents}

    def early(self, record):
        problem = issue("procuros.notice.not_done", "Not done yet.", {"id": record, "display_name": "x"})
        return {"model": "stock.picking", "record": record, "record_name": "x", "issues": [problem]}

    def asked(self):
        return {params["flow"]: params["ids"] for params in self.sidecar.params("flow/preview")}

    def report(self, connection=None):
        action = (connection or self.connection).action_readiness()
        return self.env["sidecar.readiness"].browse(action["res_id"])

    def test_a_product_without_gtin_is_one_line_for_all_its_orders(self):
        second = self.make_order()
        report = self.report()
        self.assertEqual(self.asked(), {FLOW: (self.order | second).ids})
        self.assertEqual((report.line_ids.record, report.line_ids.count), (self.juice.id, 2))
        self.assertEqual(report.line_ids.model_label, "Product Variant")
        self.assertEqual(report.failing_count, 2)

    def test_what_was_sent_and_what_goes_elsewhere_is_not_looked_at(self):
        self.order.action_procuros_send()
        stranger = self.env["res.partner"].create({"name": "By mail"})
        self.make_order(partner_id=stranger.id)
        self.commit()
        self.report()
        self.assertEqual(self.asked(), {})

    def test_the_delivery_of_an_open_sales_order_is_looked_at_before_it_is_done(self):
        flags = {"procuros_connection_id": self.connection.id, "procuros_send_shipping_notice": True}
        customer = self.env["res.partner"].create({"name": "Nordmarkt", "ref": "4260123450038", **flags})
        goods = self.env["product.product"].create({"name": "Crate", "barcode": "4260123451035", "type": "consu"})
        line = (0, 0, {"product_id": goods.id, "product_uom_qty": 2})
        sale = self.env["sale.order"].create({"partner_id": customer.id, "order_line": [line]})
        sale.action_confirm()
        self.settle()
        report = self.report()
        self.assertEqual(self.asked()[NOTICE], sale.picking_ids.ids)
        self.assertEqual((report.checked_count, report.failing_count), (2, 1), "too early is no fault")
        self.assertEqual(len(report.line_ids), 1)

    def test_who_may_not_read_orders_is_told_that_they_were_not_looked_at(self):
        clerk = new_test_user(self.env, "clerk", groups="sidecar.group_user")
        report = self.report(self.connection.with_user(clerk))
        self.assertEqual((report.checked_count, self.asked()), (0, {}))
        self.assertIn(self.env["sidecar.messages"]._sidecar_kind(FLOW), report.skipped)
