from . import procuros_document  # first: the documents below inherit it

# isort: split
from . import (
    account_move,
    account_move_reversal,
    product_template,
    purchase_order,
    res_partner,
    sale_order,
    sale_order_line,
    sidecar_connection,
    sidecar_gateway,
    sidecar_messages,
    stock_package_type,
    stock_picking,
    uom_uom,
)
