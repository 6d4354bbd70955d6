"""Makes the tools in `contrib/lib` and the addons' plain-Python client importable."""

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
ADDONS = REPOSITORY / "odoo_addon"
SOAK_ADDONS = Path(__file__).resolve().parent / "addons"
SOURCES = REPOSITORY / "Sources"

for folder in (REPOSITORY / "contrib" / "lib", ADDONS / "sidecar"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
