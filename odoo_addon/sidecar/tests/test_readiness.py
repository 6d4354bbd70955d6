from unittest.mock import patch

from odoo.addons.sidecar.wizards import sidecar_readiness
from odoo.exceptions import UserError
from odoo.tests.common import new_test_user, tagged

from .common import SCHEMA, SidecarCase

FLOW = "test.partner.send"
SERVED = {**SCHEMA, "flows": [{"id": FLOW}]}


@tagged("post_install", "-at_install")
class TestReadiness(SidecarCase):
    """Partners stand for documents: each has no reference, and the country of some has no code."""

    def setUp(self):
        super().setUp()
        self.use_connector()
        self.sidecar.handlers["connector/describe"] = lambda params, ask: SERVED
        self.sidecar.handlers["flow/preview"] = self.preview
        self.documents = self.env["res.partner"].create([{"name": f"Document {number}"} for number in range(5)])
        self.country = self.env.ref("base.fi")
        model = type(self.env["sidecar.connection"])
        self.scope = [("test.other.send", "res.partner", [])]
        self.startPatcher(patch.object(model, "_sidecar_ready_scope", lambda connection: self.scope))
        self.connection = self.env["sidecar.connection"].create({"name": "Live", "connector": "procuros"})
        self.connection.action_validate()

    def preview(self, params, ask):
        return {"documents": [self.document(number) for number in params["ids"]]}

    def document(self, number):
        place = self.documents.ids.index(number)
        base = {"model": "res.partner", "record": number, "record_name": f"Document {place}"}
        own = {"code": "mapping.required", "message": "No reference.", "field": "ref", **base}
        shared = {"code": "mapping.code", "message": "No code.", "model": "res.country", "record": self.country.id}
        early = {"code": "test.too_early", "message": "Not done yet.", **base}
        issues = {0: [], 1: [own, {**shared, "record_name": "Finland", "field": "code"}], 4: [early]}
        shared_only = [{**shared, "record_name": "Finland", "field": "code", "severity": "warning"}]
        return {**base, "payload": {}, "issues": issues.get(place, shared_only)}

    def look(self, **options):
        may_read = patch.object(type(self.env["res.partner"]), "_sidecar_may_read", lambda model: True, create=True)
        domain = [("id", "in", self.documents.ids)]
        self.scope = [(FLOW, "res.partner", domain), self.scope[-1]]
        ignored = patch.object(type(self.connection), "_sidecar_ready_ignored", lambda model: {"test.too_early"})
        with may_read, ignored:
            action = self.connection.action_readiness()
        return self.env["sidecar.readiness"].browse(action["res_id"])

    def test_each_cause_is_one_line_with_its_documents(self):
        report = self.look()
        self.assertEqual(report.line_ids.sorted("count", reverse=True).mapped("count"), [3, 1])
        shared, own = report.line_ids.sorted("count", reverse=True)
        self.assertEqual((shared.model, shared.record, shared.record_name), ("res.country", self.country.id, "Finland"))
        self.assertEqual(own.record, self.documents[1].id)
        self.assertEqual(shared.action_open()["res_id"], self.country.id)
        self.assertEqual(shared.action_documents()["domain"], [("id", "in", self.documents[1:4].ids)])

    def test_it_counts_what_would_fail_and_leaves_out_what_time_mends(self):
        report = self.look()
        self.assertEqual(report.checked_count, 5)
        self.assertEqual(report.failing_count, 1, "a warning stops nothing, and one is only too early")
        self.assertNotIn("test.too_early", report.line_ids.mapped("key"))

    def test_it_asks_in_pages_and_goes_on_with_another_click(self):
        with patch.object(sidecar_readiness, "PAGE", 2):
            report = self.look()
            self.assertEqual([len(asked["ids"]) for asked in self.sidecar.params("flow/preview")], [2, 2, 1])
        with patch.object(sidecar_readiness, "PAGE", 2), patch.object(sidecar_readiness, "SECONDS", -1):
            report = self.look()
        self.assertEqual((report.left_count, report.checked_count), (5, 0))
        report.action_check()
        self.assertEqual((report.left_count, report.checked_count), (0, 5))

    def test_it_names_what_it_could_not_look_at(self):
        self.assertEqual(self.look().skipped, "test.other.send")

    def test_without_a_service_it_says_so(self):
        del self.sidecar.handlers["connector/describe"]
        with self.assertRaises(UserError):
            self.connection.action_readiness()

    def test_a_user_of_documents_may_look(self):
        user = new_test_user(self.env, "clerk", groups="sidecar.group_user")
        report = self.env["sidecar.readiness"].with_user(user)._sidecar_open(self.connection.with_user(user))
        self.assertTrue(report["res_id"])
