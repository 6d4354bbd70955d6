from odoo import api, models

FLOW = "procuros.shipping_notice.send"
CUSTOMERS = ("customer", "transit")


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "procuros.document"]

    @api.model
    def _procuros_flows(self):
        return {
            FLOW: [
                ("state", "=", "done"),
                ("picking_type_id.code", "=", "outgoing"),
                ("location_dest_id.usage", "in", CUSTOMERS),
            ]
        }

    @api.model
    def _procuros_date_field(self):
        return "date_done"

    @api.model
    def _procuros_partner_fields(self):
        """A delivery is announced to the customer of its sales order, wherever the goods go."""
        return ["sale_id.partner_id", "sale_id.partner_id.commercial_partner_id"]

    @api.model
    def _procuros_partner_leaves(self):
        return [("procuros_send_shipping_notice", "=", True)]

    def action_procuros_send(self):
        """Send these deliveries to Procuros as SHIPPING_NOTICE transactions.

        :return: the notification that says what was sent, or the dialog with what is to mend
        :raises UserError: when the sidecar gave no answer
        """
        return self._sidecar_run(FLOW)
