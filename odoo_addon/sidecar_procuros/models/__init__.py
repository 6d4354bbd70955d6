from . import (
    product_template,
    purchase_order,
    res_partner,
    sidecar_connection,
    sidecar_gateway,
    sidecar_messages,
    uom_uom,
)
