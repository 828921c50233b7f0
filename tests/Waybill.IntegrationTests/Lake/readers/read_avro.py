"""Decodes Avro files with the library of the Avro project and prints them as JSON.

python3 read_avro.py FILE...
"""

import datetime
import decimal
import json
import sys
import warnings

from avro.datafile import DataFileReader
from avro.io import DatumReader

warnings.simplefilter("ignore")  # "logicalType": "map" is Iceberg's own; Avro says that it does not know it


def plain(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    raise TypeError(f"unexpected {type(value)}")


def decode(path):
    with open(path, "rb") as stream, DataFileReader(stream, DatumReader()) as reader:
        header = {key: value.decode("utf-8") for key, value in reader.meta.items()}
        return {"header": header, "records": list(reader)}


json.dump([decode(path) for path in sys.argv[1:]], sys.stdout, default=plain)
