import logging
import uuid

from odoo import api, models
from odoo.exceptions import UserError
from psycopg2.errors import LockNotAvailable

from ..talk import Talk
from ..wire import Refused, WireError
from .sidecar_mirror import READ_ONLY

_logger = logging.getLogger(__name__)

DEADLINE_SECONDS = 20
# So many run in the click, and in one transaction; more make a sidecar.run, which the tick works off page by page.
PAGE = 20


class SidecarMixin(models.AbstractModel):
    _name = "sidecar.mixin"
    _inherit = "sidecar.status"
    _description = "A document the sidecar can send"

    def _sidecar_run(self, flow, confirmed=False, hashes=None):
        """Run a flow for these documents and say what became of each.

        :param flow: id of the flow, for example `procuros.order.send`
        :param confirmed: True when the user was asked about documents older than *Send documents dated from*
        :param hashes: dict of record id → hash of its preview: what differs from it today is not sent
        :return: an action: a notification when all went well, the dialog with the issues, or the form of the run that
            goes on in the background
        :raises UserError: no write access, a document that somebody else holds, or no answer from the sidecar; what is
            wrong with a document never raises
        """
        self._sidecar_check_access(self)
        documents = self.sorted("id")
        if len(documents) > self._sidecar_page_size(flow):
            return self.env["sidecar.run"]._sidecar_start(documents, flow, confirmed)
        Talk.of(self.env)  # sees that nothing was written yet, before a lock makes it look so
        documents._sidecar_lock()
        try:
            outcomes = documents._sidecar_run_page(flow, {"confirmed": confirmed, "hashes": hashes})
        except WireError as error:
            raise UserError(self.env["sidecar.service"]._sidecar_sentence(error)) from error
        return self.env["sidecar.outcome"]._sidecar_show(self._name, flow, outcomes)

    @api.model
    def _sidecar_page_size(self, _flow):
        """How many documents run in one click and one transaction; fewer where reading one of them takes long."""
        return PAGE

    @api.model
    def _sidecar_check_access(self, documents, operation="write"):
        """Raise AccessError unless this user may write (or `read`) the documents; of none, unless any at all."""
        # 18 and later have one check for rights and rules; on 17 they are two.
        if hasattr(documents, "check_access"):
            documents.check_access(operation)
        else:
            documents.check_access_rights(operation)
            documents.check_access_rule(operation)

    @api.model
    def _sidecar_may_read(self):
        """Whether this user may read documents of this kind at all."""
        if hasattr(self, "has_access"):
            return self.has_access("read")
        return self.check_access_rights("read", raise_exception=False)

    def _sidecar_lock(self):
        """Lock the rows, ids ascending, before the sidecar is asked: two clicks on one document come one by one.

        :raises UserError: when somebody else holds a row longer than a call may last
        """
        self.env.flush_all()
        try:
            with self.env.cr.savepoint():
                self.env.cr.execute("SELECT set_config('lock_timeout', %s, true)", [f"{DEADLINE_SECONDS + 5}s"])
                self.env.cr.execute(
                    f'SELECT id FROM "{self._table}" WHERE id IN %s ORDER BY id FOR NO KEY UPDATE',  # pylint: disable=sql-injection
                    [tuple(self.ids) or (0,)],
                    log_exceptions=False,  # somebody else was quicker: Odoo runs the button again
                )
        except LockNotAvailable as error:
            names = ", ".join(self.mapped("display_name"))
            sentence = self.env["sidecar.messages"]._sidecar_message("document.busy", "", {"name": names})
            raise UserError(sentence) from error

    def _sidecar_run_page(self, flow, options):
        """Run a flow for one page of documents, in this transaction and with this user's rights.

        :param options: further params of `flow/run`
        :return: list of Outcome as the specification has them
        :raises WireError: no answer
        """
        outcomes = []
        for company, documents in self._sidecar_by_company().items():
            connection = self.env["sidecar.connection"]._sidecar_of(flow.split(".")[0], company)
            outcomes += documents._sidecar_run_company(flow, connection, company, options)
        return outcomes

    def _sidecar_by_company(self):
        if "company_id" not in self._fields:
            return {self.env.company: self}
        return self.grouped(lambda document: document.company_id or self.env.company)

    def _sidecar_run_company(self, flow, connection, company, options, seconds=DEADLINE_SECONDS):
        """One `flow/run`."""
        if not connection:
            return [document._sidecar_without_connection(flow, company) for document in self]
        params = {
            "flow": flow,
            "connection": connection.key,
            "ids": self.ids,
            "company_id": company.id,
            "deadline_ms": seconds * 1000,
            "origin": "button",
            "correlation_id": str(uuid.uuid4()),
            **options,
        }
        _logger.info("%s of %s %s, correlation id %s", flow, self._name, self.ids, params["correlation_id"])
        service = self.env["sidecar.service"]
        try:
            result = service._sidecar_ask("flow/run", params, seconds, serves=True)
        except Refused as refusal:
            sentence, issues = service._sidecar_sentence(refusal), refusal.issues or self._sidecar_database_issues()
            return [document._sidecar_not_run(sentence, refusal, issues) for document in self]
        outcomes = [connection._sidecar_named(self._sidecar_titled(outcome)) for outcome in result["documents"]]
        self.env["sidecar.answer"]._sidecar_take(flow, self._name, outcomes)
        return outcomes

    def _sidecar_titled(self, outcome):
        """The outcome under the document's name: the sidecar may refuse before it has read the document."""
        if outcome["record_name"] == str(outcome["record"]):
            document = self.browse(outcome["record"]).exists()
            outcome["record_name"] = document.display_name or outcome["record_name"]
        return outcome

    def _sidecar_without_connection(self, flow, company):
        params = {"company": company.name, "connector": flow.split(".")[0].capitalize()}
        issue = {"code": "connection.missing", "model": "sidecar.connection", "params": params}
        return self._sidecar_outcome("refused", issues=[issue])

    def _sidecar_database_issues(self):
        """On a copy that is the reason, whatever else the sidecar found: it does not know the connectors of a copy."""
        database = (Talk.of(self.env).client.welcome or {}).get("database") or {}
        if database.get("status") not in READ_ONLY:
            return []
        params = {"database": database.get("looks_like") or ""}
        return [{"code": f"database.{database['status']}", "message": database.get("message"), "params": params}]

    def _sidecar_not_run(self, sentence, refusal, issues):
        failure = None if issues else {"kind": refusal.kind, "code": refusal.code, "message": sentence}
        return self._sidecar_outcome("refused", issues=issues, failure=failure)

    def _sidecar_outcome(self, status, **values):
        outcome = {"model": self._name, "record": self.id, "record_name": self.display_name, "status": status}
        return {**outcome, "issues": [], "failure": None, **values}
