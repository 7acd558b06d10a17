#!/usr/bin/env python3
"""Each rule of tools/tidy finds what it should, and leaves good files alone."""
import importlib.machinery
import importlib.util
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import pages  # noqa: E402
from template_text import Fault, Reader  # noqa: E402
from tidy_rules import layers, parts, sizes, sql, templates, words  # noqa: E402
from tidy_rules.tree import Finding, Tree  # noqa: E402

HEADER = "// What it is.\n#pragma once\n"


def load_tidy():
    loader = importlib.machinery.SourceFileLoader("tidy", str(Path(__file__).resolve().parent / "tidy"))
    spec = importlib.util.spec_from_loader("tidy", loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


class Rules(unittest.TestCase):
    def found(self, rule, files):
        """'path:line: text' of the findings of one rule in a tree made of {path: text}."""
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / path).write_text(text, encoding="utf-8")
            return [f"{f.path}:{f.line}: {f.text}" for f in rule.check(Tree(folder))]

    def one(self, rule, files, expected):
        found = self.found(rule, files)
        self.assertEqual(len(found), 1, found)
        self.assertIn(expected, found[0])

    def none(self, rule, files):
        self.assertEqual(self.found(rule, files), [])

    def template(self, text, path="modules/notes/list.html"):
        return self.found(templates, {path: text})

    def test_layers_name_the_include_that_goes_up(self):
        used = {"platform/log/log.hpp": HEADER, "platform/log/log.cpp": '#include "platform/log/log.hpp"\n'}
        self.none(layers, used)
        self.one(layers, {"platform/log/a.cpp": '\n#include "modules/x/x.hpp"\n'}, "platform/log/a.cpp:2: ")
        self.one(layers, {"modules/x/a.cpp": '#include "app/main.hpp"\n'}, "modules know nothing of app")
        support = '#include "tests/support/support.hpp"\n'
        self.one(layers, {"modules/x/a.cpp": support}, "only tests include from tests/")
        self.none(layers, {"modules/x/a_test.cpp": support})
        self.one(layers, {"modules/x/a.cpp": '#include "x.hpp"\n'}, "from the root")

    def test_a_module_includes_only_the_public_header_of_a_module_it_names(self):
        cmake = {"modules/a/CMakeLists.txt": "dinh_module(a USES b LINK c)\n"}
        self.none(layers, {**cmake, "modules/a/a.cpp": '#include "modules/b/b.hpp"\n'})
        self.one(layers, {**cmake, "modules/a/a.cpp": '#include "modules/b/inner.hpp"\n'}, "only modules/b/b.hpp")
        self.one(layers, {**cmake, "modules/a/a.cpp": '#include "modules/c/c.hpp"\n'}, "does not name c in USES")

    def test_folders_do_not_include_one_another_in_a_circle(self):
        found = self.found(layers, {"platform/a/a.hpp": HEADER + '#include "platform/b/b.hpp"\n',
                                    "platform/b/b.hpp": HEADER + '#include "platform/c/c.hpp"\n',
                                    "platform/c/c.hpp": HEADER + '#include "platform/a/a.hpp"\n'})
        self.assertEqual(len(found), 3, found)
        self.assertIn("a circle of folders", found[0])

    def test_libraries_have_one_home_and_headers_a_reader(self):
        self.one(layers, {"platform/web/a.cpp": "#include <pqxx/pqxx>\n"}, "use platform/db")
        self.one(layers, {"platform/web/a.cpp": "#include <regex>\n"}, "hand-written")
        self.one(layers, {"platform/web/a.hpp": HEADER}, "nobody includes this header")

    def test_sizes_of_files_lines_and_templates(self):
        self.none(sizes, {"platform/a/a.cpp": "int a;\n" * 400, "platform/a/b_test.cpp": "int a;\n" * 600})
        self.one(sizes, {"platform/a/a.cpp": "int a;\n" * 401}, "401 lines (at most 400)")
        self.one(sizes, {"platform/a/a_test.cpp": "int a;\n" * 601}, "601 lines (at most 600)")
        self.one(sizes, {"modules/a/a.html": "<p>\n" * 151}, "151 lines (at most 150)")
        self.none(sizes, {"platform/a/a.cpp": "// " + "ệ" * 117 + "\n"})
        self.one(sizes, {"platform/a/a.cpp": "\n// " + "ệ" * 118 + "\n"}, "a.cpp:2: 121 columns")

    def test_sizes_of_functions(self):
        body = "    x();\n" * 69
        good = ("namespace a {\nstruct B {\n    int c{1};\n    B() : c{2}, d_(3) {\n        x();\n    }\n};\n"
                "const auto kTable = std::array{1, 2};\n" + "void f(int a) {\n" + body[9:] + "}\n}\n")
        self.none(sizes, {"platform/a/a.cpp": good})
        for head, name in (("void f(int a)", "f"), ("template <class T>\nT A<T>::g(T t) const noexcept", "g"),
                           ("A::A(int n) : a_{n}, b_(n)", "A::A"), ("TEST(Suite, does_it)", "TEST"),
                           ("bool operator==(const A& a, const A& b)", "operator=="),
                           ("auto h(const std::function<void()>& f) -> int", "h")):
            misleading = '#define X {\nconst char* k = "{ ( //";\n'
            found = self.found(sizes, {"platform/a/a.cpp": misleading + head + " {\n" + body + "}\n"})
            self.assertEqual(len(found), 1, (head, found))
            self.assertIn("has 71 lines (at most 70)", found[0], head)
            self.assertIn(name, found[0])
        self.one(sizes, {"modules/a/a.cpp": "Response show(web::Context& c) {\n" + "    x();\n" * 24 + "}\n"},
                 "handler show has 26 lines (at most 25)")
        self.none(sizes, {"modules/a/a.cpp": "Response show(web::Context& c) {\n" + "    x();\n" * 23 + "}\n"})
        self.one(sizes, {"tools/a.py": "def f():\n" + "    pass\n" * 70}, "function f has 71 lines")

    def test_a_module_has_few_nouns(self):
        files = {f"modules/a/n{i}/n.cpp": "\n" for i in range(9)}
        self.one(sizes, files, "9 nouns (at most 8)")
        del files["modules/a/n8/n.cpp"]
        self.none(sizes, {**files, "modules/a/tests/t.cpp": "\n"})

    def test_words_and_calls_have_replacements(self):
        for text, expected in (("// TO" "DO: later\n", "open an issue"), ("int a = NULL;\n", "use nullptr"),
                               ("int a = std::rand();\n", "crypto::random_bytes"),
                               ("x = std::stoi(s);\n", "from_chars"),
                               ("// " + "=" * 30 + "\n", "banner"), ("f(); \n", "blanks at the end"),
                               ('open("/tm' 'p/x");\n', "the data folder"), ("std::time(nullptr);\n", ""),
                               ("auto t = std::chrono::system_clock::now();\n", "platform/clock"),
                               ("return time(nullptr);\n", "platform/clock"), ("int a;", "no end"),
                               ("// ye\u0302u\n", "NFC")):
            if expected:
                self.one(words, {"platform/a/a.cpp": text}, expected)
        good = 'Actor system(int a);\nbool time(int b);\n// a time (of day)\nf("NULL");\n'
        self.none(words, {"platform/a/a.cpp": good})
        self.none(words, {"platform/a/a_test.cpp": 'open("/tm' 'p/x");\n'})
        self.one(words, {"platform/a/a.hpp": "#pragma once\n"}, "contract")

    def test_sql_is_named_bound_and_portable(self):
        good = 'constexpr db::Sql kFind{"note.find", "SELECT a FROM b WHERE c = $1 "\n    "AND d = $2"};\n'
        self.none(sql, {"modules/a/a.cpp": good})
        self.none(sql, {"modules/a/a.cpp": good + good})
        self.one(sql, {"modules/a/a.cpp": good, "modules/a/b.cpp": good}, 'b.cpp:1: "note.find" is also in')
        for text, expected in ((good.replace("note.find", "find"), 'name it "noun.verb"'),
                               ('const Sql k{name.c_str(), text.c_str()};\n', "two literals"),
                               ('auto s = "SELECT a FROM b WHERE c = " + user;\n', "put together"),
                               ('s.append("DELETE FROM b");\n', "put together"),
                               ('f(std::format("UPDATE b SET c = {}", d));\n', "put together"),
                               (good.replace("c = $1", "c LIKE $1"), "platform/search"),
                               (good.replace("c = $1", "c::text = $1"), "CAST"),
                               (good.replace("SELECT a", "SELECT *"), "columns by name")):
            self.one(sql, {"modules/a/a.cpp": text}, expected)

    def test_parts_have_their_members(self):
        whole = {"modules/a/README.md": "a\n", "modules/a/module.cpp": "\n", "modules/a/a.hpp": HEADER,
                 "modules/a/rights.cpp": "\n",
                 "modules/a/schema/0001_a.sql": "CREATE TABLE note (\n  id $id,\n  body text\n);\n",
                 "modules/a/schema/personal.toml": '[note]\nbody = "none"\n'}
        self.none(parts, whole)
        for gone in ("README.md", "module.cpp", "a.hpp", "rights.cpp", "schema/personal.toml"):
            self.one(parts, {k: v for k, v in whole.items() if k != f"modules/a/{gone}"}, gone.split(".")[0] + ".")
        path = "modules/a/schema/personal.toml"
        self.one(parts, {**whole, path: ""}, "does not class note.body")
        self.one(parts, {**whole, path: '[note]\nbody = "basic"\n'}, "names its purpose and retention")
        self.one(parts, {**whole, path: '[note]\nbody = "none"\nother = "none"\n'}, "no text column")
        basic = {**whole, path: '[note.body]\nclass = "basic"\npurpose = "p"\nretention = "r"\n'}
        self.none(parts, {**basic, "rules/retention.toml": '[[personal]]\nid = "r"\n'})
        self.one(parts, {**basic, "rules/retention.toml": '[[personal]]\nid = "s"\n'}, "no [[personal]] named r")
        self.one(parts, basic, "no [[personal]] named r")
        table = {"platform/a/README.md": "a\n",
                 "platform/a/schema/0001_a.sql": "CREATE TABLE note (\n  body text\n);\n"}
        self.one(parts, table, "platform/a/schema/personal.toml is missing")
        self.one(parts, {"platform/a/README.md": "a\n", "platform/a/a.cpp": "\n"}, "has no test")

    def test_templates_keep_attributes_safe(self):
        self.assertEqual(self.template('<a href="{{A_PATH}}?q={{Q:u}}" class="{{KIND}}">[[Xem]] {{B}}</a>\n'
                                       '<a href="#{{ID}}">{{C}}</a><p>Đình &nbsp; <kbd>Enter</kbd></p>\n'), [])
        for text, expected in (('<a href="{{LINK}}">{{A}}</a>', "begin with one path"),
                               ('<a href="/notes/{{ID}}">{{A}}</a>', "begin with one path"),
                               ('<a href="{{A_PATH}}?q={{Q}}">{{A}}</a>', "write {{Q:u}}"),
                               ('<a href="javascript:x()">{{A}}</a>', "only paths"),
                               ('<form action={{A_PATH}}></form>', "in quotes"), ('<p style="color:red">', "style="),
                               ('<p onclick="x()">', "onclick"), ('<p {{ATTRS}}>', "among the attributes"),
                               ('<p hx-vals="{{X}}">', "only a literal"), ("<!-- x -->", "travels to the reader"),
                               ("<textarea>{{A}}</textarea>", "pre_escape"), ("<pre>\n{{A:u}}</pre>", "pre_escape"),
                               ("<script>{{A}}</script>", "inside <script>"), ("{{A:none}}", "`:none` is not allowed"),
                               ("{{#A}}", "never closed"), ("{{A", "other half"),
                               ('{{%AUTOESCAPE context="JSON"}}', "escaping is switched on")):
            found = self.template(text)
            self.assertTrue(any(expected in f for f in found), (text, found))

    def test_templates_hold_texts_in_brackets(self):
        for text in ("<p>Văn bản</p>", "<p>Xem</p>", '<p title="Xem">', '<img alt="Dấu">', "[[A]] và"):
            found = self.template(text)
            self.assertEqual(len(found), 1, (text, found))
            self.assertIn("stand in [[ ]]", found[0])
        self.assertEqual(self.template('<p title="[[Xem]]" class="big">[[Văn bản]] 12 – {{X}}</p>'), [])

    def test_the_line_of_a_template_fault_is_the_line_in_its_file(self):
        self.assertEqual(self.template("<p>\n[[A]]\n\n{{>x/_gone.html}}\n"),
                         ["modules/notes/list.html:4: there is no modules/notes/x/_gone.html"])


class Models(unittest.TestCase):
    def fault(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                (Path(folder) / "modules/a").mkdir(parents=True, exist_ok=True)
                (Path(folder) / "modules/a" / path).write_text(text)
            try:
                models = pages.models_of(Reader(folder), sorted(f"modules/a/{p}" for p in files))
                for model in models.values():
                    pages.check_leaks(model, models)
            except Fault as fault:
                return str(fault)
            return {p: list(m.fields) for p, m in models.items()}

    def test_a_name_that_is_two_things_is_refused(self):
        self.assertIn(":2: ROWS is a section at", self.fault({"x.html": "{{#ROWS}}{{/ROWS}}\n{{ROWS}}"}))
        self.assertIn("ROWS is a variable at", self.fault({"x.html": "{{ROWS}}{{#ROWS}}{{/ROWS}}"}))

    def test_a_section_that_would_leak_inwards_is_refused(self):
        leak = "{{#ROWS}}{{#IF_A}}x{{/IF_A}}{{/ROWS}}{{#IF_A}}y{{/IF_A}}"
        self.assertIn("IF_A is also a section outside", self.fault({"x.html": leak}))
        self.assertIn("IF_A is also a section outside", self.fault(
            {"_r.html": "{{#IF_A}}x{{/IF_A}}", "x.html": "{{#IF_A}}{{/IF_A}}{{#ROWS}}{{>_r.html}}{{/ROWS}}"}))

    def test_a_partial_that_includes_itself_stands_alone_in_a_section(self):
        self.assertIn("only as the whole content", self.fault({"_r.html": "a {{>_r.html}}"}))
        self.assertIn("includes itself through", self.fault({"_r.html": "{{>_s.html}}", "_s.html": "{{>_r.html}}"}))
        self.assertEqual(self.fault({"_r.html": "{{A}}{{#IN}}\n{{>_r.html}}\n{{/IN}}"}),
                         {"modules/a/_r.html": ["A", "IN"]})

    def test_two_templates_of_one_name_are_refused(self):
        self.assertIn("has the same model name", self.fault({"_row.html": "", "row.html": ""}))


class Baseline(unittest.TestCase):
    def test_a_path_that_does_not_exist_is_no_clean_path(self):
        program = Path(__file__).resolve().parent / "tidy"
        asked = subprocess.run([program, "no/such/path"], capture_output=True, text=True, check=False)
        self.assertEqual(asked.returncode, 2)
        self.assertIn("no/such/path", asked.stderr)

    def test_exceptions_only_shrink(self):
        tidy = load_tidy()
        findings = [Finding("line", "a.cpp", 3, "x"), Finding("line", "a.cpp", 4, "x")]

        def left(known, before=None):
            return [f.text for f in tidy.with_baseline(findings, known, before)]

        key = ("line", "a.cpp")
        self.assertEqual(left({key: 2}), [])
        self.assertEqual(left({key: 1}), ["x", "x"])
        self.assertIn("only 2 of 3 left", left({key: 3})[0])
        self.assertIn("grew to 2", left({key: 2}, {key: 1})[0])
        self.assertEqual(tidy.read_baseline("# a\nline a.cpp 2\n"), {key: 2})


if __name__ == "__main__":
    unittest.main()
