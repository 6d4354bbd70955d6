from datetime import datetime

from odoo.addons.sidecar import values
from odoo.tests.common import BaseCase, tagged


@tagged("post_install", "-at_install")
class TestValues(BaseCase):
    """Odoo's values on the wire."""

    def test_decimals_are_rounded_half_up_and_shortest(self):
        for value, digits, text in (
            (12.5, 2, "12.5"),
            (2.675, 2, "2.68"),
            (1.005, 2, "1.01"),
            (-2.675, 2, "-2.68"),
            (0.1 + 0.2, 2, "0.3"),
            (0.0, 2, "0"),
            (-0.001, 2, "0"),
            (100.0, 2, "100"),
            (1e22, 2, "10000000000000000000000"),
            (1e-7, None, "0.0000001"),
            (24, 0, "24"),
        ):
            self.assertEqual(values.decimal_text(value, digits), text)

    def test_empty_is_null_and_times_are_utc(self):
        self.assertIsNone(values.plain(False))
        self.assertIsNone(values.plain(""))
        self.assertIs(values.plain(False, is_boolean=True), False)
        self.assertEqual(values.plain(0, is_number=True), 0)
        self.assertEqual(values.plain(datetime(2025, 3, 10, 23, 30)), "2025-03-10T23:30:00Z")
        self.assertEqual(values.plain(datetime(2025, 3, 10, 23, 30, 1, 250900)), "2025-03-10T23:30:01.250Z")
        self.assertEqual(values.inside({"7": 50.0, "8": 33.33, "on": False}), {"7": 50, "8": "33.33", "on": False})

    def test_times_come_back(self):
        self.assertEqual(values.wire_time("2025-03-10T23:30:00Z"), datetime(2025, 3, 10, 23, 30))
        self.assertEqual(values.wire_time("2025-03-10T23:30:00+01:00"), datetime(2025, 3, 10, 22, 30))
        for nothing in (None, "", "22:06:13.920"):
            self.assertIsNone(values.wire_time(nothing))
