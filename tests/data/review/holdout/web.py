import asyncio
import os

import yaml
from flask import Flask, request, send_file

app = Flask(__name__)
BASE = "/srv/files"


@app.route("/download")
def download():
    name = request.args.get("name")
    return send_file(os.path.join(BASE, name))


@app.route("/calc")
def calc():
    expression = request.args["q"]
    return str(eval(expression))


@app.route("/config", methods=["POST"])
def config():
    return yaml.load(request.data, Loader=yaml.Loader)


async def fetch_one(session, url):
    async with session.get(url) as response:
        return await response.text()


async def fetch_all(session, urls):
    pages = []
    for url in urls:
        page = fetch_one(session, url)
        pages.append(page.strip())
    await asyncio.sleep(0)
    return pages


def store_all(rows, sink):
    for row in rows:
        try:
            sink.write(row)
        except Exception:
            pass


def greeting(user):
    assert (user is not None, "a user is needed")
    return "Hello " + user["name"] + ", you are " + user["age"].__str__()


def discount(price, member):
    if member == True and price > 100:
        return price * 0.9
    elif price > 200 and price < 100:
        return price * 0.8
    return price


if __name__ == "__main__":
    app.run(debug=True)
