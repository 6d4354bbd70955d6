from odoo import models
from odoo.exceptions import UserError

from ..wire import WireError
from .sidecar_mixin import PAGE

PULL_SECONDS = 45  # a partner may want a question for each document, and few of them a second


class SidecarMixin(models.AbstractModel):
    """What the partner knows more of a document than Odoo does: payments, and the like."""

    _inherit = "sidecar.mixin"

    def _sidecar_pull(self, flow):
        """Ask the partner about these documents and bring what it says into Odoo at once.

        Nothing is locked meanwhile: each thing that came in has a transaction of its own, with this user's rights. More
        than a click can wait for make a `sidecar.run`.

        :param flow: id of the flow, for example `procountor.payment.pull`
        :return: a notification that says what was booked, or the dialog with what is wrong
        :raises UserError: no write access, or no answer from the sidecar; what is wrong with a document never raises
        """
        self._sidecar_check_access(self)
        documents = self.sorted("id")
        if len(documents) > PAGE:
            return self.env["sidecar.run"]._sidecar_start(documents, flow)
        try:
            outcomes = documents._sidecar_pull_page(flow)
        except WireError as error:
            raise UserError(self.env["sidecar.service"]._sidecar_sentence(error)) from error
        return self.env["sidecar.outcome"]._sidecar_show(self._name, flow, outcomes)

    def _sidecar_pull_page(self, flow):
        """What became of each document of a page, and of each thing that came in about it.

        :raises WireError: no answer
        """
        outcomes = []
        for company, documents in self._sidecar_by_company().items():
            connection = self.env["sidecar.connection"]._sidecar_of(flow.split(".")[0], company)
            asked = documents._sidecar_run_company(flow, connection, company, {}, PULL_SECONDS)
            for outcome in asked:
                outcomes += self._sidecar_pulled({**outcome, "flow": flow}, connection, company)
        return outcomes

    def _sidecar_pulled(self, asked, connection, company):
        """The outcome of one document, or in its place those of what came in about it."""
        about = {name: asked[name] for name in ("model", "record", "record_name")}
        arrivals = [{**about, **arrival} for arrival in asked.get("arrivals") or []]
        if not arrivals:
            return [asked]
        applied = self.env["sidecar.apply"]._sidecar_apply(arrivals, connection, company)
        return [*applied, *([asked] if asked.get("issues") else [])]
