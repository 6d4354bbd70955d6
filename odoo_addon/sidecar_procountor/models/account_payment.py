from odoo import fields, models


class AccountPayment(models.Model):
    _inherit = "account.payment"

    procountor_payment_event_id = fields.Char(
        "Procountor Event",
        readonly=True,
        copy=False,
        help="The event in Procountor that this payment was registered from; each is registered once.",
    )
    procountor_move_id = fields.Many2one("account.move", "Invoice in Procountor", readonly=True, copy=False, index=True)

    def init(self):
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS account_payment_procountor_event_once"
            " ON account_payment (procountor_move_id, procountor_payment_event_id)"
        )
        return super().init()
