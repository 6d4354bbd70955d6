import json

from markupsafe import Markup
from odoo import _, api, fields, models

from ..values import wire_time
from ..wire import WireError

SECONDS = 5


class SidecarEvidence(models.AbstractModel):
    """What a person needs to decide about a document whose answer was lost."""

    _name = "sidecar.evidence"
    _description = "What is known about a document in doubt"

    @api.model
    def _sidecar_html(self, entry):
        """Every request with its answer, and the exact bytes that were sent; fetched while the form is opened."""
        service = self.env["sidecar.service"]
        try:
            shown = service._sidecar_ask("entry/show", {"entry": entry._sidecar_wire_id()}, SECONDS)
        except WireError as error:
            return Markup("<p>%s</p>") % service._sidecar_sentence(error)
        head = Markup("").join(Markup("<th>%s</th>") % name for name in (_("When"), _("What"), _("Answer")))
        exchanges = [log for log in shown["log"] if log.get("method")]
        rows = Markup("").join(map(self._sidecar_exchange, exchanges))
        body = json.dumps(shown.get("payload"), indent=2, ensure_ascii=False)
        return (
            Markup("<table class='table table-sm'><thead><tr>%s</tr></thead><tbody>%s</tbody></table>") % (head, rows)
        ) + Markup("<details><summary>%s</summary><pre>%s</pre></details>") % (_("What was sent"), body)

    @api.model
    def _sidecar_exchange(self, log):
        moment = wire_time(log.get("at"))
        at = fields.Datetime.to_string(fields.Datetime.context_timestamp(self, moment))[:19] if moment else ""
        what = _("Looked up") if log["method"] == "GET" else _("Sent")
        answer = log.get("status") or _("none")
        cells = (at, f"{what}: {log['method']} {log.get('url') or ''}", f"{answer}: {log.get('message') or ''}")
        return Markup("<tr>%s</tr>") % Markup("").join(Markup("<td>%s</td>") % cell for cell in cells)
