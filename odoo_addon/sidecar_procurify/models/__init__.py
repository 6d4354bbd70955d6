from . import procurify_record

# isort: split
from . import (
    account_move,
    product_product,
    purchase_order,
    res_partner,
    sidecar_connection,
    sidecar_connection_fetch,
    sidecar_gateway,
    sidecar_messages,
    sidecar_messages_held,
    sidecar_picker,
    sidecar_reference,
)
