from . import procuros_arrival, procuros_document  # first: the documents below inherit it

# isort: split
from . import (
    account_move,
    account_move_arrival,
    product_template,
    purchase_order,
    purchase_order_line,
    res_partner,
    sale_order,
    sale_order_line,
    sidecar_connection,
    sidecar_gateway,
    sidecar_gateway_purchases,
    sidecar_messages,
    sidecar_messages_purchases,
    sidecar_messages_receiving,
    stock_package_type,
    stock_picking,
    stock_picking_arrival,
    stock_picking_receipt,
    stock_rule,
    uom_uom,
)
