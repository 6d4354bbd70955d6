from . import test_real_service, test_send_order, test_states, test_views
