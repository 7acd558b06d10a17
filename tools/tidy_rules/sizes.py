"""Limits: files, functions, handlers, templates, lines, nouns of a module."""
import ast
import re

from .tree import Finding

FILE_LINES = 400
TEST_LINES = 600
FUNCTION_LINES = 70
HANDLER_LINES = 25
TEMPLATE_LINES = 150
LINE_COLUMNS = 120
MODULE_NOUNS = 8

SOURCES = (".cpp", ".hpp", ".py", ".js", ".mjs", ".scss", ".sql", ".cmake", ".sh")
NO_NOUNS = ("schema", "tests")
HANDLER = re.compile(r"\bweb::Context\s*&")
NAME = re.compile(r"([~\w:]+|operator\s*\S+)\s*\($")


def check(tree):
    for file in tree.files:
        is_source = file.suffix in SOURCES or file.is_python or file.is_shell or file.name == "CMakeLists.txt"
        if is_source or file in tree.templates:
            yield from long_lines(file)
        if is_source:
            yield from long_file(file, TEST_LINES if file.is_test else FILE_LINES)
        elif file in tree.templates:
            yield from long_file(file, TEMPLATE_LINES)
        if file.is_code:
            yield from long_functions(file)
        elif file.is_python:
            yield from long_python(file)
    yield from many_nouns(tree)


def long_lines(file):
    for number, line in enumerate(file.lines, 1):
        if len(line) > LINE_COLUMNS and "://" not in line:
            yield Finding("line", file.path, number, f"{len(line)} columns (at most {LINE_COLUMNS})")


def long_file(file, most):
    if len(file.lines) > most:
        yield Finding("file-size", file.path, most + 1, f"{len(file.lines)} lines (at most {most}): split by subject",
                      len(file.lines) - most)


def long_functions(file):
    for name, head, start, end in functions(file):
        is_handler = HANDLER.search(head) and not file.is_test
        most = HANDLER_LINES if is_handler else FUNCTION_LINES
        size = end - start + 1
        if size > most:
            kind = "handler" if is_handler else "function"
            yield Finding(f"{kind}-size", file.path, start, f"{kind} {name} has {size} lines (at most {most})",
                          size - most)


def functions(file):
    """(name, head, first line, last line) of each C++ function body, found by its braces."""
    code = re.sub(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", lambda m: re.sub(r"[^\n]", " ", m.group(0)), file.code, flags=re.M)
    stack, head_at, found = [], 0, []
    for match in re.finditer(r"[{};]", code):
        at, mark = match.start(), match.group(0)
        inside = any(kind in ("function", "other") for kind, _, _ in stack)
        if mark == "{":
            head = code[head_at:at]
            kind = "other" if inside else kind_of(head)
            if kind == "member-init":
                stack.append(("member-init", head, at))
                continue
            stack.append((kind, head, at))
        elif mark == "}" and stack:
            kind, head, start = stack.pop()
            if kind == "member-init":
                continue
            if kind == "function":
                found.append((name_of(head), head, file.line_at(start), file.line_at(at)))
        elif mark == ";" and stack and stack[-1][0] == "member-init":
            continue
        if not any(kind == "function" for kind, _, _ in stack):
            head_at = at + 1
    return found


def kind_of(head):
    flat = re.sub(r"<[^<>()]*>", "", head)
    if re.search(r"\bnamespace\b|extern\s*\"", flat):
        return "namespace"
    if re.search(r"\)[^{};()]*:(?!:).*[\w>]\s*$", flat, re.S) and "?" not in flat:
        return "member-init"
    if "(" in flat and not re.search(r"=\s*(\[|$|\w[\w:]*\s*$)", flat):
        return "function"
    if re.search(r"\b(class|struct|union|enum)\b", flat):
        return "class"
    return "other"


def name_of(head):
    """The word before the first parenthesis that opens at depth 0."""
    for match in re.finditer(r"\(", head):
        found = NAME.search(head[:match.end()])
        if found and found.group(1) not in ("requires", "decltype", "noexcept", "alignas", "__attribute__"):
            return found.group(1)
    return "?"


def long_python(file):
    try:
        parsed = ast.parse(file.text)
    except SyntaxError as error:
        yield Finding("python", file.path, error.lineno or 1, f"does not parse: {error.msg}")
        return
    for node in ast.walk(parsed):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            size = node.end_lineno - node.lineno + 1
            if size > FUNCTION_LINES:
                text = f"function {node.name} has {size} lines (at most {FUNCTION_LINES})"
                yield Finding("function-size", file.path, node.lineno, text, size - FUNCTION_LINES)


def many_nouns(tree):
    nouns = {}
    for file in tree.code:
        parts = file.path.split("/")
        if parts[0] == "modules" and len(parts) > 3 and parts[2] not in NO_NOUNS:
            nouns.setdefault(parts[1], set()).add(parts[2])
    for module, names in sorted(nouns.items()):
        if len(names) > MODULE_NOUNS:
            text = f"{len(names)} nouns (at most {MODULE_NOUNS}): {', '.join(sorted(names))}"
            yield Finding("nouns", f"modules/{module}/CMakeLists.txt", 1, text, len(names) - MODULE_NOUNS)
