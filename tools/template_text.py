"""Reads ctemplate templates: markers with their places, partials pasted in, sections as a tree.

Shared by tools/pages.py (page models), tools/tidy (rules) and tools/strings.py (texts). platform/pages/assemble.cpp
follows the same rules when the program loads its templates.
"""
import re
from dataclasses import dataclass, field
from pathlib import Path

LAYOUT = "platform/pages/layout"
MARKER = re.compile(r"\{\{(.*?)\}\}|\[\[(.*?)\]\]", re.S)
NAME = re.compile(r"[A-Z][A-Z0-9_]*$")
MODIFIERS = ("u", "pre_escape")
BOOLEAN = ("IF_", "NO_")
PAGE = "PAGE"


class Fault(Exception):
    def __init__(self, file, line, text):
        super().__init__(f"{file}:{line}: {text}")
        self.file, self.line, self.text = file, line, text


@dataclass
class Token:
    kind: str  # text, var, open, close, include, words
    value: str
    file: str
    line: int
    modifiers: tuple = ()


@dataclass
class Section:
    name: str
    file: str
    line: int
    children: list = field(default_factory=list)


@dataclass
class Partial:
    path: str  # from the root
    file: str  # where it is included
    line: int
    children: list = field(default_factory=list)
    repeats: bool = False  # includes itself: stays an include of ctemplate


def collapse(text):
    return " ".join(text.split())


def is_boolean(name):
    return name.startswith(BOOLEAN)


def tokens(text, file):
    """The markers and texts of one file, in order."""
    line, at, found = 1, 0, []
    for match in MARKER.finditer(text):
        if match.start() > at:
            found.append(Token("text", text[at:match.start()], file, line))
            check_loose(text[at:match.start()], file, line)
            line += text.count("\n", at, match.start())
        found.append(token(match, file, line))
        line += match.group(0).count("\n")
        at = match.end()
    if at < len(text):
        check_loose(text[at:], file, line)
        found.append(Token("text", text[at:], file, line))
    return [t for t in found if t.kind != "comment"]


def check_loose(text, file, line):
    for loose in ("{{", "}}", "[[", "]]"):
        if loose in text:
            raise Fault(file, line + text[:text.index(loose)].count("\n"), f"`{loose}` without its other half")


def token(match, file, line):
    marker, words = match.group(1), match.group(2)
    if words is not None:
        if "{{" in words or "}}" in words:
            raise Fault(file, line, "a text in [[ ]] holds no variable: end the text before it")
        if not words.strip():
            raise Fault(file, line, "an empty text in [[ ]]")
        return Token("words", collapse(words), file, line)
    if marker.startswith("!"):
        return Token("comment", marker, file, line)
    if "\n" in marker:
        raise Fault(file, line, "a marker {{ }} stands on one line")
    if marker.startswith("%"):
        if collapse(marker) != '%AUTOESCAPE context="HTML"':
            raise Fault(file, line, f"`{{{{{marker}}}}}` is not for templates here: escaping is switched on at load")
        return Token("comment", marker, file, line)
    kind = {"#": "open", "/": "close", ">": "include"}.get(marker[:1], "var")
    value = marker if kind == "var" else marker[1:]
    value, *modifiers = value.split(":")
    if kind == "include" and not modifiers:
        return Token(kind, value, file, line)
    if not NAME.match(value):
        raise Fault(file, line, f"`{{{{{marker}}}}}` is no name: names are written IN_CAPITALS")
    if value.endswith("_separator"):
        raise Fault(file, line, "separators of sections are not supported: use a variable in the row")
    if kind != "var" and modifiers:
        raise Fault(file, line, f"`{{{{{marker}}}}}`: only variables take modifiers")
    for modifier in modifiers:
        if modifier not in MODIFIERS:
            raise Fault(file, line, f"modifier `:{modifier}` is not allowed (only :u and :pre_escape)")
    return Token(kind, value, file, line, tuple(modifiers))


def home(path):
    """The folder that paths of partials start from: platform/x or modules/x."""
    return "/".join(path.split("/")[:2])


def partial_path(path, name, line):
    """Where `{{>name}}` in the template `path` leads, from the root. None for the page of a frame."""
    if name == PAGE:
        return None
    if NAME.match(name):
        target = f"{LAYOUT}/_{name.lower()}.html"
    elif name.startswith("layout/"):
        target = f"{LAYOUT}/{name[len('layout/'):]}"
    else:
        target = f"{home(path)}/{name}"
    if not target.rsplit("/", 1)[-1].startswith("_") or not target.endswith(".html") or ".." in target:
        raise Fault(path, line, f"`{{{{>{name}}}}}`: a partial is a file _name.html, named from the module's folder")
    return target


class Reader:
    """Reads templates below a root; remembers which files were read."""

    def __init__(self, root):
        self.root = Path(root)
        self.read = []

    def tree(self, path, stack=()):
        """Nodes of a template with its partials: Token (text, words, var, include of PAGE), Section, Partial."""
        file = self.root / path
        if str(file) not in self.read:
            self.read.append(str(file))
        found = tokens(file.read_text(encoding="utf-8"), path)
        nodes, opened = [], []
        for t in found:
            here = opened[-1].children if opened else nodes
            if t.kind == "open":
                section = Section(t.value, t.file, t.line)
                here.append(section)
                opened.append(section)
            elif t.kind == "close":
                if not opened or opened[-1].name != t.value:
                    inside = f", but {{{{#{opened[-1].name}}}}} of line {opened[-1].line} is open" if opened else ""
                    raise Fault(t.file, t.line, f"{{{{/{t.value}}}}} closes nothing{inside}")
                opened.pop()
            elif t.kind == "include":
                here.append(self.included(t, path, stack))
            else:
                here.append(t)
        if opened:
            raise Fault(path, opened[-1].line, f"{{{{#{opened[-1].name}}}}} is never closed")
        return nodes

    def included(self, t, path, stack):
        target = partial_path(path, t.value, t.line)
        if target is None:
            return t
        if target == path:
            return Partial(target, t.file, t.line, [], True)
        if target in stack:
            raise Fault(t.file, t.line, f"{target} includes itself through {path}")
        if not (self.root / target).is_file():
            raise Fault(t.file, t.line, f"there is no {target}")
        return Partial(target, t.file, t.line, self.tree(target, stack + (path,)))


def sole_partial(section):
    """The partial that is the only content of a section, if so."""
    solid = [n for n in section.children if not (isinstance(n, Token) and n.kind == "text" and not n.value.strip())]
    return solid[0] if len(solid) == 1 and isinstance(solid[0], Partial) else None
