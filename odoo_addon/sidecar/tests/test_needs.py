from odoo.addons.sidecar.talk import Talk
from odoo.tests.common import tagged

from .common import SidecarCase

FLOW = "register.note.send"
COUNTRY = {
    "code": "register.country",
    "severity": "error",
    "model": "res.partner",
    "message": "The customer has no country.",
    "params": {},
}


@tagged("post_install", "-at_install")
class TestNeeds(SidecarCase):
    """Records that the partner must know before a document may leave."""

    def test_what_was_sent_along_is_settled_with_the_document(self):
        self.env["sidecar.service"]._sidecar_call("service/health", {})
        outcome = {"model": "res.partner", "record": 1, "entry": 7, "state": "delivered", "status": "sent"}
        Talk.of(self.env).note([{**outcome, "needed": [5, 6]}, {**outcome, "entry": 8, "state": "pending"}])
        self.commit()
        self.assertEqual(self.sidecar.params("entry/settled"), [{"entries": [7, 5, 6]}])

    def test_the_preview_shows_what_would_be_sent_first(self):
        need = {
            "flow": "register.customer.send",
            "label": "Send customer",
            "model": "res.partner",
            "record": self.env.ref("base.main_partner").id,
            "record_name": "Deco <Addict>",
            "payload": {"code": "Deco"},
            "issues": [COUNTRY],
        }
        document = {"model": "res.partner", "record": 1, "record_name": "N42", "payload": {"code": "N42"}}
        shown = self.env["sidecar.preview"]._sidecar_show(FLOW, {**document, "needs": [need]})
        preview = self.env["sidecar.preview"].browse(shown["res_id"])
        self.assertIn("Deco &lt;Addict&gt;", preview.need_html)
        self.assertIn("The customer has no country.", preview.need_html)
        self.assertIn("Deco", preview.need_html)
        alone = self.env["sidecar.preview"]._sidecar_show(FLOW, document)
        self.assertFalse(self.env["sidecar.preview"].browse(alone["res_id"]).need_html)

    def test_a_document_that_is_held_names_what_holds_it(self):
        issue = {"code": "need.held", "params": {"name": "Deco Addict", "reason": "It has no country."}}
        words = self.env["sidecar.messages"]._sidecar_issue(issue)["message"]
        self.assertEqual(words, "Deco Addict must be with the partner first. It has no country.")
