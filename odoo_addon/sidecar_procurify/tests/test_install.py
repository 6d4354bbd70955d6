from odoo.addons.sidecar.tests.common import SidecarCase
from odoo.addons.sidecar_procurify.hooks import post_init_hook, uninstall_hook
from odoo.tests.common import tagged

from .common import ProcurifyCase


@tagged("post_install", "-at_install")
class TestInstall(SidecarCase):
    """What is there from the beginning."""

    def test_an_empty_connector_is_made_once_and_without_the_service(self):
        connections = self.env["sidecar.connection"].with_context(active_test=False)
        connections.search([("connector", "=", "procurify")]).unlink()
        self.sidecar.heard.clear()
        for _again in range(2):
            post_init_hook(self.env)
        made = connections.search([("connector", "=", "procurify")])
        self.assertEqual((len(made), made.state, made.user_id.ids), (1, "draft", []))
        self.assertEqual(self.sidecar.params("connection/save"), [])


@tagged("post_install", "-at_install")
class TestUninstall(ProcurifyCase):
    """What goes with the addon."""

    def test_its_scheduled_actions_go(self):
        self.assertTrue(self.connection.sudo().cron_ids)
        uninstall_hook(self.env)
        self.assertFalse(
            self.env["ir.cron"].with_context(active_test=False).search([("sidecar_job", "like", "incoming")])
            & self.connection.sudo().cron_ids
        )
