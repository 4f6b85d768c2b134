"""Drive OTR peers (see PROTOCOL.md) and carry their messages to each other.

    from otrlink import Peer, Link
    a, b = Peer("libotr"), Peer("otrjs")
    link = Link(a, b)
    a.cmd("QUERY"); link.pump()

Every command is followed by a SYNC, so that when `cmd` returns, everything
the peer had to say about it has been read.  WIRE lines are queued in
`peer.outbox` and delivered by `Link.pump`; all other lines end up in
`peer.events` (and STATE, also in `peer.state`).
"""
import base64
import os
import shlex
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))


# How to start each known peer; OTRPEER_<NAME>="command line" in the environment
# adds one or takes the place of one.
COMMANDS = {
    "libotr": [os.path.join(HERE, "libotr_peer")],
    "otrjs": ["node", os.path.join(HERE, "otrjs_peer.mjs")],
}


class NotStarted(Exception):
    pass


def b64(data):
    if isinstance(data, str):
        data = data.encode()
    return base64.b64encode(data).decode()


def unb64(text):
    return base64.b64decode(text)


class Peer:
    """One peer process."""

    def __init__(self, impl, *args, name=None):
        override = os.environ.get("OTRPEER_" + impl.upper())
        argv = shlex.split(override) if override else COMMANDS.get(impl)
        if not argv:
            raise NotStarted("OTRPEER_%s does not say how to start it" % impl.upper())
        self.impl = impl
        self.name = name or impl
        self.outbox = []          # wire messages (bytes) waiting for delivery
        self.events = []          # other lines, in order
        self.state = ("plaintext", "-", "v0")
        self.syncs = 0
        self.proc = subprocess.Popen(list(argv) + list(args),
                                     stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE)
        line = self.proc.stdout.readline().decode()
        if not line.startswith("READY "):
            raise NotStarted("%s did not say READY: %r" % (impl, line))
        _, self.kind, self.version, self.fingerprint, self.instag = line.split()

    def _line(self):
        line = self.proc.stdout.readline()
        if not line:
            raise RuntimeError("%s ended (rc %s)" % (self.name, self.proc.wait()))
        return line.decode().rstrip("\n")

    def cmd(self, *words):
        """Run one command; return the non-WIRE lines it produced."""
        self.syncs += 1
        text = " ".join(words) + "\nSYNC %d\n" % self.syncs
        self.proc.stdin.write(text.encode())
        self.proc.stdin.flush()
        got = []
        while True:
            line = self._line()
            if line == "SYNC %d" % self.syncs:
                break
            if line.startswith("WIRE "):
                self.outbox.append(unb64(line[5:]))
                continue
            if line.startswith("STATE "):
                self.state = tuple(line.split()[1:])
            got.append(line)
            self.events.append(line)
        return got

    def send(self, text):
        return self.cmd("SEND", b64(text))

    def recv(self, wire):
        return self.cmd("RECV", b64(wire))

    def take(self, prefix):
        """Remove and return the queued events that start with `prefix`."""
        got = [e for e in self.events if e.startswith(prefix)]
        self.events = [e for e in self.events if not e.startswith(prefix)]
        return got

    def plains(self):
        return [unb64(e.split(" ", 1)[1] if " " in e else "")
                for e in self.take("PLAIN")]

    def close(self):
        try:
            self.proc.stdin.write(b"QUIT\n")
            self.proc.stdin.close()
            self.proc.wait(10)
        except Exception:
            self.proc.kill()
            self.proc.wait()
        self.proc.stdout.close()


class Link:
    """Two peers and the wire between them."""

    def __init__(self, a, b):
        self.a, self.b = a, b
        self.log = []             # (sender, wire bytes) of everything carried
        self.filter = None        # optional f(sender, wire) -> wire or None

    def _deliver_one(self, src, dst):
        wire = src.outbox.pop(0)
        self.log.append((src, wire))
        if self.filter:
            wire = self.filter(src, wire)
        if wire is not None:
            dst.recv(wire)

    def pump(self, limit=10000):
        """Deliver, alternating sides, until nothing is queued."""
        n = 0
        while self.a.outbox or self.b.outbox:
            for src, dst in ((self.a, self.b), (self.b, self.a)):
                if src.outbox:
                    self._deliver_one(src, dst)
            n += 1
            if n > limit:
                raise RuntimeError("the peers do not stop talking")
        return n

    def take_log(self):
        log, self.log = self.log, []
        return log
