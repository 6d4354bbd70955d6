from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ProcurifyCase


@tagged("post_install", "-at_install")
class TestSettings(ProcurifyCase):
    """What people enter on the connector, and that the sidecar hears of it."""

    def test_settings_of_the_form_reach_the_sidecar(self):
        with Form(self.env["sidecar.connection"]) as form:
            form.name = "Test account"
            form.connector = "procurify"
            form.procurify_domain = "acme"
            form.procurify_client_id = "cid"
        self.assertEqual(
            self.settings(),
            {
                "domain": "acme",
                "client_id": "cid",
                "token_url": None,
                "url": None,
                "page_size": 50,
                "requests_per_second": 5,
                "fetch_requisitions": True,
                "fetch_orders": True,
                "fetch_bills": True,
                "vendor_policy": "create",
                "vendor_types": "3,4",
                "vendors_every": 1,
                "overwrite": False,
                "archive_vendors": False,
                "free_text_items": "create",
                "generic_product": None,
                "product_type": "consu",
                "set_product_account": False,
                "confirm_orders": True,
                "keep_number": False,
                "extra_lines": True,
                "extra_product": None,
                "bill_min_status": "approved",
                "bill_types": "0",
                "bill_journal": None,
                "auto_post": False,
                "strict_totals": False,
                "shipping_account": None,
                "department_plan": None,
                "location_plan": None,
                "single_plan": False,
                "compare_payments": False,
            },
        )

    def test_records_are_told_by_their_ids(self):
        self.connection.procurify_shipping_account = self.make_account("6900")
        settings = self.settings()
        self.assertEqual(settings["bill_journal"], self.journal.id)
        self.assertEqual(settings["department_plan"], self.departments.id)
        self.assertEqual(settings["shipping_account"], self.make_account("6900").id)

    def test_nothing_is_validated_without_domain_and_client(self):
        self.connection.action_draft()
        self.connection.write({"procurify_domain": False, "procurify_client_id": False})
        with self.assertRaisesRegex(ValidationError, "Domain, Procurify Client ID"):
            self.connection.action_validate()

    def test_the_generic_product_is_needed_where_items_become_it(self):
        self.connection.action_draft()
        self.connection.procurify_free_text_items = "generic"
        with self.assertRaisesRegex(ValidationError, "Generic Product"):
            self.connection.action_validate()

    def test_a_journal_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.env["account.journal"].create(
            {"name": "Theirs", "type": "purchase", "code": "THEIR", "company_id": other.id}
        )
        with self.assertRaises(UserError):
            self.connection.procurify_bill_journal = foreign

    def test_each_stream_has_a_scheduled_action_that_is_off(self):
        crons = self.connection.sudo().cron_ids
        jobs = [f"incoming:{stream}" for stream in ("bills", "items", "orders", "requisitions", "vendors")]
        self.assertEqual(sorted(crons.mapped("sidecar_job")), ["incoming", *jobs])
        self.assertFalse(crons.filtered("active"))
        self.assertIn("Fetch bills (Procurify books)", crons.mapped("name"))

    def test_a_validated_connector_is_changed_in_its_form(self):
        with Form(self.connection) as form:
            form.procurify_auto_post = True
            form.procurify_single_plan = True
        settings = self.settings()
        self.assertEqual((settings["auto_post"], settings["single_plan"]), (True, True))
