from odoo.exceptions import AccessError
from odoo.tests.common import new_test_user, tagged

from .common import ProcountorCase


@tagged("post_install", "-at_install")
class TestRights(ProcountorCase):
    """What people see and do by their rights."""

    def test_a_manager_who_is_no_accountant_sets_the_connector_up(self):
        manager = new_test_user(self.env, "manager", groups="sidecar.group_manager")
        connection = self.connection.with_user(manager)
        connection.write({"procountor_follow_up": "approve", "procountor_bank_journal_id": self.bank.id})
        connection.read(["procountor_journal_warning", "sidecar_pulled_at", "procountor_auto_fetch"])
        self.assertEqual(self.settings()["follow_up"], "approve")
        connection.action_draft()
        connection.action_validate()
        self.assertEqual(self.company.procountor_connection_id, self.connection)

    def test_an_accountant_does_not(self):
        accountant = new_test_user(self.env, "accountant", groups="account.group_account_manager,sidecar.group_user")
        with self.assertRaises(AccessError):
            self.connection.with_user(accountant).procountor_follow_up = "send"

    def test_people_of_another_company_see_neither_connector_nor_numbers(self):
        move = self.make_invoice()
        self.mark_sent(move)
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="account.group_account_invoice,sidecar.group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.env["sidecar.connection"].with_user(stranger).search([("id", "=", self.connection.id)]))
        self.assertFalse(self.env["account.move"].with_user(stranger).search([("id", "=", move.id)]))
        self.customer.procountor_customer_id = "7001"
        theirs = self.customer.with_user(stranger).with_context(allowed_company_ids=other.ids)
        self.assertFalse(theirs.procountor_customer_id)

    def test_the_gateway_reads_and_writes_what_is_declared_and_no_more(self):
        allowed = self.env["sidecar.gateway"]._sidecar_allowed()
        self.assertIn("_procountor_register_payment", allowed["account.move"].methods)
        self.assertLessEqual({"account_id", "analytic_distribution"}, allowed["account.move.line"].writable)
        self.assertNotIn("res.users", allowed)
        self.assertNotIn("ir.attachment", allowed)
        self.assertNotIn("state", allowed["account.move"].writable)
        self.assertNotIn("payment_state", allowed["account.move"].writable)
