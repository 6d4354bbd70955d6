from odoo.tests.common import tagged

from .common import ProcurifyCase


@tagged("post_install", "-at_install")
class TestRecords(ProcurifyCase):
    """What partners, products, orders and bills show of Procurify."""

    def test_a_vendor_shows_its_id_and_is_found_by_it(self):
        partner, other = self.env["res.partner"].create([{"name": "Northwind Tools"}, {"name": "Contoso"}])
        self.link(partner, "procurify.vendor", "44", "V-044")
        self.assertEqual((partner.procurify_id, partner.procurify_number), ("44", "V-044"))
        both = [("id", "in", (partner | other).ids)]
        search = self.env["res.partner"].search
        self.assertEqual(search([*both, ("procurify_id", "=", "44")]), partner)
        self.assertEqual(search([*both, ("procurify_number", "ilike", "v-04")]), partner)
        self.assertEqual(search([*both, ("procurify_id", "=", False)]), other)

    def test_two_vendors_of_procurify_that_are_one_partner_are_both_shown(self):
        partner = self.env["res.partner"].create({"name": "Northwind Tools"})
        for external_id in ("44", "45"):
            self.references._sidecar_map(self.connection.key, "procurify.vendor", external_id, partner.id)
        self.assertEqual(partner.procurify_id, "44, 45")

    def test_a_product_shows_its_item_also_on_the_template(self):
        product = self.env["product.product"].create({"name": "Torque wrench"})
        self.link(product, "procurify.item", "catalog-7")
        self.assertEqual(product.product_tmpl_id.procurify_id, "catalog-7")
        found = self.env["product.template"].search([("procurify_id", "=", "catalog-7")])
        self.assertEqual(found, product.product_tmpl_id)

    def test_an_order_shows_order_and_requisition(self):
        vendor = self.env["res.partner"].create({"name": "Northwind Tools"})
        order = self.env["purchase.order"].create({"partner_id": vendor.id})
        self.link(order, "procurify.requisition", "1207:44", "1207")
        self.assertEqual(order.procurify_number, "1207")
        self.link(order, "procurify.order", "310", "PO-310")
        self.assertEqual((order.procurify_id, order.procurify_number), ("310, 1207:44", "PO-310, 1207"))
        self.assertEqual(self.env["purchase.order"].search([("procurify_number", "=", "PO-310")]), order)

    def test_a_bill_leads_to_its_documents(self):
        bill = self.make_bill()
        self.link(bill, "procurify.bill", "901", "NW-7781")
        self.hold(1, state="settled", record=bill.id)
        self.hold(2)
        self.assertEqual((bill.procurify_number, bill.procurify_document_count), ("NW-7781", 1))
        action = bill.action_procurify_documents()
        self.assertEqual(self.env["sidecar.entry"].search(action["domain"]).record_name, "NW-1")

    def test_a_posted_bill_that_was_edited_in_procurify_says_so(self):
        bill, other = self.make_bill(post=True), self.make_bill(ref="NW-2")
        self.assertFalse(bill.procurify_banner)
        locked = {"code": "procurify.locked_target", "message": "…", "model": "account.move", "record": bill.id}
        self.hold(1, locked)
        (bill | other).invalidate_recordset()
        self.assertIn("was changed in Procurify after it was settled here", bill.procurify_banner)
        self.assertIn(bill.name, bill.procurify_banner)
        self.assertFalse(other.procurify_banner)
        self.hold(1, locked, state="dropped")
        bill.invalidate_recordset()
        self.assertFalse(bill.procurify_banner, "ignored: somebody has looked at it")

    def test_what_is_gone_in_procurify_is_said(self):
        bill = self.make_bill()
        self.hold(1, {"code": "procurify.source_gone", "message": "…", "model": "account.move", "record": bill.id})
        self.assertIn("does not exist in Procurify any more", bill.procurify_banner)

    def test_costs_of_a_bill_stand_on_its_cost_centers(self):
        repairs, north = self.make_analytic("Repairs", self.departments), self.make_analytic("North", self.places)
        bill = self.make_bill()
        key = f"{repairs.id},{north.id}"
        bill.invoice_line_ids.analytic_distribution = {key: 100}
        self.assertEqual(bill.invoice_line_ids.analytic_distribution, {key: 100})
