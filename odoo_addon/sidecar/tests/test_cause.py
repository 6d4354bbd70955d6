from odoo.tests.common import new_test_user, tagged

from .common import SidecarCase
from .test_mirror import entry


@tagged("post_install", "-at_install")
class TestCause(SidecarCase):
    """People are told once for each cause, not for each document."""

    def setUp(self):
        super().setUp()
        self.use_connector()
        self.user = new_test_user(self.env, "resp", groups="sidecar.group_user", email="resp@example.com")
        self.connection = self.env["sidecar.connection"].create(
            {"name": "Test", "connector": "procuros", "responsible_id": self.user.id}
        )
        self.connection.action_validate()
        self.commit()
        self.alarms, self.seq = [], 0
        self.sidecar.handlers["schedule/tick"] = lambda params, ask: {"unit": None, "alarms": self.alarms}

    def mirror(self, id_, **values):
        self.seq += 1
        row = entry(id_, self.seq, record=id_, connection=self.connection.key, **values)
        news = {"epoch": "e1", "entries": [row], "logs": [], "last": str(self.seq), "more": False}
        self.env["sidecar.mirror"]._sidecar_take(news)

    def activities(self):
        domain = [("res_model", "=", "sidecar.connection"), ("res_id", "=", self.connection.id)]
        return self.env["mail.activity"].search(domain)

    def test_one_activity_for_all_documents_of_a_cause(self):
        for id_ in range(1, 38):
            self.mirror(id_)
        self.mirror(50, cause="gln:2", cause_text="The vendor has no GLN")
        mails = self.env["mail.mail"].search_count([])
        self.tick()
        activities = self.activities()
        self.assertEqual(len(activities), 2)
        self.assertEqual(activities.user_id, self.user)
        self.assertIn("37 documents: GTIN unknown", activities.mapped("summary"))
        self.assertEqual(self.env["mail.mail"].search_count([]), mails, "no mail for each")
        self.mirror(1, state="settled", status="sent")
        self.tick()
        self.assertIn("36 documents: GTIN unknown", self.activities().mapped("summary"))
        self.assertEqual(self.activities(), activities)

    def test_it_goes_when_the_cause_is_gone(self):
        self.mirror(1)
        self.tick()
        self.mirror(1, state="settled", status="sent")
        self.tick()
        self.assertFalse(self.activities())
        self.assertFalse(self.env["sidecar.cause"].search([]))
        self.assertIn("GTIN unknown", self.connection.message_ids[0].body)

    def test_what_a_person_has_ticked_off_comes_back_only_when_it_is_worse(self):
        self.mirror(1)
        self.tick()
        self.activities().action_feedback()
        self.tick()
        self.assertFalse(self.activities())
        self.mirror(2)
        self.tick()
        self.assertEqual(len(self.activities()), 1)

    def test_an_alarm_of_the_service_is_one_too(self):
        alarm = {"code": "service.stalled", "message": "Documents wait since noon.", "connection": self.connection.key}
        self.alarms = [{**alarm, "since": "2025-03-10T10:00:00Z"}]
        self.tick()
        self.tick()
        self.assertEqual(self.activities().mapped("summary"), ["Documents wait since noon."])
        self.alarms = []
        self.tick()
        self.assertFalse(self.activities())

    def test_one_mail_a_day_with_what_is_open(self):
        mails = self.env["mail.mail"]
        self.env["sidecar.cause"]._sidecar_mail()
        before = mails.search([])
        self.mirror(1)
        self.mirror(2)
        self.tick()
        self.env["sidecar.cause"]._sidecar_mail()
        mail = mails.search([]) - before
        self.assertEqual(mail.recipient_ids, self.user.partner_id)
        self.assertIn("2 documents", mail.subject)
        self.assertIn("GTIN unknown", mail.body_html)

    def test_all_documents_of_a_cause_are_tried_again(self):
        self.sidecar.handlers["entry/retry"] = lambda params, ask: {"retried": 2}
        self.mirror(1)
        self.mirror(2)
        self.tick()
        cause = self.env["sidecar.cause"].with_user(self.user).search([])
        self.assertEqual(cause.count, 2)
        self.assertEqual(self.env["sidecar.entry"].search_count(cause.action_documents()["domain"]), 2)
        cause.action_retry()
        self.assertEqual(self.sidecar.params("entry/retry"), [{"cause": "gtin:1"}])
