#!/usr/bin/env python3
"""Many key exchanges between two peers; counts and explains the failures.

    python3 stress_ake.py otrjs libotr [count] [--version 2|3]

The first peer asks (so the second one sends the D-H Commit).  Every exchange
is followed by a text each way and by END.  A good pair never fails: lengths
with leading zero bytes turn up about once in 256 exchanges for each number
on the wire, so a few thousand rounds find most encoding mistakes.
"""
import argparse
import collections
import sys

import otrwire
from interop_test import Pair


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("a")
    ap.add_argument("b")
    ap.add_argument("count", nargs="?", type=int, default=200)
    ap.add_argument("--version", type=int, default=3)
    args = ap.parse_args()
    p = Pair(args.a, args.b, args.version)
    ok, failed = 0, []
    short = collections.Counter()         # numbers that were shorter than usual
    for n in range(args.count):
        p.link.take_log()
        p.a.cmd("QUERY")
        p.link.pump()
        good = p.both_encrypted()
        why = ""
        for _, w in p.link.take_log():
            if otrwire.kind(w) != "encoded":
                continue
            m = otrwire.parse(w)
            if m["type"] == "dh-commit" and len(m["enc_gx"]) < 196:
                short["gx"] += 1
            if m["type"] == "dh-key" and len(m["gy"]) < 192:
                short["gy"] += 1
            if m["type"] == "reveal-sig":
                why = "len(r)=%d r[0]=%02x" % (len(m["r"]), m["r"][0])
        if good:
            try:
                p.a.plains(), p.b.plains()
                p.exchange(p.a, "hello %d" % n)
                p.exchange(p.b, "there %d" % n)
            except Exception as e:
                good, why = False, "data: %s" % e
        if good:
            ok += 1
        else:
            failed.append(why)
        for x in (p.a, p.b):              # back to plaintext on both sides
            x.cmd("END")
            p.link.pump()
        for x in (p.a, p.b):
            x.cmd("END")
            x.events.clear()
        p.link.pump()
    p.close()
    print("%s-%s v%d: %d of %d exchanges ok; short numbers met: %s" % (
        args.a, args.b, args.version, ok, args.count, dict(short)))
    for why, k in collections.Counter(failed).most_common(20):
        print("  failed %d: %s" % (k, why))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
