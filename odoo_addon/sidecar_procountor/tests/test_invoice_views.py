from lxml import etree
from odoo.tests.common import tagged
from odoo.tools.safe_eval import safe_eval

from .common import ProcountorCase

READ = ("move_type", "state", "procountor_state", "procountor_is_used")


@tagged("post_install", "-at_install")
class TestInvoiceViews(ProcountorCase):
    """Which buttons an invoice shows, and what its list offers."""

    def setUp(self):
        super().setUp()
        view = self.env.ref("account.view_move_form")
        self.form = etree.fromstring(self.env["account.move"].get_view(view.id, "form")["arch"])

    def shown(self, move):
        """The names of Procountor's buttons that this document shows."""
        values = {name: move[name] for name in READ}
        buttons = self.form.xpath("//header/button[starts-with(@name, 'action_procountor_')]")
        hidden = {button.get("name"): safe_eval(button.get("invisible"), dict(values)) for button in buttons}
        return {name.removeprefix("action_procountor_") for name, is_hidden in hidden.items() if not is_hidden}

    def test_a_posted_invoice_is_sent_and_payments_are_fetched_only_afterwards(self):
        move = self.make_invoice(post=False)
        self.assertEqual(self.shown(move), set())
        move.action_post()
        self.assertEqual(self.shown(move), {"send", "preview", "elsewhere"})
        self.mark_sent(move)
        self.assertEqual(self.shown(move), {"fetch_payments", "preview"})
        move.button_draft()
        self.assertNotIn("fetch_payments", self.shown(move))

    def test_a_credit_note_is_sent_and_has_no_payments(self):
        note = self.make_invoice(move_type="out_refund")
        self.assertIn("send", self.shown(note))
        self.mark_sent(note)
        self.assertEqual(self.shown(note), {"preview"})

    def test_a_bill_and_a_company_without_connector_show_nothing(self):
        self.assertEqual(self.shown(self.make_invoice(post=False, move_type="in_invoice")), set())
        move = self.make_invoice()
        connections = self.env["sidecar.connection"].search([("connector", "=", "procountor")])
        connections.action_draft()
        connections.unlink()
        move.invalidate_recordset()
        self.assertEqual(self.shown(move), set())

    def test_the_notice_stands_there_once(self):
        self.assertEqual(len(self.form.xpath("//field[@name='sidecar_notice']")), 1)
        self.assertEqual(len(self.form.xpath("//field[@name='procountor_banner']")), 1)

    def test_list_filter_and_actions(self):
        moves = self.env["account.move"]
        arch = moves.get_view(self.env.ref("account.view_out_invoice_tree").id, "list")["arch"]
        self.assertIn("procountor_state", arch)
        arch = moves.get_view(self.env.ref("account.view_account_invoice_filter").id, "search")["arch"]
        [found] = etree.fromstring(arch).xpath("//filter[@string='Not sent to Procountor']")
        self.assertEqual(safe_eval(found.get("domain")), [("procountor_state", "=", "not_sent")])
        names = {action["name"] for action in self.env["ir.actions.actions"].get_bindings("account.move")["action"]}
        self.assertLessEqual({"Send selected invoices to Procountor", "Fetch Procountor Payments"}, names)
