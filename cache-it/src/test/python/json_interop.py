"""The other side of JsonInteropIT: reads a document from standard input, writes one per line."""

import datetime
import hashlib
import json
import sys
import time

import orjson


def write(document):
    sys.stdout.buffer.write(document if isinstance(document, bytes) else document.encode())
    sys.stdout.buffer.write(b"\n")


def echo():
    """Writes the document back in every form that Python has for it."""
    document = sys.stdin.buffer.read()
    value = json.loads(document)
    if orjson.loads(document) != value:
        raise AssertionError("json and orjson disagree")
    write(json.dumps(value))
    write(json.dumps(value, ensure_ascii=False, sort_keys=True))
    write(orjson.dumps(value))


def big_integers():
    """Writes the integers back that only Python's own module keeps."""
    write(json.dumps(json.load(sys.stdin.buffer)))


def describe():
    """Says what Python sees in the document."""
    value = json.load(sys.stdin.buffer)
    seen = {
        "text": value["text"] == "gr\u00fc\u00dfe \u65e5\u672c \U0001f600 \x00\x7f\u2028\"\\",
        "fraction": value["fraction"] == 0.1,
        "tiny": value["tiny"] == 5e-324,
        "number": value["number"] == -(2**63),
        "instant": datetime.datetime.fromisoformat(value["instant"])
        == datetime.datetime(2026, 11, 21, 7, 30, 0, 123456, datetime.timezone.utc),
        "missing": value["missing"] is None,
        "key": value["counts"] == {"\U0001f511": [1, 2]},
    }
    write(json.dumps([name for name, agrees in seen.items() if not agrees]))


def values():
    """Writes what Java is to read."""
    now = datetime.datetime(2026, 11, 21, 7, 30, 0, 123456, datetime.timezone.utc)
    value = {
        "text": "gr\u00fc\u00dfe \u65e5\u672c \U0001f600 \x00\x7f\u2028\"\\",
        "fraction": 0.1,
        "tiny": 5e-324,
        "number": -(2**63),
        "instant": now.isoformat(),
        "missing": None,
        "counts": {"\U0001f511": [1, 2]},
    }
    write(json.dumps(value))
    write(json.dumps(value, ensure_ascii=False))
    write(orjson.dumps({**value, "instant": now}))


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def hash_inputs(inputs):
    return digest(json.dumps(inputs, sort_keys=True))


def signature():
    """Writes a signature as the pipelines do, then the moment in it as a third party sees it."""
    moment = time.time()
    fields = {
        "node_name": "clean::\u00e9\U0001f600",
        "code_hash": hash_inputs({"b": 1, "a": [1, [2, 3]]}),
        "env_hash": "",
        "inputs_hash": hash_inputs({"x": 5}),
        "deps_hash": digest(""),
        "timestamp": moment,
    }
    write(json.dumps(fields))
    write(orjson.dumps(fields))
    # An object inside the file that the pipelines keep, with its line breaks.
    write(json.dumps(json.dumps({"k": fields}, indent=2)[len('{\n  "k": ') : -len("\n}")]))
    write(json.dumps(int(moment * 1000)))


if __name__ == "__main__":
    {"echo": echo, "big-integers": big_integers, "describe": describe, "values": values, "signature": signature}[
        sys.argv[1]
    ]()
