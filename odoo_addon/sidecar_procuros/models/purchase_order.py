from odoo import api, models

FLOW = "procuros.order.send"
SENDABLE = ("draft", "sent", "purchase", "done")


class PurchaseOrder(models.Model):
    _name = "purchase.order"
    _inherit = ["purchase.order", "procuros.document"]

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
