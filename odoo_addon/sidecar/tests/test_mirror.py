from lxml import etree
from odoo.addons.sidecar.talk import Talk
from odoo.addons.sidecar.wire.testing import Refusal
from odoo.tests.common import new_test_user, tagged

from .common import SidecarCase


def entry(id_, seq, **values):
    row = {
        "id": id_,
        "seq": seq,
        "flow": "procuros.order.send",
        "connection": "k",
        "company_id": 1,
        "model": "res.partner",
        "record": 1,
        "record_name": "P00001",
        "revision": 1,
        "state": "quarantined",
        "status": "issues",
        "in_doubt": False,
        "cause": "gtin:1",
        "cause_text": "GTIN unknown",
        "issues": [{"code": "x.y", "message": "No barcode.", "model": "res.partner", "record": 1, "record_name": "P"}],
        "created_at": "2025-03-10T10:00:00Z",
        "updated_at": "2025-03-10T10:00:00.250Z",
    }
    return {**row, **values}


def log(id_, seq, **values):
    row = {"id": id_, "seq": seq, "entry": 1, "level": "info", "message": "sent", "at": "2025-03-10T10:00:00Z"}
    return {**row, "company_id": 1, "flow": "procuros.order.send", "has_request": True, **values}


@tagged("post_install", "-at_install")
class TestMirror(SidecarCase):
    """The copies of ledger and log."""

    def setUp(self):
        super().setUp()
        self.pages = [([entry(1, 1)], [log(1, 2)])]
        self.epoch = "e1"
        self.sidecar.handlers["mirror/since"] = self.news
        self.sidecar.handlers["service/health"] = lambda params, ask: {"status": "ok"}

    def news(self, params, ask):
        entries, logs = self.pages.pop(0) if self.pages else ([], [])
        last = f"pos-{len(self.sidecar.params('mirror/since'))}"
        return {"epoch": self.epoch, "entries": entries, "logs": logs, "last": last, "more": bool(self.pages)}

    def run_mirror(self):
        self.env["sidecar.service"]._sidecar_call("service/health", {})
        self.commit()

    def test_a_text_that_postgresql_cannot_hold_stops_nothing(self):
        issue = {"code": "x.y", "message": "Not \x00 a text.", "value": "Apple\x00juice", "model": None}
        dirty = {"cause_text": "Not \x00 a text.", "issues": [issue], "failure": {"code": "x", "message": "\x00"}}
        self.pages = [([entry(1, 1, **dirty)], [log(1, 2, message="Apple\x00juice")])]
        self.run_mirror()
        held = self.env["sidecar.entry"].search([])
        self.assertEqual(held.cause_text, "Not \ufffd a text.")
        self.assertEqual(held.issues[0]["value"], "Apple\ufffdjuice")
        self.assertEqual(self.env["sidecar.log"].search([]).message, "Apple\ufffdjuice")

    def test_entries_and_logs_are_copied_page_by_page(self):
        self.pages.append(([entry(2, 3, state="settled", status="sent")], []))
        self.run_mirror()
        entries = self.env["sidecar.entry"].search([], order="seq")
        self.assertEqual(entries.mapped("shown"), ["issues", "sent"])
        self.assertEqual(entries[0].company_id, self.env.ref("base.main_company"))
        self.assertIn("No barcode.", entries[0].issue_html)
        self.assertEqual(entries[0].log_ids.message, "sent")
        asked = self.sidecar.params("mirror/since")
        self.assertEqual([page["after"] for page in asked], [None, "pos-1"])
        self.run_mirror()
        self.assertEqual(self.sidecar.params("mirror/since")[-1]["after"], "pos-2")

    def test_an_older_word_never_overwrites_a_newer_one(self):
        self.pages = [([entry(1, 5, state="settled", status="sent")], [])]
        self.run_mirror()
        self.pages = [([entry(1, 4), entry(1, 3)], [])]
        self.run_mirror()
        self.assertEqual(self.env["sidecar.entry"].search([]).state, "settled")

    def test_a_new_ledger_starts_the_copies_anew(self):
        self.run_mirror()
        self.epoch, self.pages = "e2", [([entry(9, 1)], [])]
        self.run_mirror()
        self.assertEqual(self.env["sidecar.entry"].search([]).mapped("sidecar_id"), ["9"])

    def test_a_company_that_is_gone_does_not_stop_it(self):
        self.pages = [([entry(1, 1, company_id=99999)], [])]
        self.run_mirror()
        self.assertFalse(self.env["sidecar.entry"].search([]).company_id)

    def test_a_sidecar_that_fails_after_the_commit_reaches_nobody(self):
        def refuse(params, ask):
            raise Refusal("internal.failure")

        self.sidecar.handlers["mirror/since"] = refuse
        self.sidecar.handlers["entry/settled"] = refuse
        self.env["sidecar.service"]._sidecar_call("service/health", {})
        Talk.of(self.env).delivered.append(1)
        self.commit()
        self.assertEqual(self.sidecar.params("entry/settled"), [{"entries": [1]}])

    def test_a_rolled_back_call_is_mirrored_too(self):
        self.env["sidecar.service"]._sidecar_call("service/health", {})
        self.commit_with("rolled_back")
        self.assertEqual(len(self.env["sidecar.entry"].search([])), 1)
        self.assertFalse(self.sidecar.params("entry/settled"))

    def test_the_exact_json_is_fetched_when_a_log_is_opened(self):
        half = {"headers": [["Authorization", "•••"]], "body": '{"a":1}', "truncated": False}
        self.sidecar.handlers["log/show"] = lambda params, ask: {"id": params["log"], "request": half, "response": None}
        self.run_mirror()
        row = self.env["sidecar.log"].search([])
        self.assertEqual(row.request_body, 'Authorization: •••\n\n{\n  "a": 1\n}')
        self.assertFalse(row.response_body)
        self.assertEqual(self.sidecar.params("log/show")[0], {"log": 1})

    def test_a_log_opens_although_the_service_is_down(self):
        self.run_mirror()
        del self.sidecar.handlers["session/hello"]
        row = self.env["sidecar.log"].search([])
        self.assertIn("Not available", row.request_body)

    def test_the_ledger_is_told_what_people_decide(self):
        for method in ("entry/retry", "entry/ignore", "entry/resolve", "entry/elsewhere"):
            self.sidecar.handlers[method] = lambda params, ask: {}
        self.run_mirror()
        row = self.env["sidecar.entry"].search([])
        row.action_retry()
        row.action_retry_cause()
        self.assertEqual(self.sidecar.params("entry/retry"), [{"entries": [1]}, {"cause": "gtin:1"}])
        for action, method in (
            (row.action_ignore, "entry/ignore"),
            (row.action_resolve_sent, "entry/resolve"),
            (row.action_elsewhere, "entry/elsewhere"),
        ):
            context = action()["context"]
            self.env["sidecar.reason"].with_context(**context).create(
                {"reason": "by mail", "number": "7"}
            ).action_apply()
            self.assertIn("by mail", self.sidecar.params(method)[0]["reason"])
        self.assertIs(self.sidecar.params("entry/resolve")[0]["sent"], True)

    def test_sent_elsewhere_takes_the_partner_s_id_along_where_it_is_known(self):
        self.sidecar.handlers["entry/elsewhere"] = lambda params, ask: {}
        self.run_mirror()
        context = self.env["sidecar.entry"].search([]).action_elsewhere()["context"]
        dialog = self.env["sidecar.reason"].with_context(**context)
        for more in ({}, {"external_id": "81234"}):
            dialog.create({"reason": "by mail", "number": "7", **more}).action_apply()
        without, known = self.sidecar.params("entry/elsewhere")
        self.assertNotIn("external_id", without)
        self.assertEqual((known["external_id"], known["number"]), ("81234", "7"))
        arch = etree.fromstring(dialog.get_view(view_type="form")["arch"])
        [field] = arch.xpath("//field[@name='external_id']")
        self.assertIn("'elsewhere'", field.get("invisible"))
        self.assertFalse(field.get("required"))

    def test_people_see_their_companies_only_and_write_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.pages = [([entry(1, 1), entry(2, 2, company_id=other.id)], [log(1, 3), log(2, 4, company_id=other.id)])]
        self.run_mirror()
        user = new_test_user(self.env, "clerk", groups="sidecar.group_user", company_id=1, company_ids=[(6, 0, [1])])
        for model in ("sidecar.entry", "sidecar.log"):
            rows = self.env[model].with_user(user).search([])
            self.assertEqual(rows.mapped("sidecar_id"), ["1"])
            with self.assertRaisesRegex(Exception, "modify|not allowed|access"):
                rows.write({"record_name": "x"})
