from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tests.common import new_test_user, tagged

from .common import ProcurosCase

NAMES = [
    "Auto Process Incoming Transactions (Procuros test)",
    "Auto Mark Incoming Transactions (Procuros test)",
    "Auto Process Outgoing Transactions (Procuros test)",
]


@tagged("post_install", "-at_install")
class TestSettings(ProcurosCase):
    """The tabs of the connector, and what the sidecar hears of them."""

    def setUp(self):
        super().setUp()
        self.warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.env.company.id)], limit=1)
        product = self.env["product.product"].create({"name": "Transport", "type": "service"})
        self.carrier = self.env["delivery.carrier"].create({"name": "Truck", "product_id": product.id})
        self.team = self.env["crm.team"].create({"name": "Retail", "company_id": False})

    def settings(self):
        return self.sidecar.params("connection/save")[-1]["connection"]["settings"]

    def test_relations_go_to_the_sidecar_as_ids(self):
        self.connection.write(
            {
                "procuros_warehouse_id": self.warehouse.id,
                "procuros_location_id": self.warehouse.lot_stock_id.id,
                "procuros_carrier_id": self.carrier.id,
                "procuros_salesperson_id": self.env.ref("base.user_admin").id,
                "procuros_sales_team_id": self.team.id,
            }
        )
        settings = self.settings()
        self.assertEqual(settings["warehouse_id"], self.warehouse.id)
        self.assertEqual(settings["location_id"], self.warehouse.lot_stock_id.id)
        self.assertEqual(settings["carrier_id"], self.carrier.id)
        self.assertEqual(settings["payment_term_id"], self.connection.procuros_payment_term_id.id)
        self.assertEqual(settings["salesperson_id"], self.env.ref("base.user_admin").id)
        self.assertEqual(settings["sales_team_id"], self.team.id)

    def test_a_setting_is_told_while_the_connector_is_live(self):
        self.connection.procuros_write_confirmed_date = True
        self.connection.procuros_mark_transactions = "all"
        self.assertIs(self.settings()["write_confirmed_date"], True)
        self.assertEqual(self.settings()["mark_transactions"], "all")

    def test_payment_terms_are_required_before_it_is_live(self):
        self.connection.action_draft()
        self.connection.procuros_payment_term_id = False
        with self.assertRaisesRegex(ValidationError, "Payment Terms"):
            self.connection.action_validate()

    def test_what_belongs_to_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.env["stock.warehouse"].search([("company_id", "=", other.id)], limit=1)
        with self.assertRaises(UserError):
            self.connection.procuros_warehouse_id = foreign

    def test_another_company_takes_nothing_of_the_first_along(self):
        other = self.env["res.company"].create({"name": "Other"})
        manager = new_test_user(
            self.env,
            "manager",
            groups="sidecar.group_manager,base.group_multi_company",
            company_ids=[(6, 0, [self.env.company.id, other.id])],
        )
        form = Form(self.env["sidecar.connection"].with_user(manager).with_context(default_connector="procuros"))
        form.name = "Second"
        form.procuros_external_identifier = "4260123450014"
        form.procuros_warehouse_id = self.warehouse
        form.procuros_carrier_id = self.carrier.with_user(manager)
        form.company_id = other
        self.assertFalse(form.procuros_warehouse_id)
        self.assertEqual(form.procuros_carrier_id, self.carrier)

    def test_the_scheduled_actions_have_the_names_of_the_guide(self):
        crons = self.connection.cron_ids.sorted("id")
        self.assertEqual(crons.mapped("name"), NAMES)
        self.assertEqual(crons.mapped("sidecar_job"), ["incoming", "mark", "outgoing"])
