import re

from odoo.tests.common import tagged

from .common import ProcurifyCase

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
REASONS = (
    "vendor_missing vendor_ambiguous gl_account_missing gl_account_archived cost_center_missing currency_missing"
    " tax_unmapped duplicate_reference total_mismatch period_locked access_denied validation_error source_gone"
    " locked_target"
).split()


@tagged("post_install", "-at_install")
class TestMessages(ProcurifyCase):
    """What the connector's codes mean to people."""

    def test_every_sentence_takes_its_values(self):
        messages = self.env["sidecar.messages"]
        found = {code: text for code, text in messages._sidecar_templates().items() if code.startswith("procurify.")}
        self.assertGreater(len(found), 40)
        for code, text in found.items():
            params = {name: f"<{name}>" for name in PLACEHOLDER.findall(text)}
            sentence = messages._sidecar_message(code, "fallback", params)
            self.assertNotEqual(sentence, "fallback", code)
            for value in params.values():
                self.assertIn(value, sentence, code)

    def test_every_reason_says_what_to_do(self):
        templates = self.env["sidecar.messages"]._sidecar_templates()
        self.assertEqual([reason for reason in REASONS if f"procurify.{reason}.hint" not in templates], [])

    def test_every_flow_has_a_name(self):
        kinds = self.env["sidecar.messages"]._sidecar_kinds()
        flows = [f"procurify.{document}.pull" for document in ("vendor", "item", "requisition", "order", "bill")]
        self.assertEqual([flow for flow in flows if flow not in kinds], [])
