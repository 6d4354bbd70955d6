from odoo import _, api, fields, models
from odoo.exceptions import UserError

CODE, DEPARTMENT = "procurify.account_code", "procurify.department"
LOCATION, PAIR = "procurify.location", "procurify.cost_center"


class ProcurifyCodes(models.TransientModel):
    """Procurify's codes that nobody mapped yet, each with the record of equal code or name, to be accepted at once."""

    _name = "procurify.codes"
    _description = "Codes of Procurify to map"

    connection_id = fields.Many2one("sidecar.connection", required=True, ondelete="cascade")
    line_ids = fields.One2many("procurify.codes.line", "codes_id")
    mapped_count = fields.Integer("Mapped already")
    found_count = fields.Integer("With a proposal", compute="_compute_counts")
    open_count = fields.Integer("Without", compute="_compute_counts")

    @api.depends("line_ids.record")
    def _compute_counts(self):
        for codes in self:
            codes.found_count = len(codes.line_ids.filtered("record"))
            codes.open_count = len(codes.line_ids) - codes.found_count

    @api.model
    def _procurify_open(self, connection, content):
        """The dialog with what a snapshot of Procurify holds and nobody has mapped.

        :param connection: sidecar.connection
        :param content: the snapshot: `{account_codes, departments, locations, …}`
        :return: the dialog; a notification when everything is mapped
        """
        lines, known = [], 0
        for kind, rows in self._procurify_rows(connection, content).items():
            mapped = self.env["sidecar.reference"]._sidecar_mapped(connection.key, kind)
            left = [row for row in rows if row["external_id"] not in mapped]
            known += len(rows) - len(left)
            lines += self._procurify_proposed(connection, kind, left)
        if not lines:
            return connection._sidecar_notify(connection.name, _("Every code is mapped: %s.", known), "success")
        values = {"connection_id": connection.id, "mapped_count": known}
        codes = self.create({**values, "line_ids": [fields.Command.create(line) for line in lines]})
        return {
            "type": "ir.actions.act_window",
            "name": _("Procurify's codes"),
            "res_model": self._name,
            "res_id": codes.id,
            "views": [[False, "form"]],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    @api.model
    def _procurify_rows(self, connection, content):
        """What of a snapshot wants a counterpart under the settings of the connector; what is retired does not.

        :return: dict of kind → list of `{external_id, code, name}`
        """
        used = {name: [row for row in content.get(name) or [] if row.get("active", True)] for name in content}
        departments, locations = used.get("departments") or [], used.get("locations") or []
        parents = {row.get("parent") for row in used.get("account_codes") or []}
        found = {
            CODE: [
                _row(row["id"], row.get("code"), row.get("description"))
                for row in used.get("account_codes") or []
                if row["id"] not in parents
            ]
        }
        if connection.procurify_single_plan:
            return {**found, PAIR: [_pair(row) for row in departments if row.get("branch")]}
        return {
            **found,
            DEPARTMENT: [
                _row(row["id"], row.get("external_id"), row.get("name"), row.get("branch")) for row in departments
            ],
            LOCATION: [_row(row["id"], row.get("external_id"), row.get("name")) for row in locations],
        }

    @api.model
    def _procurify_proposed(self, connection, kind, rows):
        """Lines of the dialog: each row with the one record that has its code, else the one that has its name."""
        model = self.env["sidecar.reference"]._sidecar_link_kinds()[kind][0]
        by = {"code": {}, "name": {}}
        for record in self._procurify_records(connection, kind, model, rows):
            for field, found in by.items():
                found.setdefault((record[field] or "").strip().lower(), []).append(record.id)
        lines = []
        for row in rows:
            record, reason = _only(by, row)
            title = " ".join(part for part in (row["code"], row["shown"]) if part)
            line = {"kind": kind, "external_id": row["external_id"], "code": row["code"], "name": row["shown"]}
            lines.append({**line, "title": title, "model": model, "record": record, "reason": reason})
        return lines

    @api.model
    def _procurify_records(self, connection, kind, model, rows):
        """The records in use whose code or name some row has; searched once for all rows."""
        codes = [row["code"] for row in rows if row["code"]]
        names = [row["name"] for row in rows if row["name"]]
        records = self.env[model].with_company(connection.company_id)
        domain = ["|", ("code", "in", codes), ("name", "in", names)] if kind != CODE else [("code", "in", codes)]
        domain += list(records._check_company_domain(connection.company_id))
        plan = self._procurify_plan(connection, kind)
        if plan:
            domain.append(("plan_id", "child_of", plan.id))
        if "deprecated" in records._fields:
            domain.append(("deprecated", "=", False))
        return records.search(domain)

    @api.model
    def _procurify_plan(self, connection, kind):
        """The analytic plan that stands for a kind; empty where none was chosen."""
        plans = {DEPARTMENT: connection.procurify_department_plan, LOCATION: connection.procurify_location_plan}
        plans[PAIR] = connection.procurify_department_plan or connection.procurify_location_plan
        return plans.get(kind)

    def action_accept(self):
        """Map every line that has a record; documents that waited for one of them go on.

        :return: a notification
        :raises UserError: when no line has a record
        """
        self.ensure_one()
        chosen = self.line_ids.filtered("record")
        if not chosen:
            raise UserError(_("Choose the record of at least one line."))
        references, key = self.env["sidecar.reference"], self.connection_id.key
        held = self.env["sidecar.entry"]
        for line in chosen:
            references._sidecar_map(key, line.kind, line.external_id, line.record, line.title)
            held |= held._sidecar_held_for(key, line.kind, line.external_id)
        self.env["sidecar.link"]._sidecar_retry(held)
        words = _("Mapped: %(count)s. Documents that are tried again: %(held)s.", count=len(chosen), held=len(held))
        notify = self.connection_id._sidecar_notify(self.connection_id.name, words, "success")
        notify["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notify


class ProcurifyCodesLine(models.TransientModel):
    _name = "procurify.codes.line"
    _inherit = "sidecar.picker"
    _description = "A code of Procurify to map"

    codes_id = fields.Many2one("procurify.codes", required=True, ondelete="cascade")
    kind = fields.Char(required=True)
    kind_name = fields.Char("What", compute="_compute_kind_name")
    external_id = fields.Char("Procurify ID", required=True)
    code = fields.Char()
    name = fields.Char()
    title = fields.Char()
    reason = fields.Selection([("code", "Same code"), ("name", "Same name")], "Proposed for")

    @api.depends("kind")
    def _compute_kind_name(self):
        for line in self:
            line.kind_name = self.env["sidecar.reference"]._sidecar_kind_name(line.kind)


def _row(id_, code, name, branch=None):
    """A row of a snapshot; `shown` tells departments of one name apart by their location."""
    place = f" ({branch['name']})" if branch and branch.get("name") else ""
    return {"external_id": str(id_), "code": code or "", "name": name or "", "shown": f"{name or ''}{place}"}


def _pair(department):
    """A location and a department as one cost center, named as the sidecar looks for it: a department's code alone says
    nothing of the place."""
    branch = department["branch"]
    name = f"{branch.get('name') or branch['id']} / {department.get('name') or department['id']}"
    return _row(f"{branch['id']}:{department['id']}", None, name)


def _only(by, row):
    """The one record of a row's code, else of its name, and which of them it was."""
    for field in ("code", "name"):
        value = (row[field] or "").strip().lower()
        found = by[field].get(value) or [] if value else []
        if len(found) == 1:
            return found[0], field
    return 0, False
