from odoo import _, api, fields, models

LOCKED = "procurify.locked_target"
GONE = "procurify.source_gone"


class ProcurifyRecord(models.AbstractModel):
    """A record that Procurify has too: its id and number there, and what of it waits for a person."""

    _name = "procurify.record"
    _inherit = "sidecar.status"
    _description = "A record that Procurify has too"

    procurify_id = fields.Char(
        "Procurify ID",
        compute="_compute_procurify",
        search="_search_procurify_id",
        help="What Procurify calls it. Several, where several records of Procurify became this one.",
    )
    procurify_number = fields.Char(
        compute="_compute_procurify",
        search="_search_procurify_number",
        help="The number that people know it by in Procurify.",
    )
    procurify_banner = fields.Char(compute="_compute_procurify_banner")
    procurify_document_count = fields.Integer("Procurify Documents", compute="_compute_procurify_document_count")

    @api.model
    def _procurify_kinds(self):
        """The kinds of links that name a record of this model, the most telling first.

        :return: list of str
        """
        return []

    @api.model
    def _procurify_flows(self):
        """The flows whose documents become records of this model.

        :return: list of str
        """
        return []

    @api.depends_context("company")
    def _compute_procurify(self):
        ids, numbers = self._procurify_linked()
        for record in self:
            record.procurify_id = ", ".join(ids.get(record.id, [])) or False
            record.procurify_number = ", ".join(numbers.get(record.id, [])) or False

    def _procurify_linked(self):
        """The ids and numbers of these records at Procurify, for the present companies' connectors.

        :return: two dicts of record id → list of str
        """
        # sudo: what a record is called at Procurify is for everybody who may read the record.
        references = self.env["sidecar.reference"].sudo()
        keys = self._procurify_connections()
        ids, numbers = {}, {}
        for kind in self._procurify_kinds():
            domain = [("model", "=", self._name), ("flow", "=", kind), ("record", "in", self.ids)]
            for one in references.search([*domain, ("connection", "in", keys)], order="id"):
                ids.setdefault(one.record, []).append(one.external_id or "")
                if one.number:
                    numbers.setdefault(one.record, []).append(one.number)
        return ids, numbers

    @api.model
    def _procurify_connections(self):
        """Keys of the connectors of the companies that are chosen."""
        # sudo: only the keys.
        connections = self.env["sidecar.connection"].sudo().with_context(active_test=False)
        domain = [("connector", "=", "procurify"), ("company_id", "in", self.env.companies.ids)]
        return connections.search(domain).mapped("key")

    def _search_procurify_id(self, operator, value):
        return self._sidecar_reference_domain(self._procurify_kinds(), operator, value)

    def _search_procurify_number(self, operator, value):
        return self._sidecar_reference_domain(self._procurify_kinds(), operator, value, "number")

    def _compute_procurify_banner(self):
        held = self._procurify_held([LOCKED, GONE])
        for record in self:
            record.procurify_banner = record._procurify_banner_words(held.get(record.id) or set())

    def _procurify_banner_words(self, codes):
        """What Procurify has otherwise than this record, or False.

        :param codes: set of the codes of issues about it that wait for a person
        """
        if LOCKED in codes:
            return _(
                "%s was changed in Procurify after it was settled here. Nothing was changed in Odoo: compare the two "
                "and correct it by hand, then ignore the document.",
                self.display_name,
            )
        if GONE in codes:
            return _("%s does not exist in Procurify any more, or it cannot be seen there.", self.display_name)
        return False

    def _procurify_held(self, codes):
        """What waits for a person about these records.

        :return: dict of record id → set of codes
        """
        self.env["sidecar.entry"].flush_model()
        self.env.cr.execute(
            "SELECT DISTINCT (issue->>'record')::int, issue->>'code'"
            " FROM sidecar_entry entry, jsonb_array_elements(entry.issues) issue"
            " WHERE entry.state = 'quarantined' AND entry.flow = ANY(%s) AND jsonb_typeof(entry.issues) = 'array'"
            " AND issue->>'code' = ANY(%s) AND issue->>'model' = %s AND (issue->>'record')::int = ANY(%s)",
            [self._procurify_flows(), codes, self._name, self.ids],
        )
        found = {}
        for record, code in self.env.cr.fetchall():
            found.setdefault(record, set()).add(code)
        return found

    @api.depends_context("company")
    def _compute_procurify_document_count(self):
        counts = dict(
            self.env["sidecar.entry"]  # of the companies that one sees
            .sudo()  # sudo: that there are documents is for everybody who may read the record
            ._read_group(self._procurify_document_domain(), ["record"], ["__count"])
        )
        for record in self:
            record.procurify_document_count = counts.get(record.id, 0)

    def _procurify_document_domain(self):
        return [("model", "=", self._name), ("flow", "in", self._procurify_flows()), ("record", "in", self.ids)]

    def action_procurify_documents(self):
        """The documents of Procurify that this record came from, each version of it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": _("Procurify documents of %s", self.display_name),
            "res_model": "sidecar.entry",
            "views": [[False, "list"], [False, "form"]],
            "domain": self._procurify_document_domain(),
        }
