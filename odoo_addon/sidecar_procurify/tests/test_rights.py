from odoo.exceptions import AccessError
from odoo.tests.common import new_test_user, tagged

from .common import ProcurifyCase


@tagged("post_install", "-at_install")
class TestRights(ProcurifyCase):
    """What people see and do by their rights."""

    def test_a_manager_who_is_no_accountant_sets_the_connector_up(self):
        manager = new_test_user(self.env, "manager", groups="sidecar.group_manager")
        connection = self.connection.with_user(manager)
        connection.write({"procurify_auto_post": True, "procurify_department_plan": self.departments.id})
        self.assertEqual(self.settings()["auto_post"], True)
        connection.action_draft()
        connection.action_validate()
        form = connection.get_view(view_type="form")
        connection.web_read({name: {} for name in form["models"]["sidecar.connection"] if name in connection._fields})

    def test_a_user_looks_at_the_connector_and_changes_nothing(self):
        user = new_test_user(self.env, "user", groups="sidecar.group_user")
        connection = self.connection.with_user(user)
        journal = connection.procurify_bill_journal
        self.assertEqual(journal.display_name, self.journal.display_name)
        self.assertEqual(connection.procurify_location_plan.display_name, self.places.display_name)
        self.assertEqual(connection.action_procurify_codes()["res_model"], "procurify.codes")
        with self.assertRaises(AccessError):
            connection.procurify_auto_post = True

    def test_a_user_who_may_not_map_accepts_nothing(self):
        self.make_account("6100")
        user = new_test_user(self.env, "user", groups="sidecar.group_user")
        action = self.connection.with_user(user).action_procurify_codes()
        codes = self.env["procurify.codes"].with_user(user).browse(action["res_id"])
        with self.assertRaises(AccessError):
            codes.action_accept()

    def test_people_of_another_company_see_no_numbers(self):
        partner = self.env["res.partner"].create({"name": "Northwind Tools"})
        self.link(partner, "procurify.vendor", "44")
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="account.group_account_invoice,sidecar.group_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(partner.with_user(stranger).with_context(allowed_company_ids=other.ids).procurify_id)
        self.assertFalse(self.env["sidecar.connection"].with_user(stranger).search([("id", "=", self.connection.id)]))

    def test_the_gateway_reads_and_writes_what_is_declared_and_no_more(self):
        allowed = self.env["sidecar.gateway"]._sidecar_allowed()
        self.assertLessEqual({"button_confirm", "button_cancel", "button_unlock"}, allowed["purchase.order"].methods)
        self.assertLessEqual({"action_post", "button_cancel"}, allowed["account.move"].methods)
        self.assertLessEqual(
            {"account_id", "analytic_distribution", "purchase_line_id"}, allowed["account.move.line"].writable
        )
        for model in ("res.users", "ir.attachment", "account.account", "account.analytic.account"):
            self.assertFalse(allowed[model].writable if model in allowed else False, model)
        for model, field in (("account.move", "state"), ("purchase.order", "state"), ("res.partner", "user_ids")):
            self.assertNotIn(field, allowed[model].writable)

    def test_who_does_not_see_cost_centers_is_told_how(self):
        user = new_test_user(self.env, "user", groups="sidecar.group_user")
        shown = self.connection.with_user(user)
        self.env.ref("base.group_user").implied_ids -= self.env.ref("analytic.group_analytic_accounting")
        user.invalidate_recordset()
        self.assertIn("switch Analytic Accounting on", shown.procurify_notice)
        seeing = new_test_user(self.env, "seeing", groups="sidecar.group_user,analytic.group_analytic_accounting")
        self.assertFalse(self.connection.with_user(seeing).procurify_notice)
