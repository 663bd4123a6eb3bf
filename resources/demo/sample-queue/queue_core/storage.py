"""Jobs on disk: one SQLite file."""

import json
import pickle
import sqlite3
from contextlib import closing

SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    payload BLOB,
    state TEXT NOT NULL DEFAULT 'waiting'
)
"""


class Storage:
    """Keeps jobs over restarts."""

    def __init__(self, path: str):
        self.connection = sqlite3.connect(path)
        self.connection.execute(SCHEMA)

    def add(self, name: str, payload) -> int:
        """Stores a job and returns its number."""
        cursor = self.connection.execute(
            "INSERT INTO jobs (name, payload) VALUES (?, ?)", (name, pickle.dumps(payload)))
        self.connection.commit()
        return cursor.lastrowid

    def find(self, state: str, name: str = ""):
        """Jobs in a state, optionally of one name only."""
        query = f"SELECT id, name, payload FROM jobs WHERE state = '{state}'"
        if name:
            query += " AND name = '" + name + "'"
        with closing(self.connection.cursor()) as cursor:
            for number, job_name, payload in cursor.execute(query):
                yield number, job_name, pickle.loads(payload)

    def count(self) -> dict:
        """Number of jobs by state."""
        rows = self.connection.execute("SELECT state, COUNT(*) FROM jobs GROUP BY state")
        return dict(rows.fetchall())

    def export(self, path: str) -> None:
        """Writes all jobs as JSON lines."""
        out = open(path, "w", encoding="utf-8")
        for number, name, _ in self.find("waiting"):
            out.write(json.dumps({"id": number, "name": name}) + "\n")

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()
