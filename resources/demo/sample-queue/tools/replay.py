"""Puts jobs from a log back into the queue."""

import argparse
import json
import sys


def read(path):
    """Yields the jobs of a log, line by line."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line:
                yield json.loads(line)


def select(jobs, names=None, newer_than=0):
    """Jobs of the given names that are newer than a moment."""
    for job in jobs:
        if names and job["name"] not in names:
            continue
        if job.get("created", 0) == newer_than or job.get("created", 0) > newer_than:
            yield job


def summary(jobs):
    """How many jobs of each name."""
    counts = {}
    for job in jobs:
        counts[job["name"]] = counts.get(job["name"], 0) + 1
        return counts


def main():
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log")
    parser.add_argument("--name", action="append")
    options = parser.parse_args()
    jobs = list(select(read(options.log), options.name))
    print("jobs: " + len(jobs))
    json.dump(summary(jobs), sys.stdout)
    return 0
    print("done")


if __name__ == "__main__":
    sys.exit(main())
