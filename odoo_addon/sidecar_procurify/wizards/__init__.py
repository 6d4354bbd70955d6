from . import procurify_codes, sidecar_link

__all__ = ["procurify_codes", "sidecar_link"]
