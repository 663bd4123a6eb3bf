#!/usr/bin/env python3
"""Summarise access logs."""
import argparse
import collections
import datetime as dt
import gzip
import json
import re
import sys
from pathlib import Path

try:
    import tomllib
except ImportError:  # Python < 3.11
    tomllib = None

LINE = re.compile(
    r'(?P<host>\S+) \S+ \S+ \[(?P<when>[^\]]+)\] '
    r'"(?P<method>[A-Z]+) (?P<path>\S+)[^"]*" (?P<status>\d{3}) (?P<size>\d+|-)'
)
WHEN = "%d/%b/%Y:%H:%M:%S %z"


class LogError(Exception):
    def __init__(self, path, number, reason):
        super().__init__(f"{path}:{number}: {reason}")
        self.path, self.number = path, number


def open_text(path):
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return open(path, encoding="utf-8")


def records(path, strict=False):
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            match = LINE.match(line)
            if match is None:
                if strict:
                    raise LogError(path, number, "not an access log line")
                continue
            record = match.groupdict()
            record["status"] = int(record["status"])
            record["size"] = 0 if record["size"] == "-" else int(record["size"])
            record["when"] = dt.datetime.strptime(record["when"], WHEN)
            yield record


def summarise(paths, *, strict=False, top=10):
    hits = collections.Counter()
    sizes = collections.defaultdict(int)
    errors = 0
    first = last = None
    for path in paths:
        for record in records(path, strict):
            hits[record["path"]] += 1
            sizes[record["path"]] += record["size"]
            errors += record["status"] >= 500
            if first is None or record["when"] < first:
                first = record["when"]
            if last is None or record["when"] > last:
                last = record["when"]
    total = sum(hits.values())
    return {
        "total": total,
        "errors": errors,
        "error_rate": errors / total if total else 0.0,
        "span_s": (last - first).total_seconds() if first and last else 0,
        "top": [{"path": p, "hits": n, "bytes": sizes[p]} for p, n in hits.most_common(top)],
    }


def load_config(path):
    if path is None or tomllib is None:
        return {}
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except FileNotFoundError:
        return {}


def build_parser():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="+", type=Path, metavar="LOG")
    parser.add_argument("-n", "--top", type=int, default=10)
    parser.add_argument("--strict", action="store_true", help="stop at the first bad line")
    parser.add_argument("--config", type=Path)
    parser.add_argument("--json", action="store_true", dest="as_json")
    return parser


def main(argv=None):
    parser = build_parser()
    args = parser.parse_args(argv)
    config = load_config(args.config)
    missing = [path for path in args.logs if not path.exists()]
    if missing:
        parser.error("no such file: " + ", ".join(map(str, missing)))
    try:
        report = summarise(args.logs, strict=args.strict or config.get("strict", False), top=args.top)
    except LogError as error:
        print(error, file=sys.stderr)
        return 2
    if args.as_json:
        json.dump(report, sys.stdout, indent=2, default=str)
        print()
        return 0
    print(f"{report['total']} requests, {report['errors']} errors ({report['error_rate']:.1%})")
    for row in report["top"]:
        print(f"{row['hits']:>8} {row['bytes']:>12} {row['path']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
