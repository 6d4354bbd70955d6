from odoo import api, models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "procuros.arrival"]

    @api.model
    def _procuros_arrival_flows(self):
        return ["procuros.shipping_notice.receive"]

    def _compute_procuros(self):
        done = super()._compute_procuros()
        self._procuros_show_arrivals()
        return done

    @api.model
    def _procuros_number_flows(self):
        return [*super()._procuros_number_flows(), *self._procuros_arrival_flows()]
