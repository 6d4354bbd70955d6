from odoo import _, api, models

UNNUMBERED = ("procurify.vendor.pull", "procurify.item.pull")


class SidecarOutcome(models.TransientModel):
    """What is said of vendors and items: people know them by their name, not by a number."""

    _inherit = "sidecar.outcome"

    @api.model
    def _sidecar_sentences(self, outcome):
        sentences = super()._sidecar_sentences(outcome)
        if outcome.get("flow") in UNNUMBERED:
            sentences["received"] = _("%(name)s came in from Procurify.")
        return sentences
