"""Reads Avro files with Apache's own library and prints header and records as JSON, bytes as hexadecimal text.

usage: python3 avro_dump.py FILE...
"""
import json
import sys

from avro.datafile import DataFileReader
from avro.io import DatumReader


def plain(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return str(value)


result = []
for name in sys.argv[1:]:
    with open(name, "rb") as file, DataFileReader(file, DatumReader()) as reader:
        header = {k: v.decode("utf-8") for k, v in reader.meta.items()}
        result.append({"file": name, "header": header, "records": [plain(r) for r in reader]})
print(json.dumps(result))
