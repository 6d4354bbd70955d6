from lxml import etree
from odoo.tests.common import tagged

from .common import ProcountorCase


@tagged("post_install", "-at_install")
class TestViews(ProcountorCase):
    """The views that carry the fields of Procountor load and hold them."""

    def test_the_forms_hold_their_fields(self):
        for model, names in (
            ("res.partner", ["procountor_customer_id", "procountor_supplier_id", "procountor_invoice_channel"]),
            ("product.template", ["procountor_id"]),
            ("product.product", ["procountor_id"]),
            ("uom.uom", ["procountor_unit"]),
            ("account.fiscal.position", ["procountor_vat_status_id", "procountor_vat_country_id"]),
            ("account.tax", ["procountor_vat_status_id"]),
            ("account.analytic.account", ["procountor_dimension_item"]),
            ("account.payment", ["procountor_payment_event_id"]),
            ("res.company", ["procountor_connection_id"]),
        ):
            arch = self.env[model].get_view(view_type="form")["arch"]
            for name in names:
                self.assertIn(name, arch, model)

    def test_every_setting_stands_on_the_form_and_says_what_it_does(self):
        # The whole view: some stand there for people in developer mode only.
        arch = etree.fromstring(self.env.ref("sidecar.sidecar_connection_view_form").get_combined_arch())
        shown = set(arch.xpath("//page[starts-with(@name, 'procountor_')]//field/@name"))
        settings = {name for name in self.connection._sidecar_saved_fields() if name.startswith("procountor_")}
        self.assertEqual(settings - shown, set())
        silent = [name for name in settings if not self.connection._fields[name].help]
        self.assertEqual(silent, [])
        titles = arch.xpath("//page[starts-with(@name, 'procountor_')]/@string")
        self.assertEqual(titles, ["Connection", "Sending options", "Fetching options"])

    def test_the_status_of_a_tax_stands_on_its_advanced_tab(self):
        arch = etree.fromstring(self.env["account.tax"].get_view(view_type="form")["arch"])
        self.assertTrue(arch.xpath("//page[@name='advanced_options']//field[@name='procountor_vat_status_id']"))

    def test_the_company_chooses_on_its_tab_integration(self):
        arch = etree.fromstring(self.env["res.company"].get_view(view_type="form")["arch"])
        self.assertTrue(arch.xpath("//page[@string='Integration']//field[@name='procountor_connection_id']"))
