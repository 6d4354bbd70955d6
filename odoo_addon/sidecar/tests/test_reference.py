from datetime import datetime
from unittest.mock import patch

from odoo.addons.sidecar.models.sidecar_gateway import Allowed
from odoo.tests.common import tagged

from .common import SidecarCase


@tagged("post_install", "-at_install")
class TestReference(SidecarCase):
    """What Odoo keeps of a partner's ids, status and times."""

    def setUp(self):
        super().setUp()
        model = type(self.env["sidecar.gateway"])
        self.startPatcher(patch.object(model, "_sidecar_allowed", lambda gateway: {"res.partner": Allowed(True)}))
        self.references = self.env["sidecar.reference"]
        self.key = {"model": "res.partner", "record": self.env.ref("base.main_partner").id, "connection": "k"}

    def bring(self, flow, **values):
        return self.references.bring(**self.key, flow=flow, entry=1, **values)["changed"]

    def test_status_and_time_are_kept_until_others_are_told(self):
        self.assertTrue(self.bring("register.note.send", external_id="9001", status="UNFINISHED"))
        reference = self.references.search([("connection", "=", "k")])
        self.assertEqual((reference.status, reference.sent_at), ("UNFINISHED", False))
        self.assertTrue(self.bring("register.note.send", external_id="9001", sent_at="2026-03-02T08:15:00.120Z"))
        self.assertEqual((reference.status, reference.sent_at), ("UNFINISHED", datetime(2026, 3, 2, 8, 15)))
        self.assertFalse(self.bring("register.note.send", external_id="9001"))
        self.assertFalse(
            self.bring(
                "register.note.send", external_id="9001", status="UNFINISHED", sent_at="2026-03-02T08:15:00.120Z"
            )
        )
        self.assertTrue(self.bring("register.note.send", external_id="9001", status="SENT"))
        self.assertEqual(reference.status, "SENT")

    def test_a_record_has_one_id_of_each_kind(self):
        self.bring("register.customer", external_id="7001")
        self.bring("register.supplier", external_id="8001")
        found = self.references.search([("connection", "=", "k")], order="flow")
        self.assertEqual(found.mapped("external_id"), ["7001", "8001"])

    def test_sent_times_can_be_searched(self):
        self.bring("register.note.send", external_id="9001", sent_at="2026-03-02T08:15:00Z")
        within = [("sent_at", ">=", "2026-03-02 08:15:00"), ("sent_at", "<", "2026-03-02 08:15:01")]
        self.assertEqual(self.references.search(within).external_id, "9001")
