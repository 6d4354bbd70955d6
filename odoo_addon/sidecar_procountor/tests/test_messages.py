import re

from odoo.tests.common import tagged

from .common import ProcountorCase

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@tagged("post_install", "-at_install")
class TestMessages(ProcountorCase):
    """What the connector's codes mean to people."""

    def test_every_sentence_takes_its_values(self):
        messages = self.env["sidecar.messages"]
        found = {code: text for code, text in messages._sidecar_templates().items() if code.startswith("procountor.")}
        self.assertGreater(len(found), 50)
        for code, text in found.items():
            params = {name: f"<{name}>" for name in PLACEHOLDER.findall(text)}
            sentence = messages._sidecar_message(code, "fallback", params)
            self.assertNotEqual(sentence, "fallback", code)
            self.assertNotIn("%%", sentence)
            for value in params.values():
                self.assertIn(value, sentence, code)

    def test_an_issue_of_a_bill_names_account_and_repair(self):
        issue = {"code": "procountor.bill.account_missing", "message": "…", "params": {"account": "4000"}}
        row = self.env["sidecar.messages"]._sidecar_issue(issue)
        self.assertEqual(row["message"], "There is no account 4000 in Odoo.")
        self.assertIn("4000", row["repair"])

    def test_every_flow_has_a_name(self):
        kinds = self.env["sidecar.messages"]._sidecar_kinds()
        flows = "invoice.send partner.send product.send payment.pull bill.pull partner.import product.import".split()
        self.assertEqual([flow for flow in flows if f"procountor.{flow}" not in kinds], [])
