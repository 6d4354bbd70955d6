"""The wire between Odoo and the sidecar: plain Python, nothing of Odoo.

`protocol/specification.md` of the project is the only definition of what is said here.
"""

from .client import Client
from .errors import AttemptOver, Gone, NoAnswer, Refused, ServedError, Unreachable, WireError

__all__ = ["AttemptOver", "Client", "Gone", "NoAnswer", "Refused", "ServedError", "Unreachable", "WireError"]
