from odoo import api, models

READABLE = (
    "account.journal",
    "account.payment.term",
    "account.payment.term.line",
    "account.tax",
    "account.account",
    "delivery.carrier",
    "stock.move",
)
BILL = (
    "move_type",
    "partner_id",
    "ref",
    "name",
    "invoice_date",
    "currency_id",
    "invoice_origin",
    "invoice_payment_term_id",
    "invoice_line_ids",
    "procuros_credit_note_reason",
)
BILL_LINE = (
    "name",
    "quantity",
    "price_unit",
    "discount",
    "product_id",
    "product_uom_id",
    "purchase_line_id",
    "tax_ids",
    "account_id",
)
REVERSAL = ("date", "reason", "journal_id", "move_ids", "company_id")


class SidecarGateway(models.AbstractModel):
    """What the documents of vendors become: receipts, bills and credit notes."""

    _inherit = "sidecar.gateway"

    @api.model
    def _sidecar_allowed(self):
        allowed = super()._sidecar_allowed()
        for model in READABLE:
            self._sidecar_allow(allowed, model)
        self._sidecar_allow(allowed, "account.move", writable=BILL)
        self._sidecar_allow(allowed, "account.move.line", writable=BILL_LINE)
        self._sidecar_allow(allowed, "account.move.reversal", writable=REVERSAL, methods=["refund_moves"])
        self._sidecar_allow(
            allowed,
            "stock.picking",
            writable=["carrier_id", "carrier_tracking_ref"],
            methods=["_procuros_prepare", "_procuros_take_back"],
        )
        return allowed
