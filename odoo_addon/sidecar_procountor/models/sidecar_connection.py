from odoo import _, api, fields, models

from .procountor_units import UNITS
from .res_partner import CHANNELS

HOSTS = {"production": "https://api.procountor.com/api", "test": "https://pts-api.procountor.com/api"}
LANGUAGES = ["FINNISH", "SWEDISH", "ENGLISH", "ESTONIAN", "DANISH", "NORWEGIAN"]
STATUSES = "APPROVED,PAYMENT_QUEUED,PAYMENT_SENT_TO_BANK,PARTLY_PAID,PAID,MARKED_PAID"
# Journals and others that belong to one company.
OF_COMPANY = ("bank_journal_id", "cash_journal_id", "bill_journal_id")
# Setting of the sidecar's connector, in the order of the form; the field has `procountor_` before it.
SETTINGS = (
    "url client_id redirect_uri limit_per_second create_customers create_products invoice_channel follow_up send_pdf"
    " omit_delivery_address accounting_by_row payment_method reference_type rounding write_payment_reference"
    " penalty_percent default_language unit_default bank_journal_id cash_journal_id bank_types cash_types"
    " payments_from payments_to pay_in_payment fetch_bills bill_journal_id bill_statuses post_bills create_vendors"
    " bills_without_taxes product_type"
).split()
BANK_TYPES = (
    "BANKSTATEMENT,BANKSTATEMENT_TO_INVOICE,REFERENCEPAYMENT,REFERENCEPAYMENT_TO_INVOICE,BANKTRANSFERELSEWHERE,"
    "ELSEWHERE,CHARGECARD,OTHERPAYMENTMETHOD,NETS_DK_INVOICE"
)


class SidecarConnection(models.Model):
    """The settings of an account at Procountor; each goes to the sidecar with every save."""

    _inherit = "sidecar.connection"

    # Connection
    procountor_url = fields.Char(
        "API URL",
        default=HOSTS["production"],
        help="The API of Procountor: https://api.procountor.com/api for production, https://pts-api.procountor.com/api "
        "for the test environment. A fixed version is chosen with /supported/api or for example /v2604/api.",
    )
    procountor_client_id = fields.Char(
        "Client ID",
        help="The client id of the integration. Empty: the one of the service's configuration. The API key in "
        "Procountor is created for this client id.",
    )
    procountor_redirect_uri = fields.Char(
        "Redirect URI",
        help="Only where the client id was registered with one: it is sent along when the access token is asked for.",
    )
    procountor_limit_per_second = fields.Integer(
        "Requests per Second",
        help="How often Procountor may be called, over all connectors of this client id. 0: 5 in production, 1 in the "
        "test environment. Too many may get the client id suspended.",
    )

    # Sending options
    procountor_create_customers = fields.Boolean(
        "Create Customers",
        help="A customer that Procountor does not know yet is created there before its first invoice. Fetch the "
        "customers that are in Procountor already before you switch this on.",
    )
    procountor_create_products = fields.Boolean(
        "Create Products",
        help="A product that Procountor does not know yet is created there before its first invoice. Fetch the "
        "products that are in Procountor already before you switch this on.",
    )
    procountor_invoice_channel = fields.Selection(
        [*CHANNELS, ("company", "As set in Procountor")],
        "Invoice Channel",
        default="NO_SENDING",
        required=True,
        help="How Procountor delivers invoices to customers without a channel of their own. Choose No sending when "
        "Odoo itself delivers them.",
    )
    procountor_follow_up = fields.Selection(
        [
            ("none", "Nothing: approve it in Procountor"),
            ("approve", "Approve"),
            ("send", "Approve and send to the customer"),
        ],
        "After Sending",
        default="none",
        required=True,
        help="What Procountor does with an invoice it has taken. Only approved invoices can be paid there; an invoice "
        "that was sent on to the customer can no longer be changed.",
    )
    procountor_send_pdf = fields.Boolean(
        "Attach PDF", help="The PDF of the invoice is attached to it in Procountor. At most 10 MB."
    )
    procountor_omit_delivery_address = fields.Boolean(
        "No Delivery Address",
        help="Invoices carry no delivery address. Otherwise it is sent where it differs from the customer's address.",
    )
    procountor_accounting_by_row = fields.Selection(
        [("company", "As set in Procountor"), ("on", "On"), ("off", "Off")],
        "Accounting by Row",
        default="company",
        required=True,
        help="Whether each row is booked to the account of its product. Off: Procountor books the invoice as a whole.",
    )
    procountor_payment_method = fields.Selection(
        [("BANK_TRANSFER", "Bank transfer"), ("CASH", "Cash"), ("CLEARING", "Clearing")],
        "Payment Method",
        default="BANK_TRANSFER",
        required=True,
        help="How customers pay. Without bank transfer no bank account of yours is needed on the invoice.",
    )
    procountor_reference_type = fields.Selection(
        [("odoo", "From Odoo where it is valid"), ("procountor", "Always made by Procountor")],
        "Reference Number",
        default="odoo",
        required=True,
        help="A payment reference of Odoo that is a Finnish or an RF reference number is sent; any other is replaced "
        "by one that Procountor makes. Choose the latter to have Procountor make all of them.",
    )
    procountor_rounding = fields.Selection(
        [
            ("row", "On each row"),
            ("percent", "Once for each percentage"),
            ("any", "Differences by rounding are allowed"),
        ],
        "Rounding of VAT",
        default="row",
        required=True,
        help="How Procountor adds up the VAT of your company's invoices. An invoice that would come to another total "
        "there than in Odoo is refused. Differences allowed: it is sent with a warning, and neither approved nor sent "
        "on.",
    )
    procountor_write_payment_reference = fields.Boolean(
        "Write Reference Back",
        help="The reference number that Procountor made becomes the payment reference of the invoice in Odoo.",
    )
    procountor_penalty_percent = fields.Char(
        "Late-payment Interest (%)", help="Printed on the invoice, for example 8.5. Empty: none is sent."
    )
    procountor_default_language = fields.Selection(
        [(language, language.capitalize()) for language in LANGUAGES],
        "Language",
        default="FINNISH",
        required=True,
        help="The language of invoices to customers whose own language Procountor does not have.",
    )
    procountor_unit_default = fields.Selection(
        UNITS,
        "Unit without Counterpart",
        default="NO_UNIT",
        required=True,
        help="Sent for units of measure that Procountor does not have and for which none is chosen on the unit.",
    )

    # Fetching options
    procountor_bank_journal_id = fields.Many2one(
        "account.journal",
        "Bank Journal",
        check_company=True,
        domain="[('type', '=', 'bank')]",
        help="Payments that came over a bank are registered here. The journal must be of type Bank.",
    )
    procountor_cash_journal_id = fields.Many2one(
        "account.journal",
        "Cash Journal",
        check_company=True,
        domain="[('type', '=', 'cash')]",
        help="Payments in cash are registered here. The journal must be of type Cash.",
    )
    procountor_bank_types = fields.Char(
        "Bank Payment Types",
        default=BANK_TYPES,
        help="Types of payment events that go to the bank journal, with commas between. What is in neither list is "
        "left to you and told in the log.",
    )
    procountor_cash_types = fields.Char(
        "Cash Payment Types",
        default="CASH",
        help="Types of payment events that go to the cash journal, with commas between.",
    )
    procountor_payments_from = fields.Datetime(
        "Fetching Start Time",
        help="Payments are fetched for invoices that were sent to Procountor at this time or later. Empty: no limit.",
    )
    procountor_payments_to = fields.Datetime(
        "Fetching End Time",
        help="Payments are fetched for invoices that were sent to Procountor before this time. Empty: no limit.",
    )
    procountor_pay_in_payment = fields.Boolean(
        "Invoices In Payment",
        help="Payments are also fetched for invoices that are In Payment in Odoo. Better let the bank journal lead to "
        "Paid at once: set its outstanding accounts to the account of the journal.",
    )
    procountor_fetch_bills = fields.Boolean(
        "Fetch Vendor Bills",
        help="Bills that were accepted in Procountor are imported, with the accounts they have there.",
    )
    procountor_bill_journal_id = fields.Many2one(
        "account.journal",
        "Vendor Bill Journal",
        check_company=True,
        domain="[('type', '=', 'purchase')]",
        help="The journal of type Purchase that imported bills are created in.",
    )
    procountor_bill_statuses = fields.Char(
        "Accepted Statuses", default=STATUSES, help="Bills in these statuses are imported, with commas between."
    )
    procountor_post_bills = fields.Boolean("Post Bills", help="Imported bills are posted at once.")
    procountor_create_vendors = fields.Boolean(
        "Create Vendors",
        help="A vendor that Odoo does not have is created with its bill. Otherwise the bill waits for it.",
    )
    procountor_bills_without_taxes = fields.Boolean(
        "Bills without Taxes",
        help="Lines for whose VAT Odoo has no tax are imported without tax. Otherwise the bill waits for the tax.",
    )
    procountor_product_type = fields.Selection(
        [("service", "Service"), ("consu", "Goods")],
        "Type of New Products",
        default="service",
        required=True,
        help="What a product is that is added from Procountor's register.",
    )

    @api.model
    def _sidecar_connectors(self):
        return [*super()._sidecar_connectors(), ("procountor", "Procountor")]

    @api.model
    def _sidecar_jobs(self, connector):
        if connector != "procountor":
            return super()._sidecar_jobs(connector)
        return [
            ("pull", _("Auto fetch payments")),
            ("incoming", _("Fetch vendor bills")),
            ("outgoing", _("Send unsent invoices")),
        ]

    @api.model
    def _sidecar_saved_fields(self):
        return super()._sidecar_saved_fields() | {f"procountor_{key}" for key in SETTINGS}

    def _sidecar_required_fields(self):
        names = super()._sidecar_required_fields()
        if self.connector == "procountor":
            names.append("procountor_url")
            if self.procountor_fetch_bills:
                names.append("procountor_bill_journal_id")
        return names

    def _sidecar_settings(self):
        settings = super()._sidecar_settings()
        if self.connector == "procountor":
            settings.update((key, self._sidecar_setting(f"procountor_{key}")) for key in SETTINGS)
            settings["company_business_id"] = self.company_id._procountor_business_id() or None
        return settings

    @api.onchange("environment", "connector")
    def _onchange_procountor_url(self):
        """Each environment has its own address; one typed by hand is kept."""
        if self.connector == "procountor" and (self.procountor_url or "") in ("", *HOSTS.values()):
            self.procountor_url = HOSTS[self.environment]

    @api.onchange("company_id")
    def _onchange_procountor_company(self):
        """What belongs to another company is not kept."""
        self.update(self._procountor_of_other_company(self.company_id))

    def _procountor_of_other_company(self, company):
        """Values that empty every field whose record belongs to another company."""
        names = [f"procountor_{name}" for name in OF_COMPANY]
        return {name: False for name in names if self[name].company_id not in (company, self.env["res.company"])}
