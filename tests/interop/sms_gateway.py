#!/usr/bin/env python3
"""An operator's gateway for short messages, played: python3 sms_gateway.py PORT FOLDER KEY

POST /send with to, text, id and the key in a header. What it does stands in FOLDER/mode: well (the default), slow (says
nothing for long), broken (500), garbage (no HTTP), nothing (takes the message and hangs up). What it took stands in
FOLDER/messages, a JSON object a line.
"""
import json
import sys
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SLOW_SECONDS = 30


def handler_for(folder, key):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = dict(urllib.parse.parse_qsl(body, strict_parsing=True))
            if self.headers["X-Key"] != key:
                return self.answer(403, "who are you")
            mode = folder / "mode"
            now = mode.read_text() if mode.exists() else "well"
            with (folder / "messages").open("a") as out:
                out.write(json.dumps({**form, "mode": now}) + "\n")
            if now == "slow":
                time.sleep(SLOW_SECONDS)
            if now == "broken":
                return self.answer(500, "broken")
            if now == "garbage":
                return self.wfile.write(b"\x00\xff<<not http>>\r\n\r\n")
            if now == "nothing":
                return None
            return self.answer(200, json.dumps({"status": "queued", "id": form["id"]}))

        def answer(self, status, text):
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass
    return Handler


def main():
    port, folder, key = sys.argv[1:]
    ThreadingHTTPServer(("127.0.0.1", int(port)), handler_for(Path(folder), key)).serve_forever()


if __name__ == "__main__":
    main()
