"""Loads a child through the official client, as the artifact layer does, and prints how long each load took.

Arguments: the service's URL, or "memory"; the key's name and value; milliseconds to warm up and to measure.
"""

import json
import sys
import time

from mgraph_ai_service_cache_client.client.cache_client.Cache__Service__Client import Cache__Service__Client
from mgraph_ai_service_cache_client.client.cache_service.register_cache_service import (
    register_cache_service__in_memory,
    register_cache_service__remote,
)
from mgraph_ai_service_cache_client.schemas.cache.enums.Enum__Cache__Store__Strategy import Enum__Cache__Store__Strategy

NAMESPACE = "bench"
KEY = "sessions/bench/targets/one"


def client_of(service, key_name, key_value):
    if service == "memory":
        return register_cache_service__in_memory(return_client=True)
    register_cache_service__remote(base_url=service, api_key_name=key_name, api_key_value=key_value)
    return Cache__Service__Client()


def value():
    text = "".join(chr(ord("a") + i % 26) for i in range(220))
    value = {"name": "metrics", "count": 42, "text": text}
    while len(json.dumps(value, separators=(",", ":"))) > 260:
        value["text"] = value["text"][:-1]
    return value


def timed(call, millis):
    times = []
    end = time.perf_counter() + millis / 1000
    while time.perf_counter() < end:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return sorted(times)


def main():
    service, key_name, key_value, warm, measured = sys.argv[1:]
    client = client_of(service, key_name, key_value)
    stored = client.store().store__json__cache_key(
        namespace=NAMESPACE,
        strategy=Enum__Cache__Store__Strategy.KEY_BASED,
        cache_key=KEY,
        body={"cache_key": KEY},
        file_id="perf-entry",
        json_field_path="cache_key",
    )
    cache_id = str(stored.cache_id)
    wanted = value()
    client.data_store().data__store_json__with__id_and_key(
        cache_id=cache_id, namespace=NAMESPACE, data_key="results", data_file_id="metrics", body=wanted
    )

    def load():
        found = client.data().retrieve().data__json__with__id_and_key(
            cache_id=cache_id, namespace=NAMESPACE, data_key="results", data_file_id="metrics"
        )
        assert found == wanted, found

    timed(load, int(warm))
    start = time.perf_counter()
    times = timed(load, int(measured))
    print("p50", times[len(times) // 2] * 1e9)
    print("p95", times[len(times) * 95 // 100] * 1e9)
    print("rate", len(times) / (time.perf_counter() - start))


main()
