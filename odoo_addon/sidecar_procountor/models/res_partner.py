from odoo import api, fields, models

CUSTOMER = "procountor.customer"
SUPPLIER = "procountor.supplier"
CHANNELS = [
    ("EMAIL", "E-mail"),
    ("ELECTRONIC_INVOICE", "E-invoice"),
    ("MAIL", "Letter"),
    ("NO_SENDING", "No sending"),
]


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "procountor.link"]

    procountor_customer_id = fields.Char(
        "Procountor Customer ID",
        compute="_compute_procountor_ids",
        inverse="_inverse_procountor_customer_id",
        search="_search_procountor_customer_id",
        help="The id of this customer in Procountor's register, for your present company. Invoices are linked with it.",
    )
    procountor_supplier_id = fields.Char(
        "Procountor Supplier ID",
        compute="_compute_procountor_ids",
        inverse="_inverse_procountor_supplier_id",
        search="_search_procountor_supplier_id",
        help="The id of this vendor in Procountor's register, for your present company. Fetched bills find it by this.",
    )
    procountor_invoice_channel = fields.Selection(
        CHANNELS,
        help="How Procountor delivers invoices to this customer. Empty: as the connector says.",
    )

    @api.depends_context("company")
    def _compute_procountor_ids(self):
        customers, suppliers = self._procountor_links(CUSTOMER), self._procountor_links(SUPPLIER)
        for partner in self:
            partner.procountor_customer_id = customers.get(partner.id)
            partner.procountor_supplier_id = suppliers.get(partner.id)

    def _inverse_procountor_customer_id(self):
        for partner in self:
            partner._procountor_set_link(CUSTOMER, (partner.procountor_customer_id or "").strip())

    def _inverse_procountor_supplier_id(self):
        for partner in self:
            partner._procountor_set_link(SUPPLIER, (partner.procountor_supplier_id or "").strip())

    def _search_procountor_customer_id(self, operator, value):
        return self._procountor_link_domain(CUSTOMER, operator, value)

    def _search_procountor_supplier_id(self, operator, value):
        return self._procountor_link_domain(SUPPLIER, operator, value)
