import logging
import uuid

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every
from psycopg2.errors import LockNotAvailable

from ..talk import Talk
from ..wire import Refused, WireError
from .sidecar_mirror import READ_ONLY

_logger = logging.getLogger(__name__)

DEADLINE_SECONDS = 20
# More than a page in one click runs page by page; runs that go on in the background come with `run/start`.
PAGE = 20


class SidecarMixin(models.AbstractModel):
    _name = "sidecar.mixin"
    _inherit = "sidecar.status"
    _description = "A document the sidecar can send"

    def _sidecar_run(self, flow, confirmed=False):
        """Run a flow for these documents and say what became of each.

        :param flow: id of the flow, for example `procuros.order.send`
        :param confirmed: True when the user was asked about documents older than *Send documents dated from*
        :return: a client action: a notification when all went well, else the dialog with the issues
        :raises UserError: no write access, a document that somebody else holds, or no answer from the sidecar; what is
            wrong with a document never raises
        """
        self._sidecar_check_access(self)
        documents = self.sorted("id")
        documents._sidecar_lock()
        outcomes = []
        for connection, company, page in documents._sidecar_pages(flow):
            outcomes += page._sidecar_run_page(flow, connection, company, confirmed)
        return self.env["sidecar.outcome"]._sidecar_show(self._name, flow, outcomes)

    @api.model
    def _sidecar_check_access(self, documents):
        """Raise AccessError unless this user may write the documents."""
        # 18 and later have one check for rights and rules; on 17 they are two.
        if hasattr(documents, "check_access"):
            documents.check_access("write")
        else:
            documents.check_access_rights("write")
            documents.check_access_rule("write")

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

    def _sidecar_pages(self, flow):
        """These documents by company, in pages.

        :return: list of (connection or empty, company, documents)
        """
        connector = flow.split(".")[0]
        pages = []
        for company, documents in self._sidecar_by_company().items():
            connection = self.env["sidecar.connection"]._sidecar_of(connector, company)
            pages += [(connection, company, self.browse(ids)) for ids in split_every(PAGE, documents.ids)]
        return pages

    def _sidecar_by_company(self):
        if "company_id" not in self._fields:
            return {self.env.company: self}
        return self.grouped(lambda document: document.company_id or self.env.company)

    def _sidecar_run_page(self, flow, connection, company, confirmed):
        """One `flow/run`.

        :return: list of Outcome as the specification has them
        """
        if not connection:
            return [document._sidecar_without_connection(flow, company) for document in self]
        params = {
            "flow": flow,
            "connection": connection.key,
            "ids": self.ids,
            "company_id": company.id,
            "deadline_ms": DEADLINE_SECONDS * 1000,
            "origin": "button",
            "correlation_id": str(uuid.uuid4()),
            "confirmed": confirmed,
        }
        _logger.info("%s of %s %s, correlation id %s", flow, self._name, self.ids, params["correlation_id"])
        service = self.env["sidecar.service"]
        try:
            result = service._sidecar_ask("flow/run", params, DEADLINE_SECONDS, serves=True)
        except Refused as refusal:
            sentence, issues = service._sidecar_sentence(refusal), refusal.issues or self._sidecar_database_issues()
            return [document._sidecar_not_run(sentence, refusal, issues) for document in self]
        except WireError as error:
            raise UserError(service._sidecar_sentence(error)) from error
        outcomes = [connection._sidecar_named(outcome) for outcome in result["documents"]]
        Talk.of(self.env).delivered += [
            outcome["entry"] for outcome in outcomes if outcome.get("entry") and outcome.get("state") == "delivered"
        ]
        return outcomes

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
