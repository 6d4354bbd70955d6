from odoo import _, api, fields, models
from psycopg2 import sql

from ..values import from_wire, to_wire

ACTIONS = [("nothing", "Do nothing"), ("update", "Update with id"), ("add", "Add")]
STATES = [
    ("open", "To decide"),
    ("waiting", "Under way"),
    ("issues", "Issues"),
    ("done", "Done"),
    ("gone", "Not needed any more"),
]
# How a row stands, by the state of its entry in the mirror.
_SHOWN = {
    "proposed": "open",
    "pending": "waiting",
    "sending": "waiting",
    "delivered": "done",
    "settled": "done",
    "quarantined": "issues",
    "dropped": "gone",
}
OPEN = ("open", "waiting", "issues")
# Bookkeeping: changing it is not what a person does to a row.
_OWN = {"is_edited", "reason", "candidates"}


class SidecarProposal(models.AbstractModel):
    """A row of a partner's master data that a person decides about; connector addons add their columns.

    The rows stay until they are done: a list that was left is taken up again, by whoever opens it next. What a person
    touched is never overwritten by a fetch or a search.
    """

    _name = "sidecar.proposal"
    _description = "Row of a partner's master data"
    _order = "sequence, id"

    # Of the connector's model: the flow that imports it, the many2one to the record it may be, and its columns, named
    # as on the wire.
    _sidecar_flow = None
    _sidecar_record = None
    _sidecar_columns = ("name",)

    connection_id = fields.Many2one("sidecar.connection", "Connector", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    entry = fields.Char(required=True, readonly=True, help="Id in the sidecar's ledger.")
    sequence = fields.Integer(readonly=True)
    external_id = fields.Char("Partner's id", readonly=True)
    parent = fields.Char("Belongs to", readonly=True, help="Partner's id of the row that this one belongs to.")
    name = fields.Char()
    action = fields.Selection(
        ACTIONS,
        required=True,
        default="nothing",
        help="“Update with id” links the chosen record and changes nothing else of it. “Add” makes a new record.",
    )
    reason = fields.Char("Why (code)", readonly=True)
    reason_text = fields.Char("Why", compute="_compute_reason_text")
    candidates = fields.Json(readonly=True)
    candidate_names = fields.Char("Found", compute="_compute_reason_text")
    is_edited = fields.Boolean("Edited", readonly=True, help="A person touched this row: no search changes it again.")
    state = fields.Selection(STATES, "Status", compute="_compute_state", search="_search_state")
    message = fields.Char("What is wrong", compute="_compute_state")

    def init(self):
        if not self._abstract:
            self.env.cr.execute(
                f'CREATE UNIQUE INDEX IF NOT EXISTS "{self._table}_once" ON "{self._table}" (connection_id, entry)'  # pylint: disable=sql-injection
            )

    # -- what is shown

    @api.depends("reason", "candidates")
    def _compute_reason_text(self):
        messages = self.env["sidecar.messages"]
        for row in self:
            row.reason_text = row.reason and messages._sidecar_message(f"match.{row.reason}", row.reason, {})
            row.candidate_names = ", ".join(found["name"] for found in row.candidates or [])

    @api.depends("entry")
    def _compute_state(self):
        # sudo: how a row stands is for everybody who may read the row itself.
        entries = self.env["sidecar.entry"].sudo().search([("sidecar_id", "in", self.mapped("entry"))])
        found = {entry.sidecar_id: entry for entry in entries}
        for row in self:
            entry = found.get(row.entry)
            row.state = _SHOWN.get(entry.state, "open") if entry else "open"
            row.message = row.state == "issues" and entry._sidecar_words()

    @api.model
    def _search_state(self, operator, value):
        values = {value} if isinstance(value, str) else set(value or [])
        if operator in ("!=", "not in"):
            values = set(dict(STATES)) - values
        states = [state for state, shown in _SHOWN.items() if shown in values]
        self.env["sidecar.entry"].flush_model()
        query = self.with_context(active_test=False).sudo()._search([])  # sudo: rules apply to the outer search
        known = "SELECT 1 FROM sidecar_entry WHERE sidecar_id ="
        condition = f'EXISTS ({known} "{self._table}".entry AND state = ANY(%s))'
        if "open" in values:
            condition += f' OR NOT EXISTS ({known} "{self._table}".entry)'
        query.add_where(f"({condition})", [states])
        return [("id", "in", query)]

    # -- what a person does to it

    def write(self, vals):
        if not self.env.context.get("sidecar_take") and set(vals) - _OWN:
            vals = {**vals, "is_edited": True}
            # Whoever chooses the record means it.
            if vals.get(self._sidecar_record) and "action" not in vals:
                vals["action"] = "update"
        return super().write(vals)

    # -- the wire

    @api.model
    def _sidecar_from_wire(self, values):
        """The columns of a row as the sidecar says it, as Odoo writes them; connector addons add what has other names.

        :param values: dict by names of the wire
        """
        columns = [name for name in self._sidecar_columns if name in values]
        return {name: from_wire(values[name], self._fields[name]) for name in columns}

    def _sidecar_to_wire(self):
        """The columns of a row as the sidecar takes them; the reverse."""
        self.ensure_one()
        return {name: to_wire(self, self._fields[name]) for name in self._sidecar_columns}

    # -- taking

    @api.model
    def _sidecar_take(self, connection, page):
        """Keep a page of `link/propose`; what a person touched stays as it is.

        :return: how many rows there are now
        """
        # sudo: rows come from the sidecar alone; people change them, and nobody makes any by hand.
        rows = self.sudo().with_context(sidecar_take=True)
        here = [("connection_id", "=", connection.id)]
        dropped = [str(entry) for entry in page["dropped"]]
        if dropped:
            rows.search([*here, ("entry", "in", dropped)]).unlink()
        news = {str(row["entry"]): row for row in page["rows"]}
        known = rows.search([*here, ("entry", "in", list(news))])
        known |= rows._sidecar_begin(connection, [news[entry] for entry in set(news) - set(known.mapped("entry"))])
        gone = rows._sidecar_gone(news)
        for row in known:
            if not row.is_edited:
                row._sidecar_bring(row._sidecar_values(news[row.entry], gone))
        return len(known)

    @api.model
    def _sidecar_begin(self, connection, news):
        """Rows for entries that have none. Two people at once: who comes second is tried again by Odoo."""
        if not news:
            return self.browse()
        statement = sql.SQL(
            "INSERT INTO {table} (connection_id, entry, sequence, action, company_id, create_uid, create_date,"
            " write_uid, write_date)"
            " SELECT %(connection)s, unnest(%(entries)s), unnest(%(numbers)s), 'nothing', %(company)s, %(user)s,"
            " now() AT TIME ZONE 'UTC', %(user)s, now() AT TIME ZONE 'UTC'"
            " ON CONFLICT (connection_id, entry) DO NOTHING RETURNING id"
        ).format(table=sql.Identifier(self._table))
        values = {
            "connection": connection.id,
            "company": connection.company_id.id,
            "user": self.env.uid,
            "entries": [str(row["entry"]) for row in news],
            "numbers": [row["entry"] for row in news],
        }
        self.env.cr.execute(statement, values)
        return self.browse(row[0] for row in self.env.cr.fetchall())

    @api.model
    def _sidecar_gone(self, news):
        """Ids of proposed records that are not there any more: deleted since the search that found them."""
        named = {row["record"] for row in news.values() if row.get("record")}
        comodel = self.env[self._fields[self._sidecar_record].comodel_name]
        return named - set(comodel.browse(named).exists().ids)

    @api.model
    def _sidecar_values(self, row, gone):
        record = row["record"] if row["record"] not in gone else None
        return {
            **self._sidecar_from_wire(row["values"]),
            "external_id": row.get("link") or row["external_id"],
            "parent": row.get("parent") or False,
            "name": row["values"].get("name") or row["title"],
            "action": row["action"] if record or row["action"] != "update" else "nothing",
            "reason": row["reason"],
            "candidates": row["candidates"] or False,
            self._sidecar_record: record or False,
        }

    def _sidecar_bring(self, values):
        """Written only where it differs: a page that was taken before costs nothing."""
        changed = {name: value for name, value in values.items() if not self._sidecar_is(name, value)}
        if changed:
            self.write(changed)

    def _sidecar_is(self, name, value):
        mine = self[name]
        return (mine.id if self._fields[name].type == "many2one" else mine) == value

    @api.model
    def _sidecar_clear(self, connection):
        """Forget the rows that need nobody any more."""
        # sudo: as in `_sidecar_take`.
        self.sudo().search([("connection_id", "=", connection.id), ("state", "in", ("done", "gone"))]).unlink()

    @api.model
    def _sidecar_list(self, connection):
        """The action that shows the rows of a connection."""
        return {
            "type": "ir.actions.act_window",
            "name": _("%(kind)s: %(name)s", kind=self.env["ir.model"]._get(self._name).name, name=connection.name),
            "res_model": self._name,
            "views": [[False, "list"], [False, "form"]],
            "domain": [("connection_id", "=", connection.id), ("state", "in", OPEN)],
            "context": {"sidecar_connection": connection.id},
            "target": "current",
        }
