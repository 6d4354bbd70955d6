from odoo import _, api, models
from odoo.exceptions import UserError


class SidecarDocument(models.AbstractModel):
    _name = "sidecar.document"
    _description = "Opens any record and names its fields"

    @api.model
    def _sidecar_open(self, model, record):
        """The action that opens a record, or False when it is gone.

        :return: dict of an act_window, or False
        """
        if not self._sidecar_exists(model, record):
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record,
            "views": [[False, "form"]],
            "target": "current",
        }

    @api.model
    def _sidecar_open_page(self, url):
        """The action that opens a partner's page in a tab of its own.

        :raises UserError: when there is none, or it is no address of the web: what a partner sends is not run
        """
        if not (url or "").startswith(("https://", "http://")):
            raise UserError(_("The partner named no page about this."))
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}

    @api.model
    def _sidecar_exists(self, model, record):
        return bool(model and record and model in self.env and self.env[model].browse(record).exists())

    @api.model
    def _sidecar_label(self, model, field, fallback=None):
        """The label of a field as Odoo shows it to this user."""
        if model in self.env and field in self.env[model]._fields:
            return self.env[model].fields_get([field], ["string"]).get(field, {}).get("string") or fallback
        return fallback or field or False

    @api.model
    def _sidecar_model_label(self, model):
        return self.env["ir.model"]._get(model).name if model in self.env else model
