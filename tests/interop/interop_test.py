#!/usr/bin/env python3
"""Interoperability tests between any two peers that speak PROTOCOL.md.

    python3 interop_test.py libotr otrjs
    python3 interop_test.py libotr mine --version 3 --only smp
    OTRPEER_MINE="path/to/my_peer" makes "mine" a known peer name.

Prints one line per test: "ok", "NOT OK", "known" (a deviation of an existing
library, listed in KNOWN with its reason) or "skip".  Exit status 1 if any
test is NOT OK.
"""
import argparse
import base64
import hashlib
import hmac
import os
import random
import re
import sys
import time

import otrwire
from otrlink import HERE, Link, NotStarted, Peer, b64

# (implementation, test) -> why that implementation cannot pass it.  The test
# is still run; "known" is printed in place of "NOT OK".
KNOWN = {
    ("otrjs", "smp_refresh"):
        "otr.js keeps the SMP state (and ssid) of the old session",
    ("otrjs", "not_utf8"): "otr.js throws on a text that is not UTF-8",
    ("otrjs", "refresh"):
        "otr.js answers a D-H Commit in a session with an outdated key id",
    ("otrjs", "tamper"):
        "otr.js notes the counter of a message before it checks the MAC",
    ("otrjs", "garbage"):
        "otr.js notes the counter of a message before it checks the MAC",
    ("libotr-libotr", "collision"):
        "libotr gives way to any D-H Commit, so two libotrs both give way",
    ("libotr-libotr", "commit_collision"):
        "libotr gives way to any D-H Commit, so two libotrs both give way",
}


# Those whose held texts are their own business: libotr keeps the last alone.
FOREIGN = {"libotr", "otrjs"}


class Failed(Exception):
    pass


class Skip(Exception):
    pass


def check(cond, text):
    if not cond:
        raise Failed(text)


# ------------------------------------------------------------------- set-up

def key_file(name):
    """A libotr key file for `name`, made once by the libotr peer; in the
    folder OTRPEER_KEYS, or in one beside this file."""
    d = os.environ.get("OTRPEER_KEYS") or os.path.join(HERE, "keys")
    os.makedirs(d, exist_ok=True)
    path = os.path.join(d, name + ".key")
    if not os.path.exists(path):                     # others may be making it too
        draft = "%s.%d" % (path, os.getpid())
        Peer("libotr", "--key", draft).close()
        os.replace(draft, path)
    return path


class Pair:
    def __init__(self, impl_a, impl_b, version, pol_a="", pol_b="", maxsize=0):
        v = "v%d" % version if version else "v2,v3"
        opts = ["--maxsize", str(maxsize)]
        self.a = Peer(impl_a, "--key", key_file("alice"), "--policy",
                      v + ("," + pol_a if pol_a else ""), *opts, name="A")
        self.b = Peer(impl_b, "--key", key_file("bob"), "--policy",
                      v + ("," + pol_b if pol_b else ""), *opts, name="B")
        self.link = Link(self.a, self.b)
        self.version = version
        self.tries = 0

    def tried(self, n):
        """A key exchange is at its n-th try; the most that any needed count."""
        self.tries = max(self.tries, n)

    def both_encrypted(self):
        return self.a.state[0] == self.b.state[0] == "encrypted"

    def ake(self, starter=None, tries=6):
        """Query until both sides are encrypted.

        More than one try is needed because otr.js fails about one key
        exchange in sixteen with any other implementation (see README.md).
        """
        starter = starter or self.a
        for n in range(1, tries + 1):
            self.tried(n)
            self.link.take_log()
            starter.cmd("QUERY")
            self.link.pump()
            self.a.plains(), self.b.plains()          # error strings, if any
            if self.both_encrypted():
                return
        raise Failed("no session after %d tries" % tries)

    def exchange(self, src, text):
        """Send a text and check that it arrives unchanged."""
        dst = self.b if src is self.a else self.a
        raw = text.encode() if isinstance(text, str) else text
        src.send(raw)
        self.link.pump()
        got = dst.plains()
        check(got == [raw], "sent %r, got %r" % (raw[:60], [g[:60] for g in got]))

    def close(self):
        self.a.close()
        self.b.close()


TEXTS = [b"hello", b"x", "h\u00e9llo \u4e16\u754c \U0001f600".encode(),
         b"<b>bold</b> &amp; <a href=\"x\">y</a>", b"?", b"a,b|c,", b"t" * 4096,
         b"two\nlines\r\n", b" leading and trailing ", b"?OTR is not a tag"]


# -------------------------------------------------------------------- tests

def t_ake(p):
    p.ake()
    check(p.a.state[1] == p.b.fingerprint and p.b.state[1] == p.a.fingerprint,
          "fingerprints differ: %r %r" % (p.a.state, p.b.state))
    want = "v%d" % p.version
    check(p.a.state[2] == p.b.state[2] == want, "version %r" % (p.a.state,))
    sa, sb = p.a.cmd("SSID")[0].split(), p.b.cmd("SSID")[0].split()
    check(sa[1] == sb[1], "session ids differ")
    check({sa[2], sb[2]} == {"first", "second"}, "both show the same half")
    log = [(s.name, w) for s, w in p.link.take_log()]
    kinds = [otrwire.parse(w)["type"] if otrwire.kind(w) == "encoded" else
             otrwire.kind(w) for _, w in log]
    return "%d messages, %d bytes: %s" % (
        len(log), sum(len(w) for _, w in log), " ".join(kinds))


def t_data(p):
    p.ake()
    for text in TEXTS[:-1]:
        p.exchange(p.a, text)
        p.exchange(p.b, text)
    for src in (p.a, p.b, p.a):                      # one-way bursts
        for i in range(5):
            p.exchange(src, "burst %d" % i)
    for i in range(5):                               # crossing messages
        p.a.send("from a %d" % i)
        p.b.send("from b %d" % i)
        p.link.pump()
        check(p.b.plains() == [b"from a %d" % i], "crossing a->b")
        check(p.a.plains() == [b"from b %d" % i], "crossing b->a")


def t_200_texts(p):
    """Each text is answered, so that the keys of both sides move on with each."""
    p.ake()
    for n in range(200):
        p.exchange(p.a, "from a, %d" % n)
        p.exchange(p.b, "from b, %d" % n)


def t_empty(p):
    """An empty text is no mistake: nothing is shown of it."""
    p.ake()
    for src, dst in ((p.a, p.b), (p.b, p.a)):
        got = src.send(b"") + dst.recv(b"")
        p.link.pump()
        check(not any(e.startswith("ERR") for e in got), "%r" % got)
        check(dst.plains() in ([], [b""]), "something was shown")
        p.exchange(src, "not empty")


def t_burst_cross(p):
    """Several unanswered messages in flight in both directions at once."""
    p.ake()
    for rnd in range(6):
        na, nb = random.randint(0, 4), random.randint(0, 4)
        for i in range(na):
            p.a.send("a%d.%d" % (rnd, i))
        for i in range(nb):
            p.b.send("b%d.%d" % (rnd, i))
        p.link.pump()
        check(p.b.plains() == [b"a%d.%d" % (rnd, i) for i in range(na)], "a->b")
        check(p.a.plains() == [b"b%d.%d" % (rnd, i) for i in range(nb)], "b->a")


def smp(p, starter, secret_s, secret_r, question=None):
    other = p.b if starter is p.a else p.a
    p.a.take("SMP"), p.b.take("SMP")
    starter.cmd("SMP-START", b64(secret_s), *([b64(question)] if question else []))
    p.link.pump()
    asked = other.take("SMP")
    want = "SMP asked" + (" " + b64(question) if question else "")
    check(asked == [want], "responder saw %r" % asked)
    other.cmd("SMP-ANSWER", b64(secret_r))
    p.link.pump()

    def last(peer):
        got = [e for e in peer.take("SMP") if "progress" not in e]
        return got[-1] if got else None
    return last(starter), last(other)


def t_smp_ok(p):
    p.ake()
    check(smp(p, p.a, "secret", "secret") == ("SMP ok", "SMP ok"), "a starts")
    check(smp(p, p.b, "secret", "secret") == ("SMP ok", "SMP ok"), "b starts")


def t_smp_question(p):
    p.ake()
    q = "What is the na\u00efve question?"
    s = "p\u00e4ss w\u00f6rd"
    check(smp(p, p.a, s, s, q) == ("SMP ok", "SMP ok"), "a asks")
    check(smp(p, p.b, s, s, q) == ("SMP ok", "SMP ok"), "b asks")


def t_smp_fail(p):
    p.ake()
    r = smp(p, p.a, "secret", "Secret")
    check(r == ("SMP fail", "SMP fail"), "a starts: %r" % (r,))
    check(smp(p, p.a, "again", "again") == ("SMP ok", "SMP ok"), "not reusable")


def t_smp_fail_rev(p):
    p.ake()
    r = smp(p, p.b, "secret", "Secret")
    check(r == ("SMP fail", "SMP fail"), "b starts: %r" % (r,))
    check(smp(p, p.b, "again", "again") == ("SMP ok", "SMP ok"), "not reusable")


def t_smp_abort(p):
    p.ake()
    for starter, other in ((p.a, p.b), (p.b, p.a)):
        starter.cmd("SMP-START", b64("s"))
        p.link.pump()
        other.take("SMP")
        starter.cmd("SMP-ABORT")
        p.link.pump()
        check("SMP abort" in other.take("SMP"), "abort not seen")
        r = smp(p, starter, "s", "s")
        check(r == ("SMP ok", "SMP ok"), "SMP after abort: %r" % (r,))


def t_smp_traffic(p):
    """Texts sent between the SMP messages, so that keys rotate meanwhile."""
    p.ake()
    p.a.cmd("SMP-START", b64("s"))
    p.link.pump()
    p.exchange(p.b, "wait")
    p.exchange(p.a, "ok")
    p.b.cmd("SMP-ANSWER", b64("s"))
    p.link.pump()
    check("SMP ok" in p.a.take("SMP") and "SMP ok" in p.b.take("SMP"), "result")


def t_smp_refresh(p):
    """SMP still works after the session was refreshed by a new AKE."""
    p.ake()
    check(smp(p, p.a, "s", "s") == ("SMP ok", "SMP ok"), "before")
    p.ake()
    r = smp(p, p.a, "s", "s")
    check(r == ("SMP ok", "SMP ok"), "after: %r" % (r,))


def t_fragment(p):
    p.a.cmd("MAXSIZE", "200")
    p.b.cmd("MAXSIZE", "200")
    p.ake()
    log = p.link.take_log()
    frags = [w for _, w in log if otrwire.kind(w) == "fragment"]
    check(frags, "nothing was fragmented")
    check(max(map(len, frags)) <= 200, "fragment of %d bytes" % max(map(len, frags)))
    for text in TEXTS[:-1]:
        p.exchange(p.a, text)
        p.exchange(p.b, text)
    check(smp(p, p.a, "s", "s") == ("SMP ok", "SMP ok"), "SMP in fragments")
    return "longest %d" % max(len(w) for _, w in p.link.log
                              if otrwire.kind(w) == "fragment")


def t_fragment_lost(p):
    """A message with a lost fragment is dropped; the next one arrives."""
    p.ake()
    p.a.cmd("MAXSIZE", "200")
    p.a.send("this one loses a fragment")
    check(len(p.a.outbox) > 2, "not fragmented")
    del p.a.outbox[1]
    p.link.pump()
    check(p.b.plains() == [], "a text came out of an incomplete message")
    p.exchange(p.a, "this one is complete")


def t_end(p):
    p.ake()
    rotate(p)
    p.a.cmd("END")
    p.link.pump()
    check(p.a.state[0] == "plaintext", "A is %s" % p.a.state[0])
    check(p.b.state[0] == "finished", "B is %s" % p.b.state[0])
    p.b.send("must not go out")
    check(not p.b.outbox, "B sent something in the finished state")
    p.b.cmd("END")
    check(p.b.state[0] == "plaintext", "B is %s" % p.b.state[0])
    p.ake(starter=p.b)
    rotate(p)


def t_extrakey(p):
    if p.version != 3:
        raise Skip("version 3 only")
    p.ake()
    for n in range(3):
        for src, dst in ((p.a, p.b), (p.b, p.a)):
            src.cmd("EXTRAKEY", "1", b64("file%d.txt" % n))
            p.link.pump()
            sent, rcvd = src.take("EXTRAKEY sent"), dst.take("EXTRAKEY rcvd")
            check(len(sent) == len(rcvd) == 1, "events %r %r" % (sent, rcvd))
            check(sent[0].split()[2:] == rcvd[0].split()[2:],
                  "keys differ: %r %r" % (sent, rcvd))
            check(len(sent[0].split()[3]) == 64, "not 256 bits")
        p.exchange(p.a, "rotate")
        p.exchange(p.b, "rotate")


def t_whitespace(p):
    p.a.cmd("POLICY", "v%d,ws-send" % p.version)
    p.b.cmd("POLICY", "v%d,ws-start" % p.version)
    for n in range(1, 7):                            # tries, see Pair.ake
        p.tried(n)
        p.a.send("hello there")
        check(otrwire.kind(p.a.outbox[0]) == "tagged",
              "no tag in %r" % p.a.outbox[0])
        p.link.pump()
        check(p.b.plains() == [b"hello there"], "tag not stripped")
        if p.both_encrypted():
            break
    check(p.both_encrypted(), "the tag did not start a session")
    p.exchange(p.b, "secure now")


def t_whitespace_off(p):
    """A tag is ignored (but stripped) without the ws-start policy."""
    p.a.cmd("POLICY", "v%d,ws-send" % p.version)
    p.a.send("hello there")
    p.link.pump()
    check(p.b.plains() == [b"hello there"], "tag not stripped")
    check(p.b.state[0] == "plaintext", "session started")


def t_require(p):
    p.a.cmd("POLICY", "v%d,require" % p.version)
    for n in range(1, 7):
        p.tried(n)
        p.a.send("only in private")
        p.link.pump()
        if p.both_encrypted():
            break
    check(p.both_encrypted(), "no session")
    check(not any(b"only in private" in w for _, w in p.link.log), "sent in clear")
    got = p.b.plains()
    check(got and all(b"only in private" in g for g in got),
          "held text not delivered: %r" % got)


def rotate(p, n=4):
    for i in range(n):
        p.exchange(p.a, "rotate %d" % i)
        p.exchange(p.b, "rotate %d" % i)


def t_refresh(p):
    """A new key exchange in the middle of a session whose keys have rotated."""
    p.ake()
    rotate(p)
    p.ake(starter=p.b)
    rotate(p)
    p.ake(starter=p.a)
    rotate(p)


def t_collision(p):
    """Both sides ask at the same moment: crossing queries and commits."""
    for n in range(1, 9):
        p.tried(n)
        p.a.cmd("QUERY")
        p.b.cmd("QUERY")
        p.link.pump()
        p.a.plains(), p.b.plains()
        if p.both_encrypted():
            break
    check(p.both_encrypted(), "no session: %r %r" % (p.a.state, p.b.state))
    sa, sb = p.a.cmd("SSID")[0].split()[1], p.b.cmd("SSID")[0].split()[1]
    check(sa == sb, "session ids differ")
    p.exchange(p.a, "one")
    p.exchange(p.b, "two")


def t_commit_collision(p):
    """D-H Commits that cross: only one exchange may go on."""
    q = b"?OTRv%d?" % p.version
    for n in range(1, 9):
        p.tried(n)
        p.a.recv(q)
        p.b.recv(q)                                   # both now send a commit
        p.link.pump()
        p.a.plains(), p.b.plains()
        if p.both_encrypted():
            break
    check(p.both_encrypted(), "no session: %r %r" % (p.a.state, p.b.state))
    sa, sb = p.a.cmd("SSID")[0].split()[1], p.b.cmd("SSID")[0].split()[1]
    check(sa == sb, "session ids differ")
    p.exchange(p.a, "one")


def reencode(raw):
    return b"?OTR:" + base64.b64encode(raw) + b"."


def t_tamper(p):
    """Flipping one bit anywhere in the MACed part must be noticed."""
    p.ake()
    for src, dst in ((p.a, p.b), (p.b, p.a)):
        for where in ("flags", "ctr", "enc"):
            src.send("important")
            wire = src.outbox.pop(0)
            m, raw = otrwire.parse(wire), bytearray(otrwire.raw(wire))
            start = 3 + (8 if m["version"] == 3 else 0)
            pos = {"flags": start, "enc": m["mac_at"] - 1,
                   "ctr": start + 9 + 4 + len(m["next_dh"])}[where]
            raw[pos] ^= 0x80
            dst.recv(reencode(bytes(raw)))
            check(dst.plains() == [], "%s: tampered text was delivered" % where)
        dst.outbox.clear()                            # error replies
        p.exchange(src, "still works")


def t_replay(p):
    p.ake()
    for src, dst in ((p.a, p.b), (p.b, p.a)):
        src.send("once")
        wire = src.outbox.pop(0)
        dst.recv(wire)
        check(dst.plains() == [b"once"], "not delivered")
        dst.recv(wire)
        check(dst.plains() == [], "delivered twice")
        dst.outbox.clear()
        p.exchange(src, "next")


def t_no_session(p):
    """A data message to somebody without a session must not be shown."""
    p.ake()
    p.a.send("lost")
    wire = p.a.outbox.pop(0)
    impl = p.b.impl
    p.b.close()
    p.b = Peer(impl, "--key", key_file("bob"), "--policy", "v%d" % p.version,
               name="B")
    p.link.b = p.b
    p.b.recv(wire)
    check(p.b.plains() == [], "ciphertext shown as a text")


def t_version_mismatch(p):
    p.a.cmd("POLICY", "v2")
    p.b.cmd("POLICY", "v3")
    p.a.cmd("QUERY")
    p.link.pump()
    check(not p.both_encrypted(), "a session without a common version")


def t_mac_reveal(p):
    """Every revealed MAC key verifies a message its revealer had received,
    and keys of past messages do get revealed."""
    p.ake()
    p.link.take_log()
    for i in range(8):
        p.exchange(p.a, "a%d" % i)
        p.exchange(p.b, "b%d" % i)
    data = [(s, otrwire.raw(w), otrwire.parse(w)) for s, w in p.link.take_log()
            if otrwire.kind(w) == "encoded"]
    revealed = 0
    for n, (s, _, m) in enumerate(data):
        for k in m["old_macs"]:
            hit = [i for i, (s2, r2, m2) in enumerate(data[:n]) if s2 is not s and
                   hmac.new(k, r2[:m2["mac_at"]], hashlib.sha1).digest() == m2["mac"]]
            check(hit, "revealed key fits no received message")
            revealed += 1
    check(revealed >= 10, "only %d keys revealed" % revealed)
    return "%d keys revealed by %d messages" % (revealed, len(data))


def t_counters(p):
    """Key ids, counters and DH keys of the data messages are consistent."""
    p.ake()
    p.link.take_log()
    for i in range(3):
        for _ in range(3):
            p.exchange(p.a, "a")
        p.exchange(p.b, "b")
    seen = {}
    for s, w in p.link.take_log():
        m = otrwire.parse(w)
        check(m["left_over"] == 0, "trailing bytes")
        check(m["next_dh"][:1] != b"\0", "MPI with a leading zero byte")
        k = (s.name, m["sender_keyid"], m["recipient_keyid"])
        check(m["ctr"] > seen.get(k, 0), "counter %d after %d" % (m["ctr"], seen.get(k, 0)))
        seen[k] = m["ctr"]


def with_tlv(p, kind, value, text):
    """A text with a TLV arrives from each peer that can send one."""
    p.ake()
    done = 0
    for src, dst in ((p.a, p.b), (p.b, p.a)):
        got = src.cmd("SENDTLV", kind, b64(value), b64(text))
        if any(line.startswith("ERR") for line in got):
            continue
        p.link.pump()
        got = dst.plains()
        check(got == [text], "got %r" % got)
        done += 1
    if not done:
        raise Skip("no SENDTLV")


def t_padding_tlv(p):
    with_tlv(p, "0", b"\0" * 100, b"padded")


def t_unknown_tlv(p):
    with_tlv(p, "4660", b"what", b"with tlv")


def t_heartbeat(p):
    """A side that was silent for a minute answers a text with an empty
    message, so that keys rotate."""
    p.ake()
    p.exchange(p.a, "hi")
    done = 0
    for src, dst in ((p.a, p.b), (p.b, p.a)):
        if dst.impl == "otrjs":
            continue                                  # sends no heartbeats
        dst.cmd("CLOCK", "61")
        src.send("are you there?")
        dst.recv(src.outbox.pop(0))
        check(len(dst.outbox) == 1, "no heartbeat")
        m = otrwire.parse(dst.outbox[0])
        check(m["flags"] == 1, "heartbeat flags %d" % m["flags"])
        p.link.pump()
        check(src.plains() == [], "heartbeat shown as a text")
        dst.plains()
        p.exchange(dst, "yes")
        done += 1
    if not done:
        raise Skip("no peer with heartbeats")


def t_big(p):
    p.ake()
    for n in (1, 15, 16, 17, 60000):
        p.exchange(p.a, b"z" * n)
        p.exchange(p.b, b"z" * n)


def t_not_utf8(p):
    """Texts are bytes to OTR; one that is not UTF-8 must not break things."""
    p.ake()
    src, dst = (p.a, p.b) if p.a.impl != "otrjs" else (p.b, p.a)
    src.send(b"caf\xe9")
    p.link.pump()
    errs = dst.take("ERR")
    got = dst.plains()
    p.exchange(src, "after")
    p.exchange(dst, "after")
    check(not errs and got, "errors %r, texts %r" % (errs, got))


def t_both_require(p):
    """Both sides hold what is typed until they are private, and each asks before it
    hears of the other: with several texts on their way there are several
    questions.  Nothing of what our sides held may be missing."""
    rounds = 1 if "otrjs" in (p.a.impl, p.b.impl) else 3        # it takes its time
    for rnd, (na, nb) in enumerate([(1, 1), (2, 1), (1, 2), (5, 5)] * rounds):
        for x in (p.a, p.b):
            x.cmd("POLICY", "v%d,require" % p.version)
        typed = {p.a: [b"a%d.%d" % (rnd, i) for i in range(na)],
                 p.b: [b"b%d.%d" % (rnd, i) for i in range(nb)]}
        for x in (p.a, p.b):
            for text in typed[x]:
                x.send(text)
        p.link.pump()
        for src, dst in ((p.a, p.b), (p.b, p.a)):
            got = dst.plains()
            check(src.impl in FOREIGN or got == typed[src],
                  "round %d: typed %r, got %r" % (rnd, typed[src], got))
        check(p.both_encrypted(), "round %d: no session" % rnd)
        p.exchange(p.a, "well?")
        p.exchange(p.b, "well!")
        for x in (p.a, p.b):
            x.cmd("END")
            p.link.pump()
            x.plains()
        p.a.cmd("END")


def t_surrounded(p):
    """Text around an encoded message is ignored; a query may be anywhere."""
    p.b.recv(b"hey, ?OTRv%d? is what I speak" % p.version)
    w = p.b.outbox[:]
    check(len(w) == 1 and otrwire.kind(w[0]) == "encoded", "no commit: %r" % w)
    p.b.outbox.clear()
    p.ake()
    p.a.send("in the middle")
    p.b.recv(b"junk " + p.a.outbox.pop(0) + b" more junk")
    check(p.b.plains() == [b"in the middle"], "not found in the junk")


def t_other_instance(p):
    if p.version != 3:
        raise Skip("version 3 only")
    p.ake()
    for src, dst in ((p.a, p.b), (p.b, p.a)):
        src.send("not for you")
        raw = bytearray(otrwire.raw(src.outbox.pop(0)))
        raw[7:11] = b"\x12\x34\x56\x78"               # receiver tag
        dst.recv(reencode(bytes(raw)))
        check(dst.plains() == [], "accepted a message for another instance")
        dst.outbox.clear()
        p.exchange(src, "for you")


def t_error_start(p):
    """An OTR error makes a peer with the error-start policy ask again."""
    for x in (p.a, p.b):
        x.cmd("POLICY", "v%d,error-start" % p.version)
        x.recv(b"?OTR Error: something went wrong")
        check(len(x.outbox) == 1 and otrwire.kind(x.outbox[0]) == "query",
              "%s sent %r" % (x.impl, x.outbox))
        x.outbox.clear()


def t_garbage(p):
    """Malformed messages must not kill the peer or its session."""
    p.ake()
    rnd = random.Random(1)
    for src, dst in ((p.a, p.b), (p.b, p.a)):
        src.send("base")
        good = src.outbox.pop(0)
        raw = otrwire.raw(good)
        bad = [b"?OTR", b"?OTR:", b"?OTR:.", b"?OTR:AAMD.", b"?OTR:AAID",
               b"?OTR:!!!!.", b"?OTR,1,2,abc", b"?OTR,0,0,x,", b"?OTR,1,1,,",
               b"?OTR|1|2,1,1,x,", b"?OTR|zz|yy,1,1,x,", b"?OTR?x", b"?OTRv",
               b"?OTR,1,2,abc,", b"?OTR,3,2,abc,", b"?OTR:AAMC.", b"?OTR:AAMK.",
               reencode(raw[:20]), reencode(raw[:-1]), reencode(raw + b"\0"),
               reencode(raw[:3] + b"\xff" * 40)]
        for _ in range(20):
            r = bytearray(raw)
            r[rnd.randrange(len(r))] ^= 1 << rnd.randrange(8)
            bad.append(reencode(bytes(r)))
        for w in bad:
            dst.recv(w)
        dst.outbox.clear()
        dst.take("")
        if not p.both_encrypted():
            p.ake()
        p.exchange(src, "fine")
        p.exchange(dst, "fine")


def soak(p, steps, fragment):
    """What libotr's own regression tests do with two of its clients: texts of
    random length in random directions, SMP, the end of the session and a new
    one, all in random order (seeded, so that failures can be repeated)."""
    rnd = random.Random(2024)
    if fragment:
        p.a.cmd("MAXSIZE", "100")
        p.b.cmd("MAXSIZE", "100")
    p.ake()
    for step in range(steps):
        src, dst = (p.a, p.b) if rnd.random() < 0.5 else (p.b, p.a)
        what = rnd.random()
        if what < 0.9:
            p.exchange(src, bytes(rnd.choice(b"abcdefghijklmnopqrstuvwxyz0123456789 <&>")
                                  for _ in range(rnd.randint(1, 600))))
        elif what < 0.93:
            q = rnd.choice([None, "Which question?"])
            r = smp(p, src, "a shared secret", "a shared secret", q)
            check(r == ("SMP ok", "SMP ok"), "step %d: SMP %r" % (step, r))
        else:
            src.cmd("END")
            p.link.pump()
            check(dst.state[0] == "finished", "step %d: %r" % (step, dst.state))
            dst.cmd("END")
            p.ake(starter=rnd.choice((src, dst)))


def t_soak(p):
    soak(p, 100, False)


def t_soak_fragment(p):
    soak(p, 60, True)


TESTS = [(n[2:], f) for n, f in list(globals().items()) if n.startswith("t_")]


def run(impl_a, impl_b, version, only):
    bad = 0
    for name, f in TESTS:
        if only and not re.search(only, name):
            continue
        p = None
        t0 = time.monotonic()
        note = None
        try:
            p = Pair(impl_a, impl_b, version)
            note = f(p)
            verdict = "ok"
        except Skip as e:
            verdict, note = "skip", str(e)
        except NotStarted as e:
            sys.exit("cannot test: %s" % e)
        except (Failed, RuntimeError) as e:
            verdict, note = "NOT OK", str(e)
            for impl in (impl_a, impl_b, impl_a + "-" + impl_b):
                if (impl, name) in KNOWN:
                    verdict, note = "known", "%s (%s)" % (KNOWN[impl, name], e)
        finally:
            if p:
                p.close()
        if verdict == "NOT OK":
            bad += 1
        if p and p.tries > 1:
            note = (note or "") + " [AKE needed %d tries]" % p.tries
        print("%-6s v%d %s-%s %-18s %5.2f s  %s" % (
            verdict, version, impl_a, impl_b, name, time.monotonic() - t0,
            note or ""), flush=True)
    return bad


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("a")
    ap.add_argument("b")
    ap.add_argument("--version", type=int, choices=(2, 3))
    ap.add_argument("--only", help="regular expression on test names")
    args = ap.parse_args()
    versions = [args.version] if args.version else [3, 2]
    bad = sum(run(args.a, args.b, v, args.only) for v in versions)
    print("%d not ok" % bad)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
