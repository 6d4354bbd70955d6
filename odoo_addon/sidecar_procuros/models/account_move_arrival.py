from odoo import api, models


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "procuros.arrival"]

    @api.model
    def _procuros_arrival_flows(self):
        return ["procuros.invoice.receive", "procuros.credit_note.receive"]

    def _compute_procuros(self):
        done = super()._compute_procuros()
        self._procuros_show_arrivals()
        return done

    @api.model
    def _procuros_number_flows(self):
        return [*super()._procuros_number_flows(), *self._procuros_arrival_flows()]
