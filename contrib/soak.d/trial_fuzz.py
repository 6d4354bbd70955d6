"""Random input for wire, mapping and service; what is found is printed with seed and case."""

import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import paths
from places import cache

BINARY = paths.REPOSITORY / ".build" / "debug" / "odoo-sidecar-fuzz"
WIRE_TESTS = paths.ADDONS / "sidecar" / "wire" / "tests"
# Shares of the time. Sessions show growth, so they get most of it, in one process.
SHARES = {"json": 8, "framing": 8, "message": 6, "mapping": 14, "python": 14, "session": 50}
HANG = 3  # how the Swift side ends when a case takes too long
GRACE = 120  # seconds beyond its time after which a target hangs
MEBIBYTE = 1024 * 1024


def add_options(parser):
    parser.add_argument("--seconds", type=float, default=3600, metavar="N", help="all in all (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="default: the time")
    parser.add_argument("--target", choices=SHARES, help="only this one")
    parser.add_argument("--case", type=int, help="only this case of the target, to see it again")
    parser.add_argument("--fuzzer", default=str(BINARY), metavar="FILE", help="built with `swift build`")


def run(options):
    """
    :return: the exit code
    """
    print(f"fuzz: seed {options.seed}, {options.seconds:.0f} s", flush=True)
    names = [options.target] if options.target else list(SHARES)
    total = Total()
    with tempfile.TemporaryDirectory(prefix="sidecar-fuzz-") as folder:
        for name in names:
            seconds = options.seconds * SHARES[name] / sum(SHARES[each] for each in names)
            Target(name, options, Path(folder)).run(seconds, total)
    print(total.sentence(), flush=True)
    return 0 if total.is_clean else 1


class Total:
    """What all targets found."""

    def __init__(self):
        self.counts = Counter()
        self.resident = {}

    def add(self, report):
        self.counts["cases"] += report["cases"]
        self.counts["findings"] += report["findings"]
        start = self.resident.get(report["target"], (report["rss_from"],))[0]
        self.resident[report["target"]] = (start, report["rss_to"])

    @property
    def is_clean(self):
        return not (self.counts["findings"] or self.counts["crashes"] or self.counts["hangs"] or self.has_grown)

    @property
    def has_grown(self):
        start, end = self._service
        return end > start + 64 * MEBIBYTE

    @property
    def _service(self):
        return self.resident.get("session") or next(iter(self.resident.values()), (0, 0))

    def sentence(self):
        start, end = (bytes_ / MEBIBYTE for bytes_ in self._service)
        counts = ", ".join(f"{self.counts[name]} {name}" for name in ("cases", "findings", "crashes", "hangs"))
        return f"fuzz: {counts}, RSS from {start:.0f} to {end:.0f} MiB"


class Target:
    """One target; when a case ends its process it goes on with another seed."""

    def __init__(self, name, options, folder):
        self._name = name
        self._options = options
        self._place = folder / "place"
        self._report = folder / "report"

    def run(self, seconds, total):
        end = time.monotonic() + seconds
        seed = self._options.seed
        while (left := end - time.monotonic()) > min(1.0, seconds / 2):
            started = time.monotonic()
            code = self._start(seed, left)
            self._count(code, seed, total)
            print(f"  {self._name}: {time.monotonic() - started:.0f} s, {dict(total.counts)}", flush=True)
            if code in (0, 1) or self._options.case is not None:
                break
            seed += 1

    def _start(self, seed, seconds):
        self._report.write_text("")
        variables = {
            "SIDECAR_FUZZ_SEED": str(seed),
            "SIDECAR_FUZZ_SECONDS": str(seconds),
            "SIDECAR_FUZZ_PLACE": str(self._place),
            "SIDECAR_FUZZ_REPORT": str(self._report),
            # Many arenas keep much of what was freed, and growth could not be seen for it.
            "MALLOC_ARENA_MAX": "2",
        }
        if self._options.case is not None:
            variables["SIDECAR_FUZZ_CASE"] = str(self._options.case)
        try:
            return subprocess.run(
                self._command(), env={**os.environ, **variables}, timeout=seconds + GRACE, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            return HANG

    def _command(self):
        if self._name != "python":
            return [self._options.fuzzer, self._name]
        python = cache() / "tools" / "bin" / "python"
        options = [f"--rootdir={WIRE_TESTS}", f"--confcutdir={WIRE_TESTS}", "-p", "no:cacheprovider", "-q"]
        return [python, "-m", "pytest", *options, *sorted(WIRE_TESTS.glob("test_fuzz*.py"))]

    def _count(self, code, seed, total):
        for line in self._report.read_text().splitlines():
            total.add(json.loads(line))
        if code not in (0, 1):
            total.counts["hangs" if code == HANG else "crashes"] += 1
            case = self._place.read_text().strip() if self._place.exists() else "unknown"
            words = f"contrib/soak fuzz --target {self._name} --seed {seed} --case {case}"
            print(f"  {self._name} ended with code {code}; again: {words}", flush=True)
