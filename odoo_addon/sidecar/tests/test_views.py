from odoo.tests.common import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestViews(TransactionCase):
    """Every view of the addon loads, and every model has its rights."""

    def test_every_view_loads(self):
        views = self.env["ir.ui.view"].search([("model", "=like", "sidecar.%")])
        self.assertGreater(len(views), 10)
        for view in views:
            kind = view.type if view.type != "tree" else "list"
            self.assertTrue(self.env[view.model].get_view(view.id, kind)["arch"])

    def test_every_model_has_rights(self):
        for model in self.env["ir.model"].search([("model", "=like", "sidecar.%")]):
            if not self.env[model.model]._abstract:
                self.assertTrue(model.access_ids, model.model)

    def test_menus_open_their_actions(self):
        menus = self.env.ref("sidecar.sidecar_menu").child_id
        self.assertGreaterEqual(len(menus), 5)
        for menu in menus:
            self.assertIn(menu.action.res_model, self.env)
