from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .common import SidecarCase

SECRET = "sk-very-secret-4711"


@tagged("post_install", "-at_install")
class TestSecrets(SidecarCase):
    """What is typed into *Set credentials* goes to the sidecar and nowhere else."""

    def setUp(self):
        super().setUp()
        model = type(self.env["sidecar.connection"])
        self.startPatcher(patch.object(model, "_sidecar_connectors", lambda self: [("procuros", "Procuros")]))
        self.connection = self.env["sidecar.connection"].create({"name": "Test", "connector": "procuros"})

    def dialog(self):
        context = self.connection.action_credentials()["context"]
        return Form(self.env["sidecar.credentials"].with_context(**context))

    def test_a_secret_goes_to_the_sidecar_and_rests_nowhere(self):
        with self.dialog() as form, form.line_ids.edit(0) as line:
            self.assertEqual(line.label, "API token")
            line.value = SECRET
        dialog = form.record
        self.assertEqual(dialog.action_save()["tag"], "display_notification")
        self.assertEqual(self.sidecar.params("connection/save")[-1]["secrets"], {"api_token": SECRET})
        self.assertEqual(self.connection.secrets_set, "api_token")
        self.env.flush_all()
        self.assertFalse(dialog.line_ids.value)
        self.assertEqual(self.found_in_database(SECRET), [])

    def found_in_database(self, text):
        """Tables in whose rows the text stands."""
        self.env.cr.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind = 'r' AND nspname = 'public'"
        )
        found = []
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s LIMIT 1',  # pylint: disable=sql-injection
                [f"%{text}%"],
            )
            found += [table] if self.env.cr.fetchone() else []
        return found

    def test_an_empty_dialog_sends_nothing(self):
        before = len(self.sidecar.params("connection/save"))
        with self.dialog() as form:
            pass
        self.assertEqual(len(self.sidecar.params("connection/save")), before)
        self.assertFalse(any(form.record.line_ids.mapped("was_given")))

    def test_who_may_not_write_the_connector_may_not_set_its_secrets(self):
        user = new_test_user(self.env, "clerk", groups="sidecar.group_user")
        with self.assertRaises(AccessError):
            self.env["sidecar.credentials"].with_user(user).create({"connection_id": self.connection.id})
