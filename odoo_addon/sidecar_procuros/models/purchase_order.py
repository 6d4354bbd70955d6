from odoo import api, fields, models
from odoo.addons.sidecar.models.sidecar_status import SHOWN

FLOW = "procuros.order.send"
SENDABLE = ("draft", "sent", "purchase", "done")


class PurchaseOrder(models.Model):
    _name = "purchase.order"
    _inherit = ["purchase.order", "sidecar.mixin"]

    procuros_transaction_id = fields.Char(
        "Procuros transaction",
        compute="_compute_procuros",
        search="_search_procuros_transaction_id",
        help="The number Procuros gave this order.",
    )
    procuros_banner = fields.Char(compute="_compute_procuros")
    procuros_state = fields.Selection(SHOWN, "Procuros", compute="_compute_procuros", search="_search_procuros_state")

    @api.depends("state", "partner_id", "date_order", "company_id")
    def _compute_procuros(self):
        shown, references = self._sidecar_shown(FLOW), self._sidecar_references(FLOW)
        due = self._procuros_due_ids()
        for order in self:
            reference = references.get(order.id)
            order.procuros_transaction_id = reference.external_id if reference else False
            order.procuros_banner = order._sidecar_banner("Procuros", reference, order.state == "cancel")
            order.procuros_state = shown.get(order.id) or (order.id in due and "not_sent")

    def _procuros_due_ids(self):
        """Ids of those of these orders that Procuros should have and does not know of."""
        return set(self.filtered_domain(self._procuros_due_domain()).ids) if self.ids else set()

    def _search_procuros_state(self, operator, value):
        wanted = self._sidecar_wanted(operator, value)
        domain = self._sidecar_shown_domain(FLOW, [state for state in wanted if state and state != "not_sent"])
        if "not_sent" in wanted:
            domain = ["|", *domain, "&", "!", *self._sidecar_known_domain(FLOW), *self._procuros_due_domain()]
        if False in wanted:
            nothing = ["&", "!", *self._sidecar_known_domain(FLOW), "!", *self._procuros_due_domain()]
            domain = ["|", *domain, *nothing]
        return domain

    def _search_procuros_transaction_id(self, operator, value):
        return self._sidecar_reference_domain(FLOW, operator, value)

    @api.model
    def _procuros_due_domain(self):
        """One operand: orders of enabled vendors, in a state that is sent, not older than the connector sends.

        Vendors are read in the present companies, as company-dependent fields are.
        """
        operands = []
        for company in self.env.companies:
            connection = self.env["sidecar.connection"]._sidecar_of("procuros", company)
            if connection:
                # sudo: which vendors are enabled is no secret, and a clerk may not see every vendor.
                vendors = self.env["res.partner"].sudo().with_company(company)
                operands.append(
                    [
                        ("company_id", "=", company.id),
                        ("state", "in", SENDABLE),
                        ("date_order", ">=", fields.Datetime.to_datetime(connection.send_from)),
                        ("partner_id", "in", vendors.search([("procuros_connection_id", "=", connection.id)]).ids),
                    ]
                )
        domain = ["|"] * (len(operands) - 1)
        for leaves in operands:
            domain += ["&"] * (len(leaves) - 1) + leaves
        return domain or [("id", "=", 0)]

    def action_procuros_send(self):
        """Send these orders to Procuros as ORDER transactions.

        :return: the notification that says what was sent, or the dialog with what is to mend
        :raises UserError: when the sidecar gave no answer
        """
        return self._sidecar_run(FLOW)

    def action_procuros_preview(self):
        """Show what would leave for Procuros now."""
        return self._sidecar_preview(FLOW)

    def action_procuros_elsewhere(self):
        """Note that this order reached Procuros on another way, so that it is never sent."""
        return self._sidecar_elsewhere(FLOW)
