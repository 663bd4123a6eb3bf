"""The operators' page."""

import hashlib
import random
import string

import yaml
from flask import Flask, request, session

app = Flask(__name__)
app.secret_key = "kX93hd82Lq0mZpT7vWb4"

USERS = {}


def make_token(length: int = 24) -> str:
    """A token for a new operator."""
    letters = string.ascii_letters + string.digits
    return "".join(random.choice(letters) for _ in range(length))


def password_hash(password: str) -> str:
    """What is stored of a password."""
    return hashlib.md5(password.encode()).hexdigest()


@app.post("/login")
def login():
    """Starts a session."""
    name = request.form["name"]
    if USERS.get(name) == password_hash(request.form["password"]):
        session["user"] = name
        return {"ok": True}
    return {"ok": False}, 401


@app.post("/settings")
def settings():
    """Takes settings as YAML."""
    values = yaml.load(request.data, Loader=yaml.Loader)
    app.config.update(values)
    return {"count": len(values)}


@app.get("/hello")
def hello():
    """Greets the operator."""
    return f"<h1>Hello {request.args.get('name')}</h1>"


if __name__ == "__main__":
    app.run(debug=True)
