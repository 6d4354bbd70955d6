import unittest

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged

from .real_service_case import NO_SERVICE, RealServiceCase


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealConnector(RealServiceCase):
    """The connector form against the real service and the simulator of Procurify."""

    def test_the_settings_are_those_that_the_service_asks_for(self):
        answer = self.env["sidecar.service"]._sidecar_call("connector/describe", {"connector": "procurify"})
        asked = {setting["key"] for setting in answer["settings"] if setting["type"] != "secret"}
        self.assertEqual(asked - {"fetch_from"}, set(self.connection._sidecar_settings()))
        fields = self.connection._fields
        for setting in answer["settings"]:
            field = fields.get(f"procurify_{setting['key']}")
            if field and setting["choices"]:
                self.assertEqual(
                    [choice["value"] for choice in setting["choices"]], [row[0] for row in field.selection]
                )
            if field and setting["type"] == "record":
                self.assertEqual(field.comodel_name, setting["model"])

    def test_the_test_of_the_connection_says_as_whom_it_reads(self):
        params = self.connection.action_test()["params"]
        self.assertEqual(params["type"], "success")
        self.procurify("PUT", "settings", {"client_secret": "another one"})
        self.procurify("POST", "expire", {})
        action = self.connection.action_test()
        if action.get("res_model") == "sidecar.test":
            lines = self.env["sidecar.test"].browse(action["res_id"]).line_ids
            self.assertIn("failed", lines.mapped("result"))

    def test_codes_are_fetched_proposed_and_mapped(self):
        self.make_tenant()
        self.make_counterparts()
        action = self.connection.action_procurify_codes()
        self.commit()
        codes = self.env["procurify.codes"].browse(action["res_id"])
        lines = {line.code or line.name: line for line in codes.line_ids}
        self.assertEqual(lines["6100"].procurify_account_id, self.account)
        self.assertFalse(lines["7790"].record)
        codes.action_accept()
        links = self.references.search([("flow", "=", "procurify.account_code")])
        self.assertEqual((links.external_id, links.record), (str(self.codes["6100"]), self.account.id))
        self.assertEqual(self.references.search_count([("flow", "=", "procurify.department")]), 2)
        self.assertEqual(self.references.search_count([("flow", "=", "procurify.location")]), 2)
        self.assertEqual(self.procurify("GET", "writes"), [])

    def test_a_dry_run_writes_nothing(self):
        self.make_tenant()
        self.make_counterparts()
        self.buy()
        action = self.connection.action_dry_run()
        self.commit()
        if action.get("res_model") != "sidecar.rehearsal":
            self.skipTest("this service rehearses nothing: the dry run was NOT tested against it")
        rehearsal = self.env["sidecar.rehearsal"].browse(action["res_id"])
        self.assertIn("VENDOR Northwind Tools", rehearsal.line_ids.mapped("name"))
        self.assertIn("created", rehearsal.line_ids.mapped("outcome"))
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Northwind Tools")]))
        self.assertFalse(self.env["sidecar.entry"].search([("connection", "=", self.connection.key)]))
