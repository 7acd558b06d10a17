"""The files of the repository, read once, and what a rule finds in them."""
import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CODE = (".cpp", ".hpp")
BINARY = (".png", ".jpg", ".gif", ".webp", ".ico", ".woff2", ".mo", ".docx", ".pdf", ".gz", ".br", ".bin")
NOT_OURS = ("assets/package-lock.json",)
STRING = re.compile(r'R"(\w*)\((.*?)\)\1"|"((?:[^"\\\n]|\\.)*)"|\'(?:[^\'\\\n]|\\.)+\'|//[^\n]*|/\*.*?\*/', re.S)


@dataclass
class Finding:
    rule: str
    path: str
    line: int
    text: str
    amount: int = 1  # how much the baseline must allow: findings, or lines over a limit

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text} [{self.rule}]"


class File:
    def __init__(self, root, path):
        self.path, self.root = path, root
        self.suffix = Path(path).suffix
        self.name = Path(path).name

    @cached_property
    def text(self):
        return (self.root / self.path).read_text(encoding="utf-8", errors="replace")

    @cached_property
    def lines(self):
        return self.text.splitlines()

    @property
    def is_test(self):
        ends = ("_test.cpp", "_test.py", "_fuzz.cpp", "_bench.cpp")
        return (self.path.startswith(("tests/", "bench/")) or "/tests/" in self.path or self.name.endswith(ends)
                or self.name.startswith("test_") or "_for_tests" in self.name)

    @property
    def is_code(self):
        return self.suffix in CODE

    @property
    def is_python(self):
        return self.suffix == ".py" or self.suffix == "" and self.text.startswith("#!") and "python" in self.lines[0]

    @property
    def is_shell(self):
        return self.suffix in ("", ".sh") and self.text.startswith("#!") and "sh" in self.lines[0]

    @property
    def home(self):
        """platform/x, modules/x, or the first folder."""
        parts = self.path.split("/")
        return "/".join(parts[:2]) if parts[0] in ("platform", "modules") and len(parts) > 2 else parts[0]

    @cached_property
    def split(self):
        """C++ in two texts of the same length: without comments and strings, and the comments alone."""
        code, comments = list(self.text), [c if c == "\n" else " " for c in self.text]
        for match in STRING.finditer(self.text):
            is_comment = match.group(0).startswith(("//", "/*"))
            for at in range(match.start(), match.end()):
                if self.text[at] == "\n":
                    continue
                if is_comment:
                    comments[at] = self.text[at]
                code[at] = " "
            if not is_comment:  # a string stays an expression
                code[match.start()] = code[match.end() - 1] = '"'
        return "".join(code), "".join(comments)

    @property
    def code(self):
        return self.split[0]

    @property
    def comments(self):
        return self.split[1]

    @cached_property
    def strings(self):
        """(offset, text) of the C++ string literals; neighbours are joined as the compiler joins them."""
        found, end = [], None
        for match in STRING.finditer(self.text):
            if match.group(0).startswith(("//", "/*")):
                continue
            if match.group(0)[0] == "'":
                end = None
                continue
            text = match.group(2) if match.group(2) is not None else match.group(3)
            if end is not None and not self.code[end:match.start()].strip():
                found[-1] = (found[-1][0], found[-1][1] + text)
            else:
                found.append((match.start(), text))
            end = match.end()
        return found

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1


class Tree:
    def __init__(self, root):
        self.root = Path(root)
        self.files = [File(self.root, p) for p in self.paths()
                      if Path(p).suffix not in BINARY and p not in NOT_OURS and (self.root / p).is_file()]
        self.by_path = {f.path: f for f in self.files}

    def paths(self):
        listed = subprocess.run(["git", "-C", str(self.root), "ls-files", "-co", "--exclude-standard", "-z"],
                                capture_output=True, check=False)
        if listed.returncode == 0:
            return sorted({p for p in listed.stdout.decode().split("\0") if p})
        skip = re.compile(r"(^|/)(build[^/]*|node_modules|\.git|data|__pycache__)(/|$)")
        every = (p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file())
        return sorted(p for p in every if not skip.search(p))

    @cached_property
    def code(self):
        return [f for f in self.files if f.is_code]

    @cached_property
    def templates(self):
        return [f for f in self.files if f.suffix == ".html" and f.path.startswith(("modules/", "platform/"))]

    def folders(self, below):
        """Names of the folders directly below that hold files."""
        inside = (f.path.split("/") for f in self.files if f.path.startswith(below + "/"))
        return sorted({parts[1] for parts in inside if len(parts) > 2})
