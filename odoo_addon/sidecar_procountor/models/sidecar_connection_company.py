from odoo import _, api, fields, models


class SidecarConnection(models.Model):
    """Which company a connector serves, and what people see of its journals."""

    _inherit = "sidecar.connection"

    procountor_auto_fetch = fields.Boolean(
        "Auto Fetch Payments",
        compute="_compute_procountor_auto_fetch",
        inverse="_inverse_procountor_auto_fetch",
        help="Activates the scheduled action that fetches payments for all invoices that were sent and not yet paid.",
    )
    procountor_journal_warning = fields.Char(compute="_compute_procountor_journal_warning")
    procountor_vat_status_ids = fields.One2many("procountor.vat.status", "connection_id", readonly=True)
    procountor_vat_rate_ids = fields.One2many("procountor.vat.rate", "connection_id", readonly=True)

    @api.model
    def _sidecar_of(self, connector, company):
        """Where another connector than the validated one was chosen on the company, none: nobody guesses."""
        found = super()._sidecar_of(connector, company)
        chosen = company.sudo().procountor_connection_id  # sudo: as in super
        if connector == "procountor" and chosen and chosen != found:
            return found.browse()
        return found

    def action_validate(self):
        """The one that is live is the one of its company."""
        done = super().action_validate()
        for connection in self.filtered(lambda one: one.connector == "procountor"):
            # sudo: who may set up a connector need not be the one who sets up companies.
            connection.company_id.sudo().procountor_connection_id = connection
        return done

    @api.depends("procountor_fetch_bills")
    def _compute_can_fetch(self):
        """*Fetch Now* fetches vendor bills, where that is switched on."""
        result = super()._compute_can_fetch()
        for connection in self.filtered(lambda one: one.connector == "procountor"):
            connection.can_fetch = connection.can_fetch and connection.procountor_fetch_bills
        return result

    def _procountor_move(self, company):
        """Give a draft to another company, without the journals of its old one."""
        self.write({**self._procountor_of_other_company(company), "company_id": company.id})

    @api.depends("cron_ids.active")
    def _compute_procountor_auto_fetch(self):
        for connection in self:
            # sudo: scheduled actions are the administrator's; whether one is on concerns whoever sets this up.
            crons = connection.sudo().cron_ids.filtered(lambda cron: cron.sidecar_job == "pull")
            connection.procountor_auto_fetch = any(crons.mapped("active"))

    def _inverse_procountor_auto_fetch(self):
        for connection in self.filtered(lambda one: one.connector == "procountor"):
            if connection.procountor_auto_fetch:
                connection._sidecar_make_crons()
            # sudo: as above; this is the one switch of theirs that stands on the connector.
            crons = connection.sudo().cron_ids.filtered(lambda cron: cron.sidecar_job == "pull")
            crons.active = connection.procountor_auto_fetch

    @api.depends("procountor_bank_journal_id", "procountor_cash_journal_id")
    def _compute_procountor_journal_warning(self):
        for connection in self:
            journals = connection.procountor_bank_journal_id | connection.procountor_cash_journal_id
            # sudo: the accounts of a journal's payment methods are the accountant's.
            names = journals.sudo().filtered(lambda journal: journal._procountor_is_outstanding()).mapped("name")
            connection.procountor_journal_warning = (
                _(
                    "Invoices paid through %(journals)s stay In Payment until a bank statement is reconciled. Choose "
                    "the account of the journal as outstanding account of its incoming payments, and they become Paid "
                    "at once.",
                    journals=", ".join(names),
                )
                if names
                else False
            )
