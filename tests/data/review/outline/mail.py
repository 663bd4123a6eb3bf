"""Letters and where they go.

Nothing is sent here.
"""

SUBJECT_MAX = 200


class Letter:
    """One letter.

    Args:
        subject: a line of text
    """

    def __init__(self, subject: str, to: list[str] | None = None):
        self.subject = subject
        self.to = to or []

    @property
    def is_short(self) -> bool:
        """Whether the subject fits."""
        return len(self.subject) <= SUBJECT_MAX

    async def send(self, *, retries=3):
        """Give it to the queue.

        Args:
            retries: how often to try

        Returns:
            True when it was taken.

        Raises:
            OSError: when the queue is away.
        """
        return retries > 0

    def _hidden(self):
        return None


def join(first, *rest, separator=", "):
    """Join addresses."""
    return separator.join((first, *rest))
