from odoo.tests import Form
from odoo.tests.common import tagged

from .common import ProcurosCase


@tagged("post_install", "-at_install")
class TestViews(ProcurosCase):
    """The views that carry the fields of Procuros load and hold them."""

    def test_the_forms_hold_their_fields(self):
        for model, names in (
            ("purchase.order", ["procuros_state", "procuros_transaction_id", "action_procuros_send"]),
            ("res.partner", ["procuros_connection_id", "procuros_require_order_response"]),
            ("product.template", ["procuros_is_deposit_product"]),
            ("product.product", ["procuros_is_deposit_product"]),
            ("uom.uom", ["procuros_unit_type"]),
            (
                "sale.order",
                ["procuros_order_identifier", "procuros_order_date", "procuros_order_line_number"],
            ),
            ("stock.package.type", ["procuros_unit_type"]),
            ("sidecar.connection", ["procuros_external_identifier", "procuros_url", "procuros_api_version"]),
        ):
            arch = self.env[model].get_view(view_type="form")["arch"]
            for name in names:
                self.assertIn(name, arch)

    def test_the_list_shows_the_state_and_the_action(self):
        arch = self.env["purchase.order"].get_view(self.env.ref("purchase.purchase_order_view_tree").id, "list")["arch"]
        self.assertIn("procuros_state", arch)
        bindings = self.env["ir.actions.actions"].get_bindings("purchase.order")["action"]
        self.assertIn("Send Order to Procuros", [binding["name"] for binding in bindings])

    def test_settings_of_the_form_reach_the_sidecar(self):
        with Form(self.env["sidecar.connection"]) as form:
            form.name = "Test account"
            form.connector = "procuros"
            form.environment = "test"
            self.assertEqual(form.procuros_url, "https://api.procuros-staging.io")
            form.procuros_external_identifier = "4260123450014"
        settings = self.sidecar.params("connection/save")[-1]["connection"]["settings"]
        self.assertEqual(
            settings,
            {
                "external_identifier": "4260123450014",
                "url": "https://api.procuros-staging.io",
                "api_version": "v2",
                "warehouse_id": None,
                "location_id": None,
                "carrier_id": None,
                "payment_term_id": None,
                "salesperson_id": None,
                "sales_team_id": None,
                "mark_transactions": "succeeded",
                "incoming_ship_to_without_gln": "issue",
                "write_bill_name": False,
                "write_confirmed_date": False,
                "cancel_without_type": False,
                "check_test_flow": False,
                "ship_to_without_gln": "issue",
                "due_amount": "residual",
                "buyer_from_picking": False,
            },
        )
