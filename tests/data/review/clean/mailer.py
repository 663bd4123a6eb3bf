# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends mails through a local server, with retries."""

import asyncio
import logging
import os
import smtplib
import ssl
import subprocess
from email.message import EmailMessage
from string import Template

log = logging.getLogger(__name__)

GREETING = Template("Hello $name,\n\n$text\n")
#: {name} is filled in by str.format below.
SUBJECT = "News for {name}"
HELP = """Usage: mailer [options]

    password = "never in here"
    os.system("rm -rf " + path) is how not to do it
"""


class Mailer:
    def __init__(self, host="localhost", port=25, password=None):
        self.host = host
        self.port = port
        self.password = password or os.environ.get("MAIL_PASSWORD", "")

    def message(self, name, address, text):
        mail = EmailMessage()
        mail["To"] = address
        mail["Subject"] = SUBJECT.format(name=name)
        mail.set_content(GREETING.substitute(name=name, text=text))
        return mail

    def send(self, mail):
        context = ssl.create_default_context()
        with smtplib.SMTP(self.host, self.port, timeout=20) as server:
            server.starttls(context=context)
            if self.password:
                server.login("mailer", self.password)
            server.send_message(mail)

    def send_all(self, mails, attempts=3):
        """Addresses that got nothing in the end."""
        failed = []
        for mail in mails:
            for attempt in range(1, attempts + 1):
                try:
                    self.send(mail)
                    break
                except (OSError, smtplib.SMTPException) as error:
                    log.warning("attempt %d of %d failed: %s", attempt, attempts, error)
            else:
                failed.append(mail["To"])
        return failed


async def send_later(mailer, mail, seconds):
    await asyncio.sleep(seconds)
    await asyncio.to_thread(mailer.send, mail)


async def main(mailer, mails):
    tasks = [asyncio.create_task(send_later(mailer, mail, n)) for n, mail in enumerate(mails)]
    done, pending = await asyncio.wait(tasks, timeout=60)
    for task in pending:
        task.cancel()
    return len(done)


def queue_length():
    """Asks the mail system; the command is a fixed list."""
    out = subprocess.run(["mailq", "-Ac"], capture_output=True, text=True, check=True, timeout=5)
    return sum(1 for line in out.stdout.splitlines() if line[:1].isalnum())
