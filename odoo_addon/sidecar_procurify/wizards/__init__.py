from . import procurify_codes

__all__ = ["procurify_codes"]
