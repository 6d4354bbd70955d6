from odoo import api, fields, models
from psycopg2.errors import UniqueViolation

from ..values import wire_time
from ..wire import ServedError


class SidecarReference(models.Model):
    _name = "sidecar.reference"
    _inherit = "sidecar.picker"
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
    status = fields.Char(help="How the partner has it, in the partner's own word.")
    sent_at = fields.Datetime(index=True, help="When the partner took it.")
    is_arrival = fields.Boolean(help="The record came from a document of the partner, whose id this is.")
    is_mapping = fields.Boolean(
        help="A person chose the record, or accepted it: several records of the partner may be this one."
    )
    changed_at = fields.Datetime("Seen changed", help="When a click found that the record differs from what was sent.")

    def init(self):
        # Indexes instead of constraints: the same on 17, 18 and 19. A record is sent once; of what comes in, each
        # document becomes one record, and one order may have many responses. What people map is one record for each id,
        # and many ids may be one record.
        self.env.cr.execute("DROP INDEX IF EXISTS sidecar_reference_one_per_flow")
        self.env.cr.execute("DROP INDEX IF EXISTS sidecar_reference_one_sent")
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS sidecar_reference_one_record"
            " ON sidecar_reference (model, record, connection, flow)"
            " WHERE is_arrival IS NOT TRUE AND is_mapping IS NOT TRUE"
        )
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS sidecar_reference_one_mapping"
            " ON sidecar_reference (connection, flow, external_id) WHERE is_mapping"
        )
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS sidecar_reference_one_arrival"
            " ON sidecar_reference (connection, flow, external_id) WHERE is_arrival"
        )

    @api.model
    def bring(
        self,
        model=None,
        record=None,
        connection=None,
        flow=None,
        external_id=None,
        number=None,
        entry=None,
        status=None,
        sent_at=None,
    ):
        """Bring the reference of a record to this state: create, correct or leave it. Called by the sidecar only.

        :param flow: the kind of link, the flow's own id where nothing else fills it
        :param status: how the partner has it, in its own word; None leaves what is there
        :param sent_at: when the partner took it, ISO 8601; None leaves what is there
        :return: `{"changed": bool}`
        :raises ServedError: `odoo.invalid` for an unknown model, `odoo.missing` for a record that is gone
        :raises AccessError: when the caller may not write the record
        """
        document = self._sidecar_writable(model, record)
        key = {"model": model, "record": record, "connection": connection, "flow": flow}
        values = {"external_id": external_id or False, "number": number or False, "entry": str(entry or "") or False}
        if status:
            values["status"] = status
        if sent_at:
            values["sent_at"] = _whole(wire_time(sent_at))
        # sudo: whoever may write the document gets its reference; nobody may write references by hand.
        references = self.sudo()
        if references._sidecar_follow_mapping(key, external_id):
            return {"changed": False}
        domain = [(name, "=", value) for name, value in key.items()]
        reference = references.search([*domain, ("is_arrival", "=", False), ("is_mapping", "=", False)])
        if not reference:
            reference = references._sidecar_begin(key)
            reference.write({**values, "company_id": self._sidecar_company(document)})
            return {"changed": True}
        changed = {name: value for name, value in values.items() if reference[name] != value}
        if changed:
            reference.write(changed)
        return {"changed": bool(changed)}

    def _sidecar_begin(self, key):
        """A new reference. Where another transaction has just committed it, unseen by this one, Odoo tries again.

        :raises SerializationFailure: as said; `create` would raise a unique violation, which nobody repeats
        """
        self.env.cr.execute(
            "INSERT INTO sidecar_reference (model, record, connection, flow, is_arrival, create_uid, create_date)"
            " VALUES (%(model)s, %(record)s, %(connection)s, %(flow)s, false, %(user)s, now() AT TIME ZONE 'UTC')"
            " ON CONFLICT (model, record, connection, flow) WHERE is_arrival IS NOT TRUE AND is_mapping IS NOT TRUE"
            " DO NOTHING RETURNING id",
            {**key, "user": self.env.uid},
        )
        return self.browse(self.env.cr.fetchone()[0])

    @api.model
    def claim(
        self,
        model=None,
        record=None,
        connection=None,
        flow=None,
        external_id=None,
        number=None,
        entry=None,
        status=None,
    ):
        """Note that a partner's document became this record, once and for all. Called by the sidecar only.

        :param status: how the partner had it, in its own word
        :return: `{"changed": bool}`, false when it was noted before
        :raises ServedError: `odoo.busy` when another transaction notes the same document
        """
        document = self._sidecar_writable(model, record)
        key = {"connection": connection, "flow": flow, "external_id": external_id, "is_arrival": True}
        # sudo: as in `bring`.
        references = self.sudo()
        if references.search_count([(name, "=", value) for name, value in key.items()]):
            return {"changed": False}
        values = {"model": model, "record": record, "number": number or False, "entry": str(entry or "") or False}
        if status:
            values["status"] = status
        try:
            with self.env.cr.savepoint():
                references.create({**key, **values, "company_id": self._sidecar_company(document)})
        except UniqueViolation as error:
            raise ServedError("odoo.busy", f"Somebody else applies {external_id}.", "transport") from error
        return {"changed": True}

    def _sidecar_company(self, document):
        return document.company_id.id if "company_id" in document._fields else False

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


def _whole(moment):
    """A time as Odoo keeps it: without a fraction of a second."""
    return moment.replace(microsecond=0) if moment else False
