#!/usr/bin/env python3
"""tools/check_start lets a good server pass and says what is wrong with others."""
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

CHECK = Path(__file__).resolve().parent / "check_start"
SERVER = '''#!{python}
import http.server, signal, sys
if "{fault}" == "ends":
    sys.exit(3)
class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        places = {{"/": "/sessions/new", "/sessions/new": "", "/readyz": ""}}
        there = places.get(self.path)
        self.send_response(404 if there is None or "{fault}" == "missing" and self.path == "/sessions/new"
                           else 303 if there else 200)
        body = b"<main><input type=\\"password\\"></main>" if "{fault}" != "empty" else b"<main></main>"
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if there:
            self.send_header("Location", there)
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *words):
        pass
signal.signal(signal.SIGTERM, lambda *_: sys.exit(4 if "{fault}" == "stops badly" else 0))
assert sys.argv[1:3] == ["serve", "--data"]
http.server.HTTPServer(("127.0.0.1", int(sys.argv[5])), Pages).serve_forever()
'''


class CheckStart(unittest.TestCase):
    def check(self, fault):
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "dinh"
            program.write_text(SERVER.format(python=sys.executable, fault=fault))
            os.chmod(program, 0o755)
            done = subprocess.run([CHECK, program, folder], capture_output=True, text=True, check=False, timeout=60)
            return done.returncode, done.stdout + done.stderr

    def test_a_good_server_passes(self):
        code, said = self.check("")
        self.assertEqual(code, 0, said)
        self.assertIn("/ led to /sessions/new", said)
        self.assertIn("stopped as asked", said)

    def test_says_what_is_wrong(self):
        for fault, expected in (("ends", "ended by itself with 3"), ("missing", "answered 404"),
                                ("empty", "no field for a password"), ("stops badly", "ended with 4")):
            code, said = self.check(fault)
            self.assertEqual(code, 1, said)
            self.assertIn(expected, said)


if __name__ == "__main__":
    unittest.main()
