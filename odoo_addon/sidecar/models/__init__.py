# One line a model, in the order of loading: a mixin comes before those who inherit it.
# ruff: noqa: I001
from . import sidecar_gateway
from . import sidecar_service
from . import sidecar_messages
from . import sidecar_document
from . import sidecar_status
from . import sidecar_mixin
from . import sidecar_connection
from . import sidecar_connection_actions
from . import sidecar_reference
from . import sidecar_entry
from . import sidecar_entry_actions
from . import sidecar_log
from . import sidecar_mirror
from . import sidecar_tick
from . import res_config_settings
