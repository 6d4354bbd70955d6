from odoo import _, api, models
from odoo.exceptions import UserError

from ..wire import WireError
from .sidecar_mixin import PAGE

ASK_SECONDS = 20
DECISIONS = 200  # in one message


class SidecarProposal(models.AbstractModel):
    """The buttons of a list of proposals."""

    _inherit = "sidecar.proposal"

    @api.model
    def _sidecar_fetch(self, connection):
        """Fetch all the partner has of this kind and show what is not linked yet.

        :return: the list, or the form of a `sidecar.import` that goes on in the background
        :raises AccessError: the user may not change these rows or not see their connector
        :raises UserError: the connector is not validated, or the sidecar gave no answer
        """
        self._sidecar_check_rows(connection)
        if connection.state != "validated":
            raise UserError(_("Validate the connector first."))
        return self.env["sidecar.import"]._sidecar_start(self._name, connection, "fetch")

    def action_match(self):
        """Look in Odoo for what each open row may be; rows that a person touched stay as they are.

        :return: the list, or the form of a `sidecar.import` that goes on in the background
        :raises AccessError: the user may not change these rows or not see their connector
        :raises UserError: the sidecar gave no answer
        """
        return self.env["sidecar.import"]._sidecar_start(self._name, self._sidecar_connection_here(), "match")

    def action_accept(self):
        """Do with the selected rows what their action says; *Do nothing* does nothing.

        :return: what became of each row; for many the form of a `sidecar.import` that goes on in the background
        :raises AccessError: the user may not change these rows or not see their connector
        :raises UserError: a row says *Update with id* and names no record, nothing is selected, or no answer
        """
        self._sidecar_check_rows(self.connection_id)
        rows = self.filtered(lambda row: row.action != "nothing" and row.state in ("open", "issues")).sorted("sequence")
        if not rows:
            raise UserError(_("None of the selected rows has an action to do."))
        rows._sidecar_check_records()
        connections = rows.connection_id
        if len(connections) > 1:
            raise UserError(_("Select rows of one connector at a time."))
        try:
            accepted = rows._sidecar_accept()
            if len(rows) > PAGE:
                entries = [arrival["entry"] for arrival in accepted]
                return self.env["sidecar.import"]._sidecar_start(self._name, connections, "accept", entries)
            outcomes = self.env["sidecar.apply"]._sidecar_apply(accepted, connections, connections.company_id)
        except WireError as error:
            raise UserError(self.env["sidecar.service"]._sidecar_sentence(error)) from error
        outcomes += rows._sidecar_too_late({arrival["entry"] for arrival in accepted})
        return self.env["sidecar.outcome"]._sidecar_show(self._name, self._sidecar_flow, outcomes)

    def _sidecar_check_records(self):
        """Every row that says *Update with id* names a record that is there."""
        name = self._sidecar_record
        without = self.filtered(lambda row: row.action == "update" and not row[name].exists())
        if without:
            names = ", ".join(without[:10].mapped("display_name"))
            label = self.env["sidecar.document"]._sidecar_label(self._name, name)
            raise UserError(_("Choose %(label)s for: %(names)s.", label=label, names=names))

    def _sidecar_accept(self):
        """Tell the sidecar what was decided.

        :return: list of {entry, flow, unit, …} of the rows that are to be done
        :raises WireError: no answer
        """
        named = {row.entry: row for row in self}
        accepted = []
        for start in range(0, len(self), DECISIONS):
            entries = [row._sidecar_decision() for row in self[start : start + DECISIONS]]
            service = self.env["sidecar.service"]
            answer = service._sidecar_ask("entry/accept", {"entries": entries}, ASK_SECONDS)
            for done in answer["entries"]:
                if done["accepted"]:
                    row = named[str(done["id"])]
                    about = {"model": self._name, "record": row.id, "record_name": row.display_name}
                    accepted.append({**about, "entry": done["id"], "flow": done["flow"], "unit": done["unit"]})
        return accepted

    def _sidecar_decision(self):
        record = self[self._sidecar_record].id if self.action == "update" else None
        return {"id": int(self.entry), "action": self.action, "record": record, "values": self._sidecar_to_wire()}

    def _sidecar_too_late(self, accepted):
        """Outcomes of rows that somebody else decided about first."""
        late = self.filtered(lambda row: int(row.entry) not in accepted)
        issue = {"code": "import.too_late", "severity": "warning", "message": "", "params": {}}
        return [
            {
                "model": row._name,
                "record": row.id,
                "record_name": row.display_name,
                "flow": row._sidecar_flow,
                "status": "refused",
                "issues": [{**issue, "params": {"name": row.display_name}}],
                "failure": None,
            }
            for row in late
        ]

    def _sidecar_connection_here(self):
        """The connection whose rows are on the screen."""
        connection = self.connection_id or self.env["sidecar.connection"].browse(
            self.env.context.get("sidecar_connection")
        )
        self._sidecar_check_rows(connection)
        if len(connection) != 1:
            raise UserError(_("Open the rows of one connector."))
        return connection

    def _sidecar_check_rows(self, connection):
        """Raise AccessError unless this user may change these rows and see their connector."""
        check = self.env["sidecar.mixin"]._sidecar_check_access
        check(self)
        check(connection, "read")
