from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.addons.sidecar.models.sidecar_gateway import Allowed
from odoo.tests.common import tagged
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure

from .common import SidecarCase

FLOW = "procuros.order.send"


@tagged("post_install", "-at_install")
class TestTwoAtOnce(SidecarCase):
    """Two transactions bring the same: the second cannot see the first, is tried again by Odoo and shows no error."""

    def setUp(self):
        super().setUp()
        model = type(self.env["sidecar.gateway"])
        allowed = {"res.partner": Allowed(True)}
        self.startPatcher(patch.object(model, "_sidecar_allowed", lambda gateway: allowed))
        self.record = self.env.ref("base.main_partner").id
        self.addCleanup(self.forget)

    def forget(self):
        with self.registry.cursor() as cursor:
            for table in ("sidecar_reference", "sidecar_answer"):
                cursor.execute(f"DELETE FROM {table} WHERE model = 'res.partner' AND flow = %s", [FLOW])

    @contextmanager
    def two(self):
        """
        :return: two environments; the second has begun before whatever the first does
        """
        with self.registry.cursor() as first, self.registry.cursor() as second:
            second.execute("SELECT 1")
            yield api.Environment(first, SUPERUSER_ID, {}), api.Environment(second, SUPERUSER_ID, {})
            second.rollback()

    def test_a_reference(self):
        key = {"model": "res.partner", "record": self.record, "connection": "k", "flow": FLOW}
        with self.two() as (first, second):
            self.assertTrue(first["sidecar.reference"].bring(**key, external_id="tx-1", entry=1)["changed"])
            first.cr.commit()
            with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
                second["sidecar.reference"].bring(**key, external_id="tx-1", entry=1)
            second.cr.rollback()
            self.assertFalse(second["sidecar.reference"].bring(**key, external_id="tx-1", entry=1)["changed"])

    def test_an_answer(self):
        answer = ("res.partner", self.record, FLOW, "sent tx-1")
        with self.two() as (first, second):
            first["sidecar.answer"]._sidecar_begin(*answer)
            first.cr.commit()
            with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
                second["sidecar.answer"]._sidecar_begin(*answer)
