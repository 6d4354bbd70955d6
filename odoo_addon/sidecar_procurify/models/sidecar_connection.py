from odoo import _, api, fields, models

# Setting of the sidecar's connector, in the order of the form; the field has `procurify_` before it. *Fetch changes
# from* is the connector's own field.
SETTINGS = (
    "domain client_id token_url url page_size requests_per_second fetch_requisitions fetch_orders fetch_bills"
    " vendor_policy vendor_types vendors_every overwrite archive_vendors free_text_items generic_product product_type"
    " set_product_account confirm_orders keep_number extra_lines extra_product bill_min_status bill_types bill_journal"
    " auto_post strict_totals shipping_account department_plan location_plan single_plan compare_payments"
).split()
# Journals and others that belong to one company.
OF_COMPANY = ("procurify_bill_journal", "procurify_shipping_account")


class SidecarConnection(models.Model):
    """The settings of an account at Procurify; each goes to the sidecar with every save."""

    _inherit = "sidecar.connection"

    # Connection
    procurify_domain = fields.Char(
        "Domain", help="What stands before .procurify.com when you work in Procurify, for example acme."
    )
    procurify_client_id = fields.Char(
        "Procurify Client ID",
        help="Made in Procurify under Settings, Integrations, API. The application works with the rights of the user "
        "who made it and ends with that user.",
    )
    procurify_token_url = fields.Char(
        "Token URL",
        help="Where access tokens are asked for. Empty: the domain itself; older accounts use "
        "https://login.procurify.com/oauth/token.",
    )
    procurify_url = fields.Char(
        "Test Server", help="Another server in place of Procurify, for tests only. Empty: Procurify."
    )
    procurify_page_size = fields.Integer(
        "Rows per Page",
        default=50,
        help="How much is asked for at once, 1 to 200. It is halved by itself after an answer that came too late, and "
        "never raised again.",
    )
    procurify_requests_per_second = fields.Integer(
        "Procurify Requests per Second",
        default=5,
        help="How often Procurify may be called for this domain, over all connectors.",
    )

    # Vendors and items
    procurify_vendor_policy = fields.Selection(
        [("create", "Create in Odoo"), ("match_only", "Hold until somebody links them")],
        "Vendors without Counterpart",
        default="create",
        required=True,
        help="What becomes of a vendor that no partner in Odoo is found for.",
    )
    procurify_vendor_types = fields.Char(
        "Vendor Types",
        default="3,4",
        help="Numbers of the types that are taken, with commas between: 3 preferred, 4 regular, 5 employee, 6 credit "
        "card, 7 checkout.",
    )
    procurify_vendors_every = fields.Integer(
        "Read Vendors Every",
        default=1,
        help="Procurify lists its vendors only as a whole: read them with every run (1) or with every so many.",
    )
    procurify_overwrite = fields.Boolean(
        "Overwrite Changes Made in Odoo",
        help="Fields of a partner or product that somebody changed in Odoo are set to Procurify's again. Off: they "
        "are left.",
    )
    procurify_archive_vendors = fields.Boolean(
        "Archive Inactive Vendors", help="A partner is archived when its vendor is no longer active in Procurify."
    )
    procurify_free_text_items = fields.Selection(
        [("create", "A product of its own"), ("generic", "The generic product")],
        "Items without Number",
        default="create",
        required=True,
        help="What becomes of an item that is described in words only.",
    )
    procurify_generic_product = fields.Many2one(
        "product.product", "Generic Product", help="The product for items that are described in words only."
    )
    procurify_product_type = fields.Selection(
        [("consu", "Goods"), ("service", "Service")],
        "Type of New Procurify Products",
        default="consu",
        required=True,
        help="What a product is that is created for an item.",
    )
    procurify_set_product_account = fields.Boolean(
        "Expense Account on Products", help="New products get the account of their item's account code."
    )

    # Requisitions and purchase orders
    procurify_fetch_requisitions = fields.Boolean(
        "Fetch Requisitions",
        default=True,
        help="Approved requisitions come in as draft orders, one for each vendor. The order that is placed later takes "
        "their place.",
    )
    procurify_fetch_orders = fields.Boolean(
        "Fetch Purchase Orders", default=True, help="Purchase orders of Procurify come in as purchase orders."
    )
    procurify_confirm_orders = fields.Boolean(
        "Confirm Orders",
        default=True,
        help="Purchase orders that were placed in Procurify are confirmed in Odoo. Off: they stay drafts.",
    )
    procurify_keep_number = fields.Boolean(
        "Keep Procurify's Number",
        help="The purchase order in Odoo is named as in Procurify. Off: it takes Odoo's next number.",
    )
    procurify_extra_lines = fields.Boolean(
        "Freight and Discounts as Lines",
        default=True,
        help="Freight, other costs, discount and tax of a whole order become lines of their own. Off: the order is "
        "without them, and a total that differs is told.",
    )
    procurify_extra_product = fields.Many2one(
        "product.product",
        "Product of Such Lines",
        help="The product that freight, other costs, discount and tax of a whole order are entered with.",
    )

    # Bills
    procurify_fetch_bills = fields.Boolean("Fetch Bills", default=True, help="Bills come in as vendor bills.")
    procurify_bill_min_status = fields.Selection(
        [("approved", "Approved"), ("payment_approved", "Payment approved"), ("paid", "Paid")],
        "Bills from Status",
        default="approved",
        required=True,
        help="Bills come into Odoo when they have got this far in Procurify.",
    )
    procurify_bill_types = fields.Char(
        "Bill Types",
        default="0",
        help="Numbers of the types that are taken, with commas between: 0 order, 1 expense, 2 credit card.",
    )
    procurify_bill_journal = fields.Many2one(
        "account.journal",
        "Journal of Procurify Bills",
        check_company=True,
        domain="[('type', '=', 'purchase')]",
        help="The journal of type Purchase that bills are created in. Empty: Odoo's first.",
    )
    procurify_auto_post = fields.Boolean(
        "Post Procurify Bills", help="Bills are posted at once. Off: they stay drafts."
    )
    procurify_strict_totals = fields.Boolean(
        "Hold Bills whose Total Differs",
        help="A bill that comes to another total in Odoo is held. Off: it is entered as a draft, with a warning.",
    )
    procurify_shipping_account = fields.Many2one(
        "account.account",
        "Account for Shipping",
        check_company=True,
        help="The account of shipping and other costs of a bill that have none of their own.",
    )
    procurify_single_plan = fields.Boolean(
        "One Account for Location and Department",
        help="Each pair of location and department has one analytic account, its cost center. Off: each of them has "
        "one, in a plan of its own.",
    )
    procurify_department_plan = fields.Many2one(
        "account.analytic.plan", "Plan for Departments", help="The analytic plan whose accounts stand for departments."
    )
    procurify_location_plan = fields.Many2one(
        "account.analytic.plan",
        "Plan for Locations",
        help="The analytic plan whose accounts stand for locations, or for pairs of location and department.",
    )
    procurify_compare_payments = fields.Boolean(
        "Compare Payments", help="A bill that is paid in Procurify but not in Odoo, or the reverse, is told."
    )

    @api.model
    def _sidecar_connectors(self):
        return [*super()._sidecar_connectors(), ("procurify", "Procurify")]

    @api.model
    def _sidecar_jobs(self, connector):
        if connector != "procurify":
            return super()._sidecar_jobs(connector)
        return [
            ("incoming", _("Fetch everything in order")),
            ("incoming:vendors", _("Fetch vendors")),
            ("incoming:items", _("Fetch items")),
            ("incoming:requisitions", _("Fetch requisitions")),
            ("incoming:orders", _("Fetch purchase orders")),
            ("incoming:bills", _("Fetch bills")),
        ]

    @api.model
    def _sidecar_saved_fields(self):
        return super()._sidecar_saved_fields() | {f"procurify_{key}" for key in SETTINGS}

    def _sidecar_required_fields(self):
        names = super()._sidecar_required_fields()
        if self.connector == "procurify":
            names += ["procurify_domain", "procurify_client_id"]
            if self.procurify_free_text_items == "generic":
                names.append("procurify_generic_product")
        return names

    def _sidecar_settings(self):
        settings = super()._sidecar_settings()
        if self.connector == "procurify":
            settings.update((key, self._sidecar_setting(f"procurify_{key}")) for key in SETTINGS)
        return settings

    @api.onchange("company_id")
    def _onchange_procurify_company(self):
        """What belongs to another company is not kept."""
        if self.connector == "procurify":
            self.update(dict.fromkeys(OF_COMPANY, False))
