from odoo import api, fields, models
from odoo.addons.sidecar.models.sidecar_status import several

DIMENSION_ITEM = "procountor.dimension_item"


class AccountAnalyticAccount(models.Model):
    _name = "account.analytic.account"
    _inherit = ["account.analytic.account", "procountor.link"]

    procountor_dimension_item = fields.Many2one(
        "procountor.dimension.item",
        compute="_compute_procountor_dimension_item",
        inverse="_inverse_procountor_dimension_item",
        search="_search_procountor_dimension_item",
        help="Costs that vendor bills carry on this item in Procountor are booked on this analytic account. *Fetch VAT "
        "settings* on the connector brings the list up to date.",
    )

    @api.depends_context("company")
    def _compute_procountor_dimension_item(self):
        links = self._procountor_links(DIMENSION_ITEM)
        items = self.env["procountor.dimension.item"].with_context(active_test=False)
        connection = self._procountor_connection()
        found = items.search([("connection_id", "=", connection.id), ("external_id", "in", list(links.values()))])
        by_id = {item.external_id: item.id for item in found}
        for account in self:
            account.procountor_dimension_item = by_id.get(links.get(account.id), False)

    def _inverse_procountor_dimension_item(self):
        for account in self:
            account._procountor_set_link(DIMENSION_ITEM, account.procountor_dimension_item.external_id)

    def _search_procountor_dimension_item(self, operator, value):
        items = self.env["procountor.dimension.item"].with_context(active_test=False)
        if operator in ("=", "!=", "in", "not in"):
            ids = list(several(value))
            wanted = items.browse([id_ for id_ in ids if id_]).mapped("external_id") + [False] * (not all(ids))
            return self._procountor_link_domain(DIMENSION_ITEM, "in" if operator in ("=", "in") else "not in", wanted)
        found = items.search([("display_name", operator, value)]).mapped("external_id")
        return self._procountor_link_domain(DIMENSION_ITEM, "in", found)
