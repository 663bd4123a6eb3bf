# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fetches pages of one site and remembers the links between them."""

import re
import time
from collections import deque
from urllib.parse import urljoin, urlparse

import requests

LINK = re.compile(r'href="([^"#]+)"')


class Crawler:
    def __init__(self, start, limit=100, pause=0.5):
        self.start = start
        self.limit = limit
        self.pause = pause
        self.seen = set()
        self.links = {}

    def fetch(self, url):
        try:
            response = requests.get(url, timeout=10)
            response.raise_for_status()
            return response.text
        except requests.RequestException:
            return ""

    def run(self):
        queue = deque([self.start])
        while queue and len(self.seen) < self.limit:
            url = queue.popleft()
            if url in self.seen:
                continue
            self.seen.add(url)
            text = self.fetch(url)
            found = [urljoin(url, link) for link in LINK.findall(text)]
            self.links[url] = [link for link in found if self.is_local(link)]
            queue.extend(self.links[url])
            time.sleep(self.pause)
        return self.links

    def is_local(self, link):
        return urlparse(link).netloc == urlparse(self.start).netloc

    def forget_dead(self):
        for url in self.links:
            if not self.links[url]:
                del self.links[url]

    def title(self, text):
        match = re.search(r"<title>(.*?)</title>", text, re.S)
        return match.group(1).strip()
