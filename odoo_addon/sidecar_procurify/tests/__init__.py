from . import (
    test_codes,
    test_fetch,
    test_install,
    test_linking,
    test_mapping,
    test_messages,
    test_real_connector,
    test_real_documents,
    test_records,
    test_rights,
    test_settings,
    test_views,
)
