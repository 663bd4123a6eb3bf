"""Tests of the pauses between attempts."""

import unittest

from queue_core.retry import LONGEST, Policy, backoff, schedule


class BackoffTest(unittest.TestCase):
    def test_the_first_attempt_does_not_wait(self):
        self.assertEqual(backoff(0), 0.0)

    def test_pauses_double(self):
        self.assertEqual(schedule(5), [0.0, 1.0, 2.0, 4.0, 8.0])

    def test_pauses_have_a_bound(self):
        self.assertEqual(backoff(30, jitter=0.0), LONGEST)

    def test_jitter_stays_within_its_share(self):
        for _ in range(100):
            self.assertTrue(0.8 <= backoff(1) <= 1.2)


class PolicyTest(unittest.TestCase):
    def test_attempts_are_counted(self):
        policy = Policy(attempts=2)
        self.assertTrue(policy.may_retry("mail", 1))
        self.assertFalse(policy.may_retry("mail", 2))

    def test_policies_do_not_share_limits(self):
        Policy().limit("mail", 9)
        self.assertFalse(Policy(attempts=2).may_retry("mail", 5))
