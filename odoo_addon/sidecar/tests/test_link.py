from unittest.mock import patch

from odoo.addons.sidecar.models.sidecar_gateway import Allowed
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests.common import new_test_user, tagged

from .common import SidecarCase
from .test_mirror import entry

KINDS = {"procuros.region": ("res.country", "Region"), "procuros.vendor": ("res.partner", "Vendor")}


def issue(external_id, kind="procuros.region", name="North"):
    missing = {"kind": kind, "external_id": external_id, "name": name, "model": KINDS[kind][0]}
    return {"code": "x.missing", "message": f"{name} is nothing in Odoo.", "params": {}, "missing": missing}


class LinkCase(SidecarCase):
    """Documents that came in and miss a region."""

    def setUp(self):
        super().setUp()
        self.use_connector()
        for name, value in (("_sidecar_link_kinds", lambda references: KINDS),):
            self.startPatcher(patch.object(type(self.env["sidecar.reference"]), name, value))
        gateway = type(self.env["sidecar.gateway"])
        self.startPatcher(patch.object(gateway, "_sidecar_allowed", lambda model: {"res.partner": Allowed(True)}))
        self.connection = self.env["sidecar.connection"].create({"name": "Test", "connector": "procuros"})
        self.connection.action_validate()
        self.commit()
        self.candidates, self.seq = [], 0
        self.sidecar.handlers["link/candidates"] = lambda params, ask: {"candidates": self.candidates}
        self.sidecar.handlers["entry/retry"] = lambda params, ask: {"retried": 1}
        self.finland = self.env.ref("base.fi")
        self.references = self.env["sidecar.reference"]

    def hold(self, id_, *issues, **values):
        self.seq += 1
        values = {"record": 0, "direction": "in", "connection": self.connection.key, "issues": list(issues), **values}
        row = entry(id_, self.seq, company_id=self.env.company.id, **values)
        news = {"epoch": "e1", "entries": [row], "logs": [], "last": str(self.seq), "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)
        return self.env["sidecar.entry"].search([("sidecar_id", "=", str(id_))])

    def dialog(self, action):
        self.assertEqual(action.get("res_model"), "sidecar.link", action)
        return self.env["sidecar.link"].browse(action["res_id"])


@tagged("post_install", "-at_install")
class TestLink(LinkCase):
    """What a record of the partner is in Odoo, as people say it from a document that waits for it."""

    def test_the_dialog_shows_what_is_missing_and_what_it_may_be(self):
        self.candidates = [{"record": self.finland.id, "name": "Finland", "reason": "name"}]
        held = self.hold(1, issue("77"))
        self.hold(2, issue("77"))
        self.assertTrue(held.can_link)
        dialog = self.dialog(held.action_link())
        self.assertEqual((dialog.kind_name, dialog.name, dialog.external_id), ("Region", "North", "77"))
        self.assertEqual((dialog.held_count, dialog.left_count, dialog.why), (2, 0, "North is nothing in Odoo."))
        self.assertEqual(dialog.candidate_ids.mapped("reason"), ["Equal name"])
        asked = self.sidecar.params("link/candidates")[0]
        self.assertEqual((asked["connection"], asked["kind"]), (self.connection.key, "procuros.region"))

    def test_one_choice_frees_every_document_that_waits_for_it(self):
        self.candidates = [{"record": self.finland.id, "name": "Finland", "reason": "name"}]
        held = self.hold(1, issue("77"))
        self.hold(2, issue("77"), issue("78", name="South"))
        self.hold(3, issue("78", name="South"))
        self.hold(4, issue("77"), state="settled")
        dialog = self.dialog(held.action_link())
        self.dialog(dialog.candidate_ids.action_choose())
        self.assertTrue(dialog.candidate_ids.is_chosen)
        action = dialog.action_apply()
        self.assertEqual(self.references._sidecar_mapped(self.connection.key, "procuros.region"), {"77"})
        link = self.references.search([("external_id", "=", "77")])
        self.assertEqual((link.model, link.record, link.number), ("res.country", self.finland.id, "North"))
        self.assertTrue(link.is_mapping and not link.is_arrival)
        self.assertEqual(sorted(self.sidecar.params("entry/retry")[0]["entries"]), [1, 2])
        self.assertIn("tried again: 2", action["params"]["message"])

    def test_after_one_record_the_dialog_asks_for_the_next(self):
        held = self.hold(1, issue("77"), issue("78", name="South"))
        first = self.dialog(held.action_link())
        self.assertEqual(first.left_count, 1)
        with self.assertRaisesRegex(UserError, "Choose what North is"):
            first.action_apply()
        first.record = self.finland.id
        second = self.dialog(first.action_apply())
        self.assertEqual((second.external_id, second.left_count), ("78", 0))
        second.record = self.finland.id
        second.action_apply()
        linked = self.references.search([("connection", "=", self.connection.key)])
        self.assertEqual(sorted(linked.mapped("external_id")), ["77", "78"], "one record of Odoo may be several")

    def test_what_somebody_linked_meanwhile_is_only_tried_again(self):
        held = self.hold(1, issue("77"))
        self.references._sidecar_map(self.connection.key, "procuros.region", "77", self.finland.id)
        action = held.action_link()
        self.assertIn("tried again", action["params"]["message"])
        self.assertEqual(self.sidecar.params("entry/retry"), [{"entries": [1]}])

    def test_a_service_that_proposes_nothing_yet_leaves_the_choice(self):
        del self.sidecar.handlers["link/candidates"]
        dialog = self.dialog(self.hold(1, issue("77")).action_link())
        self.assertFalse(dialog.candidate_ids)

    def test_a_document_that_misses_nothing_says_so(self):
        held = self.hold(1, {"code": "x", "message": "Wrong."})
        self.assertFalse(held.can_link)
        with self.assertRaisesRegex(UserError, "No record is missing"):
            held.action_link()

    def test_a_cause_leads_to_the_same_dialog(self):
        self.hold(1, issue("77"), cause="missing|77", cause_text="North is nothing in Odoo.")
        self.hold(2, {"code": "x", "message": "Wrong."}, cause="x", cause_text="Wrong.")
        self.env["sidecar.cause"]._sidecar_update([])
        causes = {cause.key: cause for cause in self.env["sidecar.cause"].search([])}
        self.assertFalse(causes["x"].can_link)
        self.assertTrue(causes["missing|77"].can_link)
        self.assertEqual(self.dialog(causes["missing|77"].action_link()).external_id, "77")


@tagged("post_install", "-at_install")
class TestMapping(LinkCase):
    """The lines of a mapping table, and what flows make of them."""

    def bring(self, record, external_id):
        values = {"model": "res.partner", "connection": self.connection.key, "flow": "procuros.vendor"}
        return self.references.bring(**values, record=record, external_id=external_id, entry=1)["changed"]

    def test_two_ids_of_the_partner_may_be_one_record(self):
        partner = self.env.ref("base.main_partner").id
        for external_id in ("7", "8"):
            self.references._sidecar_map(self.connection.key, "procuros.vendor", external_id, partner)
        self.assertFalse(self.bring(partner, "7"), "a flow leaves what a person said")
        self.assertFalse(self.bring(partner, "8"))
        links = self.references.search([("flow", "=", "procuros.vendor")])
        self.assertEqual(sorted(links.mapped("external_id")), ["7", "8"])

    def test_a_person_corrects_what_a_flow_wrote(self):
        wrong, right = self.env["res.partner"].create([{"name": "Wrong"}, {"name": "Right"}])
        self.assertTrue(self.bring(wrong.id, "7"))
        self.references._sidecar_map(self.connection.key, "procuros.vendor", "7", right.id)
        link = self.references.search([("flow", "=", "procuros.vendor")])
        self.assertEqual((link.record, link.is_mapping), (right.id, True))

    def test_nobody_writes_links_without_the_right(self):
        clerk = new_test_user(self.env, "clerk", groups="sidecar.group_user")
        references = self.references.with_user(clerk)
        self.assertFalse(references._sidecar_may_link("procuros.region"))
        with self.assertRaises(AccessError):
            references._sidecar_map(self.connection.key, "procuros.region", "77", self.finland.id)
        dialog = self.dialog(self.hold(1, issue("77")).with_user(clerk).action_link()).with_user(clerk)
        self.assertFalse(dialog.may_link)

    def test_a_line_without_its_parts_is_refused(self):
        granted = patch.object(type(self.references), "check_access_rights", lambda *a, **k: True, create=True)
        values = {"flow": "procuros.region", "external_id": "77", "connection": self.connection.key}
        with granted, self.assertRaisesRegex(ValidationError, "Choose what 77 is"):
            self.references._sidecar_by_hand(dict(values))
        filled = self.references._sidecar_by_hand({**values, "record": self.finland.id})
        self.assertEqual((filled["model"], filled["company_id"]), ("res.country", self.env.company.id))
        with self.assertRaisesRegex(ValidationError, "no validated connector"):
            self.references._sidecar_by_hand({**values, "record": 1, "connection": "of another company"})
