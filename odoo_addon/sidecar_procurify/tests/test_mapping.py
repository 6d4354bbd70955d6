from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import ProcurifyCase

CODE = "procurify.account_code"


@tagged("post_install", "-at_install")
class TestMapping(ProcurifyCase):
    """The mapping tables, as the people who keep the accounts fill them."""

    def setUp(self):
        super().setUp()
        self.accountant = new_test_user(self.env, "accountant", groups="account.group_account_manager")
        self.account = self.make_account("6100")

    def table(self, kind=CODE, user=None):
        return self.env["sidecar.reference"].with_user(user or self.accountant).with_context(default_flow=kind)

    def add(self, kind=CODE, user=None, **values):
        return self.table(kind, user).create({"flow": kind, **values})

    def test_an_accountant_adds_changes_and_removes_a_line(self):
        line = self.add(number="6100 Shop supplies", external_id=" 12 ", procurify_account_id=self.account.id)
        self.assertEqual((line.model, line.record, line.external_id), ("account.account", self.account.id, "12"))
        self.assertEqual((line.connection, line.company_id), (self.connection.key, self.company))
        self.assertEqual((line.kind_name, line.target_name), ("Account code", self.account.display_name))
        other = self.make_account("6200", "Tools")
        line.procurify_account_id = other
        self.assertEqual((line.record, line.is_mapping), (other.id, True))
        line.unlink()
        self.assertFalse(self.references.search([("flow", "=", CODE)]))

    def test_two_codes_may_be_one_account(self):
        for external_id in ("12", "13"):
            self.add(external_id=external_id, procurify_account_id=self.account.id)
        self.assertEqual(len(self.references.search([("flow", "=", CODE)])), 2)

    def test_one_code_is_one_account(self):
        self.add(external_id="12", procurify_account_id=self.account.id)
        with self.assertRaisesRegex(ValidationError, "Account code 12 is .* already"):
            self.add(external_id="12", procurify_account_id=self.make_account("6200").id)

    def test_a_line_without_account_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Choose what 7700 Travel is"):
            self.add(external_id="13", number="7700 Travel")

    def test_a_vendor_that_a_flow_linked_wrongly_is_corrected(self):
        wrong, right = self.env["res.partner"].create([{"name": "Northwind"}, {"name": "Northwind Tools"}])
        self.link(wrong, "procurify.vendor", "44")
        line = self.table("procurify.vendor").search([("flow", "=", "procurify.vendor")])
        line.procurify_partner_id = right
        self.assertEqual((line.record, line.is_mapping), (right.id, True))
        self.assertEqual(right.procurify_id, "44")
        self.assertFalse(wrong.procurify_id)

    def test_what_a_document_became_is_nobody_s_to_change(self):
        bill = self.make_bill()
        reference = self.link(bill, "procurify.bill", "901")
        arrival = self.link(bill, "procurify.bill.pull", "bill-901@1")
        arrival.is_arrival = True
        for row in (reference, arrival):
            with self.assertRaises(AccessError):
                row.with_user(self.accountant).external_id = "902"
            with self.assertRaises(AccessError):
                row.with_user(self.accountant).unlink()

    def test_a_clerk_reads_and_a_purchase_manager_maps_vendors_only(self):
        clerk = new_test_user(self.env, "clerk", groups="account.group_account_invoice,sidecar.group_user")
        with self.assertRaises(AccessError):
            self.add(user=clerk, external_id="12", procurify_account_id=self.account.id)
        buyer = new_test_user(self.env, "buyer", groups="purchase.group_purchase_manager")
        partner = self.env["res.partner"].create({"name": "Northwind Tools"})
        self.add("procurify.vendor", buyer, external_id="44", procurify_partner_id=partner.id)
        with self.assertRaises(AccessError):
            self.add(user=buyer, external_id="12", record=self.account.id)
        self.assertTrue(self.table(user=buyer)._sidecar_may_link("procurify.vendor"))
        self.assertFalse(self.table(user=buyer)._sidecar_may_link(CODE))

    def test_another_company_s_lines_are_not_seen(self):
        line = self.add(external_id="12", procurify_account_id=self.account.id)
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="account.group_account_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.table(user=stranger).search([("id", "=", line.id)]))
        with self.assertRaisesRegex(ValidationError, "no validated connector"):
            self.add(user=stranger, external_id="13", record=self.account.id)

    def test_units_taxes_and_receipts_have_their_own_columns(self):
        unit = self.env.ref("uom.product_uom_dozen")
        self.assertEqual(
            self.add("procurify.unit", external_id="dz", procurify_unit_id=unit.id).procurify_unit_id, unit
        )
        tax = self.make_tax("State", 8.25)
        line = self.add("procurify.tax", external_id="State|8.25|exclusive", procurify_tax_id=tax.id)
        self.assertEqual(line.procurify_tax_id, tax)
        if "stock.picking.type" in self.env:
            receipts = self.env["stock.picking.type"].search([("code", "=", "incoming")], limit=1)
            line = self.add("procurify.picking_type", external_id="2", procurify_picking_type=str(receipts.id))
            self.assertEqual((line.record, line.procurify_picking_type), (receipts.id, str(receipts.id)))

    def test_the_list_is_filled_as_the_browser_fills_it(self):
        view = "sidecar_procurify.procurify_mapping_view_list"
        with Form(self.table(), view=view) as form:
            form.number = "6100 Shop supplies"
            form.external_id = "12"
            form.procurify_account_id = self.account
        self.assertEqual(self.references.search([("flow", "=", CODE)]).record, self.account.id)
