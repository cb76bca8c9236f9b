"""A served graph for tests: starts `relata serve`, asks it, and looks that it still lives."""
import http.client
import os
import shutil
import subprocess
import tempfile
import urllib.parse

TOKEN = "a-token-for-the-tests-0123456789"


class Served:
    """`with Served(relata, graph, "--write") as server: server.get("/api/info")`"""

    def __init__(self, relata, graph, *options):
        self.relata, self.graph, self.options = relata, graph, options

    def __enter__(self):
        environment = dict(os.environ, RELATA_TOKEN=TOKEN)
        self.errors = tempfile.TemporaryFile()
        graph = [self.graph] if self.graph else []
        self.process = subprocess.Popen(
            [self.relata, "serve", "--port", "0", *graph, *self.options],
            stdout=subprocess.PIPE, stderr=self.errors, env=environment, text=True)
        self.address = self.process.stdout.readline().strip().rstrip("/")
        if not self.address:
            self.errors.seek(0)
            raise SystemExit("the server did not start: " + self.errors.read().decode())
        self.host, self.port = urllib.parse.urlsplit(self.address).hostname, urllib.parse.urlsplit(self.address).port
        return self

    def __exit__(self, *_):
        self.process.terminate()
        status = self.process.wait(30)
        self.errors.seek(0)
        words = self.errors.read().decode(errors="replace")
        assert status == 128 + 15 or status == 0, f"the server ended with {status}: {words}"
        assert "Sanitizer" not in words and "runtime error" not in words, words

    def ask(self, method, target, body=None, headers=None, timeout=60):
        """(status, headers, bytes)"""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, target, body=body.encode() if isinstance(body, str) else body, headers=headers or {})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def get(self, target, **headers):
        return self.ask("GET", target, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def memory(self):
        """KiB in use."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def writing(**headers):
    return {"Authorization": "Bearer " + TOKEN, **{k.replace("_", "-"): v for k, v in headers.items()}}


def query(text, **more):
    return "/sparql?" + urllib.parse.urlencode({"query": text, **more})


class Scratch:
    """A folder that goes away, and graphs in it."""

    def __init__(self, relata):
        self.relata, self.path = relata, tempfile.mkdtemp()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def file(self, name, text):
        path = os.path.join(self.path, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def build(self, name, *paths):
        graph = os.path.join(self.path, name)
        subprocess.run([self.relata, "build", "-q", *paths, "-o", graph], check=True)
        return graph

    def load(self, name, *paths):
        graph = os.path.join(self.path, name)
        subprocess.run([self.relata, "import", "-q", graph, *paths], check=True)
        return graph


def run_all(cases, *given):
    """Runs every function; all failures are told, not only the first."""
    import traceback
    failed = 0
    for case in cases:
        try:
            case(*given)
            print("ok  ", case.__name__)
        except Exception:
            failed += 1
            print("FAIL", case.__name__)
            traceback.print_exc()
    print(f"{len(cases) - failed} of {len(cases)}")
    raise SystemExit(1 if failed else 0)
