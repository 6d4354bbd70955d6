# Sourced: finds or builds the service and exports its path as ODOO_SIDECAR_BIN.
build_service() {
  [[ -z ${ODOO_SIDECAR_BIN:-} ]] || return 0
  local package
  package=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  if ! command -v swift >/dev/null; then
    echo "Swift 6.3 is missing: https://www.swift.org/install/linux/" >&2
    exit 1
  fi
  echo "building the service; the first time takes some minutes"
  swift build --package-path "$package" --product odoo-sidecar </dev/null
  ODOO_SIDECAR_BIN=$(swift build --package-path "$package" --show-bin-path </dev/null)/odoo-sidecar
  export ODOO_SIDECAR_BIN
}

tools_python() {
  echo "${XDG_CACHE_HOME:-$HOME/.cache}/odoo-sidecar/tools/bin/python"
}
