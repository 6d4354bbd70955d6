from . import (
    test_chatter,
    test_invoice,
    test_partner,
    test_preview,
    test_real_service,
    test_run,
    test_send_order,
    test_settings,
    test_shipping_notice,
    test_shipping_notice_views,
    test_states,
    test_views,
)
