from unittest.mock import patch

from odoo.addons.sidecar.talk import Talk
from odoo.addons.sidecar_procountor.hooks import post_init_hook
from odoo.exceptions import UserError
from odoo.tests.common import tagged

from .common import ProcountorCase

NOWHERE = {"ODOO_SIDECAR_SOCKET": "/nowhere/sidecar.sock"}


@tagged("post_install", "-at_install")
class TestInstall(ProcountorCase):
    """What is there once the addon is installed."""

    def setUp(self):
        super().setUp()
        connections = self.env["sidecar.connection"].with_context(active_test=False)
        self.connections = connections.search([("connector", "=", "procountor")])
        self.connections.state = "draft"
        self.connections.unlink()
        Talk.forget(self.env)
        self.sidecar.heard.clear()

    def found(self):
        return self.env["sidecar.connection"].search([("connector", "=", "procountor")])

    def test_an_empty_connector_is_made_where_no_sidecar_answers(self):
        with patch.dict("os.environ", NOWHERE):
            post_init_hook(self.env)
        connection = self.found()
        self.assertEqual(connection.mapped("state"), ["draft"])
        self.assertEqual(connection.company_id, self.env.company)
        self.assertEqual(self.env.company.procountor_connection_id, connection)
        self.assertEqual(connection.procountor_url, "https://api.procountor.com/api")
        self.assertFalse(connection.procountor_client_id)

    def test_it_is_saved_with_its_first_edit(self):
        post_init_hook(self.env)
        self.assertEqual(self.sidecar.params("connection/save"), [])
        connection = self.found()
        self.assertTrue(connection)
        with patch.dict("os.environ", NOWHERE), self.assertRaises(UserError), self.env.cr.savepoint():
            Talk.forget(self.env)
            self.env["sidecar.connection"].browse(connection.id).name = "Books"
        Talk.forget(self.env)
        self.env["sidecar.connection"].browse(connection.id).name = "Books"
        [save] = self.sidecar.params("connection/save")
        self.assertEqual((save["connection"]["name"], save["revision"]), ("Books", 1))

    def test_it_is_saved_with_its_first_test(self):
        post_init_hook(self.env)
        self.sidecar.handlers["connection/test"] = lambda params, ask: {"ok": True, "steps": []}
        connection = self.env["sidecar.connection"].browse(self.found().id)
        connection.action_test()
        self.assertEqual(len(self.sidecar.params("connection/save")), 1)
        self.assertEqual(self.sidecar.params("connection/test")[0]["revision"], 1)

    def test_it_is_never_made_twice(self):
        post_init_hook(self.env)
        self.found().active = False
        post_init_hook(self.env)
        self.assertEqual(
            len(self.found().with_context(active_test=False).search([("connector", "=", "procountor")])), 1
        )

    def test_who_validates_it_runs_it(self):
        post_init_hook(self.env)
        connection = self.env["sidecar.connection"].browse(self.found().id)
        self.assertFalse(connection.user_id)
        connection.with_user(self.env.ref("base.user_admin")).action_validate()
        self.assertEqual(connection.user_id, self.env.ref("base.user_admin"))

    def test_odoo_s_own_units_are_known_and_a_choice_of_yours_is_kept(self):
        hour, dozen = self.env.ref("uom.product_uom_hour"), self.env.ref("uom.product_uom_dozen")
        hour.procountor_unit, dozen.procountor_unit = False, "DOZEN_PACK"
        post_init_hook(self.env)
        self.assertEqual(hour.procountor_unit, "HOUR")
        self.assertEqual(dozen.procountor_unit, "DOZEN_PACK")
