"""A served graph that is treated badly: abuse.py RELATA ARTICLES_DIR

Each case does what a careless or hostile client does; the server must refuse it, and answer the next who asks.
"""
import http.client
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(__file__))
from served import TOKEN, Scratch, Served, query, run_all, writing  # noqa: E402


def raw(server, data, timeout=20, limit=1 << 20):
    """What comes back for these very bytes until the server closes or is silent."""
    with socket.create_connection((server.host, server.port), timeout=timeout) as connection:
        try:
            connection.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass
        got = b""
        try:
            while len(got) < limit:
                piece = connection.recv(65536)
                if not piece:
                    break
                got += piece
        except (socket.timeout, ConnectionResetError):
            pass
        return got


def status_of(answer):
    match = re.match(rb"HTTP/1\.[01] (\d{3})", answer)
    return int(match.group(1)) if match else 0


def lives(server):
    status, _, body = server.get(query("ASK { ?s rel:backs ?o }"))
    assert status == 200 and json.loads(body)["boolean"] is True
    assert server.process.poll() is None


# A product of everything with itself, four times: years of work.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?l && ?f != ?i) }"


def wrong_tokens(server):
    for header in ("Bearer", "Bearer ", "Bearer x", "Basic " + TOKEN, TOKEN, "Bearer " + TOKEN[:-1], "Bearer " + TOKEN + "x",
                   "Bearer " + "a" * 9000, "bearer" + TOKEN):
        status, _, _ = server.ask("POST", "/sparql", "CLEAR ALL", {"Content-Type": "application/sparql-update", "Authorization": header})
        assert status == 401, (header[:40], status)
        assert server.ask("DELETE", "/rdf-graph-store?default", headers={"Authorization": header})[0] == 401
    lives(server)


def huge_bodies(server):
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    assert status_of(raw(server, head + b"Content-Length: 99999999999999\r\n\r\nASK{}")) == 413
    assert status_of(raw(server, head + b"Content-Length: 18446744073709551616\r\n\r\n", timeout=5)) in (0, 400, 413)
    assert status_of(raw(server, head + b"Content-Length: -5\r\n\r\n", timeout=5)) in (0, 400)
    before = server.memory()
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    answer = raw(server, head + b"Transfer-Encoding: chunked\r\n\r\n" + 24 * chunk + b"0\r\n\r\n")
    assert status_of(answer) == 413, answer[:200]
    assert server.memory() - before < 64 << 10
    lives(server)


def huge_headers(server):
    assert status_of(raw(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 1000000 + b"\r\n\r\n", timeout=5)) in (0, 413, 431)
    assert status_of(raw(server, b"GET /" + b"y" * 1000000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", timeout=5)) in (0, 414, 431)
    many = b"".join(b"X-%d: y\r\n" % i for i in range(20000))
    assert status_of(raw(server, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + many + b"\r\n", timeout=5)) in (0, 413, 431)
    many = ("GET /api/info?" + "&".join("a=1" for _ in range(2000)) + " HTTP/1.1\r\nHost: localhost\r\n\r\n").encode()
    assert status_of(raw(server, many, timeout=5)) in (0, 400, 413, 414, 431)
    lives(server)


def nonsense(server):
    for data in (b"\x00" * 100 + b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
                 b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n", b"\r\n" * 1000,
                 b"GET http://localhost/api/info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"):
        answer = raw(server, data, timeout=2)
        assert status_of(answer) not in (500, 502), answer[:100]
    assert status_of(raw(server, b"GET http://localhost/api/info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) == 200
    lives(server)


def path_traversal(server):
    for path in ("/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/./index.html/../../x",
                 "/assets/..\\..\\etc\\passwd", "/%00/etc/passwd", "/id/../../../etc/passwd", "/rdf-graph-store/../../etc/passwd",
                 "/etc/passwd"):
        answer = raw(server, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert status_of(answer) in (400, 404), (path, answer[:100])
        assert b"root:" not in answer
    lives(server)


def header_injection(server):
    injected = "x%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0a<script>alert(1)</script>"
    targets = [f"/rdf-graph-store/{injected}", f"/api/draw?title={injected}", f"/api/export?format={injected}", f"/{injected}",
               f"/api/search?q={injected}", f"/sparql?query={injected}", f"/id/{injected}"]
    for target in targets:
        for method in ("GET", "PUT"):
            answer = raw(server, f"{method} {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/turtle\r\nContent-Length: 0\r\n"
                                 f"Authorization: Bearer {TOKEN}\r\nConnection: close\r\n\r\n".encode())
            head = answer.split(b"\r\n\r\n")[0]
            assert b"set-cookie" not in head.lower(), (target, head)
            if b"text/html" in head:
                assert b"<script>alert" not in answer
    answer = raw(server, b"GET /sparql HTTP/1.1\r\nHost: evil\"><x\r\nConnection: close\r\n\r\n")
    assert status_of(answer) == 400 and b"evil" not in answer
    lives(server)


def foreign_host(server):
    for host, wanted in (("evil.example", 421), ("evil.example:80", 421), ("localhost.evil.example", 421), ("127.0.0.1.evil.example", 421),
                         (f"localhost:{server.port}", 200), ("127.0.0.1", 200), (f"[::1]:{server.port}", 200)):
        assert server.ask("GET", "/api/info", headers={"Host": host})[0] == wanted, host
    lives(server)


def foreign_pages(server):
    status, headers, _ = server.ask("GET", "/api/info", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in headers
    status, headers, _ = server.ask("OPTIONS", "/sparql", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"})
    assert "access-control-allow-origin" not in headers
    lives(server)


def slow_clients(server):
    """Fifty that never finish: others are answered meanwhile, and they are cut off in the end."""
    slow = []
    for i in range(50):
        connection = socket.create_connection((server.host, server.port), timeout=90)
        connection.sendall(b"GET /api/info HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        slow.append(connection)
    began = time.time()
    lives(server)
    assert time.time() - began < 5
    open_ones = slow
    while open_ones and time.time() - began < 80:
        still = []
        for connection in open_ones:
            try:
                connection.sendall(b"y")
                connection.setblocking(False)
                ended = connection.recv(1000) == b""
            except BlockingIOError:
                ended = False
            except OSError:
                ended = True
            if not ended:
                connection.setblocking(True)
                still.append(connection)
        open_ones = still
        time.sleep(2)
    for connection in slow:
        connection.close()
    assert not open_ones, f"{len(open_ones)} connections go on after {time.time() - began:.0f} s"
    lives(server)


def endless_queries(server):
    """More of them than there are threads: each is ended at its limit, the others wait their turn or are refused."""
    results = []

    def ask():
        began = time.time()
        status, headers, body = server.get(query(ENDLESS), timeout=120)
        results.append((status, time.time() - began, headers.get("retry-after")))
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(status == 503 and retry for status, _, retry in results), results
    assert max(seconds for _, seconds, _ in results) < 25, results
    lives(server)


def clients_that_leave(server):
    """The work for those who hang up is ended, so that it does not fill the threads."""
    for _ in range(30):
        with socket.create_connection((server.host, server.port)) as connection:
            target = query(ENDLESS)
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.02)
    began = time.time()
    lives(server)
    assert time.time() - began < 4, time.time() - began


def too_many_rows(server):
    status, _, body = server.get(query("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
    assert status == 503 and len(body) < 2000, (status, len(body))
    lives(server)


def many_connections(server):
    """Beyond the limit they are turned away, and afterwards there is room again."""
    held = []
    try:
        for _ in range(400):
            connection = socket.create_connection((server.host, server.port), timeout=5)
            connection.sendall(b"GET /api/info HTTP/1.1\r\n")
            held.append(connection)
    except OSError:
        pass
    for connection in held:
        connection.close()
    time.sleep(1)
    lives(server)


def all_at_once(server):
    """Nearly as many as there may be ask at the same moment, again and again: none is forgotten."""
    open_ones = [http.client.HTTPConnection(server.host, server.port, timeout=15) for _ in range(280)]
    try:
        for round_number in range(15):
            for connection in open_ones:
                connection.request("GET", query(f"ASK {{ ?s rel:backs {round_number} }}"))
            for connection in open_ones:
                response = connection.getresponse()
                response.read()
                assert response.status == 200, response.status
    finally:
        for connection in open_ones:
            connection.close()
    time.sleep(0.5)
    lives(server)


def bad_updates(server):
    send = writing(Content_Type="application/sparql-update")
    for update in ("INSERT DATA { <a> <b> <c>", "DROP GRAPH <http://no-such>", "LOAD <http://127.0.0.1:1/x>", "INSERT DATA { ?x <http://a/> 1 }",
                   "{" * 100000):
        assert server.ask("POST", "/sparql", update, send)[0] in (400, 503), update[:40]
    turtle = writing(Content_Type="text/turtle")
    for body in (b"@prefix", b"\xff\xfe\x00", b"<http://a> <http://b> \"" + b"x" * 100, b"<http://a/> <http://b/> [ " * 50000):
        assert server.ask("PUT", "/rdf-graph-store?graph=http://example.org/bad", body, turtle)[0] in (400, 413), body[:30]
    assert server.get("/rdf-graph-store?graph=http://example.org/bad")[0] == 404
    for body in (b"", b"[]", b"{", b"{\"ids\": 5}", b"{\"ids\": []}", b"[" * 100000, b"{\"ids\": [null]}"):
        assert server.ask("POST", "/api/articles/remove", body, writing(Content_Type="application/json"))[0] == 400, body[:30]
    lives(server)


def updates_side_by_side(server):
    """Writers take turns; no reader sees half of a change."""
    torn, send = [], writing(Content_Type="application/sparql-update")
    stop = threading.Event()

    def write(number):
        for i in range(4):
            g = f"<http://example.org/pair{number}>"
            status, _, body = server.ask("POST", "/sparql", f"DROP SILENT GRAPH {g}; INSERT DATA {{ GRAPH {g} {{ <http://e/a> <http://e/n> {i} . <http://e/b> <http://e/n> {i} }} }}", send)
            assert status == 200, body

    def read():
        while not stop.is_set():
            for number in range(3):
                _, _, body = server.get(query(f"SELECT ?n {{ GRAPH <http://example.org/pair{number}> {{ ?x <http://e/n> ?n }} }}"), Accept="text/csv")
                values = body.split()[1:]
                if len(values) not in (0, 2) or len(set(values)) > 1:
                    torn.append(body)
    readers = [threading.Thread(target=read) for _ in range(2)]
    writers = [threading.Thread(target=write, args=(n,)) for n in range(3)]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in readers:
        thread.join()
    assert not torn, torn[:2]
    _, _, body = server.get(query("SELECT (COUNT(*) AS ?c) { ?x <http://e/n> 3 }"), Accept="text/csv")
    assert body.split()[1] == b"2", body


def stops_while_it_is_asked(server):
    """A second server, ended amid requests: it ends in order, and no answer is cut off in the middle."""
    graph = server.scratch.build("other", server.articles)
    cut = []
    with Served(server.relata, graph, "-q") as other:
        def ask():
            for _ in range(10000):
                try:
                    status, headers, body = other.get(query("SELECT * { ?a ?b ?c } LIMIT 2000"))
                except OSError:
                    return
                except http.client.HTTPException as problem:
                    if isinstance(problem, http.client.IncompleteRead):
                        cut.append(problem)
                    return
                if status == 503:
                    return
        threads = [threading.Thread(target=ask) for _ in range(20)]
        for thread in threads:
            thread.start()
        time.sleep(1)
    for thread in threads:
        thread.join()
    assert not cut, cut[:3]
    lives(server)


def the_log_is_whole(server):
    server.get("/api/info?x=%22%0aforged%20line")
    time.sleep(0.6)
    with open(server.log) as log:
        lines = log.read().splitlines()
    pattern = re.compile(r'^\S+ - - \[\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d \+0000\] "[A-Z]+ \S* HTTP/1\.\d" \d{3} \d+$')
    wrong = [line for line in lines if not pattern.match(line)]
    assert len(lines) > 50 and not wrong, wrong[:3]


def a_reader_sees_a_build(server):
    count = query("SELECT (COUNT(*) AS ?n) { ?a a rel:Article }")
    before = server.get(count, Accept="text/csv")
    path = server.scratch.file("fresh.txt", "Norway backs Denmark.\n\nOslo, 3 May 2021. Norway backs Denmark in the dispute.\n")
    subprocess.run([server.relata, "build", "-q", path, "-o", server.graph], check=True)
    deadline = time.time() + 5
    while server.get(count, Accept="text/csv")[2] == before[2] and time.time() < deadline:
        time.sleep(0.1)
    after = server.get(count, Accept="text/csv")
    assert int(after[2].split()[1]) == int(before[2].split()[1]) + 1
    assert after[1]["etag"] != before[1]["etag"]
    assert server.get(count, Accept="text/csv", If_None_Match=before[1]["etag"])[0] == 200


def main(relata, articles):
    cases = [wrong_tokens, huge_bodies, huge_headers, nonsense, path_traversal, header_injection, foreign_host, foreign_pages,
             endless_queries, clients_that_leave, too_many_rows, many_connections, all_at_once, bad_updates, updates_side_by_side,
             a_reader_sees_a_build, stops_while_it_is_asked, the_log_is_whole, slow_clients]
    with Scratch(relata) as scratch:
        graph = scratch.build("graph", articles)
        log = os.path.join(scratch.path, "access.log")
        with Served(relata, graph, "--write", "--time-limit", "3", "--row-limit", "10000", "--connections", "300", "--threads", "4",
                    "--log", log) as server:
            server.log, server.scratch, server.articles = log, scratch, articles
            run_all(cases, server)


if __name__ == "__main__":
    main(*sys.argv[1:])
