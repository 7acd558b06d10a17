#!/usr/bin/env python3
"""Lists all log messages of the sources for operators.

  tools/messages.py            writes docs/messages.md
  tools/messages.py --check    fails when the page is not current
Either way it fails on a doubled id, an id that is not PART_WHAT, or a missing paragraph.
"""
import argparse
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
STRING = r'"(?:[^"\\]|\\.)*"'
STRINGS = rf"{STRING}(?:\s*{STRING})*"
MESSAGE = re.compile(
    rf"log::Message\s+k\w+\s*\{{\s*({STRING})\s*,\s*(?:dinh::)?(?:log::)?Level::(\w+)\s*,"
    rf"\s*({STRINGS})\s*,\s*({STRINGS})\s*\}}")
DECLARATION = re.compile(r"\blog::Message\s+k\w+(?!\w|\s*;)")
HEAD = """# Messages of the log

Every line of the log carries one of these ids. The list is made from the sources by `tools/messages.py`.
"""


def text_of(literals):
    joined = "".join(part[1:-1] for part in re.findall(STRING, literals))
    return joined.replace('\\"', '"').replace("\\n", " ").replace("\\\\", "\\")


def sources():
    for folder in ("platform", "modules", "app"):
        for path in sorted((ROOT / folder).rglob("*.[ch]pp")):
            if not path.name.endswith(("_test.cpp", "_fuzz.cpp", "log.hpp")):
                yield path


def collect():
    messages, faults = {}, []
    for path in sources():
        place = path.relative_to(ROOT)
        source = path.read_text(encoding="utf-8")
        found = [tuple(match.groups()) for match in MESSAGE.finditer(source)]
        if len(found) != len(DECLARATION.findall(source)):
            faults.append(f"{place}: a log::Message is not declared as {{\"ID\", log::Level::x, \"text\", \"advice\"}}")
        for quoted_id, level, text, advice in found:
            name = quoted_id[1:-1]
            if not re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", name):
                faults.append(f"{place}: {name}: an id is PART_WHAT in capitals")
            if name in messages:
                faults.append(f"{place}: {name} is also declared in {messages[name][3]}")
            if len(text_of(advice)) < 20:
                faults.append(f"{place}: {name}: tell the operator what it means and what to do")
            messages[name] = (level, text_of(text), text_of(advice), place)
    return messages, faults


def page(messages):
    parts = [HEAD]
    for name in sorted(messages):
        level, text, advice, place = messages[name]
        parts.append(f"\n## {name}\n\n*{level}*: {text} (`{place.parent}`)\n\n{advice}\n")
    return "".join(parts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true")
    check = arguments.parse_args().check
    messages, faults = collect()
    target = ROOT / "docs" / "messages.md"
    made = page(messages)
    if check and (not target.exists() or target.read_text(encoding="utf-8") != made):
        faults.append("docs/messages.md is not current: run tools/messages.py")
    for fault in faults:
        print(fault, file=sys.stderr)
    if not check and not faults:
        target.write_text(made, encoding="utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
