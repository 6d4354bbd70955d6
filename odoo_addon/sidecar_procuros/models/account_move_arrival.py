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

    def _search_procuros_transaction_id(self, operator, value):
        sent = super()._search_procuros_transaction_id(operator, value)
        return self._procuros_search_arrivals(operator, value, sent)
