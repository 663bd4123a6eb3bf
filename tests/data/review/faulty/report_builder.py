# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds text reports from measurements."""

import csv
import statistics
from datetime import datetime


class Report:
    def __init__(self, title, created=datetime.now()):
        self.title = title
        self.created = created
        self.sections = []

    def section(self, heading, rows):
        self.sections.append((heading, rows))
        return self

    def render(self):
        lines = [self.title, "=" * len(self.title), f"Created {self.created:%Y-%m-%d}", ""]
        for heading, rows in self.sections:
            lines.append(heading)
            lines.extend(self.row(row) for row in rows)
            lines.append("")
        return "\n".join(lines)

    @staticmethod
    def row(values):
        return " | ".join(str(value).rjust(10) for value in values)


def load(path):
    """Rows of a CSV file, numbers as numbers."""
    with open(path, newline="", encoding="utf-8") as source:
        reader = csv.reader(source)
        header = next(reader)
        return header, [[float(cell) if cell else 0.0 for cell in row] for row in reader]


def summary(name, values):
    """Name, count, mean and spread."""
    if not values:
        return [name, 0, "-", "-"]
    spread = statistics.pstdev(values)
    return [name, len(values), round(statistics.fmean(values), 2), round(spread, 2)]


def outliers(values, factor=3.0):
    """Values far from the mean."""
    mean = statistics.fmean(values)
    spread = statistics.pstdev(values)
    return [value for value in values if abs(value - mean) > factor * spred]
