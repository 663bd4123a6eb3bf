"""Tests of counters and timings."""

import unittest

from queue_core.metrics import Counter, Timings


class TimingsTest(unittest.TestCase):
    def test_median_of_nothing_is_zero(self):
        self.assertEqual(Timings().median("mail"), 0.0)

    def test_median(self):
        timings = Timings()
        for seconds in (1, 9, 2):
            timings.add("mail", seconds)
        self.assertEqual(timings.median("mail"), 2)

    def test_only_the_last_ones_are_kept(self):
        timings = Timings(keep=2)
        for seconds in (9, 1, 1):
            timings.add("mail", seconds)
        self.assertEqual(timings.share_over("mail", 5), 0)

    def test_share_of_nothing_is_zero(self):
        self.assertEqual(Timings().share_over("mail", 1), 0)


class CounterTest(unittest.TestCase):
    def test_counts_add_up(self):
        counter = Counter()
        counter.add("mail")
        counter.add("mail", 2)
        self.assertEqual(counter.counts, {"mail": 3})

    def test_rates(self):
        counter = Counter()
        counter.add("mail", 10)
        self.assertAlmostEqual(counter.rates(counter.since + 5)["mail"], 2.0)
