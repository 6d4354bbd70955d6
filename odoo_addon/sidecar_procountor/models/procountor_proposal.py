from markupsafe import Markup
from odoo import _, api, models
from odoo.exceptions import UserError


class ProcountorProposal(models.AbstractModel):
    """How people come to the rows of Procountor's registers."""

    _name = "procountor.proposal"
    _inherit = "sidecar.proposal"
    _description = "Row of a register of Procountor"

    def action_match(self):
        """As in every list of rows; the list takes the place of the one that was open."""
        action = super().action_match()
        return {**action, "target": "main"} if action.get("res_model") == self._name else action

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
        name = self._procountor_title()
        return {**super()._sidecar_list(connection), "name": name, "help": Markup("<p>%s</p>") % words}

    @api.model
    def _sidecar_values(self, row, gone):
        """Nothing was found only where somebody looked: such a row is to be added."""
        values = super()._sidecar_values(row, gone)
        is_unasked = row["action"] == "nothing" and row["reason"] == "none"
        return {**values, "reason": False} if is_unasked else values
