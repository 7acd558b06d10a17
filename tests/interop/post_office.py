#!/usr/bin/python3
"""A mail server that others wrote (aiosmtpd): encrypted, with sign-in, one file for each letter it took.

    post_office.py PORT FOLDER CERTIFICATE KEY USER PASSWORD

Receivers are known by their names: none@... does not exist, busy@... is busy the first time, slow@... takes a letter
and says so after some seconds. What is refused and what is taken stands in FOLDER/letters, a JSON object a line.
"""
import asyncio
import json
import ssl
import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

SLOW_SECONDS = 4


class Office:
    def __init__(self, folder):
        self.file = Path(folder) / "letters"
        self.busy = set()

    def note(self, **what):
        with self.file.open("a") as out:
            out.write(json.dumps(what) + "\n")

    async def handle_RCPT(self, _server, session, envelope, address, _options):
        name = address.split("@")[0]
        if name == "none":
            self.note(refused=address)
            return "550 5.1.1 no such user here"
        if name == "busy" and address not in self.busy:
            self.busy.add(address)
            self.note(busy=address)
            return "450 4.2.1 try later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):
        self.note(sender=envelope.mail_from, to=envelope.rcpt_tos, encrypted=session.ssl is not None,
                  signed_in=bool(session.authenticated), letter=envelope.content.decode("ascii"), at=time.time())
        if envelope.rcpt_tos[0].startswith("slow@"):
            await asyncio.sleep(SLOW_SECONDS)
        return "250 taken"


def main():
    port, folder, certificate, key, user, password = sys.argv[1:]
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)

    def knows(_server, _session, _envelope, _mechanism, given):
        good = isinstance(given, LoginPassword) and (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=good, handled=good)     # not handled: the server says 535
    controller = Controller(Office(folder), hostname="127.0.0.1", port=int(port), tls_context=tls,
                            require_starttls=True, auth_required=True, authenticator=knows)
    controller.start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
