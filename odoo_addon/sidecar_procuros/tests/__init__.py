from . import test_send_order, test_states, test_views
