from unittest.mock import patch

from odoo.addons.sidecar.wire.testing import Refusal
from odoo.exceptions import UserError, ValidationError
from odoo.tests.common import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from ..talk import Talk
from .common import SidecarCase, saved


@tagged("post_install", "-at_install")
class TestConnection(SidecarCase):
    """A connector's life, and what the sidecar hears of it."""

    def setUp(self):
        super().setUp()
        self.use_connector()
        model = type(self.env["sidecar.connection"])
        self.startPatcher(patch.object(model, "_sidecar_settings", lambda self: {"url": "https://example.com"}))
        self.connection = self.env["sidecar.connection"].create({"name": "Test", "connector": "procuros"})

    def test_every_save_is_told_with_its_revision(self):
        self.connection.name = "Renamed"
        first, second = self.sidecar.params("connection/save")
        self.assertEqual((first["revision"], second["revision"]), (1, 2))
        self.assertEqual(second["connection"]["name"], "Renamed")
        self.assertEqual(second["connection"]["key"], self.connection.key)
        self.assertEqual(second["connection"]["settings"], {"url": "https://example.com"})
        self.assertEqual(second["connection"]["state"], "draft")

    def test_only_what_is_committed_is_confirmed(self):
        hello = self.env["sidecar.service"]._sidecar_hello()
        self.assertEqual(hello["connections"], [])
        self.age(self.connection)
        hello = self.env["sidecar.service"]._sidecar_hello()
        self.assertEqual(hello["connections"], [{"key": self.connection.key, "revision": 1}])

    def test_a_hello_after_the_commit_confirms_the_settings(self):
        hellos = len(self.sidecar.params("session/hello"))
        self.age(self.connection)
        self.commit()
        new = self.sidecar.params("session/hello")[hellos:]
        self.assertEqual(new[0]["connections"], [{"key": self.connection.key, "revision": 1}])

    def test_hello_says_who_we_are(self):
        hello = self.env["sidecar.service"]._sidecar_hello()
        self.assertEqual(hello["database"]["name"], self.env.cr.dbname)
        self.assertTrue(hello["database"]["uuid"])
        self.assertGreater(hello["database"]["oid"], 0)
        self.assertIn("sidecar", hello["addons"])
        self.assertFalse(hello["database"]["neutralized"])
        self.env["ir.config_parameter"].set_param("database.is_neutralized", "true")
        self.assertTrue(self.env["sidecar.service"]._sidecar_hello()["database"]["neutralized"])

    def test_validating_gives_dates_and_allows_one_per_company(self):
        self.connection.action_validate()
        self.assertEqual(self.connection.state, "validated")
        self.assertTrue(self.connection.send_from and self.connection.fetch_from and self.connection.user_id)
        second = self.env["sidecar.connection"].create({"name": "Second", "connector": "procuros"})
        with self.assertRaisesRegex(ValidationError, "Test"):
            second.action_validate()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            second.write({"state": "validated"})
        second.invalidate_recordset()
        other = self.env["res.company"].create({"name": "Other"})
        second.company_id = other
        second.action_validate()
        self.assertEqual(second.state, "validated")

    def test_a_validated_connector_is_not_deleted(self):
        self.connection.action_validate()
        with self.assertRaises(UserError):
            self.connection.unlink()
        self.connection.action_draft()
        key = self.connection.key
        self.connection.unlink()
        self.sidecar.handlers["connection/remove"] = lambda params, ask: {"removed": True}
        self.commit()
        self.assertEqual(self.sidecar.params("connection/remove"), [{"key": key}])

    def test_one_made_where_no_sidecar_runs_is_saved_with_its_first_edit_or_test(self):
        heard = len(self.sidecar.params("connection/save"))
        later = self.env["sidecar.connection"].with_context(sidecar_save_later=True)
        first, second = later.create([{"name": name, "connector": "procuros"} for name in ("First", "Second")])
        self.assertEqual(len(self.sidecar.params("connection/save")), heard)
        self.assertEqual((first | second).mapped("revision"), [0, 0])
        self.sidecar.handlers["connection/test"] = lambda params, ask: {"ok": True, "steps": []}
        connections = self.env["sidecar.connection"].browse([first.id, second.id])
        connections[0].action_test()
        connections[1].name = "Renamed"
        saves = self.sidecar.params("connection/save")[heard:]
        self.assertEqual([save["connection"]["name"] for save in saves], ["First", "Renamed"])
        self.assertEqual(self.sidecar.params("connection/test")[-1]["revision"], 1)

    def test_a_duplicate_takes_the_credentials_along_unseen(self):
        self.connection.secrets_set = "api_token"

        def keep(params, ask):
            copied = {"api_token": True} if params.get("copy_secrets_from") else {}
            return {**saved(params, ask), "secrets": copied, "configured": ["client_id"]}

        self.sidecar.handlers["connection/save"] = keep
        copied = self.connection.copy()
        self.assertEqual(copied.name, "Test (copy)")
        self.assertNotEqual(copied.key, self.connection.key)
        self.assertEqual(copied.state, "draft")
        self.assertEqual((copied.secrets_set, copied.configured), ("api_token", "client_id"))
        last = self.sidecar.params("connection/save")[-1]
        self.assertEqual(last["connection"]["key"], copied.key)
        self.assertEqual((last["copy_secrets_from"], last["secrets"]), (self.connection.key, {}))
        copied.name = "Another"
        self.assertNotIn("copy_secrets_from", self.sidecar.params("connection/save")[-1])

    def test_a_refusal_is_one_sentence(self):
        def refuse(params, ask):
            raise Refusal("connection.gln", "The GLN is wrong.", "configuration", hint="Check its last digit.")

        self.sidecar.handlers["connection/save"] = refuse
        with self.assertRaises(UserError) as caught:
            self.connection.name = "x"
        self.assertEqual(caught.exception.args[0], "The GLN is wrong. Check its last digit. (c-1)")

    def test_the_test_shows_every_step_when_one_failed(self):
        steps = [
            {"step": "name", "ok": True, "code": None, "message": "found"},
            {"step": "sign_in", "ok": False, "code": "procuros.unauthorized", "message": "Wrong token."},
        ]
        self.sidecar.handlers["connection/test"] = lambda params, ask: {"ok": False, "steps": steps}
        action = self.connection.action_test()
        lines = self.env["sidecar.test"].browse(action["res_id"]).line_ids
        self.assertEqual(lines.mapped("result"), ["done", "failed"])
        self.sidecar.handlers["connection/test"] = lambda params, ask: {"ok": True, "steps": steps[:1]}
        action = self.connection.action_test()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(action["params"]["type"], "success")

    def test_no_service_is_one_sentence_with_the_repair(self):
        with patch.dict("os.environ", {"ODOO_SIDECAR_SOCKET": "/nowhere/sidecar.sock"}):
            self.connection.invalidate_recordset()
            Talk.forget(self.env)
            with self.assertRaisesRegex(UserError, "systemctl start"):
                self.connection.action_test()
