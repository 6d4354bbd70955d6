{
    "name": "Odoo Sidecar: Procuros",
    "summary": "Send purchase orders to Procuros and see what became of them",
    "version": "1.0.0",
    "category": "Inventory/Purchase",
    "author": "Odoo Sidecar contributors",
    "website": "https://github.com/odoo-sidecar/odoo-sidecar",
    "license": "LGPL-3",
    "depends": ["sidecar", "purchase_stock"],
    "data": [
        "views/sidecar_connection_views.xml",
        "views/purchase_order_views.xml",
        "views/res_partner_views.xml",
        "views/product_views.xml",
        "views/uom_uom_views.xml",
        "views/procuros_menus.xml",
    ],
}
