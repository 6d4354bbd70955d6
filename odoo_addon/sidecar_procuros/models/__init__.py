from . import (
    product_template,
    purchase_order,
    res_partner,
    sale_order,
    sale_order_line,
    sidecar_connection,
    sidecar_gateway,
    sidecar_messages,
    stock_package_type,
    uom_uom,
)
