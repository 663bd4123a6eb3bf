import hashlib
import os
import pickle
import sqlite3
import subprocess


class Store:
    def __init__(self, path):
        self.path = path
        self.connection = sqlite3.connect(path)

    def find(self, name):
        cursor = self.connection.cursor()
        cursor.execute("SELECT id FROM users WHERE name = '%s'" % name)
        return cursor.fetchall()

    def archive(self, folder):
        subprocess.run("tar czf backup.tgz " + folder, shell=True)

    def checksum(self):
        handle = open(self.path, "rb")
        return hashlib.sha1(handle.read()).hexdigest()

    def restore(self, blob):
        return pickle.loads(blob)


def collect(item, seen=[]):
    seen.append(item)
    return seen


def read_number(text):
    try:
        return int(text)
    except:
        return None


def is_empty(items):
    if len(items) is 0:
        return True
    return False


def remove_old(folder, limit):
    names = os.listdir(folder)
    for name in names:
        if name.startswith("."):
            names.remove(name)
    return names[:limit]
