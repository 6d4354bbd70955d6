import time

from odoo import _, api, fields, models
from odoo.exceptions import UserError

SECONDS = 20  # one click looks at so much; another goes on
PAGE = 50
PAGE_SECONDS = 20


class SidecarReadiness(models.TransientModel):
    """What would fail of the documents that are still to be sent: each cause once, with the record to mend.

    The sidecar maps the documents as if they left now (`flow/preview`); nothing is sent or stored.
    """

    _name = "sidecar.readiness"
    _description = "Readiness of open documents"

    connection_id = fields.Many2one("sidecar.connection", "Connector", required=True, readonly=True, ondelete="cascade")
    left = fields.Json(readonly=True)
    left_count = fields.Integer("Still to look at", compute="_compute_left_count")
    checked_count = fields.Integer("Documents looked at", readonly=True)
    failing_count = fields.Integer("Documents that would fail", readonly=True)
    skipped = fields.Char("Not looked at", readonly=True)
    line_ids = fields.One2many("sidecar.readiness.line", "readiness_id", readonly=True)

    @api.depends("connection_id")
    def _compute_display_name(self):
        for report in self:
            report.display_name = _("Readiness of %s", report.connection_id.name)

    @api.depends("left")
    def _compute_left_count(self):
        for report in self:
            report.left_count = sum(len(part["ids"]) for part in report.left or [])

    @api.model
    def _sidecar_open(self, connection):
        """Look at the open documents of a connection and show what is to mend.

        :return: action
        :raises UserError: when the sidecar gave no answer
        """
        left, skipped = self._sidecar_scope(connection)
        report = self.create({"connection_id": connection.id, "left": left, "skipped": skipped})
        return report.action_check()

    @api.model
    def _sidecar_scope(self, connection):
        """([{flow, model, ids}], names of what this user or this sidecar cannot look at)."""
        service = self.env["sidecar.service"]
        described = service._sidecar_call("connector/describe", {"connector": connection.connector})
        served = {flow["id"] for flow in described["flows"]}
        left, skipped = [], []
        for flow, model, domain in connection._sidecar_ready_scope():
            documents = self.env[model].with_context(allowed_company_ids=connection.company_id.ids)
            if flow not in served or not documents._sidecar_may_read():
                skipped.append(self.env["sidecar.messages"]._sidecar_kind(flow))
                continue
            ids = documents.search(domain, order="id").ids
            if ids:
                left.append({"flow": flow, "model": model, "ids": ids})
        return left, ", ".join(skipped) or False

    def action_check(self):
        """Look at further documents until all are seen or the time is over.

        :return: action
        :raises UserError: when the sidecar gave no answer
        """
        self.ensure_one()
        end = time.monotonic() + SECONDS
        while self.left and time.monotonic() < end:
            first, *others = self.left
            self._sidecar_look(first, first["ids"][:PAGE])
            rest = first["ids"][PAGE:]
            self.left = [{**first, "ids": rest}, *others] if rest else others
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [[False, "form"]],
            "target": "current",
        }

    def _sidecar_look(self, part, ids):
        """Add what is wrong with one page of documents."""
        connection = self.connection_id
        params = {
            "flow": part["flow"],
            "connection": connection.key,
            "ids": ids,
            "company_id": connection.company_id.id,
            "deadline_ms": PAGE_SECONDS * 1000,
        }
        service = self.env["sidecar.service"].with_context(allowed_company_ids=connection.company_id.ids)
        answer = service._sidecar_call("flow/preview", params, PAGE_SECONDS, serves=True)
        documents = answer["documents"]
        ignored = connection._sidecar_ready_ignored()
        for document in documents:
            document["issues"] = [issue for issue in document.get("issues") or [] if issue["code"] not in ignored]
            for issue in document["issues"]:
                self._sidecar_count(issue, document)
        self.checked_count += len(documents)
        self.failing_count += sum(any(map(_is_error, document["issues"])) for document in documents)

    def _sidecar_count(self, issue, document):
        """One more document for a cause."""
        key = _cause(issue)
        line = self.line_ids.filtered(lambda line: line.key == key)
        if not line:
            words = self.env["sidecar.messages"]._sidecar_issue(issue)
            values = {"readiness_id": self.id, "key": key, "document_model": document["model"]}
            line = self.env["sidecar.readiness.line"].create({**words, **values})
        found = line.documents or []
        if document["record"] not in found:
            line.documents = [*found, document["record"]]


def _is_error(issue):
    return issue.get("severity") != "warning"


def _cause(issue):
    """Equal for issues that one repair mends."""
    where = (issue.get("model"), issue.get("record"), issue.get("field"))
    return repr((issue["code"], *where, issue.get("value")))


class SidecarReadinessLine(models.TransientModel):
    _name = "sidecar.readiness.line"
    _inherit = "sidecar.finding"
    _description = "What would stop documents"
    _order = "count desc, id"

    readiness_id = fields.Many2one("sidecar.readiness", required=True, ondelete="cascade", index=True)
    key = fields.Char()
    model_label = fields.Char("Kind of record", compute="_compute_model_label")
    document_model = fields.Char()
    documents = fields.Json("Document IDs")
    count = fields.Integer("Documents", compute="_compute_count", store=True)

    @api.depends("documents")
    def _compute_count(self):
        for line in self:
            line.count = len(line.documents or [])

    @api.depends("model")
    def _compute_model_label(self):
        for line in self:
            line.model_label = line.model and self.env["sidecar.document"]._sidecar_model_label(line.model)

    def action_documents(self):
        """The documents that this stops.

        :raises UserError: when none of them exists any more
        """
        self.ensure_one()
        found = self.env[self.document_model].browse(self.documents or []).exists()
        if not found:
            raise UserError(_("The documents do not exist any more."))
        return {
            "type": "ir.actions.act_window",
            "name": self.message,
            "res_model": self.document_model,
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", found.ids)],
        }
