from . import purchase_order, sidecar_soak
