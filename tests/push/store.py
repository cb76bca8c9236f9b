"""A store in memory that speaks the Graph Store Protocol and updates as `relata push` sends them, and behaves badly on demand.

usage: store.py PORT_FILE [--token TOKEN] [--slow SECONDS] [--fail N]

Every Nth request is answered with 503 and Retry-After: 0, every Nth but one with a broken
connection. GET /dump gives all quads as sorted N-Quads, GET /requests how many were written.
"""
import argparse
import os
import re
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

UPDATE = re.compile(r"(?:CLEAR SILENT (?:GRAPH <(?P<cleared>[^>]*)>|DEFAULT) ;\n)?"
                    r"INSERT DATA \{ (?:GRAPH <(?P<graph>[^>]*)> \{)?\n(?P<lines>.*?)\}(?: \})?\Z", re.S)


class Store(BaseHTTPRequestHandler):
    graphs, lock, count, options = {}, threading.Lock(), 0, None

    def do_GET(self):
        if self.path == "/dump":
            quads = [line[:-1].rstrip() + (f" <{name}> ." if name else " .")
                     for name, lines in self.graphs.items() for line in lines]
            return self.answer(200, "".join(line + "\n" for line in sorted(quads)).encode())
        return self.answer(200, str(Store.count).encode())

    def do_PUT(self):
        self.change(lambda name, lines: self.graphs.__setitem__(name, set(lines)))

    def do_POST(self):
        if self.path.startswith("/update"):
            return self.change(self.update)
        self.change(lambda name, lines: self.graphs.setdefault(name, set()).update(lines))

    def do_DELETE(self):
        self.change(lambda name, lines: self.graphs.pop(name, None))

    def update(self, _name, lines):
        text = "\n".join(lines) + "\n}" if not lines or lines[-1] != "} }" else "\n".join(lines)
        dropped = re.fullmatch(r"DROP SILENT GRAPH <([^>]*)>(\n\})?", text)
        if dropped:
            return self.graphs.pop(dropped[1], None)
        found = UPDATE.fullmatch("\n".join(lines))
        if not found:
            raise ValueError(text[:200])
        name = found["graph"] or ""
        if "CLEAR" in lines[0]:
            self.graphs.pop(name, None)
        self.graphs.setdefault(name, set()).update(found["lines"].splitlines())

    def change(self, how):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        token = self.options.token
        if token and self.headers.get("Authorization") != f"Bearer {token}":
            return self.answer(401, b"who are you?\nsecond line")
        with self.lock:
            Store.count += 1
            number = Store.count
        if self.options.fail and number % self.options.fail == 0:
            return self.answer(503, b"busy", {"Retry-After": "0"})
        if self.options.fail and number % self.options.fail == 1:
            self.close_connection = True
            return self.connection.close()
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query, keep_blank_values=True)
        with self.lock:
            how(query.get("graph", [""])[0], body.splitlines())
        time.sleep(self.options.slow)
        return self.answer(204, b"")

    def answer(self, code, body, headers={}):
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port_file")
    parser.add_argument("--token")
    parser.add_argument("--slow", type=float, default=0)
    parser.add_argument("--fail", type=int, default=0)
    Store.options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    with open(Store.options.port_file + ".new", "w") as file:
        file.write(str(server.server_port))
    os.rename(Store.options.port_file + ".new", Store.options.port_file)
    server.serve_forever()


if __name__ == "__main__":
    main()
