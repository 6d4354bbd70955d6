"""Lets the wire be tested with plain Python; `contrib/test wire` says how."""

import sys
from pathlib import Path

# The folder above `wire`, not the addon: the addon's own __init__ imports Odoo.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
