"""The real cache service on a free port of the loopback interface, until standard input ends."""

import os
import sys
import threading

import uvicorn

from mgraph_ai_service_cache.fast_api.lambda_handler import app


def end_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
uvicorn.run(app, host="127.0.0.1", port=0, access_log=False)
