#!/usr/bin/env python3
"""Writes the page models of a folder's templates.

    tools/pages.py --root . --folder modules/documents --out build/generated/modules/documents [--name pages]

For each template a struct with one field per name in it, in the order of first appearance, and fields(), by which
ctemplate finds them. platform/pages/README.md shows the result. Files are rewritten only when they
change, so that touching the words of a template compiles nothing.
"""
import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

from template_text import (LAYOUT, Fault, Partial, Reader, Section, Token, is_boolean, sole_partial)

CPP_WORDS = set("""alignas alignof and asm auto bool break case catch char class concept const continue decltype default
delete do double else enum explicit export extern false float for friend goto if inline int long mutable namespace new
noexcept not nullptr operator or private protected public register requires return short signed sizeof static struct
switch template this throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor
all_fields""".split())


def field_name(name):
    lower = name.lower()
    return lower + "_" if lower in CPP_WORDS else lower


def camel(text):
    return "".join(part[:1].upper() + part[1:] for part in text.replace("/", "_").replace("-", "_").split("_") if part)


@dataclass
class Field:
    name: str
    kind: str  # text, inherited, shown, rows
    file: str
    line: int
    scope: object = None  # rows: the struct of one row, when it is written here
    partial: str = ""  # rows: the partial whose struct is one row
    repeats: bool = False


@dataclass
class Scope:
    struct: str
    parent: object = None
    fields: dict = field(default_factory=dict)

    def find(self, name):
        scope = self
        while scope:
            if name in scope.fields:
                return scope, scope.fields[name]
            scope = scope.parent
        return None, None


def build(scope, nodes, partials):
    """Collects into `scope` what the nodes ask for."""
    for node in nodes:
        if isinstance(node, Partial):
            if node.repeats:
                raise Fault(node.file, node.line, "a partial includes itself only as the whole content of a section")
            build(scope, node.children, partials)
        elif isinstance(node, Section):
            add_section(scope, node, partials)
        elif node.kind == "var" and not node.value.startswith("BI_"):
            add_text(scope, node)


def add_text(scope, node):
    owner, known = scope.find(node.value)
    if known and known.kind in ("shown", "rows"):
        raise Fault(node.file, node.line, f"{node.value} is a section at {known.file}:{known.line}: rename one")
    if owner is scope:
        return
    kind = "inherited" if known else "text"
    scope.fields[node.value] = Field(node.value, kind, node.file, node.line)


def add_section(scope, node, partials):
    owner, known = scope.find(node.name)
    kind = "shown" if is_boolean(node.name) else "rows"
    if known and known.kind != kind:
        raise Fault(node.file, node.line, f"{node.name} is a variable at {known.file}:{known.line}: rename one")
    if kind == "shown":
        if not known:
            scope.fields[node.name] = Field(node.name, kind, node.file, node.line)
        build(scope, node.children, partials)
        return
    sole = sole_partial(node)
    if not known:
        owner, known = scope, Field(node.name, kind, node.file, node.line)
        scope.fields[node.name] = known
        if sole:
            known.partial, known.repeats = sole.path, sole.repeats
        else:
            known.scope = Scope(camel(node.name.lower()) + "Item", scope)
    elif (known.partial or None) != (sole.path if sole else None):
        raise Fault(node.file, node.line, f"{node.name} has other content at {known.file}:{known.line}: rename one")
    if not sole:
        build(known.scope, node.children, partials)


def check_leaks(scope, models, outer=(), seen=()):
    """ctemplate shows a section when an enclosing one has the name: refuse names that would leak inwards."""
    outer = dict(outer)
    for name, f in scope.fields.items():
        if f.kind in ("shown", "rows") and name in outer:
            o = outer[name]
            raise Fault(f.file, f.line, f"{name} is also a section outside, at {o.file}:{o.line}: rename one")
    outer.update({n: f for n, f in scope.fields.items() if f.kind in ("shown", "rows")})
    for f in scope.fields.values():
        if f.scope:
            check_leaks(f.scope, models, outer, seen)
        elif f.partial and not f.repeats and f.partial in models and f.partial not in seen:
            check_leaks(models[f.partial], models, outer, seen + (f.partial,))


def space_of(path):
    parts = path.split("/")
    if path.startswith(LAYOUT + "/"):
        return "dinh::layout"
    return f"dinh::{parts[1]}::pages"


def struct_of(path):
    inner = path[len(LAYOUT) + 1:] if path.startswith(LAYOUT + "/") else "/".join(path.split("/")[2:])
    return camel(inner[:-len(".html")])


def row_type(f, space):
    if f.scope:
        return f.scope.struct
    there = space_of(f.partial)
    return struct_of(f.partial) if there == space else f"::{there}::{struct_of(f.partial)}"


def declare(scope, space, indent, file=None):
    pad = "    " * indent
    out = [f"{pad}struct {scope.struct} {{"]
    if file:
        out.append(f'{pad}    static constexpr const char* kFile = "{file}";')
    for f in scope.fields.values():
        if f.scope:
            out += declare(f.scope, space, indent + 1)
    types = {"text": "pages::Text", "inherited": "pages::Inherited", "shown": "pages::Shown"}
    for f in scope.fields.values():
        if f.kind == "rows":
            out.append(f"{pad}    std::vector<{row_type(f, space)}> {field_name(f.name)} = {{}};")
        else:
            unset = " = {}" if f.kind == "inherited" else ""
            out.append(f"{pad}    ::dinh::{types[f.kind]} {field_name(f.name)}{unset};")
    out.append(f"{pad}    static const ::dinh::pages::Fields& all_fields();")
    out.append(f"{pad}}};")
    return out


def define(scope, full):
    out = [f"const ::dinh::pages::Fields& {full}::all_fields() {{", "    static const ::dinh::pages::Fields all{"]
    for f in scope.fields.values():
        how = "branches" if f.repeats else "field"
        out.append(f'        ::dinh::pages::{how}<&{full}::{field_name(f.name)}>("{f.name}"),')
    out += ["    };", "    return all;", "}"]
    for f in scope.fields.values():
        if f.scope:
            out += define(f.scope, f"{full}::{f.scope.struct}")
    return out


def uses(scope):
    for f in scope.fields.values():
        if f.scope:
            yield from uses(f.scope)
        elif f.partial:
            yield f.partial


def in_order(models):
    """Partials before the pages that hold rows of them."""
    done, order = set(), []

    def visit(path):
        if path in done or path not in models:
            return
        done.add(path)
        for used in sorted(set(uses(models[path]))):
            visit(used)
        order.append(path)

    for path in sorted(models):
        visit(path)
    return order


def models_of(reader, paths):
    models, seen = {}, {}
    for path in paths:
        struct = struct_of(path)
        if struct in seen:
            raise Fault(path, 1, f"has the same model name {struct} as {seen[struct]}: rename one")
        seen[struct] = path
        scope = Scope(struct)
        build(scope, reader.tree(path), models)
        models[path] = scope
    return models


def header(models, space, others):
    out = ["// Written by tools/pages.py from the templates of this folder.", "#pragma once", "#include <vector>", "",
           '#include "platform/pages/pages.hpp"']
    out += [f'#include "{other}"' for other in others]
    out += ["", f"namespace {space} {{", ""]
    for path in in_order(models):
        out += declare(models[path], space, 0, path) + [""]
    return "\n".join(out + [f"}}  // namespace {space}", ""])


def source(models, space, include):
    out = ["// Written by tools/pages.py from the templates of this folder.", f'#include "{include}"', "",
           '#include "platform/pages/fields.hpp"', "", f"namespace {space} {{", ""]
    for path in in_order(models):
        out += define(models[path], models[path].struct) + [""]
    return "\n".join(out + [f"}}  // namespace {space}", ""])


def write(path, text):
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main():
    arguments = argparse.ArgumentParser()
    for name in ("--root", "--folder", "--out"):
        arguments.add_argument(name, required=True)
    arguments.add_argument("--name", default="pages")
    asked = arguments.parse_args()
    root, out = Path(asked.root), Path(asked.out)
    paths = sorted(p.relative_to(root).as_posix() for p in (root / asked.folder).rglob("*.html"))
    if not paths:
        raise SystemExit(f"{asked.folder}: there are no templates")
    reader = Reader(root)
    models = models_of(reader, paths)
    others = sorted({u for m in models.values() for u in uses(m)} - set(models))
    everything = {**models, **models_of(reader, others)}
    for model in models.values():
        check_leaks(model, everything)
    space = space_of(paths[0])
    layout = ["platform/pages/layout.hpp"] if any(o.startswith(LAYOUT + "/") for o in others) else []
    write(out / f"{asked.name}.hpp", header(models, space, layout))
    write(out / f"{asked.name}.cpp", source(models, space, f"{asked.name}.hpp"))
    outputs = f"{(out / asked.name).absolute()}.hpp {(out / asked.name).absolute()}.cpp"
    write(out / f"{asked.name}.d", f"{outputs}: " + " ".join(str(Path(r).absolute()) for r in reader.read) + "\n")


if __name__ == "__main__":
    try:
        main()
    except Fault as fault:
        sys.exit(str(fault))
