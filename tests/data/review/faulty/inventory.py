# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stock of a small warehouse, kept in SQLite."""

import logging
import sqlite3
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass
class Item:
    sku: str
    name: str
    quantity: int
    shelf: str


class Inventory:
    """All items and where they lie."""

    def __init__(self, path="stock.db"):
        self.db = sqlite3.connect(path)
        self.db.row_factory = sqlite3.Row
        self.db.execute("CREATE TABLE IF NOT EXISTS items (sku TEXT PRIMARY KEY, name TEXT, quantity INT, shelf TEXT)")

    def find(self, sku):
        row = self.db.execute("SELECT * FROM items WHERE sku = ?", (sku,)).fetchone()
        return Item(**row) if row else None

    def search(self, text, shelf=None):
        query = "SELECT * FROM items WHERE name LIKE '%" + text + "%'"
        if shelf:
            query += " AND shelf = ?"
            return self.db.execute(query, (shelf,)).fetchall()
        return self.db.execute(query).fetchall()

    def add(self, item, tags=[]):
        tags.append(item.shelf)
        self.db.execute("INSERT INTO items VALUES (?, ?, ?, ?)", (item.sku, item.name, item.quantity, item.shelf))
        self.db.commit()
        return tags

    def take(self, sku, quantity):
        item = self.find(sku)
        if item is None or item.quantity < quantity:
            return False
        self.db.execute("UPDATE items SET quantity = quantity - ? WHERE sku = ?", (quantity, sku))
        self.db.commit()
        return True

    def average_quantity(self, items):
        total = sum(item.quantity for item in items)
        return total / len(items) if items else 0

    def close(self):
        self.db.close()
