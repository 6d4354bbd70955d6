"""A browser to which a further company of the database is the only one."""

from contextlib import contextmanager

import demo_pages as pages


@contextmanager
def in_company(stage, company):
    """
    :param company: its id
    :return: a browser of the administrator, to whom this company is the only one that is chosen
    """
    session = stage.session()
    first = session.read("res.users", session.user, "company_id")[0]
    session.write("res.users", session.user, company_id=company)
    try:
        with pages.signed_in(stage.url, stage.database) as browser:
            yield browser
    finally:
        session.write("res.users", session.user, company_id=first)


def into_view(browser, field):
    """Scrolls to a field."""
    browser.wait(f"[name='{field}']")
    browser.run(f"document.querySelector(\"[name='{field}']\").scrollIntoView({{block: 'center'}})")
