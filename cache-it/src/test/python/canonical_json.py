"""Prints the canonical form of each line of JSON on standard input, one to a line."""

import json
import sys

for line in sys.stdin.buffer.read().decode("utf-8").split("\n"):
    if line:
        print(json.dumps(json.loads(line), sort_keys=True))
