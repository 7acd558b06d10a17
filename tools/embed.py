#!/usr/bin/env python3
"""Writes embed.S and embed.cpp: the files named in --list, catalogues and web assets as a table inside the program.

The paths in the table are those of the source tree (see platform/embed/embed.hpp). Web assets carry a brotli and a gzip
form: the ones lying beside them (.br, .gz), or made here and kept in OUT/packed by content.
"""
import argparse
import gzip
import hashlib
import os
import pathlib
import shutil
import subprocess

INCOMPRESSIBLE = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".woff", ".woff2", ".pdf", ".zip"}


def packed(source, digest, kind, folder):
    """The compressed form of an asset, or None when it would not be smaller."""
    beside = source.with_name(source.name + "." + kind)
    if beside.exists():
        return beside
    if source.suffix.lower() in INCOMPRESSIBLE:
        return None
    target = folder / (digest + "." + kind)
    if not target.exists():
        fresh = target.with_suffix(".new")
        if kind == "gz":
            fresh.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))
        else:
            brotli = shutil.which("brotli")
            if not brotli:
                raise SystemExit("tools/embed.py: the program `brotli` is missing (apt-get install brotli)")
            subprocess.run([brotli, "-q", "11", "-f", "-o", fresh, source], check=True)
        fresh.rename(target)
    return target if target.stat().st_size < source.stat().st_size else None


def gather(options):
    """(path in the table, file) pairs."""
    found = {}
    for line in options.list.read_text(encoding="utf-8").splitlines():
        if line:
            found[os.path.relpath(line, options.root)] = pathlib.Path(line)
    if options.locales.is_dir():
        for file in options.locales.glob("*.mo"):
            found["locales/" + file.name] = file
    if options.assets:
        for file in options.assets.rglob("*"):
            if file.is_file() and file.suffix not in (".br", ".gz"):
                found["assets/" + file.relative_to(options.assets).as_posix()] = file
    return sorted(found.items(), key=lambda item: item[0].encode())


def quoted(text):
    if any(c in text for c in '"\\\n'):
        raise SystemExit("tools/embed.py: a file name may not hold quotes, backslashes or line breaks: " + text)
    return '"' + text + '"'


class Blobs:
    """One symbol for each embedded file."""

    def __init__(self):
        self.assembler = ['.section .note.GNU-stack,"",%progbits', ".section .rodata"]
        self.declarations = []
        self.count = 0

    def add(self, file):
        if file is None:
            return "nullptr, 0"
        name = "dinh_embed_%d" % self.count
        self.count += 1
        self.assembler += [".balign 16", ".global %s" % name, ".hidden %s" % name, "%s:" % name,
                           ".incbin %s" % quoted(str(file.resolve())), ".byte 0"]
        self.declarations.append("extern const char %s[];" % name)
        return "%s, %d" % (name, file.stat().st_size)


def replace(file, lines):
    fresh = file.with_name(file.name + ".new")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.rename(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, required=True)
    parser.add_argument("--list", type=pathlib.Path, required=True, help="file with one input path a line")
    parser.add_argument("--locales", type=pathlib.Path, required=True, help="folder of .mo files")
    parser.add_argument("--assets", type=pathlib.Path, help="folder that tools/assets filled")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    folder = options.out / "packed"
    folder.mkdir(parents=True, exist_ok=True)

    blobs = Blobs()
    rows = []
    for path, file in gather(options):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        is_asset = path.startswith("assets/")
        forms = [file] + [packed(file, digest, kind, folder) if is_asset else None for kind in ("br", "gz")]
        rows.append("    {%s, %s, \"%s\"}," % (quoted(path), ", ".join(blobs.add(form) for form in forms), digest[:16]))
    body = ["// Written by tools/embed.py.", '#include "platform/embed/table.hpp"', "",
            'extern "C" {', *['[[gnu::visibility("hidden")]] ' + line for line in blobs.declarations], "}", "",
            "namespace dinh::embed {",
            "extern const Entry kTable[] = {", *rows, "    {nullptr, nullptr, 0, nullptr, 0, nullptr, 0, nullptr}};",
            "extern const std::size_t kTableSize = %d;" % len(rows), "}  // namespace dinh::embed"]
    replace(options.out / "embed.cpp", body)
    replace(options.out / "embed.S", blobs.assembler)


main()
