import unittest

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .real_service_case import NO_SERVICE, RealServiceCase

GENERATED = {"seed": 7, "customers": 12, "suppliers": 0, "products": 12, "bills": 0, "payments": 0}


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealRegisters(RealServiceCase):
    """Customers and products of the simulator of Procountor, through the lists of rows into Odoo."""

    def setUp(self):
        super().setUp()
        self.books("POST", "generate", GENERATED)

    def rows(self, action):
        self.commit()
        self.env.invalidate_all()
        self.assertIn("domain", action, action)
        return self.env[action["res_model"]].with_context(**action["context"]).search(action["domain"])

    def customers(self):
        return self.rows(self.connection.action_procountor_fetch_customers())

    def products(self):
        return self.rows(self.connection.action_procountor_fetch_products())

    def match(self, rows):
        return self.rows(rows.browse().action_match())

    def accept(self, rows):
        self.settle()
        action = rows.action_accept()
        return self.said(action)

    def active_customers(self):
        found = self.books("GET", "partners")
        rows = found if isinstance(found, list) else found["partners"]
        return [row for row in rows if row["type"] == "CUSTOMER" and row["registryInfo"]["active"]]

    def test_every_customer_that_is_not_linked_is_a_row_and_its_addresses_too(self):
        customers = self.active_customers()
        rows = self.customers()
        main = rows.filtered(lambda row: row.kind == "main")
        self.assertEqual({row.external_id for row in main}, {str(customer["id"]) for customer in customers})
        self.assertTrue(rows - main, "no customer of the library has another address")
        self.customer.procountor_customer_id = main[0].external_id
        self.settle()
        self.assertNotIn(
            main[0].external_id, self.customers().filtered(lambda r: r.kind == "main").mapped("external_id")
        )

    def test_a_found_partner_gets_the_id_and_is_not_changed(self):
        main = self.customers().filtered(lambda row: row.business_id)[:1]
        self.customer.write({"company_registry": main.business_id, "email": "other@example.fi"})
        self.settle()
        row = self.match(main).filtered(lambda row: row.external_id == main.external_id)
        self.assertEqual((row.action, row.partner_id, row.reason), ("update", self.customer, "business_id"))
        number = row.external_id
        self.accept(row)
        self.assertEqual((self.customer.procountor_customer_id, self.customer.name), (number, "Esimerkki Oy"))
        self.assertNotIn(number, self.customers().mapped("external_id"))

    def test_one_that_is_not_found_is_added_with_its_addresses(self):
        rows = self.match(self.customers())
        child = rows.filtered(lambda row: row.kind != "main" and row.action == "add")[:1]
        parent = rows.filtered(lambda row: row.entry and child.parent.endswith(f"-{row.external_id}"))
        self.accept(parent | child)
        partner = self.env["res.partner"].search([("procountor_customer_id", "=", parent.external_id)])
        self.assertEqual((partner.name, partner.is_company), (parent.name, True))
        self.assertEqual(partner.child_ids.mapped("type"), [child.kind])
        self.assertEqual(partner.child_ids.street or False, child.street or False)
        left = self.customers()
        self.assertFalse(left & (parent | child))

    def test_only_selected_rows_are_handled_and_the_rest_waits(self):
        rows = self.match(self.customers()).filtered(lambda row: row.kind == "main")
        one, other = rows.filtered(lambda row: row.action == "add")[:2]
        self.accept(one)
        self.assertTrue(self.env["res.partner"].search([("procountor_customer_id", "=", one.external_id)]))
        self.assertFalse(self.env["res.partner"].search([("procountor_customer_id", "=", other.external_id)]))
        self.assertIn(other.external_id, self.customers().mapped("external_id"))

    def test_products_are_found_by_code_or_added(self):
        rows = self.products()
        coded = rows.filtered("code")[:1]
        mine = self.env["product.product"].create({"name": "Mine", "default_code": coded.code})
        self.tax.procountor_vat_status_id = False
        self.settle()
        rows = self.match(rows)
        row = rows.filtered(lambda row: row.external_id == coded.external_id)
        self.assertEqual((row.action, row.product_id, row.reason), ("update", mine, "default_code"))
        self.accept(row)
        self.assertEqual(mine.procountor_id, row.external_id)
        new = (
            rows.filtered(lambda row: row.action == "add" and not row.vat_percent)[:1]
            or rows.filtered(lambda row: row.action == "add" and row.vat_percent == "25.5")[:1]
        )
        self.accept(new)
        product = self.env["product.product"].search([("procountor_id", "=", new.external_id)])
        self.assertEqual((product.name, product.list_price), (new.name, new.price))
