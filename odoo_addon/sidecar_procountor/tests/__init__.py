from . import (
    test_install,
    test_invoice,
    test_invoice_views,
    test_links,
    test_messages,
    test_payment,
    test_pdf,
    test_proposals,
    test_rights,
    test_settings,
    test_vat,
    test_views,
)
