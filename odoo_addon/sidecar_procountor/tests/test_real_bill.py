import unittest

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .real_service_case import NO_SERVICE, RealServiceCase

SUPPLIER = {"name": "Puutavara Oy", "business_id": "1366959-8", "country": "FINLAND"}


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealBill(RealServiceCase):
    """Vendor bills accepted in the simulator of Procountor become bills in Odoo."""

    def setUp(self):
        super().setUp()
        self.journal = self.make_journal("purchase")
        self.vendor = self.make_customer("Puutavara Oy", company_registry="1366959-8")
        self.customer.company_registry = False
        self.purchase_tax = self.make_tax("25.5 % purchase", 25.5, type_tax_use="purchase")
        self.purchase_tax.procountor_vat_status_id = self.connection.procountor_vat_status_ids[0]
        self.account = self.make_account("4000")
        self.connection.write({"procountor_fetch_bills": True, "procountor_bill_journal_id": self.journal.id})
        self.settle()

    def make_account(self, code):
        found = self.env["account.account"].search([("code", "=", code)])
        return found or self.env["account.account"].create(
            {"code": code, "name": f"Account {code}", "account_type": "expense"}
        )

    def make_bill(self, **values):
        row = {"product": "Timber", "quantity": 1, "price": 100, "vat_percent": 25.5, "account": "4000"}
        row.update(values.pop("row", {}))
        bill = {"supplier": SUPPLIER, "number": "P-1", "date": "2026-03-05", "due_date": "2026-03-19"}
        return self.books("POST", "bills", {**bill, "vat_status": 1, "rows": [row], **values})

    def take_in(self):
        self.connection.action_fetch()
        self.commit()
        self.tick()
        return self.env["account.move"].search([("journal_id", "=", self.journal.id)])

    def test_an_accepted_bill_becomes_a_draft_in_the_chosen_journal(self):
        made = self.make_bill()
        self.make_bill(number="P-2", status="RECEIVED")
        [bill] = self.take_in()
        self.assertEqual((bill.move_type, bill.state, bill.ref), ("in_invoice", "draft", "P-1"))
        self.assertEqual((bill.partner_id, bill.invoice_line_ids.account_id), (self.vendor, self.account))
        self.assertEqual(bill.invoice_line_ids.tax_ids, self.purchase_tax)
        self.assertAlmostEqual(bill.amount_total, 125.5)
        self.assertEqual(bill.procountor_invoice_id, str(made["id"]))
        self.assertEqual(self.take_in(), bill)

    def test_an_account_that_odoo_lacks_stops_the_bill_until_it_is_there(self):
        self.make_bill(row={"account": "7700"})
        self.assertFalse(self.take_in())
        entry = self.env["sidecar.entry"].search([("flow", "=", "procountor.bill.pull")])
        self.assertEqual(entry.shown, "issues")
        self.make_account("7700")
        self.settle()
        entry.action_retry()
        self.commit()
        self.assertEqual(self.take_in().invoice_line_ids.account_id.code, "7700")

    def test_costs_stand_on_the_project_of_the_paired_dimension_item(self):
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        project = self.env["account.analytic.account"].create({"name": "Web shop", "plan_id": plan.id})
        project.procountor_dimension_item = self.env["procountor.dimension.item"].search(
            [("connection_id", "=", self.connection.id), ("external_id", "=", "42/421")]
        )
        self.settle()
        self.make_bill(row={"dimensions": [{"dimension": 42, "item": 421, "value": 100}]})
        [bill] = self.take_in()
        self.assertEqual(bill.invoice_line_ids.analytic_distribution, {str(project.id): 100})

    def test_bills_are_posted_where_the_connector_says_so(self):
        self.connection.procountor_post_bills = True
        self.settle()
        self.make_bill()
        self.assertEqual(self.take_in().state, "posted")
