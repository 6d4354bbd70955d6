from markupsafe import Markup
from odoo import _, api, models
from odoo.exceptions import UserError


class ProcountorProposal(models.AbstractModel):
    """How people come to the rows of Procountor's registers."""

    _name = "procountor.proposal"
    _inherit = "sidecar.proposal"
    _description = "Row of a register of Procountor"

    @api.model
    def action_procountor_rows(self):
        """The rows of the present company's connector: what the menu opens.

        :raises UserError: the company has no connector
        """
        connection = self.env.company._procountor_connection()
        if not connection:
            raise UserError(_("%s has no Procountor connector.", self.env.company.name))
        return self._sidecar_list(connection)

    @api.model
    def _sidecar_list(self, connection):
        """Says how rows come here where there are none."""
        words = _("No row waits to be looked at. Fetch them with the button of the connector.")
        return {**super()._sidecar_list(connection), "help": Markup("<p>%s</p>") % words}
