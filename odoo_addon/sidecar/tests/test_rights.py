from odoo.exceptions import AccessError
from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests.common import new_test_user, tagged

from .common import SidecarCase
from .test_jobs import ANSWER


@tagged("post_install", "-at_install")
class TestRights(SidecarCase):
    """Who may do what with a connector, and what becomes of it in a copied database."""

    def setUp(self):
        super().setUp()
        self.use_connector()
        self.manager = new_test_user(self.env, "manager", groups="sidecar.group_manager")
        self.user = new_test_user(self.env, "user", groups="sidecar.group_user")
        self.employee = new_test_user(self.env, "employee", groups="base.group_user")
        connections = self.env["sidecar.connection"].with_user(self.manager)
        self.connection = connections.create({"name": "Live", "connector": "procuros"})

    def test_a_manager_needs_no_administrator(self):
        self.connection.action_validate()
        self.connection.name = "Renamed"
        self.assertEqual(len(self.connection.sudo().cron_ids), 2)
        self.assertEqual(self.connection.cron_shown, "0 of 2 active")
        self.assertTrue(self.connection.read()[0]["name"], "every field that a manager may read")
        self.connection.action_draft()
        self.sidecar.handlers["connection/remove"] = lambda params, ask: {"removed": True}
        self.connection.unlink()

    def test_a_user_fetches_and_looks_and_sets_nothing_up(self):
        self.connection.action_validate()
        self.sidecar.handlers["schedule/poke"] = lambda params, ask: ANSWER
        seen = self.connection.with_user(self.user)
        self.assertEqual(seen.action_fetch()["params"]["type"], "success")
        self.assertEqual(seen.action_logs()["res_model"], "sidecar.log")
        for forbidden in (seen.action_validate, seen.action_draft, lambda: seen.write({"name": "Mine"})):
            with self.assertRaises(AccessError):
                forbidden()

    def test_an_employee_sees_neither_connectors_nor_logs(self):
        for model in ("sidecar.connection", "sidecar.entry", "sidecar.log", "sidecar.readiness", "sidecar.cause"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.employee).search([])

    def test_a_connector_of_another_company_is_not_there(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env, "stranger", groups="sidecar.group_manager", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        self.assertFalse(self.env["sidecar.connection"].with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            self.connection.with_user(stranger).action_fetch()

    def test_neutralized_nothing_runs_and_nothing_is_live(self):
        self.connection.action_validate()
        self.connection.sudo().cron_ids.active = True
        self.env.flush_all()
        for query in get_neutralization_queries(["base", "sidecar"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.assertEqual(self.connection.state, "draft")
        self.assertFalse(any(self.connection.sudo().cron_ids.mapped("active")))
        self.assertFalse(self.env.ref("sidecar.tick_cron").active)
