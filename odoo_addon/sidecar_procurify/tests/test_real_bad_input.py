import unittest
from datetime import datetime, timezone

from odoo.addons.sidecar.tests.real_service import BINARY
from odoo.tests.common import tagged
from odoo.tools import html2plaintext

from .books import BILL
from .real_service_case import NO_SERVICE, SECRET, RealServiceCase

VENDOR = "procurify.vendor.pull"


@tagged("post_install", "-at_install")
@unittest.skipUnless(BINARY, NO_SERVICE)
class TestRealBadInput(RealServiceCase):
    """What is wrong is named with reason, record and repair; mended, it goes on, and nothing else waits for it."""

    def setUp(self):
        super().setUp()
        self.make_tenant()
        self.make_counterparts()

    def held_for(self, code, *words, flow=BILL):
        """The one document that is held, for this reason alone, and says so in these words.

        :return: the document
        """
        held = self.held().filtered(lambda entry: entry.flow == flow)
        self.assertEqual(self.codes_of(held), [code])
        self.assertEqual(len(held), 1)
        told = html2plaintext(held.issue_html)
        for one in words:
            self.assertIn(one, told)
        self.assertTrue(held.cause_text)
        return held

    def retried(self, held):
        """Mended by hand, and *Retry* pressed."""
        self.settle()
        held.action_retry()
        self.commit()
        self.work()
        return self.bills()

    def test_a_vendor_that_was_renamed_renames_its_partner_unless_somebody_did_in_odoo(self):
        self.take_in()
        partner = self.env["res.partner"].search([("procurify_id", "=", str(self.vendor))])
        self.procurify("PUT", f"vendors/{self.vendor}", {"name": "Northwind Tools & Sons"})
        self.take_in("vendors")
        self.assertEqual(partner.name, "Northwind Tools & Sons")
        partner.name = "Northwind (tools)"
        self.settle()
        self.procurify("PUT", f"vendors/{self.vendor}", {"name": "Northwind Group"})
        self.take_in("vendors")
        self.assertEqual(partner.name, "Northwind (tools)", "what a person wrote stays")
        self.buy()
        self.take_in()
        self.assertEqual(self.bills().partner_id, partner, "it is found by its link, not by its name")

    def test_of_two_suppliers_of_one_name_a_person_chooses(self):
        one, other = self.env["res.partner"].create([{"name": "Harbor Steel", "supplier_rank": 1}] * 2)
        vendor = self.make("vendors", name="Harbor Steel", type=3)
        self.buy("HS-1", vendor=vendor)
        self.settle()
        self.take_in()
        held = self.held_for("procurify.vendor_ambiguous", "Harbor Steel", "Link what is missing", flow=VENDOR)
        self.held_for("procurify.vendor_missing", "Harbor Steel")
        dialog = self.env["sidecar.link"].browse(held.action_link()["res_id"])
        self.assertLessEqual({one.id, other.id}, set(dialog.candidate_ids.mapped("record")))
        dialog.procurify_partner_id = other
        dialog.action_apply()
        self.commit()
        self.work()
        self.assertEqual(self.bills().partner_id, other)
        self.assertFalse(self.held())

    def test_an_archived_account_is_told_from_a_missing_one(self):
        flag, off = ("deprecated", True) if "deprecated" in self.account._fields else ("active", False)
        self.account[flag] = off
        self.settle()
        self.buy()
        self.take_in()
        held = self.held_for("procurify.gl_account_archived", "6100 Shop supplies", "archived", "use again")
        self.account[flag] = not off
        self.assertEqual(self.retried(held).invoice_line_ids.account_id, self.account)

    def test_a_department_without_a_cost_center_is_named(self):
        center = self.centers["North"][0]
        center.active = False
        self.settle()
        self.buy()
        self.buy("NW-2", plant="South")
        self.take_in()
        self.assertEqual(self.bills().mapped("ref"), ["NW-2"])
        held = self.held_for("procurify.cost_center_missing", "Maintenance North")
        center.active = True
        self.assertEqual(self.retried(held).mapped("ref"), ["NW-1", "NW-2"])

    def test_a_currency_that_is_not_in_use_is_never_activated_by_itself(self):
        currency = self.env["res.currency"].with_context(active_test=False).search([("name", "=", "CAD")])
        currency.active = False
        self.settle()
        self.make("currencies", name="CAD", rate=1.35)
        self.buy(currency="CAD")
        self.take_in()
        held = self.held_for("procurify.currency_missing", "CAD", "Activate the currency CAD")
        self.assertFalse(currency.active)
        currency.active = True
        self.assertEqual(self.retried(held).currency_id, currency)

    def test_an_unknown_tax_is_chosen_once_for_all(self):
        item = {"description": "Torque wrench", "quantity": 2, "unit_cost": 50, "account": self.budget()}
        taxed = {"tax_name": "State", "tax_percentage": 8.25, "tax_amount": 8.25}
        for number in ("NW-1", "NW-2"):
            self.buy(number, items=[{**item, **taxed}])
        self.take_in()
        held = self.held()
        self.assertEqual((len(held), self.codes_of(held)), (2, ["procurify.tax_unmapped"]))
        self.assertIn("State", html2plaintext(held[0].issue_html))
        tax = self.make_tax("Sales tax of Washington", 8.25)
        self.settle()
        dialog = self.env["sidecar.link"].browse(held[0].action_link()["res_id"])
        dialog.procurify_tax_id = tax
        dialog.action_apply()
        self.commit()
        self.work()
        self.assertEqual(self.bills().invoice_line_ids.tax_ids, tax)
        self.assertEqual(self.bills().mapped("amount_total"), [108.25, 108.25])

    def test_a_bill_that_was_edited_after_posting_is_a_matter_for_a_person(self):
        number = self.buy()
        self.take_in()
        bill = self.bills()
        bill.action_post()
        self.settle()
        item = {"description": "Torque wrench", "quantity": 3, "unit_cost": 50, "account": self.budget()}
        self.procurify("PUT", f"bills/{number}", {"items": [item]})
        self.take_in("bills")
        self.held_for("procurify.locked_target", bill.name, "nothing was changed in Odoo")
        self.assertEqual((bill.state, bill.amount_untaxed), ("posted", 100))

    def test_an_order_follows_when_it_is_closed_and_reopened(self):
        line = {"name": "Torque wrench", "sku": "TW-10", "quantity": 2, "price": 50, "account": self.budget()}
        number = self.make("purchase-orders", vendor=self.vendor, items=[line])
        self.take_in()
        order = self.env["purchase.order"].search([("procurify_id", "=", str(number))])
        self.procurify("POST", f"purchase-orders/{number}/close", {})
        self.take_in()
        self.assertTrue(order.state == "done" or ("locked" in order._fields and order.locked))
        self.procurify("POST", f"purchase-orders/{number}/reopen", {})
        self.take_in()
        self.assertEqual(order.state, "purchase")
        self.assertFalse("locked" in order._fields and order.locked)
        self.assertFalse(self.held())

    def test_a_posting_date_in_a_closed_period_is_not_moved(self):
        self.company.fiscalyear_lock_date = "2026-03-31"
        self.settle()
        self.buy()
        self.buy("NW-2", invoice_date="2026-04-02", gl_post_date="2026-04-02")
        self.take_in()
        self.assertEqual(self.bills().mapped("ref"), ["NW-2"])
        held = self.held_for("procurify.period_locked", "2026-03-02", "2026-03-31", "reopen the period")
        self.company.fiscalyear_lock_date = False
        self.assertEqual(str(self.retried(held)[0].date), "2026-03-02")

    def test_a_bill_that_somebody_entered_by_hand_is_shown_and_not_doubled(self):
        self.take_in()
        partner = self.env["res.partner"].search([("procurify_id", "=", str(self.vendor))])
        own = self.make_bill(vendor=partner, ref="NW-1")
        self.settle()
        self.buy()
        self.take_in()
        held = self.held_for("procurify.duplicate_reference", "NW-1", "ignore this document")
        self.assertEqual(self.bills(), own)
        self.env["sidecar.reason"].with_context(**held.action_ignore()["context"]).create(
            {"reason": "Entered by hand (Anna)"}
        ).action_apply()
        self.commit()
        self.work()
        self.assertEqual(held.state, "dropped")
        self.take_in()
        self.assertEqual(self.bills(), own, "what was dismissed stays dismissed")

    def test_a_page_that_comes_twice_brings_nothing_twice_and_hides_nothing(self):
        self.connection.procurify_page_size = 2
        self.settle()
        self.procurify("PUT", "settings", {"lists": {"bills": {"repeat_page": {"2": 1}}}})
        for number in range(5):
            self.buy(f"NW-{number}")
        self.take_in()
        self.procurify("PUT", "settings", {"lists": {"bills": {"repeat_page": None}}})
        self.take_in()
        self.assertEqual(self.bills().mapped("ref"), [f"NW-{number}" for number in range(5)])

    def test_a_clock_that_is_ahead_hides_nothing(self):
        self.procurify("POST", "clock", {"seconds": 3600})
        self.buy()
        self.take_in()
        self.procurify("POST", "clock", {"now": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")})
        self.buy("NW-2")
        self.take_in()
        self.assertEqual(self.bills().mapped("ref"), ["NW-1", "NW-2"])

    def test_a_token_that_ends_between_two_pages_is_renewed(self):
        self.connection.procurify_page_size = 2
        self.settle()
        for number in range(5):
            self.buy(f"NW-{number}")
        expire = {"method": "POST", "path": "/expire"}
        self.procurify("POST", "hooks", {"list": "bills", "page": 1, "times": 1, "do": [expire]})
        self.take_in()
        self.assertEqual(self.bills().mapped("ref"), [f"NW-{number}" for number in range(5)])
        self.assertEqual(self.procurify("GET", "requests")["POST /oauth/token"], 2)

    def test_a_revoked_access_is_said_and_what_came_meanwhile_is_not_lost(self):
        self.take_in()
        self.procurify("PUT", "settings", {"client_secret": "another one"})
        self.procurify("POST", "expire", {})
        self.buy()
        words = self.take_in()
        self.assertIn("does not accept the credentials", words)
        self.assertNotIn(SECRET, words)
        self.assertFalse(self.bills())
        self.procurify("PUT", "settings", {"client_secret": SECRET})
        self.take_in()
        self.assertEqual(self.bills().ref, "NW-1")

    def test_a_bill_that_is_gone_when_it_is_read_is_kept_as_gone(self):
        number = self.buy()
        remove = {"method": "DELETE", "path": f"/bills/{number}"}
        self.procurify("POST", "hooks", {"list": "bills", "page": 1, "times": 1, "do": [remove]})
        self.take_in()
        self.held_for("procurify.source_gone", "Procurify does not have it any more")
        self.assertFalse(self.bills())

    def test_a_dry_run_goes_on_with_what_it_would_have_made(self):
        line = {"name": "Torque wrench", "sku": "TW-10", "quantity": 2, "price": 50, "account": self.budget()}
        self.make("purchase-orders", vendor=self.vendor, items=[line])
        self.buy()
        self.buy("NW-2", code="7790")
        rehearsal = self.env["sidecar.rehearsal"].browse(self.connection.action_dry_run()["res_id"])
        self.commit()
        found = {(line.name, line.outcome) for line in rehearsal.line_ids if line.name.startswith(("ORDER", "BILL"))}
        self.assertEqual(found, {("ORDER PO-301", "created"), ("BILL NW-1", "created"), ("BILL NW-2", "held")})
        self.assertFalse(self.env["purchase.order"].search([("procurify_id", "!=", False)]))
