from odoo import api, fields, models


class SidecarPicker(models.AbstractModel):
    """A row that names a record of one of several models; connector addons bring a field to choose it for each."""

    _name = "sidecar.picker"
    _description = "A record, chosen as its model is chosen"

    model = fields.Char()
    record = fields.Many2oneReference(model_field="model")

    @api.model
    def _sidecar_pickers(self):
        """The fields that show and choose the record, by model; connector addons add theirs.

        :return: dict of model → name of a many2one, or of a selection of ids as text
        """
        return {}

    @api.depends("model", "record")
    def _compute_sidecar_picked(self):
        for model, name in self._sidecar_pickers().items():
            mine = self.filtered(lambda row, model=model: row.model == model and row.record)
            present = self._sidecar_present(model, mine.mapped("record"))
            for row in self:
                is_there = row in mine and row.record in present
                row[name] = self._sidecar_picker_value(name, row.record) if is_there else False

    @api.model
    def _sidecar_present(self, model, ids):
        """Ids of the records that nobody has deleted."""
        return set(self.env[model].browse(ids).exists().ids) if model in self.env else set()

    @api.model
    def _sidecar_picker_value(self, name, record):
        return str(record) if self._fields[name].type == "selection" else record

    def _inverse_sidecar_picked(self):
        for row in self:
            name = self._sidecar_pickers().get(row.model)
            if name:
                row.record = row._sidecar_chosen(row[name])

    @api.model
    def _sidecar_chosen(self, value):
        """The id that a picker's value stands for: a record, an id, or an id as text; 0 for nothing."""
        return int(getattr(value, "id", value) or 0)
