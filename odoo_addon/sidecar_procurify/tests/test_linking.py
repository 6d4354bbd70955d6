from odoo.exceptions import ValidationError
from odoo.tests.common import tagged

from .common import ProcurifyCase


@tagged("post_install", "-at_install")
class TestLinking(ProcurifyCase):
    """A bill waits for an account: from the document to the link that frees it."""

    def dialog(self, action):
        self.assertEqual(action.get("res_model"), "sidecar.link", action)
        return self.env["sidecar.link"].browse(action["res_id"])

    def test_the_held_bill_says_what_is_missing_in_words(self):
        held = self.hold(1, self.missing())
        self.assertIn("There is no account for Procurify&#39;s account code 7700 Travel in Odoo.", held.issue_html)
        self.assertEqual(held.kind, "Bill from Procurify")
        self.assertTrue(held.can_link)

    def test_the_account_is_chosen_and_every_bill_that_waits_is_tried_again(self):
        travel = self.make_account("6620", "Travel")
        self.candidates = [{"record": travel.id, "name": "6620 Travel", "reason": "name"}]
        held = self.hold(1, self.missing())
        self.hold(2, self.missing())
        dialog = self.dialog(held.action_link())
        self.assertEqual((dialog.kind_name, dialog.name, dialog.held_count), ("Account code", "7700 Travel", 2))
        dialog.candidate_ids.action_choose()
        self.assertEqual(dialog.procurify_account_id, travel)
        dialog.action_apply()
        self.assertEqual(sorted(self.sidecar.params("entry/retry")[0]["entries"]), [1, 2])
        link = self.references.search([("flow", "=", "procurify.account_code")])
        self.assertEqual((link.external_id, link.procurify_account_id, link.company_id), ("13", travel, self.company))

    def test_each_kind_has_its_own_field(self):
        analytic = self.make_analytic("Repairs", self.departments)
        tax = self.make_tax("Sales tax", 8.25)
        partner = self.env["res.partner"].create({"name": "Northwind Tools"})
        for id_, (kind, model, field, record) in enumerate(
            (
                ("department", "account.analytic.account", "procurify_analytic_id", analytic),
                ("tax", "account.tax", "procurify_tax_id", tax),
                ("vendor", "res.partner", "procurify_partner_id", partner),
            ),
            start=1,
        ):
            missing = {"kind": f"procurify.{kind}", "external_id": str(id_), "name": kind, "model": model}
            dialog = self.dialog(self.hold(id_, self.missing(**missing)).action_link())
            dialog[field] = record
            dialog.action_apply()
            link = self.references.search([("flow", "=", f"procurify.{kind}")])
            self.assertEqual((link.model, link.record), (model, record.id))

    def test_what_is_created_from_the_dialog_begins_as_procurify_has_it(self):
        dialog = self.dialog(self.hold(1, self.missing()).action_link())
        self.assertEqual((dialog.procurify_code, dialog.procurify_title), ("7700", "Travel"))
        missing = {"kind": "procurify.location", "external_id": "2", "name": "Plant North"}
        missing["model"] = "account.analytic.account"
        dialog = self.dialog(self.hold(2, self.missing(**missing)).action_link())
        self.assertEqual((dialog.procurify_title, dialog.procurify_plan), ("Plant North", self.places.id))

    def test_a_record_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_analytic("Plant North", self.places, company_id=other.id)
        missing = {"kind": "procurify.location", "external_id": "2", "name": "Plant North", "model": theirs._name}
        dialog = self.dialog(self.hold(1, self.missing(**missing)).action_link())
        dialog.procurify_analytic_id = theirs
        with self.assertRaisesRegex(ValidationError, "does not belong to"):
            dialog.action_apply()
