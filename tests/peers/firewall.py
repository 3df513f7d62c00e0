"""A real stateful firewall between two network namespaces, driven by lines of JSON.

The host under test is a namespace with a veth interface, an nftables rule set and the kernel's connection
tracking; the other end of the veth lies in a second namespace. Neither has a name nor any way out: both
vanish with this process. Nothing is ever sent elsewhere.

Commands, one JSON object a line; the answer is one JSON object a line:
  {"load": rule set, "flush": bool}  -> {}             loads nftables' text; flush forgets all flows first
  {"send": [packet, ...]}            -> {"arrived": [bool, ...]}
  {"connect": [connection, ...]}     -> {"connected": [bool, ...]}  real sockets; they stay open
  {"close": true}                    -> {}             closes them
  {"entries": true}                  -> {"entries": [line of conntrack -L, ...]}
The first answer comes without a command: {"ready": true} or {"unable": reason}.
"""

import ctypes
import fcntl
import ipaddress
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys

HOST = {4: "10.77.0.10", 6: "2001:db8:77::10"}
GATEWAY = {4: "10.77.0.1", 6: "2001:db8:77::1"}
PEER = {4: "10.77.0.33", 6: "2001:db8:77::33"}
MARK = 0x51
BARRIER = 254
ICMP, TCP, UDP, ICMPV6 = 1, 6, 17, 58
OTHERS = [47, 50, 88, 89, 103]
CLONE_NEWNET = 0x40000000
SO_MARK = 36
COMMAND_SECONDS = 60

LIBC = ctypes.CDLL(None, use_errno=True)


def check(result, what):
    if result != 0:
        raise OSError(ctypes.get_errno(), what)


def new_namespace():
    check(LIBC.unshare(CLONE_NEWNET), "unshare")
    return os.open("/proc/self/ns/net", os.O_RDONLY)


def enter(namespace):
    check(LIBC.setns(namespace, CLONE_NEWNET), "setns")


def run(*command, text=None):
    done = subprocess.run(command, input=text, text=True, capture_output=True, timeout=20)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}\n{text or ''}")
    return done.stdout


def setting(path, value):
    with open("/proc/sys/net/" + path, "w") as file:
        file.write(str(value))


def mac_of(interface):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("256s", interface.encode())
        return fcntl.ioctl(any_socket.fileno(), 0x8927, request)[18:24]


def text_of(mac):
    return ":".join(f"{byte:02x}" for byte in mac)


class Firewall:
    def __init__(self):
        # One processor: packets are handled in the order in which they are sent.
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        self.host = new_namespace()
        self.peer = new_namespace()
        enter(self.host)
        far = f"/proc/{os.getpid()}/fd/{self.peer}"
        run("ip", "link", "add", "h0", "type", "veth", "peer", "name", "p0", "netns", far)
        self.sequence = 0
        self.open = []
        enter(self.peer)
        self.peer_mac = mac_of("p0")
        enter(self.host)
        self.host_mac = mac_of("h0")
        self.set_up("h0", HOST, GATEWAY, self.peer_mac)
        enter(self.peer)
        self.set_up("p0", PEER, HOST, self.host_mac)
        run("nft", "-f", "-", text=GUARD)
        self.far = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        self.far.bind(("p0", 0))
        enter(self.host)
        self.track_as_aws_does()
        self.out = {4: raw(socket.AF_INET, socket.IPPROTO_RAW), 6: raw(socket.AF_INET6, socket.IPPROTO_RAW)}
        v4 = [TCP, UDP, ICMP, BARRIER] + OTHERS
        v6 = [TCP, UDP, ICMPV6] + OTHERS
        self.near = [raw(socket.AF_INET, protocol) for protocol in v4]
        self.near += [raw(socket.AF_INET6, protocol) for protocol in v6]

    @staticmethod
    def set_up(interface, own, gateway, far_mac):
        for family in (4, 6):
            setting(f"ipv{family}/conf/{interface}/accept_redirects", 0)
        for scope in ("all", interface):
            setting(f"ipv4/conf/{scope}/rp_filter", 0)
        setting(f"ipv6/conf/{interface}/accept_ra", 0)
        setting(f"ipv6/conf/{interface}/router_solicitations", 0)
        setting("ipv4/icmp_echo_ignore_all", 1)
        setting("ipv6/icmp/echo_ignore_all", 1)
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "set", interface, "up")
        for family, length in ((4, "/32"), (6, "/128")):
            flag = ["nodad"] if family == 6 else []
            ip = ["ip", f"-{family}"]
            run(*ip, "addr", "add", own[family] + length, "dev", interface, *flag)
            run(*ip, "route", "add", gateway[family], "dev", interface)
            run(*ip, "route", "add", "default", "via", gateway[family], "dev", interface)
            neighbour = ["lladdr", text_of(far_mac), "nud", "permanent", "dev", interface]
            run(*ip, "neigh", "replace", gateway[family], *neighbour)

    @staticmethod
    def track_as_aws_does():
        """No windows, no lingering after the end of a connection: AWS looks at neither."""
        run("nft", "-f", "-", text=GUARD + "table inet warm {\nchain input {\ntype filter hook input priority 0;\n"
            "ct state established accept\n}\n}\n")
        setting("netfilter/nf_conntrack_tcp_be_liberal", 1)
        setting("netfilter/nf_conntrack_tcp_loose", 1)
        setting("netfilter/nf_conntrack_tcp_timeout_close", 0)
        setting("netfilter/nf_conntrack_tcp_timeout_time_wait", 0)

    def load(self, rules, flush):
        if flush:
            run("conntrack", "-F")
        run("nft", "-f", "-", text="flush ruleset\n" + GUARD + rules)
        return {}

    def send(self, packets):
        return {"arrived": [self.send_one(packet) for packet in packets]}

    def send_one(self, packet):
        tag, barrier = self.tag(), self.tag()
        self.transmit(packet, ip_packet(packet, tag))
        end = HOST[4] if not packet["outbound"] else PEER[4]
        start = PEER[4] if not packet["outbound"] else HOST[4]
        last = {"source": start, "destination": end, "protocol": BARRIER, "outbound": packet["outbound"]}
        self.transmit(last, ip_packet(last, barrier))
        return self.collect(packet["outbound"], tag, barrier)

    def tag(self):
        self.sequence += 1
        return b"SGPG" + struct.pack(">I", self.sequence)

    def transmit(self, packet, data):
        family = ipaddress.ip_address(packet["source"]).version
        if packet["outbound"]:
            try:
                self.out[family].sendto(data, (packet["destination"], 0))
            except PermissionError:
                pass  # The firewall has dropped it; that it does not arrive is seen below.
        else:
            kind = b"\x08\x00" if family == 4 else b"\x86\xdd"
            self.far.send(self.host_mac + self.peer_mac + kind + data)

    def collect(self, outbound, tag, barrier):
        """Whether the tag came by the time the barrier did. What is sent first is handled first."""
        sockets = [self.far] if outbound else self.near
        seen = b""
        while barrier not in seen:
            readable, _, _ = select.select(sockets, [], [], 5)
            if not readable:
                raise RuntimeError("the barrier did not arrive")
            seen = b"".join(self.drain(readable, [seen]))
        seen = b"".join(self.drain(sockets, [seen]))
        return tag in seen

    def drain(self, sockets, seen):
        for readable in sockets:
            while True:
                try:
                    data, origin = readable.recvfrom(4096, socket.MSG_DONTWAIT)
                except BlockingIOError:
                    break
                if readable is not self.far or origin[2] != socket.PACKET_OUTGOING:
                    seen.append(data)
        return seen

    def connect(self, connections):
        pending, connected = {}, [False] * len(connections)
        for index, connection in enumerate(connections):
            family = ipaddress.ip_address(connection["source"]).version
            kind = socket.AF_INET if family == 4 else socket.AF_INET6
            enter(self.peer if connection["outbound"] else self.host)
            server = marked(kind)
            server.bind((connection["destination"], connection["destination_port"]))
            server.listen()
            enter(self.host if connection["outbound"] else self.peer)
            client = marked(kind)
            client.bind((connection["source"], connection["source_port"]))
            client.setblocking(False)
            client.connect_ex((connection["destination"], connection["destination_port"]))
            enter(self.host)
            self.open += [server, client]
            pending[client] = (index, server)
        ready = True
        while pending and ready:
            _, ready, _ = select.select([], list(pending), [], 0.15)
            for client in ready:
                index, server = pending.pop(client)
                connected[index] = client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
                if connected[index]:
                    self.exchange(client, server)
        for client in pending:
            client.close()
        return {"connected": connected}

    def exchange(self, client, server):
        """A byte each way: the connection is more than a handshake."""
        accepted, _ = server.accept()
        self.open.append(accepted)
        client.setblocking(True)
        for one, other in ((client, accepted), (accepted, client)):
            one.settimeout(5)
            other.settimeout(5)
            one.sendall(b"x")
            if other.recv(1) != b"x":
                raise RuntimeError("a connection lost its byte")

    def close(self):
        for one in self.open:
            if one.fileno() < 0:
                continue
            # A reset: nothing is sent again later.
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        for one in reversed(self.open):
            one.close()
        self.open = []
        return {}

    def entries(self):
        lines = []
        for family in ("ipv4", "ipv6"):
            lines += run("conntrack", "-L", "-f", family).splitlines()
        return {"entries": lines}


# What the kernel sends by itself (resets, unreachables, neighbour discovery) stays inside: only packets
# that were asked for are compared. The barrier passes every rule set and is tracked nowhere.
GUARD = f"""
table inet guard {{
    chain output {{
        type filter hook output priority -400;
        meta mark != {MARK} drop
        meta l4proto {BARRIER} notrack
    }}
    chain prerouting {{
        type filter hook prerouting priority -400;
        meta l4proto {BARRIER} notrack
    }}
}}
"""


def raw(family, protocol):
    made = socket.socket(family, socket.SOCK_RAW, protocol)
    made.setsockopt(socket.SOL_SOCKET, SO_MARK, MARK)
    return made


def marked(family):
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, SO_MARK, MARK)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ip_packet(packet, tag):
    source = ipaddress.ip_address(packet["source"])
    destination = ipaddress.ip_address(packet["destination"])
    payload = payload_of(packet, tag, source, destination)
    protocol = packet["protocol"]
    if source.version == 4:
        header = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 0, 0x4000, 64, protocol, 0)
        header += source.packed + destination.packed
        header = header[:10] + struct.pack(">H", checksum(header)) + header[12:]
    else:
        header = struct.pack(">IHBB", 6 << 28, len(payload), protocol, 64)
        header += source.packed + destination.packed
    return header + payload


def payload_of(packet, tag, source, destination):
    protocol = packet["protocol"]
    ports = packet.get("source_port", 0), packet.get("destination_port", 0)
    if protocol == TCP:
        body = struct.pack(">HHIIBBHHH", *ports, 1, 1, 5 << 4, packet["flags"], 1024, 0, 0) + tag
        return with_checksum(body, 16, protocol, source, destination)
    if protocol == UDP:
        body = struct.pack(">HHHH", *ports, 8 + len(tag), 0) + tag
        return with_checksum(body, 6, protocol, source, destination)
    if protocol in (ICMP, ICMPV6):
        about = packet.get("about")
        rest = struct.pack(">HH", packet["icmp_id"], 1)
        if about is not None:
            rest = bytes(4) + quoted(about)
        body = struct.pack(">BBH", packet["icmp_type"], packet["icmp_code"], 0) + rest + tag
        pseudo = (source, destination) if protocol == ICMPV6 else (None, None)
        return with_checksum(body, 2, protocol, *pseudo)
    return bytes(16) + tag


def quoted(about):
    """The header of a packet and the first eight bytes that it carries."""
    packet = ip_packet(about, b"SGPGquot")
    header = 20 if ipaddress.ip_address(about["source"]).version == 4 else 40
    return packet[: header + 8]


def with_checksum(body, at, protocol, source, destination):
    pseudo = b""
    if source is not None and source.version == 4:
        pseudo = source.packed + destination.packed + struct.pack(">BBH", 0, protocol, len(body))
    elif source is not None:
        pseudo = source.packed + destination.packed + struct.pack(">II", len(body), protocol)
    return body[:at] + struct.pack(">H", checksum(pseudo + body) or 0xFFFF) + body[at + 2 :]


def main():
    def answer(value):
        print(json.dumps(value), flush=True)

    try:
        firewall = Firewall()
    except (OSError, RuntimeError, AttributeError, subprocess.TimeoutExpired) as reason:
        answer({"unable": str(reason)})
        return
    answer({"ready": True})
    for line in sys.stdin:
        signal.alarm(COMMAND_SECONDS)
        command = json.loads(line)
        if "load" in command:
            answer(firewall.load(command["load"], command["flush"]))
        elif "send" in command:
            answer(firewall.send(command["send"]))
        elif "connect" in command:
            answer(firewall.connect(command["connect"]))
        elif "close" in command:
            answer(firewall.close())
        elif "entries" in command:
            answer(firewall.entries())
        signal.alarm(0)


if __name__ == "__main__":
    main()
