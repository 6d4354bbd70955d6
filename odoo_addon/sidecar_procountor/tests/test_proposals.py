from lxml import etree
from odoo.addons.sidecar.tests.test_mirror import entry
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests.common import new_test_user, tagged

from .common import ProcountorCase

CUSTOMERS = "procountor.customer.proposal"
PRODUCTS = "procountor.product.proposal"
CUSTOMER = {
    "kind": "main",
    "name": "Saariston Verkko Oy",
    "business_id": "2617416-4",
    "vat": None,
    "email": "laskut@verkko.example",
    "phone": "+358 9 123",
    "street": "Rantatie 1",
    "street2": None,
    "zip": "21600",
    "city": "Parainen",
    "country_code": "FI",
    "lang": "fi_FI",
    "einvoice_address": "003726174164",
    "einvoice_operator": "003721291126",
    "payment_term_days": 14,
}
BILLING = {**CUSTOMER, "kind": "invoice", "name": "Laskutus", "payment_term_days": None, "business_id": None}
PRODUCT = {
    "name": "Guide",
    "code": "GB-1",
    "price": "19.90",
    "unit": "PIECE",
    "vat_percent": "25.5",
    "vat_status": None,
}


@tagged("post_install", "-at_install")
class TestProposals(ProcountorCase):
    """The rows of Procountor's registers, from the fetch to the decision."""

    def setUp(self):
        super().setUp()
        self.connection_rows = []
        self.sidecar.handlers.update(
            {"schedule/poke": self.poke, "link/propose": self.propose, "entry/accept": self.accept}
        )

    def poke(self, params, ask):
        return {"state": "done", "fetched": len(self.connection_rows), "known": 0, "total": 0, "failure": None}

    def propose(self, params, ask):
        return {"rows": self.connection_rows, "dropped": [], "next": None}

    def accept(self, params, ask):
        flow = "procountor.partner.import"
        return {
            "entries": [
                {"id": row["id"], "accepted": True, "flow": flow, "unit": f"u{row['id']}"} for row in params["entries"]
            ]
        }

    def row(self, number, values, **more):
        base = {"entry": number, "external_id": f"customer-{number}", "link": str(number), "parent": None}
        found = {"action": "nothing", "record": None, "record_name": None, "reason": None, "candidates": []}
        return {**base, "title": values["name"], "values": values, **found, **more}

    def fetch(self, *rows, products=False):
        self.connection_rows = list(rows)
        button = "products" if products else "customers"
        action = getattr(self.connection, f"action_procountor_fetch_{button}")()
        return self.env[action["res_model"]].search(action["domain"])

    def test_a_customer_and_its_billing_address_are_rows_of_their_own(self):
        rows = self.fetch(
            self.row(1, CUSTOMER),
            self.row(2, BILLING, link=None, parent="customer-1", external_id="customer-1-billing"),
        )
        self.assertEqual(rows.mapped("kind"), ["main", "invoice"])
        main = rows[0]
        self.assertEqual((main.name, main.business_id, main.external_id), ("Saariston Verkko Oy", "2617416-4", "1"))
        self.assertEqual((main.country_id, main.payment_term_days), (self.finland, "14"))
        self.assertFalse(rows[1].payment_term_days)
        self.assertEqual([rows[0]._sidecar_to_wire(), rows[1]._sidecar_to_wire()], [CUSTOMER, BILLING])

    def test_a_found_partner_is_shown_with_the_reason(self):
        candidates = [{"id": self.customer.id, "name": self.customer.name}]
        found = {"action": "update", "record": self.customer.id, "reason": "business_id", "candidates": candidates}
        row = self.fetch(self.row(1, CUSTOMER, **found))
        self.assertEqual((row.action, row.partner_id, row.reason_text), ("update", self.customer, "Same business ID"))
        self.assertEqual(row.candidate_names, self.customer.name)

    def test_a_row_that_nobody_searched_for_does_not_say_that_nothing_was_found(self):
        row = self.fetch(self.row(1, CUSTOMER, reason="none"))
        self.assertFalse(row.reason_text)
        row = self.fetch(self.row(1, CUSTOMER, action="add", reason="none"))
        self.assertEqual(row.reason_text, "Nothing found")

    def test_finding_again_and_again_shows_one_list(self):
        action = self.fetch(self.row(1, CUSTOMER)).action_match()
        self.assertEqual((action["name"], action["target"]), ("Customers from Procountor", "main"))

    def test_what_became_of_a_row_names_the_partner_and_its_id(self):
        outcome = {"flow": "procountor.partner.import", "status": "received", "record_name": "Verkko Oy"}
        words = self.env["sidecar.outcome"]._sidecar_sentence({**outcome, "external_id": "7001"})
        self.assertEqual(words, "Verkko Oy is linked with 7001 of Procountor.")
        for number in (None, "customer-7001-billing"):
            words = self.env["sidecar.outcome"]._sidecar_sentence({**outcome, "external_id": number})
            self.assertEqual(words, "Verkko Oy came in from Procountor.")

    def test_what_a_person_changed_goes_along_and_is_kept_by_the_next_fetch(self):
        row = self.fetch(self.row(1, CUSTOMER))
        row.write({"name": "Verkko Oy", "action": "add"})
        row = self.fetch(self.row(1, CUSTOMER))
        self.assertEqual((row.name, row.action), ("Verkko Oy", "add"))
        self.assertEqual(row._sidecar_decision()["values"]["name"], "Verkko Oy")

    def test_choosing_a_partner_means_update_with_its_id(self):
        row = self.fetch(self.row(1, CUSTOMER))
        row.partner_id = self.customer
        self.assertEqual(row.action, "update")
        decision = row._sidecar_decision()
        self.assertEqual((decision["action"], decision["record"]), ("update", self.customer.id))

    def test_a_row_that_does_nothing_is_not_handled(self):
        rows = self.fetch(self.row(1, CUSTOMER))
        with self.assertRaises(UserError):
            rows.action_accept()
        self.assertEqual(self.sidecar.params("entry/accept"), [])

    def test_days_and_percentages_are_numbers(self):
        row = self.fetch(self.row(1, CUSTOMER))
        with self.assertRaisesRegex(ValidationError, "no number of days"):
            row.payment_term_days = "two weeks"
        product = self.fetch(self.row(9, PRODUCT), products=True)
        with self.assertRaisesRegex(ValidationError, "no percentage"):
            product.vat_percent = "high"

    def test_a_product_keeps_no_vat_and_0_apart(self):
        rows = self.fetch(
            self.row(8, {**PRODUCT, "vat_percent": "0", "vat_status": 5}),
            self.row(9, {**PRODUCT, "vat_percent": None}),
            products=True,
        )
        wire = [row._sidecar_to_wire() for row in rows]
        self.assertEqual([row["vat_percent"] for row in wire], ["0", None])
        self.assertEqual([row["vat_status"] for row in wire], [5, None])
        self.assertEqual(wire[1], {**PRODUCT, "vat_percent": None, "price": "19.9"})

    def test_the_list_offers_the_three_steps(self):
        for model, record in ((CUSTOMERS, "partners"), (PRODUCTS, "products")):
            arch = etree.fromstring(self.env[model].get_view(view_type="list")["arch"])
            buttons = dict(zip(arch.xpath("//header/button/@name"), arch.xpath("//header/button/@string"), strict=True))
            self.assertEqual(buttons["action_match"], f"Find Odoo {record}")
            self.assertEqual(buttons["action_accept"], f"Create/update {record}")
            labels = dict(self.env[model].fields_get(["action"])["action"]["selection"])
            self.assertEqual(labels, {"nothing": "Do nothing", "update": "Update with id", "add": f"Add to {record}"})

    def test_the_menu_opens_the_rows_of_the_company_s_connector(self):
        rows = self.fetch(self.row(1, CUSTOMER))
        action = self.env[CUSTOMERS].action_procountor_rows()
        self.assertEqual(self.env[CUSTOMERS].search(action["domain"]), rows)
        self.assertEqual(action["context"], {"sidecar_connection": self.connection.id})
        other = self.env["res.company"].create({"name": "Without Oy"})
        with self.assertRaisesRegex(UserError, "Without Oy"):
            self.env[CUSTOMERS].with_context(allowed_company_ids=other.ids).action_procountor_rows()

    def test_people_without_the_right_see_no_rows_and_nobody_makes_any(self):
        row = self.fetch(self.row(1, CUSTOMER))
        clerk = new_test_user(self.env, "clerk", groups="account.group_account_invoice")
        with self.assertRaises(AccessError):
            row.with_user(clerk).read(["name"])
        user = new_test_user(self.env, "user", groups="sidecar.group_user")
        row.with_user(user).name = "Other"
        with self.assertRaises(AccessError):
            self.env[CUSTOMERS].with_user(user).create({"name": "x", "connection_id": self.connection.id, "entry": "9"})

    def test_people_of_another_company_see_none(self):
        row = self.fetch(self.row(1, CUSTOMER))
        other = self.env["res.company"].create({"name": "Other"})
        stranger = new_test_user(
            self.env, "stranger", groups="sidecar.group_user", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        self.assertFalse(self.env[CUSTOMERS].with_user(stranger).search([("id", "=", row.id)]))

    def test_a_row_that_is_done_leaves_the_list(self):
        row = self.fetch(self.row(1, CUSTOMER))
        values = {"flow": "procountor.partner.import", "model": "res.partner", "state": "settled"}
        news = {"epoch": "e1", "logs": [], "last": "1", "more": False}
        self.env["sidecar.mirror"]._sidecar_take({**news, "entries": [entry(1, 1, **values)]})
        self.env.invalidate_all()
        self.assertEqual(row.state, "done")
        self.assertFalse(self.fetch())
