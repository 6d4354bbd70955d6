import uuid

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

from ..talk import Talk
from ..values import plain

ONE_VALIDATED = "A company can have one validated connector of a kind only. Reset the other one to draft first."


class SidecarConnection(models.Model):
    _name = "sidecar.connection"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Connector"
    _order = "connector, company_id, id"
    _check_company_auto = True

    name = fields.Char(required=True, help="What you call this account, for example “Procuros live”.")
    key = fields.Char(required=True, readonly=True, copy=False, default=lambda self: str(uuid.uuid4()))
    revision = fields.Integer(readonly=True, copy=False)
    active = fields.Boolean(default=True)
    connector = fields.Selection("_sidecar_connectors", required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        help="The company this connector is for. It can have one validated connector of a kind only.",
    )
    environment = fields.Selection(
        [("production", "Production"), ("test", "Test")],
        required=True,
        default="production",
        help="Which side of the partner this account belongs to; a test account never sees real documents.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("validated", "Validated")], required=True, default="draft", readonly=True, copy=False
    )
    user_id = fields.Many2one(
        "res.users",
        "Runs as",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Scheduled work runs with the rights of this user, in the company of this connector.",
    )
    responsible_id = fields.Many2one(
        "res.users",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        help="Who is told when something needs a person.",
    )
    send_from = fields.Date(
        "Send documents dated from", copy=False, help="Older documents are sent only after a question."
    )
    fetch_from = fields.Date("Fetch changes from", copy=False)
    secrets_set = fields.Char(readonly=True, copy=False, help="Names of the credentials that the sidecar holds.")
    configured = fields.Char(
        readonly=True, copy=False, help="Names of the settings that the sidecar's own configuration provides."
    )
    sidecar_notice = fields.Char(compute="_compute_sidecar_notice")
    entry_count = fields.Integer(compute="_compute_counts")
    log_count = fields.Integer(compute="_compute_counts")

    # At most one validated connector per company and kind. The index also holds against two clicks at once.
    if hasattr(models, "UniqueIndex"):
        _one_validated = models.UniqueIndex("(company_id, connector) WHERE state = 'validated'", ONE_VALIDATED)
        _key_once = models.UniqueIndex("(key)")
    else:
        _sql_constraints = [
            ("one_validated", "", ONE_VALIDATED),  # the index is made in init(), this gives it its words
            ("key_once", "unique (key)", "The key of a connector must be unique."),
        ]

    def init(self):
        if not hasattr(models, "UniqueIndex"):
            self.env.cr.execute(
                "CREATE UNIQUE INDEX IF NOT EXISTS sidecar_connection_one_validated"
                " ON sidecar_connection (company_id, connector) WHERE state = 'validated'"
            )

    @api.model
    def _sidecar_connectors(self):
        """The connectors that installed addons bring, as (id, label)."""
        return []

    def _compute_sidecar_notice(self):
        self.sidecar_notice = self.env["sidecar.mirror"]._sidecar_notice() or self._sidecar_tick_notice()

    @api.model
    def _sidecar_tick_notice(self):
        """That nothing goes on by itself, or False."""
        cron = self.env.ref("sidecar.tick_cron", raise_if_not_found=False)
        # sudo: scheduled actions are the administrator's; that this one is off concerns everybody.
        if cron and cron.sudo().active:
            return False
        return _("The scheduled action “Sidecar: tick” is off: what nobody clicks is neither sent nor fetched.")

    def _compute_counts(self):
        for name, model in (("entry_count", "sidecar.entry"), ("log_count", "sidecar.log")):
            rows = self.env[model]._read_group([("connection", "in", self.mapped("key"))], ["connection"], ["__count"])
            counts = dict(rows)
            for connection in self:
                connection[name] = counts.get(connection.key, 0)

    @api.model
    def _sidecar_of(self, connector, company):
        """The validated connection of a company, or an empty one.

        :return: sidecar.connection (sudo)
        """
        # sudo: whoever may send a document needs the key of the connection, not the right to read its settings.
        domain = [("connector", "=", connector), ("company_id", "=", company.id), ("state", "=", "validated")]
        return self.sudo().search(domain, limit=1)

    # -- every save goes to the sidecar, in the same transaction

    @api.model_create_multi
    def create(self, vals_list):
        connections = super().create(vals_list)
        # An addon that brings a connector is installed also where no sidecar runs yet: its first edit or test saves it.
        if not self.env.context.get("sidecar_save_later"):
            connections._sidecar_save()
        return connections

    def copy(self, default=None):
        """Duplicate with the credentials that are not of one account only; they pass from one to the other unseen."""
        default = dict(default or {})
        copies = self.browse()
        for connection in self:
            name = default.get("name") or _("%s (copy)", connection.name)
            copied = super(SidecarConnection, connection).copy({**default, "name": name})
            copied._sidecar_save(copy_secrets_from=connection.key)
            copies += copied
        return copies

    def write(self, vals):
        result = super().write(vals)
        if self._sidecar_saved_fields() & set(vals):
            self._sidecar_save()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_validated(self):
        if "validated" in self.mapped("state"):
            raise ValidationError(_("Reset the connector to draft before you delete it."))

    def unlink(self):
        keys = self.mapped("key")
        result = super().unlink()
        if keys:
            Talk.of(self.env).removed += keys
        return result

    @api.model
    def _sidecar_saved_fields(self):
        """Names of the fields the sidecar must know; connector addons add theirs."""
        return {"name", "connector", "company_id", "environment", "state", "send_from", "fetch_from", "active"}

    def _sidecar_required_fields(self):
        """Names of the fields without which this connection is not validated; connector addons add theirs.

        :return: list of str
        """
        self.ensure_one()
        return []

    def _sidecar_setting(self, name):
        """A field as the sidecar takes settings: a relation as its id, a time in UTC as text, nothing as None."""
        value, kind = self[name], self._fields[name].type
        if kind == "many2one":
            return value.id or None
        return value if kind == "boolean" else plain(value) if value else None

    def _sidecar_settings(self):
        """The settings of this connection as its connector names them; connector addons fill it.

        :return: dict of JSON values, never a secret
        """
        self.ensure_one()
        return {}

    def _sidecar_save(self, secrets=None, copy_secrets_from=None):
        """Send settings, and new secrets, as the next revision; the sidecar holds it back until this is committed.

        :param secrets: dict of name → text, passed on and forgotten; an empty text removes one
        :param copy_secrets_from: key of the connection that this one is a duplicate of
        :raises UserError: when the sidecar gives no answer or refuses the settings
        """
        for connection in self:
            connection.write({"revision": connection.revision + 1})
            # The row is locked by its own update before the sidecar hears of it: two saves come one by one.
            self.env.flush_all()
            params = {
                "connection": connection._sidecar_shape(),
                "secrets": secrets or {},
                "revision": connection.revision,
            }
            if copy_secrets_from:
                params["copy_secrets_from"] = copy_secrets_from
            answer = self.env["sidecar.service"]._sidecar_call("connection/save", params)
            names = sorted(name for name, is_set in (answer.get("secrets") or {}).items() if is_set)
            configured = ", ".join(answer.get("configured") or [])
            connection.write({"secrets_set": ", ".join(names) or False, "configured": configured or False})
            Talk.of(self.env).has_saved = True

    def _sidecar_named(self, outcome):
        """An Outcome whose issues about settings name this record, so that the dialog can open it."""
        for issue in outcome.get("issues") or []:
            if issue.get("model") == self._name and not issue.get("record"):
                issue.update(record=self.id, record_name=self.name)
        return outcome

    def _sidecar_shape(self):
        """`Connection` of the specification."""
        return {
            "key": self.key,
            "connector": self.connector,
            "name": self.name,
            "company_id": self.company_id.id,
            "environment": self.environment,
            "state": self.state if self.active else "draft",
            "send_from": self.send_from and self.send_from.isoformat() or None,
            "fetch_from": self.fetch_from and self.fetch_from.isoformat() or None,
            "settings": self._sidecar_settings(),
        }
