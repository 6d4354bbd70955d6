import json

from odoo import api, fields, models

MOST = 500  # documents of a cause that are looked through: what they miss is the same for nearly all


class SidecarEntry(models.Model):
    """Documents that wait for a counterpart: the partner's account, department, vendor … has no record in Odoo yet."""

    _inherit = "sidecar.entry"

    can_link = fields.Boolean(compute="_compute_can_link")

    @api.depends("issues", "state")
    def _compute_can_link(self):
        for entry in self:
            entry.can_link = entry.state == "quarantined" and bool(entry._sidecar_missing())

    def _sidecar_missing(self):
        """What these documents miss, each once, in the order of the documents.

        :return: list of `missing` as Issue of the specification has it, with the `connection` and the `issue`
        """
        kinds, found = self.env["sidecar.reference"]._sidecar_link_kinds(), {}
        for entry in self[:MOST]:
            for issue in entry.issues or []:
                missing = issue.get("missing") or {}
                if missing.get("kind") in kinds:
                    key = (entry.connection, missing["kind"], missing["external_id"])
                    found.setdefault(key, {**missing, "connection": entry.connection, "issue": issue})
        return list(found.values())

    @api.model
    def _sidecar_held_for(self, connection, kind, external_id):
        """The documents that are held for want of one counterpart.

        :return: sidecar.entry, those this user may see
        """
        self.flush_model()
        self.env.cr.execute(
            "SELECT id FROM sidecar_entry WHERE state = 'quarantined' AND connection = %s AND issues @> %s::jsonb",
            [connection, json.dumps([{"missing": {"kind": kind, "external_id": external_id}}])],
        )
        return self.search([("id", "in", [row[0] for row in self.env.cr.fetchall()])])

    def action_link(self):
        """Say what a record of the partner is in Odoo; every document that waits for it is tried again at once."""
        return self.env["sidecar.link"]._sidecar_open(self)
