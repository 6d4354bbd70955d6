from odoo.service import server

from . import models

# Loaded server-wide: the process for long polling needs gevent, would end at once where that is missing, and would be
# started again and again.
server.PreforkServer.long_polling_spawn = lambda self: None
