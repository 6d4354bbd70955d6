from . import sidecar_outcome

__all__ = ["sidecar_outcome"]
