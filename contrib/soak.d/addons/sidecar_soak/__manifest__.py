{
    "name": "Sidecar: trials",
    "summary": "Lets a click go wrong on purpose; for contrib/soak only, never for a real database",
    "version": "18.0.1.0.0",
    "category": "Hidden",
    "license": "LGPL-3",
    "author": "Odoo Sidecar",
    "depends": ["sidecar_procuros"],
    "data": ["ir.model.access.csv"],
    "installable": True,
}
