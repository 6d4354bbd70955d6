from odoo import api, fields, models


class ProcountorDimensionItem(models.Model):
    """An item of a dimension in Procountor, for one connector: what an analytic account is there."""

    _name = "procountor.dimension.item"
    _description = "Procountor dimension item"
    _order = "connection_id, dimension, name, id"

    connection_id = fields.Many2one("sidecar.connection", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="connection_id.company_id", store=True, index=True)
    external_id = fields.Char(required=True, help="Ids of dimension and item, for example 12/340.")
    dimension = fields.Char(required=True)
    name = fields.Char(required=True)
    active = fields.Boolean(default=True)

    def init(self):
        self.env.cr.execute(
            "CREATE UNIQUE INDEX IF NOT EXISTS procountor_dimension_item_once"
            " ON procountor_dimension_item (connection_id, external_id)"
        )

    @api.depends("dimension", "name")
    def _compute_display_name(self):
        for item in self:
            item.display_name = f"{item.dimension}: {item.name}"

    @api.model
    def _procountor_take(self, connection, dimensions):
        """Bring the items of a connector to what Procountor returned; what it no longer has is archived.

        :param dimensions: list of `{id, name, items: [{id, name, active}]}`
        """
        held = self.with_context(active_test=False).search([("connection_id", "=", connection.id)])
        by_id = {item.external_id: item for item in held}
        kept = self.browse()
        for dimension in dimensions:
            for row in dimension.get("items") or []:
                external_id = f"{dimension['id']}/{row['id']}"
                values = {"dimension": dimension.get("name") or str(dimension["id"]), "active": row.get("active", True)}
                values["name"] = row.get("name") or str(row["id"])
                item = by_id.get(external_id)
                if item:
                    item.write(values)
                values.update(connection_id=connection.id, external_id=external_id)
                kept |= item or self.create(values)
        (held - kept).active = False
