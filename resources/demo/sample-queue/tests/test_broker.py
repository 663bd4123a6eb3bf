"""Tests of the broker."""

import unittest

from queue_core.broker import Broker, Job


class BrokerTest(unittest.TestCase):
    def setUp(self):
        self.broker = Broker()

    def test_an_empty_broker_gives_nothing(self):
        self.assertIsNone(self.broker.get())

    def test_the_most_urgent_job_comes_first(self):
        self.broker.put(Job("later", priority=7))
        self.broker.put(Job("now", priority=1))
        self.assertEqual(self.broker.get().name, "now")

    def test_equal_jobs_keep_their_order(self):
        for name in ("a", "b", "c"):
            self.broker.put(Job(name))
        self.assertEqual([self.broker.get().name for _ in range(3)], ["a", "b", "c"])

    def test_put_tells_how_many_wait(self):
        self.assertEqual(self.broker.put(Job("a")), 1)
        self.assertEqual(self.broker.put(Job("b")), 2)

    def test_every_old_job_is_dropped(self):
        for name in ("a", "b", "c", "d"):
            job = Job(name)
            job.created -= 100
            self.broker.put(job)
        self.broker.drop_old(60)
        self.assertEqual(len(self.broker), 0)

    def test_payloads_are_not_shared(self):
        Job("a").payload["x"] = 1
        self.assertEqual(Job("b").payload, {})
