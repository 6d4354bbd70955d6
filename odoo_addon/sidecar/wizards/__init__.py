from . import (
    sidecar_credentials,
    sidecar_link,
    sidecar_outcome,
    sidecar_preview,
    sidecar_readiness,
    sidecar_reason,
    sidecar_rehearsal,
    sidecar_test,
)
