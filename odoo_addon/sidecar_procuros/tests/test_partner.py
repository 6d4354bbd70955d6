from odoo.tests.common import tagged

from ..gln import is_gln
from .common import ProcurosCase


@tagged("post_install", "-at_install")
class TestPartner(ProcurosCase):
    """The Procuros page of a contact."""

    def test_a_partner_of_procuros_is_asked_for_its_gln(self):
        self.assertFalse(self.vendor.procuros_reference_warning)
        self.vendor.ref = False
        self.assertIn("Enter the GLN", self.vendor.procuros_reference_warning)
        self.vendor.procuros_connection_id = False
        self.assertFalse(self.vendor.procuros_reference_warning)

    def test_a_mistyped_digit_is_seen(self):
        for wrong in ("4260123450022", "426012345002", "42601234500211", "K-4711", "٤٢٦٠١٢٣٤٥٠٠٢١"):
            self.vendor.ref = wrong
            self.assertIn(wrong, self.vendor.procuros_reference_warning)
            self.assertFalse(is_gln(wrong))

    def test_an_address_of_a_partner_is_looked_at_too(self):
        address = self.env["res.partner"].create({"name": "Ramp 2", "parent_id": self.vendor.id, "type": "delivery"})
        self.assertFalse(address.procuros_reference_warning, "an address may have none")
        address.ref = "4260123450022"
        self.assertIn("check digit", address.procuros_reference_warning)

    def test_two_partners_with_one_gln_are_told_apart_by_nobody(self):
        twin = self.env["res.partner"].create({"name": "Obsthof Zwilling", "ref": self.vendor.ref})
        self.assertIn("Obsthof Zwilling", self.vendor.procuros_reference_warning)
        self.assertFalse(twin.procuros_reference_warning, "it does not trade through Procuros")

    def test_each_company_has_its_own_connector_for_a_partner(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.assertFalse(self.vendor.with_company(other).procuros_connection_id)
        self.vendor.ref = "1"
        self.assertFalse(self.vendor.with_company(other).procuros_reference_warning)
        self.assertTrue(self.vendor.procuros_reference_warning)
