"""The artifact layer over the official client: save, save_string, load, load_string, delete, exists, children; and what
else the client does: store plain values and read them back, make zips and read them.

Reads lines of JSON, one call each: [operation, session, target, key, value]; writes one line of JSON for each.
The client takes the service from its own variables.
"""

import hashlib
import json
import sys
import time

from mgraph_ai_service_cache_client.client.cache_service.register_cache_service import register_cache_service__remote
from mgraph_ai_service_cache_client.client.cache_client.Cache__Service__Client import Cache__Service__Client
from mgraph_ai_service_cache_client.schemas.cache.enums.Enum__Cache__Data_Type import Enum__Cache__Data_Type
from mgraph_ai_service_cache_client.schemas.cache.enums.Enum__Cache__Store__Strategy import Enum__Cache__Store__Strategy

NAMESPACE = "perf-results"


class Artifacts:
    def __init__(self, client, session, target):
        self.client = client
        self.session = session
        self.target = target
        self.cache_key = f"sessions/{session}/targets/{target}"

    def ensure_entry(self):
        cache_hash = hashlib.sha256(self.cache_key.encode()).hexdigest()[:16]
        found = self.client.retrieve().retrieve__hash__cache_hash__cache_id(cache_hash=cache_hash, namespace=NAMESPACE)
        if found:
            return found["cache_id"]
        entry = {
            "cache_key": self.cache_key,
            "session_name": self.session,
            "target_name": self.target,
            "timestamp": int(time.time() * 1000),
            "config": {},
            "summary": {},
        }
        stored = self.client.store().store__json__cache_key(
            namespace=NAMESPACE,
            strategy=Enum__Cache__Store__Strategy.KEY_BASED,
            cache_key=self.cache_key,
            body=entry,
            file_id="perf-entry",
            json_field_path="cache_key",
        )
        return str(stored.cache_id)

    def call(self, group, name, key, **more):
        folder, _, file_id = key.rpartition("/")
        arguments = dict(cache_id=self.ensure_entry(), namespace=NAMESPACE, data_file_id=file_id, **more)
        if folder:
            return getattr(group, name + "__with__id_and_key")(data_key=folder, **arguments)
        return getattr(group, name + "__with__id")(**arguments)

    def save(self, key, value):
        return self.call(self.client.data_store(), "data__store_json", key, body=value) is not None

    def save_string(self, key, value):
        return self.call(self.client.data_store(), "data__store_string", key, body=value) is not None

    def load(self, key, _):
        return self.call(self.client.data().retrieve(), "data__json", key)

    def load_string(self, key, _):
        return self.call(self.client.data().retrieve(), "data__string", key)

    def delete(self, key, kind):
        data_type = Enum__Cache__Data_Type(kind)
        deleted = self.call(self.client.data().delete(), "delete__data__file", key, data_type=data_type)
        return bool(deleted) and deleted.get("status") == "success"

    def exists(self, key, kind):
        data_type = Enum__Cache__Data_Type(kind)
        return self.call(self.client.data().exists(), "data__exists", key, data_type=data_type).exists

    def children(self, folder, recursive):
        group = self.client.data().list()
        arguments = dict(cache_id=self.ensure_entry(), namespace=NAMESPACE, recursive=recursive)
        listed = group.data__list__with__key(data_key=folder, **arguments) if folder else group.data__list(**arguments)
        return sorted(
            [str(file.data_key), str(file.data_file_id), file.data_type.value, int(file.file_size)] for file in listed.files
        )

    def plain(self, kind, value):
        """Stores a value without a key, and returns its hash and what is read by its id and by its hash."""
        body = bytes.fromhex(value) if kind == "binary" else value
        stored = getattr(self.client.store(), "store__" + kind)(
            strategy=Enum__Cache__Store__Strategy.DIRECT, namespace=NAMESPACE, body=body
        )
        retrieve = self.client.retrieve()
        by_id = getattr(retrieve, f"retrieve__cache_id__{kind}")(str(stored.cache_id), NAMESPACE)
        by_hash = getattr(retrieve, f"retrieve__hash__cache_hash__{kind}")(str(stored.cache_hash), NAMESPACE)
        shown = [each.hex() if isinstance(each, bytes) else each for each in (by_id, by_hash)]
        return [str(stored.cache_hash), *shown]

    def zip_create(self, key, file_id):
        strategy = Enum__Cache__Store__Strategy.KEY_BASED
        created = self.client.zip().zip_create(NAMESPACE, strategy, key, file_id)
        return [created["file_count"], self.client.zip().zip_files_list(created["cache_id"], NAMESPACE)["file_list"]]

    def zip_read(self, cache_id, member):
        """Returns the members, and one of them, which the client takes for JSON."""
        archive = self.client.zip()
        files = archive.zip_files_list(cache_id, NAMESPACE)["file_list"]
        return [files, archive.zip_file_retrieve(cache_id, member, NAMESPACE)]


def main():
    register_cache_service__remote()
    client = Cache__Service__Client()
    for line in sys.stdin:
        operation, session, target, key, value = json.loads(line)
        result = getattr(Artifacts(client, session, target), operation)(key, value)
        print(json.dumps(result), flush=True)


main()
