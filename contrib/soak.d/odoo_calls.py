"""What it costs Odoo to take documents in: the calls are counted, and held against what they may be, page by page."""

import re
from collections import Counter, namedtuple

from service import Operator
from waiting import happens

BILL, VENDOR = "procurify.bill.pull", "procurify.vendor.pull"

# Over HTTP a new bill costs three calls: is there one of this number, create it, read back what Odoo made of it. One
# that was paid has a note besides, which not every second one is. A vendor is looked for by reference and by name.
OVER_HTTP = {BILL: 3.5, VENDOR: 4}
# What a page of documents asks once: vendors, accounts, two plans, taxes, currency, company, journal; after a start
# also the fields of each of these models.
SHARED = 20
PAGE = 50

# With the addon each bill is a transaction of its own that shares nothing: what it looks up is asked once a bill,
# however many lines it has, and so is each thing that it links.
THROUGH_ADDON = {BILL: 23, VENDOR: 14}
# What calls for nothing in Odoo is only looked for there.
LEFT_ALONE = 2
# After a start: the fields of each model.
FIELDS = 15

WORDS = re.compile(r"(\d+) documents of (\S+): (\d+) in Odoo, (\d+) held; (\d+) calls to Odoo in (\d+) ms\.")
# What only the service asks of Odoo; the trial signs in as a person and asks elsewhere.
ASKED = re.compile(rb'"POST (/json/2/|/jsonrpc|/xmlrpc/2/)')

Page = namedtuple("Page", "documents flow applied held calls milliseconds")


class OdooCalls:
    """
    :param service: that calls
    :param log: Odoo's own, a path; nothing on a road of which it says nothing
    """

    def __init__(self, service, log=None):
        self._service, self._log = service, log
        self._before = self._kills = 0

    def kill(self):
        """Kills the service, which forgets what it has counted."""
        self._before += self._now()
        self._kills += 1
        self._service.kill()

    @property
    def total(self):
        return self._before + self._now()

    def _now(self):
        with Operator(self._service.socket) as operator:
            return operator.ask("service/metrics")["counters"]["odoo_calls"]

    def faults(self, documents, left_alone=0):
        """
        :param documents: number of documents that were brought into Odoo or held, by flow
        :param left_alone: number of those that called for nothing
        :return: sentences that say which calls were too many, or not counted
        """
        if self._log:
            return self._faults_of_pages(documents)
        bound = sum(THROUGH_ADDON[flow] * count for flow, count in documents.items())
        bound += LEFT_ALONE * left_alone + FIELDS * (1 + self._kills)
        total = self.total
        return [] if total <= bound else [f"{total} calls for {documents}, at most {bound} are right"]

    def _faults_of_pages(self, documents):
        # The last page is told a moment after its last document.
        happens(lambda: not self._untold(documents), 10, 0.5)
        return [*self._untold(documents), *filter(None, map(too_dear, self.pages())), *self._differs()]

    def _untold(self, documents):
        told = Counter()
        for page in self.pages():
            told[page.flow] += page.applied + page.held
        # A page during which the service was killed is not told.
        return [
            f"the service told the calls for {told[flow]} of {count} documents of {flow}"
            for flow, count in documents.items()
            if told[flow] < count - PAGE * self._kills
        ]

    def _differs(self):
        """What Odoo was asked while the service died, it may have counted and the service not."""
        counted, total = len(ASKED.findall(self._log.read_bytes())), self.total
        if abs(counted - total) <= 10 + 10 * self._kills:
            return []
        return [f"Odoo counted {counted} calls, the service {total}"]

    def pages(self):
        """
        :return: what each page of documents came to and cost, as the service's log has it
        """
        found, after = [], 0
        with Operator(self._service.socket) as operator:
            while after is not None:
                answer = operator.ask("log/list", level="info", limit=500, after=after)
                found += [row["message"] for row in answer["logs"] if row["code"] == "remote.batch"]
                after = answer["next"]
        return [page_of(words) for words in found]

    def figures(self, documents):
        count = sum(documents.values())
        return f"{self.total} calls to Odoo for {count} documents, {self.total / max(1, count):.1f} each"


def page_of(words):
    documents, flow, applied, held, calls, milliseconds = WORDS.fullmatch(words).groups()
    return Page(int(documents), flow, int(applied), int(held), int(calls), int(milliseconds))


def too_dear(page):
    """
    :return: a sentence when a page cost more calls than its documents and what they share may
    """
    bound = int(OVER_HTTP.get(page.flow, 0) * (page.applied + page.held)) + SHARED
    if page.calls <= bound:
        return None
    return f"{page.calls} calls for a page of {page.applied + page.held} of {page.flow}, at most {bound} are right"
