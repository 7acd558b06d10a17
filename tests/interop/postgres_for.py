#!/usr/bin/env python3
"""A private PostgreSQL for a test of another language: postgres_for.py FOLDER prints the address of an empty database
and keeps the server running until its standard input ends."""
import sys

from houses import Street

street = Street(sys.argv[1])
try:
    print(street.postgres(), flush=True)
    sys.stdin.read()
finally:
    street.end()
