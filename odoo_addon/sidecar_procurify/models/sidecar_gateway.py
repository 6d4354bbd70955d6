from odoo import api, models

READABLE = (
    "account.account",
    "account.analytic.account",
    "account.analytic.plan",
    "account.fiscal.position",
    "account.journal",
    "account.lock_exception",
    "account.payment.term",
    "account.payment.term.line",
    "account.tax",
    "account.tax.group",
    "product.category",
    "product.template",
    "res.company",
    "res.country",
    "res.country.state",
    "res.currency",
    "res.currency.rate",
    "res.lang",
    "stock.picking.type",
    "stock.warehouse",
    "uom.category",
    "uom.uom",
)
# What vendors, items, requisitions, purchase orders and bills become; a field has its name of each series.
WRITABLE = {
    "res.partner": (
        "name is_company company_type parent_id type street street2 zip city country_id state_id email phone mobile"
        " website ref comment active company_id supplier_rank child_ids property_purchase_currency_id"
        " property_supplier_payment_term_id"
    ).split(),
    "product.product": (
        "name default_code description description_purchase uom_id uom_po_id type detailed_type purchase_ok sale_ok"
        " purchase_method active company_id seller_ids property_account_expense_id"
    ).split(),
    "product.supplierinfo": (
        "partner_id product_id product_tmpl_id product_name product_code min_qty price currency_id company_id sequence"
        " product_uom_id"
    ).split(),
    "purchase.order": (
        "name partner_id partner_ref origin date_order date_planned currency_id company_id picking_type_id notes note"
        " payment_term_id fiscal_position_id order_line"
    ).split(),
    "purchase.order.line": (
        "name sequence product_id product_qty product_uom product_uom_id price_unit discount taxes_id tax_ids"
        " date_planned display_type analytic_distribution"
    ).split(),
    "account.move": (
        "move_type partner_id ref invoice_date date invoice_date_due currency_id journal_id company_id"
        " fiscal_position_id invoice_payment_term_id invoice_line_ids narration invoice_origin payment_reference"
    ).split(),
    "account.move.line": (
        "account_id name quantity price_unit discount tax_ids analytic_distribution product_id product_uom_id sequence"
        " display_type purchase_line_id"
    ).split(),
}
METHODS = {
    # 17 and 18 lock an order with button_done, 19 with button_lock.
    "purchase.order": (
        "button_confirm button_cancel button_draft button_done button_lock button_unlock message_post".split()
    ),
    "account.move": "action_post button_cancel button_draft message_post".split(),
}


class SidecarGateway(models.AbstractModel):
    _inherit = "sidecar.gateway"

    @api.model
    def _sidecar_allowed(self):
        allowed = super()._sidecar_allowed()
        for model in READABLE:
            self._sidecar_allow(allowed, model)
        for model, fields in WRITABLE.items():
            self._sidecar_allow(allowed, model, writable=fields)
        for model, methods in METHODS.items():
            self._sidecar_allow(allowed, model, methods=methods)
        return allowed
