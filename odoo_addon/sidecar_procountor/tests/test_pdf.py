import base64
from unittest.mock import patch

from odoo.tests.common import tagged

from .common import ProcountorCase

PRINTED = b"%PDF-1.7 printed"


@tagged("post_install", "-at_install")
class TestPdf(ProcountorCase):
    """The PDF that goes along."""

    def setUp(self):
        super().setUp()
        self.rendered = []
        report = type(self.env["ir.actions.report"])

        def render(model, report_ref, res_ids=None, data=None):
            self.rendered.append((report_ref, res_ids))
            return PRINTED, "pdf"

        self.startPatcher(patch.object(report, "_render_qweb_pdf", render))

    def test_it_is_printed_only_when_it_is_read(self):
        invoice = self.make_invoice()
        invoice.read(["name", "procountor_state", "procountor_invoice_id"])
        self.assertEqual(self.rendered, [])
        self.assertEqual(base64.b64decode(invoice.procountor_pdf), PRINTED)
        self.assertEqual(self.rendered, [("account.account_invoices", invoice.ids)])

    def test_the_one_the_customer_got_is_taken(self):
        invoice = self.make_invoice()
        sent = base64.b64encode(b"%PDF-1.7 sent")
        self.env["ir.attachment"].create(
            {
                "name": "INV.pdf",
                "res_model": "account.move",
                "res_id": invoice.id,
                "res_field": "invoice_pdf_report_file",
                "datas": sent,
            }
        )
        invoice.invalidate_recordset()
        self.assertEqual(invoice.procountor_pdf, sent)
        self.assertEqual(self.rendered, [])
