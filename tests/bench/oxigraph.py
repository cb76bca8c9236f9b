"""Loads N-Triples into pyoxigraph and asks it, as bench_graph does a graph of relata's.

usage: oxigraph.py disk|memory WORKLOAD.nt FOLDER QUERY.rq…
"""
import os
import resource
import statistics
import sys
import time

import pyoxigraph


def main(argv):
    if len(argv) < 5 or argv[1] not in ("disk", "memory"):
        sys.exit(__doc__.strip())
    store = pyoxigraph.Store(argv[3]) if argv[1] == "disk" else pyoxigraph.Store()
    began = time.monotonic()
    store.bulk_load(path=argv[2], format=pyoxigraph.RdfFormat.N_TRIPLES)
    print("seconds %.2f   MB of memory %d" % (time.monotonic() - began,
                                              resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
    for path in argv[4:]:
        with open(path, encoding="utf-8") as file:
            query = file.read()
        times, rows = [], 0
        for _ in range(6):
            began = time.monotonic()
            rows = sum(1 for _ in store.query(query))
            times.append(time.monotonic() - began)
        name = os.path.basename(path).removesuffix(".rq")
        print("%-20s %8d %10.2f ms" % (name, rows, 1000 * statistics.median(times[1:])), flush=True)


main(sys.argv)
