from odoo import _, api, models

FETCHED = "procountor.payment.pull"
LINKED = ("procountor.partner.import", "procountor.product.import")


class SidecarOutcome(models.TransientModel):
    """What is said of payments and of rows, in the words of whoever asked for them."""

    _inherit = "sidecar.outcome"

    @api.model
    def _sidecar_sentences(self, outcome):
        sentences = super()._sidecar_sentences(outcome)
        if outcome.get("flow") == FETCHED:
            sentences["fetched"] = _("Procountor has no new payment of %(name)s.")
        elif outcome.get("flow") in LINKED:
            sentences["received"] = _("%(name)s is linked with %(number)s of Procountor.")
        return sentences
