#!/usr/bin/env python3
"""tools/strings.py takes the texts that people see and judges their translations."""
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True
import strings  # noqa: E402
from template_text import Fault  # noqa: E402
from tidy_rules.tree import Tree  # noqa: E402

SOURCE = '''
void f(Lang lang) {
    throw Refused("Chưa nhập "
                  "tên.");          // a comment with chữ
    g(lang.tr("Xem"), lang.trn("%1 văn bản", n), "plain", "Mã " + code + " đã có.");
    h("Dòng\\n\\"một\\"");
}
'''


class Texts(unittest.TestCase):
    def texts(self, files):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / path).write_text(text, encoding="utf-8")
            return strings.texts_of(Tree(folder))

    def test_takes_texts_of_sources_but_no_pieces_tests_or_comments(self):
        found = self.texts({"modules/a/a.cpp": SOURCE, "modules/a/a_test.cpp": 'f("Thử");\n'})
        self.assertEqual(sorted(found), sorted(["Chưa nhập tên.", "Xem", "%1 văn bản", 'Dòng\n"một"']))
        self.assertEqual([t for t, said in found.items() if said.plural], ["%1 văn bản"])

    def test_takes_texts_of_templates_with_blanks_collapsed(self):
        found = self.texts({"modules/a/a.html": '<p title="[[Sổ]]">[[Văn\n   bản]]</p>'})
        self.assertEqual(list(found), ["Sổ", "Văn bản"])

    def test_reads_what_it_writes(self):
        texts = self.texts({"modules/a/a.cpp": SOURCE})
        entries = strings.read_po(strings.pot(texts), "x.po")
        self.assertEqual(sorted(entries), sorted(texts))
        self.assertEqual(entries["%1 văn bản"].forms, ["", ""])

    def test_names_what_is_wrong_with_a_translation(self):
        texts = self.texts({"modules/a/a.cpp": SOURCE})
        for po, expected in (('msgid "Xem"\nmsgstr "See %1"\n', "other marks"),
                             ('msgid "Xem"\nmsgstr "{{X}}"\n', "braces"),
                             ('msgid "Cũ"\nmsgstr "Old"\n', "nobody says"),
                             ('#, fuzzy\nmsgid "Xem"\nmsgstr "See"\n', "fuzzy"),
                             ('msgid "%1 văn bản"\nmsgstr "%1 documents"\n', "two forms")):
            faults = list(strings.faults_of(texts, strings.read_po(po, "en.po"), "en.po"))
            self.assertEqual(len(faults), 1, faults)
            self.assertIn(expected, faults[0])
        good = 'msgid "%1 văn bản"\nmsgid_plural "%1 văn bản"\nmsgstr[0] "one document"\nmsgstr[1] "%1 documents"\n'
        self.assertEqual(list(strings.faults_of(texts, strings.read_po(good, "en.po"), "en.po")), [])

    def test_lets_the_names_of_the_law_be_translated(self):
        texts = self.texts({"modules/a/a.cpp": SOURCE})
        entries = strings.read_po('msgid "Khiếu nại"\nmsgstr "Complaint"\n', "en.po")
        names = strings.names_in({"kind": [{"id": "a", "name": "Khiếu nại", "more": {"name": "Tố cáo"}}], "days": 7})
        self.assertEqual(names, {"Khiếu nại", "Tố cáo"})
        self.assertEqual(len(list(strings.faults_of(texts, entries, "en.po"))), 1)
        self.assertEqual(list(strings.faults_of(texts, entries, "en.po", names)), [])

    def test_refuses_a_file_that_is_no_catalogue(self):
        for bad in ("msgid Xem\n", 'msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n'):
            with self.assertRaises(Fault):
                strings.read_po(bad, "en.po")


if __name__ == "__main__":
    unittest.main()
