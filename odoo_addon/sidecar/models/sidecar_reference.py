from odoo import api, fields, models

from ..wire import ServedError


class SidecarReference(models.Model):
    _name = "sidecar.reference"
    _description = "Partner's id of an Odoo record"
    _rec_name = "external_id"
    _order = "id desc"

    model = fields.Char(required=True)
    record = fields.Many2oneReference(model_field="model", required=True)
    company_id = fields.Many2one("res.company", index=True)
    connection = fields.Char(required=True)
    flow = fields.Char(required=True)
    external_id = fields.Char(index=True)
    number = fields.Char()
    entry = fields.Char()
    changed_at = fields.Datetime("Seen changed", help="When a click found that the record differs from what was sent.")

    def init(self):
        # An index instead of a constraint: the same on 17, 18 and 19.
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS sidecar_reference_one_per_flow"
            " ON sidecar_reference (model, record, connection, flow)"
        )

    @api.model
    def bring(self, model=None, record=None, connection=None, flow=None, external_id=None, number=None, entry=None):
        """Bring the reference of a record to this state: create, correct or leave it. Called by the sidecar only.

        :return: `{"changed": bool}`
        :raises ServedError: `odoo.invalid` for an unknown model, `odoo.missing` for a record that is gone
        :raises AccessError: when the caller may not write the record
        """
        document = self._sidecar_writable(model, record)
        key = {"model": model, "record": record, "connection": connection, "flow": flow}
        values = {"external_id": external_id or False, "number": number or False, "entry": str(entry or "") or False}
        # sudo: whoever may write the document gets its reference; nobody may write references by hand.
        references = self.sudo()
        reference = references.search([(name, "=", value) for name, value in key.items()])
        if not reference:
            company = document.company_id.id if "company_id" in document._fields else False
            references.create({**key, **values, "company_id": company})
            return {"changed": True}
        changed = {name: value for name, value in values.items() if reference[name] != value}
        if changed:
            reference.write(changed)
        return {"changed": bool(changed)}

    def _sidecar_writable(self, model, record):
        allowed = self.env["sidecar.gateway"]._sidecar_allowed()
        if model not in allowed or model not in self.env:
            raise ServedError("odoo.refused", f"No installed addon declares {model}.", "protocol")
        document = self.env[model].browse(record).exists()
        if not document:
            raise ServedError("odoo.missing", f"{model} {record} does not exist.")
        self.env["sidecar.mixin"]._sidecar_check_access(document)
        return document

    @api.model
    def _sidecar_note_changes(self, flow, model, outcomes):
        """Remember which documents differ from what the partner has; forget it of those that do not any more."""
        answered = {outcome["record"]: outcome for outcome in outcomes if outcome["status"] == "already_sent"}
        # sudo: nobody writes references by hand.
        found = self.sudo().search([("model", "=", model), ("flow", "=", flow), ("record", "in", list(answered))])
        for reference in found:
            is_changed = bool(answered[reference.record].get("changed"))
            if is_changed != bool(reference.changed_at):
                reference.changed_at = fields.Datetime.now() if is_changed else False
