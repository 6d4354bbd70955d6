from odoo import _, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """A payment of Procountor becomes one of Odoo. Called by the sidecar, with the rights of whoever fetches."""

    _inherit = "account.move"

    def _procountor_register_payment(self, journal=None, amount=None, currency=None, date=None, memo=None, event=None):
        """Register what was paid on this invoice, as the dialog *Register Payment* does; once for each event.

        A part leaves the rest open, what is too much stays with the customer: nothing is written off.

        :param journal: id of a bank or cash journal
        :param amount: decimal text, above zero, in `currency`
        :param currency: code, for example `EUR`; must be the invoice's
        :param date: `YYYY-MM-DD`
        :param memo: reference number or description
        :param event: id of the payment event at Procountor
        :return: id of the account.payment, of an earlier call's if the event was registered before
        :raises UserError: what a person has to decide, in one sentence
        """
        self.ensure_one()
        known = self._procountor_payment_of(event)
        if known:
            return known.id
        self._procountor_check_payable(amount, currency, event)
        context = {"active_model": self._name, "active_ids": self.ids, "dont_redirect_to_payments": True}
        wizard = self.env["account.payment.register"].with_context(**context)
        open_before = self.amount_residual
        payment = wizard.create(
            {
                "journal_id": journal,
                "payment_date": date,
                "amount": float(amount),
                "currency_id": self.currency_id.id,
                "communication": memo or self.payment_reference or self.name,
                "group_payment": True,
                "payment_difference_handling": "open",
            }
        )._create_payments()
        self._procountor_check_booked(payment, open_before)
        payment.write({"procountor_payment_event_id": event, "procountor_move_id": self.id})
        return payment.id

    def _procountor_payment_of(self, event):
        """The payment that an event was registered as, also a cancelled one: a person had a reason."""
        # sudo: one that this user may not see must not be registered twice.
        payments = self.env["account.payment"].sudo().with_context(active_test=False)
        domain = [("procountor_move_id", "=", self.id), ("procountor_payment_event_id", "=", event)]
        return payments.search(domain, limit=1)

    def _procountor_check_payable(self, amount, currency, event):
        values = {"name": self.display_name, "amount": amount, "currency": currency, "event": event}
        if self.move_type != "out_invoice" or self.state != "posted":
            raise UserError(_("%(name)s is no posted customer invoice; event %(event)s is not registered.", **values))
        if float(amount) <= 0:
            raise UserError(_("Event %(event)s of %(name)s is %(amount)s; only payments are registered.", **values))
        if currency != self.currency_id.name:
            raise UserError(
                _(
                    "%(amount)s %(currency)s were paid on %(name)s, which is in %(own)s. Register it by hand.",
                    own=self.currency_id.name,
                    **values,
                )
            )
        if self.currency_id.is_zero(self.amount_residual):
            raise UserError(
                _("%(name)s is paid already; %(amount)s %(currency)s of event %(event)s are not registered.", **values)
            )

    def _procountor_check_booked(self, payment, open_before):
        """With full accounting, 18.0 and later make no journal entry for a payment without outstanding account.

        The invoice would look paid with all of it still open, and the next part would be taken for superfluous.

        :raises UserError: the call, and the payment with it, is undone
        """
        is_lower = self.currency_id.compare_amounts(self.amount_residual, open_before) < 0
        if not payment.move_id or not is_lower:
            raise UserError(
                _(
                    "Payments through %(journal)s leave what is open of %(name)s as it is: choose the account of the "
                    "journal as outstanding account of its incoming payments, then try again.",
                    journal=payment.journal_id.display_name,
                    name=self.display_name,
                )
            )
