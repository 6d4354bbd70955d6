from odoo import api, fields, models

FLOW = "procuros.order.send"
RESPONSE = "procuros.order_response.receive"
SENDABLE = ("draft", "sent", "purchase", "done")


class PurchaseOrder(models.Model):
    _name = "purchase.order"
    _inherit = ["purchase.order", "procuros.document"]

    procuros_response_number = fields.Char(
        "Vendor's Answer",
        compute="_compute_procuros_response_number",
        help="The number of the vendor's latest answer that was taken over.",
    )

    @api.depends("state")
    def _compute_procuros_response_number(self):
        answers = self._sidecar_arrivals(RESPONSE)
        for order in self:
            answer = answers.get(order.id)
            order.procuros_response_number = answer and (answer.number or answer.external_id)

    @api.model
    def _procuros_flows(self):
        return {FLOW: [("state", "in", SENDABLE)]}

    @api.model
    def _procuros_date_field(self):
        return "date_order"

    def action_procuros_send(self):
        """Send these orders to Procuros as ORDER transactions.

        :return: the notification that says what was sent, or the dialog with what is to mend
        :raises UserError: when the sidecar gave no answer
        """
        return self._sidecar_run(FLOW)
