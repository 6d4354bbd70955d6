import copy

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tests.common import new_test_user, tagged

from .common import ProcountorCase


@tagged("post_install", "-at_install")
class TestLinks(ProcountorCase):
    """Which record of Odoo is which in Procountor."""

    def reference(self, record, flow):
        domain = [("model", "=", record._name), ("record", "=", record.id), ("flow", "=", flow)]
        return self.env["sidecar.reference"].search(domain)

    def test_a_customer_s_id_is_a_reference_of_the_connector(self):
        self.customer.procountor_customer_id = " 7001 "
        reference = self.reference(self.customer, "procountor.customer")
        self.assertEqual((reference.external_id, reference.connection), ("7001", self.connection.key))
        self.customer.procountor_supplier_id = "7002"
        self.customer.invalidate_recordset()
        self.assertEqual((self.customer.procountor_customer_id, self.customer.procountor_supplier_id), ("7001", "7002"))
        self.customer.procountor_customer_id = "7003"
        self.assertEqual(self.reference(self.customer, "procountor.customer").external_id, "7003")
        self.customer.procountor_customer_id = False
        self.assertFalse(self.reference(self.customer, "procountor.customer"))
        self.assertTrue(self.reference(self.customer, "procountor.supplier"))

    def test_partners_are_found_by_it(self):
        other = self.make_customer("Toinen Oy")
        self.customer.procountor_customer_id = "7001"
        both = self.customer | other
        for leaf, found in (
            (("procountor_customer_id", "=", "7001"), self.customer),
            (("procountor_customer_id", "=", False), other),
            (("procountor_customer_id", "!=", False), self.customer),
            (("procountor_customer_id", "ilike", "700"), self.customer),
            (("procountor_supplier_id", "!=", False), both.browse()),
        ):
            self.assertEqual(both.search([leaf, ("id", "in", both.ids)]), found, leaf)

    def test_two_customers_are_not_one_in_procountor(self):
        self.customer.procountor_customer_id = "7001"
        other = self.make_customer("Toinen Oy")
        with self.assertRaisesRegex(ValidationError, "Esimerkki Oy"):
            other.procountor_customer_id = "7001"
        other.procountor_supplier_id = "7001"

    def test_each_company_has_its_own_numbers(self):
        self.customer.procountor_customer_id = "7001"
        other = self.env["res.company"].create({"name": "Daughter Oy"})
        second = self.env["sidecar.connection"].create(
            {"name": "Second", "connector": "procountor", "company_id": other.id}
        )
        other.procountor_connection_id = second
        theirs = self.customer.with_context(allowed_company_ids=other.ids)
        self.assertFalse(theirs.procountor_customer_id)
        theirs.procountor_customer_id = "88"
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.procountor_customer_id, "7001")
        self.assertEqual(theirs.procountor_customer_id, "88")
        self.assertFalse(self.customer.search([("procountor_customer_id", "=", "88")]))
        self.assertEqual(theirs.search([("procountor_customer_id", "=", "88")]), self.customer)

    def test_a_company_without_connector_says_so(self):
        other = self.env["res.company"].create({"name": "Without Oy"})
        with self.assertRaisesRegex(ValidationError, "Without Oy has no Procountor connector"):
            self.customer.with_context(allowed_company_ids=other.ids).procountor_customer_id = "1"

    def test_who_may_not_write_the_partner_does_not_link_it(self):
        reader = new_test_user(self.env, "auditor", groups="account.group_account_readonly")
        with self.assertRaises(AccessError):
            self.customer.with_user(reader).procountor_customer_id = "7001"

    def test_a_product_is_linked_also_from_its_template(self):
        template = self.env["product.template"].create({"name": "Guide book"})
        template.procountor_id = "5001"
        product = template.product_variant_ids
        self.assertEqual(self.reference(product, "procountor.product").external_id, "5001")
        self.assertEqual(product.search([("procountor_id", "=", "5001")]), product)
        new = self.env["product.template"].create({"name": "Map", "procountor_id": "5002"})
        self.assertEqual(new.product_variant_ids.procountor_id, "5002")

    def test_an_analytic_account_is_a_dimension_item(self):
        self.connection.action_procountor_fetch_settings()
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        bridge, other = self.env["account.analytic.account"].create(
            [{"name": name, "plan_id": plan.id} for name in ("Bridge of Turku", "Other")]
        )
        items = self.env["procountor.dimension.item"].search([("connection_id", "=", self.connection.id)])
        self.assertEqual(items.mapped("display_name"), ["Project: Bridge", "Project: Harbour"])
        with Form(bridge) as form:
            form.procountor_dimension_item = items[0]
        self.assertEqual(self.reference(bridge, "procountor.dimension_item").external_id, "12/340")
        accounts = bridge | other
        for leaf, found in (
            (("procountor_dimension_item", "=", items[0].id), bridge),
            (("procountor_dimension_item", "=", False), other),
            (("procountor_dimension_item", "!=", False), bridge),
        ):
            self.assertEqual(accounts.search([leaf, ("id", "in", accounts.ids)]), found, leaf)
        with self.assertRaisesRegex(ValidationError, "Bridge of Turku"):
            other.procountor_dimension_item = items[0]

    def test_an_item_that_procountor_closes_stays_on_its_account(self):
        self.connection.action_procountor_fetch_settings()
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        bridge = self.env["account.analytic.account"].create({"name": "Bridge of Turku", "plan_id": plan.id})
        item = self.env["procountor.dimension.item"].search([("external_id", "=", "12/340")])
        bridge.procountor_dimension_item = item
        self.content = copy.deepcopy(self.content)
        self.content["dimensions"][0]["items"].pop(0)
        self.connection.action_procountor_fetch_settings()
        bridge.invalidate_recordset()
        self.assertFalse(item.active)
        self.assertEqual(bridge.procountor_dimension_item, item)
