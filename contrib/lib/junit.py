"""Reads the XML report that both Swift Testing and pytest write."""

import xml.etree.ElementTree as ElementTree

from report import Result


def read(path):
    """
    :param path: the report
    :return: its tests as a Result; failures and skips with their name and reason
    """
    result = Result()
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname', '')} {case.get('name', '')}".strip()
        failures = [*case.findall("failure"), *case.findall("error")]
        skips = case.findall("skipped")
        if failures:
            result.failed.append("\n".join([name, *filter(None, map(_words, failures))]))
        elif skips:
            result.skipped.append(f"{name}: {_words(skips[0]) or 'disabled'}")
        else:
            result.passed += 1
    return result


def of_run(finished, path):
    """
    :param finished: how the test program ended
    :param path: the report it was to write
    :return: the Result; no report, no test and a bad ending without a failed test are failures as well
    """
    if not path.exists():
        return Result(failed=[f"no report was written: {finished.tail()}"])
    result = read(path)
    if not finished.succeeded and not result.failed:
        result.failed.append(finished.tail())
    elif not (result.passed or result.failed or result.skipped):
        result.failed.append(f"no test was found: {finished.tail()}")
    return result


def _words(element):
    return (element.get("message") or element.text or "").strip()[:1500]
