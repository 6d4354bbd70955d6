from odoo import _, api, models


class SidecarMessages(models.AbstractModel):
    """What is said about what a partner knows more of a document, and about its master data."""

    _inherit = "sidecar.messages"

    @api.model
    def _sidecar_pull_templates(self):
        by_hand = _("Nothing is undone in Odoo by itself. Compare it with the partner and correct it by hand.")
        return {
            "pull.not_sent": _("%(name)s is not at the partner: it was not sent, or not with this connector."),
            "pull.not_sent.hint": _("Send it first."),
            "arrival.withdrawn": _("The partner does not list %(number)s any more, which came in for %(name)s."),
            "arrival.withdrawn.hint": by_hand,
            "arrival.changed": _("The partner changed %(number)s after it came in for %(name)s."),
            "arrival.changed.hint": by_hand,
        }

    @api.model
    def _sidecar_import_templates(self):
        return {
            "import.linked": _("%(name)s was linked by somebody else meanwhile; nothing was done."),
            "import.too_late": _("Somebody else decided about %(name)s first; nothing was done."),
            "import.taken": _(
                "The chosen record is linked to %(other)s of the partner and cannot be %(name)s as well."
            ),
            "import.taken.hint": _("Choose another record, or add a new one."),
            "import.record_gone": _("The record that %(name)s was to be linked to does not exist any more."),
            "import.record_gone.hint": _("Choose another one."),
            "import.no_parent": _("%(name)s belongs to a record that is not in Odoo."),
            "import.no_parent.hint": _("Add or update the one it belongs to first, then this one."),
            "match.none": _("Nothing found"),
            "match.several": _("Several records found"),
            "match.archived": _("An archived record found"),
            "match.taken": _("Found, but linked to another one of the partner"),
            "match.shared": _("Two rows found the same record"),
            "match.parent": _("As the row it belongs to"),
            "match.name": _("Equal name"),
            "match.email": _("Equal e-mail"),
            "match.similar": _("Words of the name"),
        }
