"""The table in tests/README.md names tests that exist."""
import re

from houses import ROOT


def known_tests():
    found = set()
    for folder in ("app", "platform", "modules"):
        for file in (ROOT / folder).rglob("*_test.cpp"):
            text = file.read_text(encoding="utf-8")
            found |= {f"{suite}.{test}" for suite, test in
                      re.findall(r"^TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\)", text, re.M)}
    return found


def named_tests_exist(check):
    table = (ROOT / "tests/README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+\.\w+)`", table))
    named = {name for name in named if not name.endswith((".py", ".cpp"))}
    check.that("tests/README.md names many tests", len(named) > 40, len(named))
    missing = named - known_tests()
    check.that("and every one of them exists", not missing, missing)
    rough = (ROOT / "tests/interop/rough.py").read_text(encoding="utf-8")
    parts = set(re.findall(r"`rough: ([^`]+)`", table)) - set(re.findall(r'check\.part\("([^"]+)"', rough))
    check.that("and every part of rough.py", not parts, parts)
    stories = {f"{name}.mjs" for name in re.findall(r"story `(\w+)`", table)}
    there = {file.name for file in (ROOT / "tests/journeys/stories").iterdir()}
    check.that("and every story", stories <= there, stories - there)
