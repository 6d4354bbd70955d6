"""Runs a property again and again with other seeds, for as long as SIDECAR_FUZZ_SECONDS says."""

import json
import os
import time
from pathlib import Path

import hypothesis
from hypothesis import strategies as st

# Two seconds for everything here unless asked for more; how the time is shared is said at each property.
SECONDS = float(os.environ.get("SIDECAR_FUZZ_SECONDS", "2"))
SEED = int(os.environ.get("SIDECAR_FUZZ_SEED", "1"))
PROPERTIES = 13  # how many share the time
ROUND = 30  # cases between two looks at the clock
# A busy machine is no finding.
SETTINGS = {"deadline": None, "database": None, "suppress_health_check": list(hypothesis.HealthCheck)}


def fuzz(*strategies, examples=ROUND):
    """Decorates a property: `@fuzz(st.binary())`. A failure names its seed and the smallest input that shows it.

    :param examples: cases of a round; fewer where one takes long
    """

    def decorate(prop):
        def test():
            end = time.monotonic() + SECONDS / PROPERTIES
            counts = {"target": "python", "seed": str(SEED), "cases": 0, "findings": 0, "rss_from": resident()}

            def counted(values):
                counts["cases"] += 1
                prop(*values)

            seed = SEED
            try:
                while time.monotonic() < end or not counts["cases"]:
                    _place(f"{prop.__name__} {seed}")
                    run = hypothesis.given(st.tuples(*strategies))(counted)
                    run = hypothesis.settings(max_examples=examples, **SETTINGS)(run)
                    hypothesis.seed(seed)(run)()
                    seed += 1
            except BaseException:
                counts["findings"] += 1
                print(f"finding: {prop.__name__}; SIDECAR_FUZZ_SEED={seed} repeats it")
                raise
            finally:
                _report(counts)

        test.__name__, test.__doc__ = prop.__name__, prop.__doc__
        return test

    return decorate


def resident():
    """Bytes of this process that are in RAM."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def _place(words):
    if "SIDECAR_FUZZ_PLACE" in os.environ:
        Path(os.environ["SIDECAR_FUZZ_PLACE"]).write_text(words)


def _report(counts):
    if "SIDECAR_FUZZ_REPORT" in os.environ:
        with Path(os.environ["SIDECAR_FUZZ_REPORT"]).open("a") as report:
            report.write(json.dumps({**counts, "rss_to": resident()}) + "\n")
