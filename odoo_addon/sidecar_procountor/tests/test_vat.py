import copy

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tests.common import new_test_user, tagged

from .common import ProcountorCase


@tagged("post_install", "-at_install")
class TestVat(ProcountorCase):
    """*Fetch VAT settings*, and what is chosen from it."""

    def fetch(self):
        action = self.connection.action_procountor_fetch_settings()
        self.connection.invalidate_recordset()
        return action["params"]

    def status(self, number):
        return self.connection.procountor_vat_status_ids.filtered(lambda status: status.number == number)

    def leave_out(self, *numbers):
        self.content = copy.deepcopy(self.content)
        statuses = self.content["vat"]["statuses"]
        self.content["vat"]["statuses"] = [row for row in statuses if row["number"] not in numbers]

    def test_statuses_and_percentages_are_kept_for_the_pick_lists(self):
        said = self.fetch()
        self.assertIn("Kirjat Oy: 3 VAT statuses and 3 percentages", said["message"])
        [asked] = self.sidecar.params("connection/fetch")
        self.assertEqual((asked["key"], asked["name"]), (self.connection.key, "settings"))
        statuses = self.connection.procountor_vat_status_ids
        self.assertEqual(statuses.mapped("display_name"), ["1 Domestic", "3 Outside the EU", "5 EU goods"])
        rates = self.connection.procountor_vat_rate_ids
        self.assertEqual(sorted(rates.mapped("percent")), [13.5, 25.0, 25.5])
        self.assertEqual(rates.filtered(lambda rate: rate.percent == 25).country_id, self.env.ref("base.se"))
        self.assertTrue(self.connection.procountor_settings_at)

    def test_a_second_fetch_replaces_and_doubles_nothing(self):
        self.fetch()
        kept = self.status(1)
        self.content = copy.deepcopy(self.content)
        self.content["vat"]["statuses"][0]["description"] = "Home"
        self.content["vat"]["rates"].pop()
        self.fetch()
        self.assertEqual(self.status(1), kept)
        self.assertEqual(kept.description, "Home")
        self.assertEqual(len(self.connection.procountor_vat_status_ids), 3)
        self.assertEqual(len(self.connection.procountor_vat_rate_ids), 2)

    def test_a_number_that_is_used_is_kept_and_flagged_when_it_is_gone(self):
        self.fetch()
        position = self.env["account.fiscal.position"].create(
            {"name": "EU", "procountor_vat_status_id": self.status(5).id}
        )
        self.tax.write({"procountor_vat_status_id": self.status(3).id, "active": False})
        self.leave_out(1, 3, 5)
        said = self.fetch()
        self.assertEqual(self.connection.procountor_vat_status_ids.mapped("number"), [3, 5])
        self.assertEqual(said["type"], "warning")
        self.assertIn("5 EU goods", said["message"])
        self.assertIn("no longer in use", position.procountor_vat_status_id.display_name)
        position.procountor_vat_status_id = False
        self.fetch()
        self.assertEqual(self.connection.procountor_vat_status_ids.mapped("number"), [3])

    def test_one_that_comes_back_is_flagged_no_more(self):
        self.fetch()
        self.tax.procountor_vat_status_id = self.status(5)
        content = self.content
        self.leave_out(5)
        self.fetch()
        self.assertTrue(self.tax.procountor_vat_status_id.is_gone)
        self.content = content
        self.fetch()
        self.assertFalse(self.tax.procountor_vat_status_id.is_gone)

    def test_another_connector_keeps_its_own_lists(self):
        second = self.env["sidecar.connection"].create({"name": "Second", "connector": "procountor"})
        self.fetch()
        self.leave_out(3, 5)
        second.action_procountor_fetch_settings()
        self.assertEqual(second.procountor_vat_status_ids.mapped("number"), [1])
        self.assertEqual(self.connection.procountor_vat_status_ids.mapped("number"), [1, 3, 5])

    def test_a_foreign_vat_country_takes_the_domestic_status_only(self):
        self.fetch()
        sweden = self.env.ref("base.se")
        position = self.env["account.fiscal.position"].create(
            {
                "name": "VAT in Sweden",
                "procountor_vat_country_id": sweden.id,
                "procountor_vat_status_id": self.status(1).id,
            }
        )
        with self.assertRaisesRegex(ValidationError, "domestic VAT status only"):
            position.procountor_vat_status_id = self.status(5)
        position.write({"procountor_vat_country_id": self.finland.id, "procountor_vat_status_id": self.status(5).id})

    def test_they_are_chosen_in_the_forms_of_fiscal_positions_and_taxes(self):
        self.fetch()
        with Form(self.env["account.fiscal.position"]) as form:
            form.name = "EU"
            form.procountor_vat_status_id = self.status(5)
        with Form(self.tax) as form:
            form.procountor_vat_status_id = self.status(3)
        self.assertEqual(self.tax.procountor_vat_status_id.number, 3)

    def test_who_may_not_write_the_connector_fetches_nothing(self):
        user = new_test_user(self.env, "sidecar", groups="sidecar.group_user")
        with self.assertRaises(AccessError):
            self.connection.with_user(user).action_procountor_fetch_settings()
        self.assertEqual(self.sidecar.params("connection/fetch"), [])

    def test_a_manager_who_is_no_accountant_fetches(self):
        manager = new_test_user(self.env, "manager", groups="sidecar.group_manager")
        self.connection.with_user(manager).action_procountor_fetch_settings()
        self.assertEqual(len(self.connection.procountor_vat_status_ids), 3)

    def test_an_accountant_chooses_and_changes_none(self):
        self.fetch()
        accountant = new_test_user(self.env, "accountant", groups="account.group_account_manager")
        with Form(self.tax.with_user(accountant)) as form:
            form.procountor_vat_status_id = self.status(5).with_user(accountant)
        self.assertEqual(self.tax.procountor_vat_status_id.number, 5)
        with self.assertRaises(AccessError):
            self.status(5).with_user(accountant).description = "x"

    def test_people_of_another_company_see_none(self):
        self.fetch()
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="account.group_account_manager",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        for model in ("procountor.vat.status", "procountor.vat.rate", "procountor.dimension.item"):
            self.assertFalse(self.env[model].with_user(stranger).search([]))
