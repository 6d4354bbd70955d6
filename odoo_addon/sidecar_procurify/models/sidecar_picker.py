from odoo import api, fields, models

PICKED = {"compute": "_compute_sidecar_picked", "inverse": "_inverse_sidecar_picked"}


class SidecarPicker(models.AbstractModel):
    """What Procurify's accounts, departments, vendors … may be in Odoo: each with its own field to choose it."""

    _inherit = "sidecar.picker"

    procurify_account_id = fields.Many2one("account.account", "Account", **PICKED)
    # From 19 on the name of an account is without its code for most people.
    procurify_account_code = fields.Char("Account's Code", compute="_compute_procurify_account_code")
    procurify_analytic_id = fields.Many2one("account.analytic.account", "Analytic Account", **PICKED)
    procurify_tax_id = fields.Many2one("account.tax", "Tax", domain="[('type_tax_use', '=', 'purchase')]", **PICKED)
    procurify_unit_id = fields.Many2one("uom.uom", "Unit of Measure", **PICKED)
    procurify_payment_term_id = fields.Many2one("account.payment.term", "Payment Term", **PICKED)
    procurify_partner_id = fields.Many2one("res.partner", "Vendor", **PICKED)
    procurify_product_id = fields.Many2one("product.product", "Product", **PICKED)
    # Not a many2one: Inventory need not be installed, and there are few of them.
    procurify_picking_type = fields.Selection("_procurify_picking_types", "Operation Type", **PICKED)

    @api.depends("model", "record")
    def _compute_procurify_account_code(self):
        for row in self:
            row.procurify_account_code = row.procurify_account_id.code

    @api.model
    def _sidecar_pickers(self):
        return {
            **super()._sidecar_pickers(),
            "account.account": "procurify_account_id",
            "account.analytic.account": "procurify_analytic_id",
            "account.tax": "procurify_tax_id",
            "uom.uom": "procurify_unit_id",
            "account.payment.term": "procurify_payment_term_id",
            "res.partner": "procurify_partner_id",
            "product.product": "procurify_product_id",
            "stock.picking.type": "procurify_picking_type",
        }

    @api.model
    def _procurify_picking_types(self):
        """Receipts of the present companies, for a choice."""
        if "stock.picking.type" not in self.env:
            return []
        # sudo: whoever keeps the accounts need not see the warehouse's settings.
        types = self.env["stock.picking.type"].sudo().search([("code", "=", "incoming")])
        return [(str(one.id), one.display_name) for one in types]
