from odoo import api, models

READABLE = (
    "account.account",
    "account.analytic.account",
    "account.fiscal.position",
    "account.journal",
    "account.move.line",
    "account.payment",
    "account.payment.term",
    "account.payment.term.line",
    "account.tax",
    "procountor.vat.rate",
    "procountor.vat.status",
    "product.category",
    "product.product",
    "product.template",
    "res.bank",
    "res.company",
    "res.country",
    "res.country.state",
    "res.currency",
    "res.currency.rate",
    "res.lang",
    "res.partner",
    "res.partner.bank",
    "res.partner.operator.einvoice",  # of the Finnish localisation of the OCA, where it is installed
    "uom.category",
    "uom.uom",
)
# What vendor bills, customers and products that come in become.
WRITABLE = {
    "account.move": (
        "move_type partner_id ref invoice_date date invoice_date_due payment_reference currency_id journal_id"
        " company_id fiscal_position_id invoice_payment_term_id invoice_line_ids narration"
    ).split(),
    "account.move.line": (
        "account_id name quantity price_unit discount tax_ids analytic_distribution product_id product_uom_id sequence"
        " display_type"
    ).split(),
    "res.partner": (
        "name is_company company_type parent_id type street street2 zip city country_id state_id email phone lang ref"
        " company_registry vat company_id property_payment_term_id customer_rank supplier_rank"
        " procountor_invoice_channel peppol_eas peppol_endpoint edicode comment"
    ).split(),
    "product.product": (
        "name default_code list_price uom_id uom_po_id taxes_id type detailed_type company_id sale_ok purchase_ok"
    ).split(),
}
METHODS = {"account.move": ["action_post", "_procountor_register_payment"]}


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
