"""The table of configuration keys against the service's own list."""

import json
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CONFIG = REPOSITORY / "contrib" / "config"
KEY = re.compile(r'ConfigurationKey\(name: "(\w+)", standard: "([^"]*)", help: "([^"]*)"\)')


def test_the_table_holds_every_key_with_default_and_meaning():
    source = (REPOSITORY / "Sources/odoo-sidecar/ServiceConfiguration.swift").read_text(encoding="utf-8")
    keys = KEY.findall(source)
    rows = [f"| `{name}` | {f'`{standard}`' if standard else ''} | {meaning} |" for name, standard, meaning in keys]
    table = (CONFIG / "README.md").read_text(encoding="utf-8").split("|---|---|---|\n")[1]
    assert keys and table.splitlines() == rows


def test_the_example_uses_known_keys():
    source = (REPOSITORY / "Sources/odoo-sidecar/ServiceConfiguration.swift").read_text(encoding="utf-8")
    known = {name for name, _standard, _meaning in KEY.findall(source)}
    assert set(json.loads((CONFIG / "config.json").read_text(encoding="utf-8"))) <= known
