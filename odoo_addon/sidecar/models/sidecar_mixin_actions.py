from odoo import _, models
from odoo.exceptions import UserError

from .sidecar_wake import wake


class SidecarMixin(models.AbstractModel):
    """What a document's model calls besides sending it in a click."""

    _inherit = "sidecar.mixin"

    def _sidecar_request(self, flow):
        """Have these documents sent as part of another action: once it is committed, never when it is rolled back.

        For what calls it (confirming, validating, posting): nothing of a partner can fail there.
        """
        rows = [
            {
                "model": self._name,
                "record": document.id,
                "flow": flow,
                "company_id": company.id,
                "user_id": self.env.uid,
            }
            for company, documents in self._sidecar_by_company().items()
            for document in documents
        ]
        # sudo: requests are written by no one by hand; the document is sent with this user's rights.
        self.env["sidecar.request"].sudo().create(rows)
        wake(self.env)

    def _sidecar_preview(self, flow):
        """Show what would leave now, what is wrong with it and what differs from the last time.

        :return: the dialog, from which exactly this can be sent
        :raises UserError: no connector, or no answer from the sidecar
        """
        connection, company = self._sidecar_connection(flow)
        return self.env["sidecar.preview"]._sidecar_of(flow, connection.key, company, self._name, self.id)

    def _sidecar_elsewhere(self, flow):
        """Ask for the number under which this document reached the partner on another way; it is never sent then."""
        self.ensure_one()
        entry = self.env["sidecar.entry"]
        action = entry._sidecar_ask_reason("elsewhere", _("Mark as sent elsewhere"))
        action["context"].update(default_model=self._name, default_record=self.id, default_flow=flow)
        return action

    def _sidecar_connection(self, flow):
        """(connection, company) of one document.

        :raises UserError: when the company has no validated connector
        """
        self.ensure_one()
        [company] = self._sidecar_by_company()
        connector = flow.split(".")[0]
        connection = self.env["sidecar.connection"]._sidecar_of(connector, company)
        if not connection:
            params = {"company": company.name, "connector": connector.capitalize()}
            raise UserError(self.env["sidecar.messages"]._sidecar_message("connection.missing", "", params))
        return connection, company
