from . import (
    procountor_dimension_item,
    procountor_document,
    procountor_link,
    procountor_proposal,
    procountor_vat_rate,
    procountor_vat_status,
)

# isort: split
from . import (
    account_analytic_account,
    account_fiscal_position,
    account_journal,
    account_move,
    account_move_payment,
    account_move_pdf,
    account_payment,
    account_tax,
    procountor_customer_proposal,
    procountor_product_proposal,
    product_product,
    res_company,
    res_partner,
    sidecar_connection,
    sidecar_connection_company,
    sidecar_connection_fetch,
    sidecar_gateway,
    sidecar_messages,
    sidecar_messages_invoices,
    sidecar_messages_receiving,
    uom_uom,
)
