from . import procurify_codes, sidecar_link, sidecar_outcome

__all__ = ["procurify_codes", "sidecar_link", "sidecar_outcome"]
