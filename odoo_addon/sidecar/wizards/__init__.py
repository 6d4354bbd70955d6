from . import sidecar_credentials, sidecar_outcome, sidecar_preview, sidecar_reason, sidecar_test
