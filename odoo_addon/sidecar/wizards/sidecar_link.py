from odoo import _, api, fields, models
from odoo.exceptions import UserError

from ..models.sidecar_wake import wake
from ..wire import WireError

UNKNOWN_METHOD = "protocol.unknown_method"
CANDIDATES_SECONDS = 20
MANY = 500  # documents that one call tries again


class SidecarLink(models.TransientModel):
    """Asks what a record of the partner is in Odoo, with what it may be; one missing record after another."""

    _name = "sidecar.link"
    _inherit = "sidecar.picker"
    _description = "What a record of the partner is in Odoo"

    entry_ids = fields.Many2many("sidecar.entry", help="The documents the dialog was opened from.")
    connection = fields.Char(required=True)
    kind = fields.Char(required=True)
    kind_name = fields.Char("What", compute="_compute_kind_name")
    external_id = fields.Char("Partner's id", required=True)
    name = fields.Char("Called")
    why = fields.Char(compute="_compute_why")
    issue = fields.Json()
    held_count = fields.Integer("Documents that wait for it", compute="_compute_held_count")
    left_count = fields.Integer("Further records missing", help="After this one the dialog asks for the next.")
    may_link = fields.Boolean(compute="_compute_may_link")
    candidate_ids = fields.One2many("sidecar.link.candidate", "link_id")

    @api.depends("kind")
    def _compute_kind_name(self):
        for link in self:
            link.kind_name = self.env["sidecar.reference"]._sidecar_kind_name(link.kind)

    @api.depends("issue")
    def _compute_why(self):
        for link in self:
            link.why = link.issue and self.env["sidecar.messages"]._sidecar_issue(link.issue)["message"]

    def _compute_held_count(self):
        for link in self:
            link.held_count = len(link._sidecar_held())

    @api.depends("kind")
    def _compute_may_link(self):
        for link in self:
            link.may_link = self.env["sidecar.reference"]._sidecar_may_link(link.kind)

    def _sidecar_held(self):
        return self.env["sidecar.entry"]._sidecar_held_for(self.connection, self.kind, self.external_id)

    # -- opening

    @api.model
    def _sidecar_open(self, entries):
        """The dialog for the first record that these documents miss and that nobody has linked yet.

        :param entries: sidecar.entry
        :return: the dialog; a notification when nothing is missing any more
        :raises UserError: when nothing was missing, or the sidecar gives no answer
        """
        missing = entries._sidecar_missing()
        if not missing:
            raise UserError(_("No record is missing here; read what is wrong and mend it."))
        left = [one for one in missing if not self._sidecar_is_linked(one)]
        if not left:
            return self._sidecar_all_linked(entries)
        link = self._sidecar_make(left[0], entries, len(left) - 1)
        return link._sidecar_show()

    @api.model
    def _sidecar_is_linked(self, missing):
        references = self.env["sidecar.reference"]
        return missing["external_id"] in references._sidecar_mapped(missing["connection"], missing["kind"])

    @api.model
    def _sidecar_all_linked(self, entries):
        """Somebody has linked all of it: the documents go on."""
        self.env["sidecar.service"]._sidecar_call("entry/retry", {"entries": entries._sidecar_wire_ids()})
        wake(self.env)
        return self._sidecar_told(_("Everything they missed is linked. They are tried again."))

    @api.model
    def _sidecar_make(self, missing, entries, left):
        found = self._sidecar_candidates(missing)
        return self.create(
            {
                "entry_ids": [fields.Command.set(entries.ids)],
                "connection": missing["connection"],
                "kind": missing["kind"],
                "external_id": missing["external_id"],
                "name": missing.get("name") or missing["external_id"],
                "model": self.env["sidecar.reference"]._sidecar_link_kinds()[missing["kind"]][0],
                "issue": missing["issue"],
                "left_count": left,
                "candidate_ids": [fields.Command.create(one) for one in found],
            }
        )

    @api.model
    def _sidecar_candidates(self, missing):
        """What the partner's record may be, best first, each with the reason.

        :return: list of values of sidecar.link.candidate
        :raises UserError: when the sidecar gives no answer
        """
        params = {name: missing[name] for name in ("connection", "kind", "external_id")}
        if missing.get("name"):
            params["name"] = missing["name"]
        service, messages = self.env["sidecar.service"], self.env["sidecar.messages"]
        try:
            answer = service._sidecar_ask("link/candidates", params, CANDIDATES_SECONDS, serves=True)
        except WireError as error:
            if getattr(error, "code", None) != UNKNOWN_METHOD:
                raise UserError(service._sidecar_sentence(error)) from error
            answer = {}  # a service older than this addon has no proposals; people find the record all the same
        return [
            {
                "record": one["record"],
                "name": one.get("name") or str(one["record"]),
                "reason": messages._sidecar_message(f"match.{one.get('reason')}", one.get("reason") or "", {}),
            }
            for one in answer.get("candidates") or []
        ]

    def _sidecar_show(self):
        return {
            "type": "ir.actions.act_window",
            "name": _("Link %s", self.kind_name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "new",
            "context": {"dialog_size": "large"},
        }

    # -- deciding

    def action_apply(self):
        """Link, try all documents again that waited for it, and ask for the next missing record.

        :return: the dialog for the next record, else a notification
        :raises UserError: nothing chosen, no right to, or no answer of the sidecar
        """
        self.ensure_one()
        if not self.record:
            raise UserError(_("Choose what %s is in Odoo.", self.name))
        held = self._sidecar_held()
        self.env["sidecar.reference"]._sidecar_map(self.connection, self.kind, self.external_id, self.record, self.name)
        self._sidecar_retry(held)
        missing = [one for one in self.entry_ids._sidecar_missing() if not self._sidecar_is_linked(one)]
        if missing:
            return self._sidecar_make(missing[0], self.entry_ids, len(missing) - 1)._sidecar_show()
        return self._sidecar_told(
            _("%(name)s is linked. Documents that are tried again: %(count)s.", name=self.name, count=len(held))
        )

    def _sidecar_retry(self, entries):
        ids = entries._sidecar_wire_ids()
        for start in range(0, len(ids), MANY):
            params = {"entries": ids[start : start + MANY]}
            self.env["sidecar.service"]._sidecar_call("entry/retry", params)
        wake(self.env)

    @api.model
    def _sidecar_told(self, words):
        notify = self.env["sidecar.connection"]._sidecar_notify(_("Documents"), words, "success")
        notify["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notify


class SidecarLinkCandidate(models.TransientModel):
    _name = "sidecar.link.candidate"
    _description = "What a record of the partner may be"

    link_id = fields.Many2one("sidecar.link", required=True, ondelete="cascade")
    record = fields.Integer("Record ID")
    name = fields.Char("Record")
    reason = fields.Char("Why")
    is_chosen = fields.Boolean(compute="_compute_is_chosen")

    @api.depends("record", "link_id.record")
    def _compute_is_chosen(self):
        for candidate in self:
            candidate.is_chosen = candidate.record == candidate.link_id.record

    def action_choose(self):
        """Put this record into the dialog; nothing is linked before somebody presses *Link*."""
        self.ensure_one()
        self.link_id.record = self.record
        return self.link_id._sidecar_show()

    def action_open(self):
        """Open the record, to see whether it is the one.

        :raises UserError: when it does not exist any more
        """
        self.ensure_one()
        action = self.env["sidecar.document"]._sidecar_open(self.link_id.model, self.record)
        if not action:
            raise UserError(_("The record does not exist any more."))
        return action
