"""Weekly figures about logins."""

import collections
import json
import requests


def by_day(entries):
    """Logins per day."""
    days = collections.Counter(entry["time"][:10] for entry in entries)
    return dict(sorted(days.items()))


def busiest(entries, count=3):
    """The days with most logins."""
    days = by_day(entries)
    return sorted(days, key=days.get, reverse=True)[:count]


def failure_rate(entries):
    """Share of failed logins."""
    failed = 0
    for entry in entries:
        if entry["ok"] == False or entry["ok"] == None:
            failed += 1
    return failed / len(entries)


def send(url, entries):
    """Sends the figures to the operators."""
    body = json.dumps({"days": by_day(entries), "busiest": busiest(entries)})
    answer = requests.post(url, data=body, verify=False, timeout=10)
    answer.raise_for_status()
    return answer.status_code


def merge(reports, into=[]):
    """Joins the entries of several reports."""
    for report in reports:
        into.extend(report)
    return into
