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
            # Further addresses have no id at Procountor, so that nothing is linked.
            has_id = str(outcome.get("number") or outcome.get("external_id") or "").isdigit()
            linked = _("%(name)s is linked with %(number)s of Procountor.")
            sentences["received"] = linked if has_id else _("%(name)s came in from Procountor.")
        return sentences
