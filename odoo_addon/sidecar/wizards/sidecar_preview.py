import json

from odoo import _, api, fields, models


class SidecarPreview(models.TransientModel):
    """Exactly what would leave now. Lives for one dialog."""

    _name = "sidecar.preview"
    _description = "Preview of a document"

    record_name = fields.Char()
    payload = fields.Text()
    changes = fields.Text("Changes since it was sent")
    issue_html = fields.Html("Issues", sanitize=False)

    @api.model
    def _sidecar_show(self, document):
        """
        :param document: `{model, record, record_name, payload, hash, issues, previous, changes}`
        :return: action
        """
        preview = self.create(
            {
                "record_name": document["record_name"],
                "payload": _pretty(document.get("payload")),
                "changes": _pretty(document.get("changes")),
                "issue_html": self.env["sidecar.messages"]._sidecar_html(document.get("issues") or []),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": _("Preview of %s", document["record_name"]),
            "res_model": self._name,
            "res_id": preview.id,
            "views": [[False, "form"]],
            "target": "new",
        }


def _pretty(value):
    return json.dumps(value, indent=2, ensure_ascii=False) if value else False
