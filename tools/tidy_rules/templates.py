"""Templates: safe attributes, line breaks kept, texts in [[ ]], models that can be written."""
import re
import sys
from pathlib import Path

from .tree import Finding

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import pages  # noqa: E402
from template_text import LAYOUT, Fault, Reader, tokens  # noqa: E402

URLS = ("href", "src", "srcset", "action", "formaction", "poster", "data", "hx-get", "hx-post", "hx-put", "hx-patch",
        "hx-delete", "hx-push-url", "hx-replace-url")
SPOKEN = ("title", "aria-label", "placeholder", "alt", "aria-description")
KEEPERS = ("textarea", "pre")
SERVER_MADE = re.compile(r"(^|_)(PATH|URL)$")
ASSETS = re.compile(r"^(ICONS|FAVICON|\w+_CSS|\w+_JS)$")
LETTERS = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&#?\w+;")
NAMES = re.compile(r"\bĐình\b")  # the house's own name is said in no language
WRITTEN_AS_IS = ("kbd", "code", "script", "style")


def check(tree):
    folders = {}
    for file in tree.templates:
        folders.setdefault(file.home, []).append(file)
        try:
            found = tokens(file.text, file.path)
        except Fault as fault:
            yield Finding("template", fault.file, fault.line, fault.text)
            continue
        yield from Html(file, found).findings()
    for folder, files in folders.items():
        yield from models(tree, files)


def models(tree, files):
    reader = Reader(tree.root)
    try:
        mine = pages.models_of(reader, [f.path for f in files])
        others = sorted({u for m in mine.values() for u in pages.uses(m)} - set(mine))
        everything = {**mine, **pages.models_of(reader, others)}
        for model in mine.values():
            pages.check_leaks(model, everything)
    except Fault as fault:
        yield Finding("template", fault.file, fault.line, fault.text)


class Html:
    """Walks the tokens of one template through the states of HTML that the rules need."""

    def __init__(self, file, found):
        self.file, self.tokens = file, found
        self.found = []
        self.state = "text"  # text, tag, value, comment
        self.tag, self.word, self.attribute, self.quote = "", "", "", ""
        self.value = []      # (kind, text) of the attribute being read
        self.value_line = 0
        self.keeper = self.as_is = ""
        self.plain, self.plain_line = "", 1

    def findings(self):
        for t in self.tokens:
            if t.kind == "text":
                self.text(t)
            else:
                self.mark(t)
        self.flush()
        return self.found

    def add(self, line, text):
        self.found.append(Finding("template", self.file.path, line, text))

    def text(self, t):
        line = t.line
        for c in t.value:
            getattr(self, "in_" + self.state)(c, line)
            line += c == "\n"

    def in_text(self, c, line):
        if c == "<":
            self.flush()
            self.state, self.tag, self.word = "tag", None, ""
        else:
            if not self.plain.strip():
                self.plain_line = line
            self.plain += c

    def in_tag(self, c, line):
        if self.tag is None and self.word == "!-" and c == "-":
            self.add(line, "a comment that travels to the reader: write {{! ... }}")
            self.state, self.word = "comment", ""
        elif c == ">":
            self.end_word(line)
            self.end_tag()
        elif c.isspace() or c == "/" and self.word:
            self.end_word(line)
        elif c == "=" and self.word:
            self.attribute, self.value_line = self.word.lower(), line
            self.word, self.state, self.quote, self.value = "", "value", "", []
        else:
            self.word += c

    def in_comment(self, c, _line):
        self.word = (self.word + c)[-3:]
        if self.word == "-->":
            self.state, self.word = "text", ""

    def in_value(self, c, line):
        if not self.quote and not self.value:
            if c in "\"'":
                self.quote = c
                return
            self.quote = " "
        if c == self.quote or self.quote == " " and (c.isspace() or c == ">"):
            self.state = "tag"
            self.end_value(line)
            if c == ">":
                self.end_tag()
            return
        self.value.append(("text", c))

    def mark(self, t):
        if self.state == "value":
            if not self.quote and t.kind == "var":
                self.add(t.line, f"{self.attribute}={{{{{t.value}}}}}: put the value in quotes")
                self.quote = " "
            if t.kind in ("var", "words"):
                self.value.append((t.kind, t))
        elif self.state == "tag" and t.kind == "var":
            self.add(t.line, f"{{{{{t.value}}}}} among the attributes: write the attribute, in a section if need be")
        elif self.state == "text" and t.kind == "var":
            if self.keeper and "pre_escape" not in t.modifiers:
                self.add(t.line, f"in <{self.keeper}> write {{{{{t.value}:pre_escape}}}}, "
                                 "otherwise line breaks are lost")
            if self.as_is in ("script", "style"):
                self.add(t.line, f"{{{{{t.value}}}}} inside <{self.as_is}>")
        if self.state == "text":
            self.flush()

    def end_word(self, line):
        if not self.word and self.tag is not None:
            return
        if self.tag is None:
            self.tag = self.word.lower()
        elif self.word:
            self.named(self.word.lower(), line)
        self.word = ""

    def end_tag(self):
        self.state = "text"
        tag = self.tag or ""
        if tag in KEEPERS:
            self.keeper = tag
        if tag in WRITTEN_AS_IS:
            self.as_is = tag
        if tag[1:] == self.keeper and tag.startswith("/"):
            self.keeper = ""
        if tag[1:] == self.as_is and tag.startswith("/"):
            self.as_is = ""

    def named(self, name, line):
        if name.startswith("on"):
            self.add(line, f"{name}=: no script in attributes, listen in assets/js")

    def end_value(self, _line):
        name, line = self.attribute, self.value_line
        self.named(name, line)
        if name == "style":
            self.add(line, "style=: write a class in assets/scss")
        if name in URLS:
            self.url(name, line)
        elif name.startswith("hx-"):
            self.hx(name, line)
        if name in SPOKEN or name == "value" and self.tag in ("button",):
            literal = "".join(v for kind, v in self.value if kind == "text")
            if LETTERS.search(NAMES.sub("", ENTITY.sub("", literal))):
                self.add(line, f'{name}="{literal}": texts for people stand in [[ ]]')
        self.attribute, self.value = "", []

    def url(self, name, line):
        before = ""
        for at, (kind, v) in enumerate(self.value):
            if kind == "text":
                before += v
                continue
            if kind == "words":
                self.add(line, f"{name}=: a URL is not translated")
                continue
            allowed_start = SERVER_MADE.search(v.value) or LAYOUT in self.file.path and ASSETS.match(v.value)
            if "#" in before:
                continue
            if "?" in before:
                if "u" not in v.modifiers:
                    self.add(v.line, f"{name}=: in a query write {{{{{v.value}:u}}}}")
            elif at != 0 or not allowed_start:
                self.add(v.line, f"{name}=: begin with one path made by the server, {{{{{v.value}_PATH}}}}, "
                                 "instead of putting it together")
            elif SERVER_MADE.search(v.value) and "u" in v.modifiers:
                self.add(v.line, f"{name}=: {{{{{v.value}:u}}}} escapes the path itself")
        literal = "".join(v for kind, v in self.value if kind == "text").strip().lower()
        if re.match(r"(javascript|data|vbscript):", literal):
            self.add(line, f"{name}=: only paths")

    def hx(self, name, line):
        variables = [v for kind, v in self.value if kind == "var"]
        literal = "".join(v for kind, v in self.value if kind == "text")
        if name == "hx-target" and len(variables) == 1 and literal.startswith("#"):
            return
        if name.startswith(("hx-on", "hx-vals", "hx-headers", "hx-vars")) and name != "hx-vals" or variables:
            self.add(line, f"{name}=: only a literal, or a path made by the server")

    def flush(self):
        text = NAMES.sub("", ENTITY.sub("", self.plain))
        if not self.as_is and LETTERS.search(text):
            self.add(self.plain_line, f"“{' '.join(text.split())[:60]}”: texts for people stand in [[ ]]")
        self.plain = ""
