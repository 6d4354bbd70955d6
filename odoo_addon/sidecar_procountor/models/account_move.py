from odoo import api, fields, models
from odoo.addons.sidecar.models.sidecar_status import SHOWN

INVOICE = "procountor.invoice.send"
PAYMENT = "procountor.payment.pull"
BILL = "procountor.bill.pull"
# Odoo prints a PDF in a second or two, and a page of them must be read within the time of one call.
PRINTED_PAGE = 4
TYPES = ("out_invoice", "out_refund")
COMPARED = ("<", "<=", ">", ">=")


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "procountor.document"]

    procountor_invoice_id = fields.Char(
        "Procountor ID",
        compute="_compute_procountor",
        search="_search_procountor_invoice_id",
        help="The id that Procountor gave this document.",
    )
    procountor_invoice_number = fields.Char(
        "Procountor Number",
        compute="_compute_procountor",
        search="_search_procountor_invoice_number",
        help="The number that Procountor gave this document, which it prints. Odoo's own number goes along as original "
        "invoice number.",
    )
    procountor_status = fields.Char(
        "Status in Procountor",
        compute="_compute_procountor",
        search="_search_procountor_status",
        help="In Procountor's words, as it answered last. Payments can arrive there only once the invoice is approved.",
    )
    procountor_sent_date = fields.Datetime(
        "Sent to Procountor",
        compute="_compute_procountor",
        search="_search_procountor_sent_date",
        help="When Procountor took it. Start and end time of payment fetching are compared with this.",
    )
    procountor_state = fields.Selection(
        SHOWN, "Procountor", compute="_compute_procountor", search="_search_procountor_state"
    )
    procountor_banner = fields.Char(compute="_compute_procountor")
    procountor_is_used = fields.Boolean(compute="_compute_procountor_is_used")
    procountor_pdf = fields.Binary(compute="_compute_procountor_pdf", help="What is attached in Procountor.")

    # -- what is shown

    @api.depends("state", "company_id", "move_type", "invoice_date")
    def _compute_procountor(self):
        shown, references = self._sidecar_shown(INVOICE), self._sidecar_references(INVOICE)
        bills = self._sidecar_arrivals(BILL)
        due = set(self.filtered_domain(self._procountor_due_domain()).ids) if self.ids else set()
        for move in self:
            reference = references.get(move.id)
            known = reference or bills.get(move.id)
            move.procountor_invoice_id = known.external_id if known else False
            move.procountor_invoice_number = known.number if known else False
            move.procountor_status = known.status if known else False
            move.procountor_sent_date = reference.sent_at if reference else False
            move.procountor_banner = move._sidecar_banner("Procountor", reference, move.state == "cancel")
            move.procountor_state = shown.get(move.id) or (move.id in due and "not_sent")

    @api.depends("company_id")
    def _compute_procountor_is_used(self):
        # sudo: whether a company has a connector is for everybody who sees its invoices.
        connections = self.env["sidecar.connection"].sudo()
        domain = [("connector", "=", "procountor"), ("company_id", "in", self.company_id.ids)]
        companies = connections.search(domain).company_id
        for move in self:
            move.procountor_is_used = move.company_id in companies

    @api.model
    def _procountor_due_domain(self):
        """Posted customer invoices and credit notes of the present companies that are not older than is sent."""
        parts = [part for part in map(self._procountor_due_of, self.env.companies) if part]
        return ["|"] * (len(parts) - 1) + sum(parts, []) or [("id", "=", 0)]

    def _procountor_due_of(self, company):
        connection = self.env["sidecar.connection"]._sidecar_of("procountor", company)
        if not connection:
            return []
        return [
            *("&", "&", "&"),
            ("company_id", "=", company.id),
            ("move_type", "in", TYPES),
            ("state", "=", "posted"),
            ("invoice_date", ">=", connection.send_from),
        ]

    @api.model
    def _sidecar_page_size(self, flow):
        connection = self.env["sidecar.connection"]._sidecar_of("procountor", self.env.company)
        if flow == INVOICE and connection.procountor_send_pdf:
            return PRINTED_PAGE
        return super()._sidecar_page_size(flow)

    # -- what is found

    def _search_procountor_state(self, operator, value):
        wanted = self._sidecar_wanted(operator, value)
        states = [state for state in wanted if state and state != "not_sent"]
        found = self._sidecar_shown_domain(INVOICE, states)
        unknown = ["!", *self._sidecar_known_domain(INVOICE)]
        if "not_sent" in wanted:
            found = ["|", *found, "&", *unknown, *self._procountor_due_domain()]
        if False in wanted:
            found = ["|", *found, "&", *unknown, "!", *self._procountor_due_domain()]
        return found

    def _search_procountor_invoice_id(self, operator, value):
        return self._sidecar_reference_domain([INVOICE, BILL], operator, value)

    def _search_procountor_invoice_number(self, operator, value):
        return self._sidecar_reference_domain([INVOICE, BILL], operator, value, column="number")

    def _search_procountor_status(self, operator, value):
        return self._sidecar_reference_domain([INVOICE, BILL], operator, value, column="status")

    def _search_procountor_sent_date(self, operator, value):
        sent = "SELECT record FROM sidecar_reference WHERE model = %s AND flow = %s AND sent_at IS NOT NULL"
        params = [self._name, INVOICE]
        if operator in COMPARED:
            return self._sidecar_within(f"{sent} AND sent_at {operator} %s", [*params, value])
        # What is left of `=` and `!=`: sent or not. Nobody asks for the second in which one was.
        found = self._sidecar_within(sent, params)
        return found if operator in ("!=", "not in") else ["!", *found]

    # -- what people do

    def action_procountor_send(self):
        """Send these customer invoices and credit notes to Procountor.

        :return: the notification that says what was sent, or the dialog with what is to mend
        :raises UserError: when the sidecar gave no answer
        """
        return self._sidecar_run(INVOICE)

    def action_procountor_fetch_payments(self):
        """Fetch what was paid on these invoices in Procountor, and register it.

        :return: the notification that says what was registered, or the dialog with what is to mend
        :raises UserError: when the sidecar gave no answer
        """
        return self._sidecar_pull(PAYMENT)

    def action_procountor_preview(self):
        """Show what would leave for Procountor now."""
        return self._sidecar_preview(INVOICE)

    def action_procountor_elsewhere(self):
        """Note that this document reached Procountor on another way, so that it is never sent."""
        return self._sidecar_elsewhere(INVOICE)
