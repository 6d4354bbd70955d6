from odoo import _, fields, models

FETCH_SECONDS = 40
INVOICE = "procountor.invoice.send"
STILL_TO_SEND = ("not_sent", "issues", "waiting")
# Name of the one snapshot that the connector takes: company, VAT, bank accounts, dimensions.
SNAPSHOT = "settings"


class SidecarConnection(models.Model):
    """The buttons of the connector form that are Procountor's own."""

    _inherit = "sidecar.connection"

    procountor_settings_at = fields.Datetime("VAT Settings Fetched", readonly=True, copy=False)
    procountor_company_name = fields.Char("Company in Procountor", readonly=True, copy=False)

    def action_test(self):
        """The business ID that is compared is the one the company has now."""
        if self.connector == "procountor":
            self._sidecar_save()
        return super().action_test()

    def action_procountor_fetch_settings(self):
        """Fetch what Procountor has set up: VAT percentages and statuses, dimensions. Replaces what was fetched before.

        :return: a notification with the figures
        :raises UserError: when the sidecar gave no answer, or Procountor refused
        """
        self.ensure_one()
        # Asked with the user's own rights: the lists below are written by nobody by hand.
        self.env["sidecar.mixin"]._sidecar_check_access(self)
        if not self.revision:
            self._sidecar_save()
        params = {"key": self.key, "name": SNAPSHOT, "revision": self.revision}
        answer = self.env["sidecar.service"]._sidecar_call("connection/fetch", params, FETCH_SECONDS)
        content = answer["content"]
        self._procountor_take_settings(content)
        vat = content.get("vat") or {}
        words = _(
            "%(company)s: %(statuses)s VAT statuses and %(rates)s percentages are in use.",
            company=self.procountor_company_name or self.name,
            statuses=len(vat.get("statuses") or []),
            rates=len(vat.get("rates") or []),
        )
        gone = self.procountor_vat_status_ids.filtered("is_gone")
        if gone:
            names = ", ".join(f"{status.number} {status.description}" for status in gone)
            words += " " + _("No longer in use, but still chosen on a fiscal position or a tax: %s.", names)
        return self._sidecar_notify(_("VAT settings"), words, "warning" if gone else "success", bool(gone))

    def _procountor_take_settings(self, content):
        """Keep what the pick lists show of a snapshot."""
        vat = content.get("vat") or {}
        # sudo: whoever may write the connector brings its lists up to date, and nobody changes them otherwise.
        env = self.sudo().env
        env["procountor.vat.status"]._procountor_take(self, vat.get("statuses") or [])
        env["procountor.vat.rate"]._procountor_take(self, vat.get("rates") or [])
        env["procountor.dimension.item"]._procountor_take(self, content.get("dimensions") or [])
        company = content.get("company") or {}
        self.write(
            {"procountor_settings_at": fields.Datetime.now(), "procountor_company_name": company.get("name") or False}
        )
        self.invalidate_recordset(["procountor_vat_status_ids", "procountor_vat_rate_ids"])

    def action_procountor_fetch_customers(self):
        """Fetch the customers of Procountor that no partner is linked with, and show them."""
        self.ensure_one()
        return self.env["procountor.customer.proposal"]._sidecar_fetch(self)

    def action_procountor_fetch_products(self):
        """Fetch the products of Procountor that no product of Odoo is linked with, and show them."""
        self.ensure_one()
        return self.env["procountor.product.proposal"]._sidecar_fetch(self)

    def action_procountor_send_unsent(self):
        """Send every invoice and credit note of the company that Procountor should have and does not know of.

        :return: what became of them, or the run that goes on in the background
        """
        self.ensure_one()
        moves = self.env["account.move"].with_context(allowed_company_ids=self.company_id.ids)
        unsent = moves.search([("company_id", "=", self.company_id.id), ("procountor_state", "=", "not_sent")])
        if not unsent:
            return self._sidecar_notify(self.name, _("Every invoice was sent."), "success")
        return unsent._sidecar_run(INVOICE)

    def _sidecar_ready_scope(self):
        scope = super()._sidecar_ready_scope()
        if self.connector == "procountor":
            leaves = [("company_id", "=", self.company_id.id), ("procountor_state", "in", STILL_TO_SEND)]
            scope.append((INVOICE, "account.move", leaves))
        return scope
