# SPDX-FileCopyrightText: The Skep authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A search tree with iteration, used for time ranges."""

from dataclasses import dataclass, field
from typing import Any, Iterator, Optional


@dataclass
class Node:
    key: int
    value: Any = None
    left: Optional["Node"] = None
    right: Optional["Node"] = None
    tags: list[str] = field(default_factory=list)


class Tree:
    """Keys are unique; a second insert replaces the value."""

    def __init__(self, items=()):
        self.root = None
        self.size = 0
        for key, value in items:
            self.insert(key, value)

    def insert(self, key, value):
        if self.root is None:
            self.root = Node(key, value)
            self.size += 1
            return
        node = self.root
        while True:
            if key == node.key:
                node.value = value
                return
            side = "left" if key < node.key else "right"
            child = getattr(node, side)
            if child is None:
                setattr(node, side, Node(key, value))
                self.size += 1
                return
            node = child

    def find(self, key, default=None):
        node = self.root
        while node is not None and node.key != key:
            node = node.left if key < node.key else node.right
        return node.value if node else default

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        stack, node = [], self.root
        while stack or node:
            while node:
                stack.append(node)
                node = node.left
            node = stack.pop()
            yield node.key, node.value
            node = node.right

    def between(self, low, high):
        """Values with low <= key < high."""
        return [value for key, value in self if low <= key < high]

    def depth(self, node=...):
        if node is ...:
            node = self.root
        if node is None:
            return 0
        return 1 + max(self.depth(node.left), self.depth(node.right))

    def __len__(self):
        return self.size

    def __bool__(self):
        return self.size > 0


def build_balanced(pairs):
    """A tree of smallest depth from sorted pairs."""
    tree = Tree()

    def add(low, high):
        if low >= high:
            return
        middle = (low + high) // 2
        tree.insert(*pairs[middle])
        add(low, middle)
        add(middle + 1, high)

    add(0, len(pairs))
    return tree
