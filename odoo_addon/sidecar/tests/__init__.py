from . import (
    test_cause,
    test_connection,
    test_gateway,
    test_jobs,
    test_log,
    test_mirror,
    test_readiness,
    test_rights,
    test_secrets,
    test_tick,
    test_values,
    test_views,
)
