from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tests.common import new_test_user, tagged

from ..models.sidecar_connection import BANK_TYPES, STATUSES
from .common import ProcountorCase


@tagged("post_install", "-at_install")
class TestSettings(ProcountorCase):
    """The tabs of the connector, and what the sidecar hears of them."""

    def test_settings_of_the_form_reach_the_sidecar(self):
        with Form(self.env["sidecar.connection"]) as form:
            form.name = "Test account"
            form.connector = "procountor"
            form.environment = "test"
            self.assertEqual(form.procountor_url, "https://pts-api.procountor.com/api")
            form.procountor_client_id = "sprint"
        self.assertEqual(
            self.settings(),
            {
                "url": "https://pts-api.procountor.com/api",
                "client_id": "sprint",
                "redirect_uri": None,
                "company_business_id": "1234567-1",
                "limit_per_second": None,
                "create_customers": False,
                "create_products": False,
                "invoice_channel": "NO_SENDING",
                "follow_up": "none",
                "send_pdf": False,
                "omit_delivery_address": False,
                "accounting_by_row": "company",
                "payment_method": "BANK_TRANSFER",
                "reference_type": "odoo",
                "rounding": "row",
                "write_payment_reference": False,
                "penalty_percent": None,
                "default_language": "FINNISH",
                "unit_default": "NO_UNIT",
                "bank_journal_id": None,
                "cash_journal_id": None,
                "bank_types": BANK_TYPES,
                "cash_types": "CASH",
                "payments_from": None,
                "payments_to": None,
                "pay_in_payment": False,
                "fetch_bills": False,
                "bill_journal_id": None,
                "bill_statuses": STATUSES,
                "post_bills": False,
                "create_vendors": False,
                "bills_without_taxes": False,
                "product_type": "service",
            },
        )

    def test_an_address_typed_by_hand_is_kept(self):
        with Form(self.env["sidecar.connection"]) as form:
            form.name = "Test account"
            form.connector = "procountor"
            form.procountor_url = "https://api.procountor.com/supported/api"
            form.environment = "test"
            self.assertEqual(form.procountor_url, "https://api.procountor.com/supported/api")

    def test_journals_and_times_of_fetching_are_told(self):
        self.connection.procountor_payments_from = "2026-03-01 22:00:00"
        settings = self.settings()
        self.assertEqual(settings["bank_journal_id"], self.bank.id)
        self.assertEqual(settings["cash_journal_id"], self.cash.id)
        self.assertEqual(settings["payments_from"], "2026-03-01T22:00:00Z")

    def test_a_test_compares_the_business_id_the_company_has_now(self):
        self.sidecar.handlers["connection/test"] = lambda params, ask: {"ok": True, "steps": []}
        self.company.partner_id.company_registry = "1366959-8"
        self.connection.action_test()
        self.assertEqual(self.settings()["company_business_id"], "1366959-8")
        self.company.partner_id.company_registry = False
        self.connection.action_test()
        self.assertEqual(self.settings()["company_business_id"], "FI12345671")

    def test_bills_need_a_journal_before_they_are_fetched(self):
        self.connection.action_draft()
        self.connection.procountor_fetch_bills = True
        with self.assertRaisesRegex(ValidationError, "Vendor Bill Journal"):
            self.connection.action_validate()

    def test_bills_are_fetched_now_only_where_they_are_fetched_at_all(self):
        self.assertFalse(self.connection.can_fetch)
        journal = self.make_journal("purchase")
        self.connection.write({"procountor_fetch_bills": True, "procountor_bill_journal_id": journal.id})
        self.assertTrue(self.connection.can_fetch)

    def test_what_belongs_to_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.env["account.journal"].create(
            {"name": "Theirs", "type": "bank", "code": "THEIR", "company_id": other.id}
        )
        with self.assertRaises(UserError):
            self.connection.procountor_bank_journal_id = foreign

    def test_a_duplicate_keeps_the_client_and_begins_without_lists(self):
        self.connection.procountor_client_id = "sprint"
        self.connection.action_procountor_fetch_settings()
        second = self.connection.copy()
        self.assertEqual((second.procountor_client_id, second.state), ("sprint", "draft"))
        self.assertEqual(self.sidecar.params("connection/save")[-1]["copy_secrets_from"], self.connection.key)
        self.assertFalse(second.procountor_vat_status_ids)
        self.assertFalse(second.procountor_settings_at or second.procountor_company_name)
        self.assertEqual(self.company.procountor_connection_id, self.connection)

    def test_auto_fetch_is_the_scheduled_action(self):
        crons = self.connection.sudo().cron_ids
        self.assertEqual(sorted(crons.mapped("sidecar_job")), ["incoming", "outgoing", "pull"])
        self.assertIn("Auto fetch payments (Procountor books)", crons.mapped("name"))
        self.assertFalse(self.connection.procountor_auto_fetch)
        self.connection.procountor_auto_fetch = True
        on = crons.filtered("active")
        self.assertEqual(on.mapped("sidecar_job"), ["pull"])
        on.active = False
        self.connection.invalidate_recordset()
        self.assertFalse(self.connection.procountor_auto_fetch)

    def test_a_manager_who_is_no_administrator_switches_it_too(self):
        manager = new_test_user(self.env, "manager", groups="sidecar.group_manager")
        self.connection.with_user(manager).procountor_auto_fetch = True
        self.assertTrue(self.connection.procountor_auto_fetch)

    def test_in_payment_is_warned_of_where_the_full_accounting_is(self):
        self.assertFalse(self.connection.procountor_journal_warning)
        in_payment = patch.object(
            type(self.env["account.move"]), "_get_invoice_in_payment_state", lambda move: "in_payment"
        )
        with in_payment:
            self.connection.invalidate_recordset()
            self.assertIn(self.bank.name, self.connection.procountor_journal_warning)
            for journal in self.bank | self.cash:
                journal.inbound_payment_method_line_ids.payment_account_id = journal.default_account_id
            self.connection.invalidate_recordset()
            self.assertFalse(self.connection.procountor_journal_warning)


@tagged("post_install", "-at_install")
class TestCompany(ProcountorCase):
    """Which company a connector serves, as the company's tab *Integration* says."""

    def setUp(self):
        super().setUp()
        self.other = self.env["res.company"].create({"name": "Daughter Oy"})

    def make(self, **values):
        return self.env["sidecar.connection"].create({"name": "Second", "connector": "procountor", **values})

    def test_the_validated_one_is_the_company_s(self):
        self.assertEqual(self.company.procountor_connection_id, self.connection)
        self.assertEqual(self.company._procountor_connection(), self.connection)

    def test_a_draft_chosen_on_another_company_goes_there_without_the_journals(self):
        second = self.make(procountor_bank_journal_id=self.bank.id)
        self.other.procountor_connection_id = second
        self.assertEqual(second.company_id, self.other)
        self.assertFalse(second.procountor_bank_journal_id)
        self.assertEqual(self.sidecar.params("connection/save")[-1]["connection"]["company_id"], self.other.id)

    def test_a_validated_one_stays_with_its_company(self):
        with self.assertRaisesRegex(ValidationError, "Duplicate it"):
            self.other.procountor_connection_id = self.connection

    def test_while_another_one_is_chosen_nothing_goes_through_the_old_one(self):
        move = self.make_invoice()
        self.company.procountor_connection_id = self.make()
        action = move.action_procountor_send()
        lines = self.env["sidecar.outcome"].browse(action["res_id"]).line_ids
        self.assertIn("has no validated connector", lines.message)
        self.assertEqual(self.sidecar.params("flow/run"), [])
