from lxml import etree
from odoo.tests.common import tagged

from .common import ProcurifyCase

KINDS = "account_code department location cost_center tax unit payment_term picking_type vendor item".split()


@tagged("post_install", "-at_install")
class TestViews(ProcurifyCase):
    """The views that carry the fields of Procurify load and hold them."""

    def test_the_forms_hold_their_fields(self):
        for model, names in (
            ("res.partner", ["procurify_id", "procurify_document_count"]),
            ("product.template", ["procurify_id"]),
            ("product.product", ["procurify_id", "procurify_document_count"]),
            ("purchase.order", ["procurify_number", "procurify_banner", "procurify_document_count"]),
            ("account.move", ["procurify_number", "procurify_banner", "procurify_document_count"]),
        ):
            arch = self.env[model].get_view(view_type="form")["arch"]
            for name in names:
                self.assertIn(f'"{name}"', arch, model)

    def test_lists_can_be_searched_by_it(self):
        for model, view, name in (
            ("account.move", "account.view_account_invoice_filter", "procurify"),
            ("purchase.order", "purchase.purchase_order_view_search", "procurify"),
            ("res.partner", "base.view_res_partner_filter", "procurify_vendors"),
            ("product.template", "product.product_template_search_view", "procurify_items"),
        ):
            arch = etree.fromstring(self.env.ref(view).get_combined_arch())
            [domain] = arch.xpath(f"//filter[@name='{name}']/@domain")
            self.assertEqual(domain, "[('procurify_id', '!=', False)]")
            self.env[model].search([("procurify_id", "!=", False)], limit=1)

    def test_every_setting_stands_on_the_form_and_says_what_it_does(self):
        # The whole view: some stand there for people in developer mode only.
        arch = etree.fromstring(self.env.ref("sidecar.sidecar_connection_view_form").get_combined_arch())
        shown = set(arch.xpath("//page[starts-with(@name, 'procurify_')]//field/@name"))
        settings = {name for name in self.connection._sidecar_saved_fields() if name.startswith("procurify_")}
        self.assertEqual(settings - shown, set())
        self.assertEqual([name for name in settings if not self.connection._fields[name].help], [])
        titles = arch.xpath("//page[starts-with(@name, 'procurify_')]/@string")
        self.assertEqual(titles, ["Connection", "Streams and options", "Mapping"])

    def test_each_kind_has_a_table_with_its_own_column(self):
        references = self.env["sidecar.reference"]
        pickers = references._sidecar_pickers()
        for kind in KINDS:
            action = self.env.ref(f"sidecar_procurify.procurify_{kind}_action")
            view = references.with_context(default_flow=f"procurify.{kind}").get_view(action.view_id.id, "list")
            picker = pickers[references._sidecar_link_kinds()[f"procurify.{kind}"][0]]
            self.assertIn(f'"{picker}"', view["arch"], kind)
