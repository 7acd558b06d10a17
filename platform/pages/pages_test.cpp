#include "platform/pages/pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "platform/pages/catalogue.hpp"
#include "platform/pages/fields.hpp"
#include "platform/pages/mo_for_tests.hpp"
#include "tests/sample_pages/pages.hpp"
#include "tests/support/support.hpp"

namespace dinh::pages {
namespace {

namespace fs = std::filesystem;
using namespace dinh::sample::pages;
using testing::HasSubstr;
using testing::Not;

const Fields kNone;
constexpr const char* kNasty = "<b>\"'&</b> {{X}} [[Sổ]]";

// A copy of the sample tree, so that tests may change it.
class Pages : public testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(root_ / "platform/pages");
        fs::copy("tests/sample_pages/modules", root_ / "modules", fs::copy_options::recursive);
        fs::copy("platform/pages/layout", root_ / "platform/pages/layout", fs::copy_options::recursive);
        fs::create_directories(root_ / "locales");
        write("locales/en.mo", mo_of({{"Sổ ghi chép", "Note <book>"},
                                      {"Ghi chép & \"việc\"", "Notes & \"work\""},
                                      {"%1 văn bản", std::string("%1 document\0%1 documents", 24)}}));
    }
    void write(const fs::path& path, std::string_view text) {
        fs::create_directories((root_ / path).parent_path());
        std::ofstream(root_ / path, std::ios::binary) << text;
    }
    std::string fault_of(std::string_view text) {
        write("modules/sample/bad.html", text);
        try {
            load_tree(root_.string());
        } catch (const std::exception& e) {
            return e.what();
        }
        return "no fault";
    }

    test::TempDir dir_;
    const fs::path root_ = dir_.path();
};

NotesList a_list() {
    return {.title = "Tháng 7", .if_searched = true, .query = "a&b=c <d>", .list_path = "/notes", .no_rows = false};
}

TEST_F(Pages, shows_rows_sections_and_partials_of_a_generated_model) {
    load_tree(root_.string());
    NotesList list = a_list();
    list.rows.push_back({.if_late = true, .path = "/notes/1", .subject = "Giấy mời", .day = "01/07/2026"});
    list.rows.push_back({.if_late = false, .path = "/notes/2", .subject = "Báo cáo", .day = 7});
    const std::string html = render(Lang(), list);
    EXPECT_THAT(html, HasSubstr("<h1>Sổ ghi chép: Tháng 7</h1>"));
    EXPECT_THAT(html,
                HasSubstr("<tr class=\"late\"><td><a href=\"/notes/1\">Giấy mời</a></td><td>01/07/2026</td></tr>"));
    EXPECT_THAT(html, HasSubstr("<tr><td><a href=\"/notes/2\">Báo cáo</a></td><td>7</td></tr>"));
    EXPECT_THAT(html, Not(HasSubstr("Chưa có ghi chép")));
    EXPECT_THAT(render(Lang(), list.rows[0]), HasSubstr("<tr class=\"late\">")) << "a partial alone is a fragment";
}

TEST_F(Pages, an_inner_section_shows_the_outer_text_unless_it_has_its_own) {
    load_tree(root_.string());
    NotesList list = a_list();
    list.query = "ngoài";
    list.groups.push_back({.lines = {{.number = 1}, {.number = 2, .query = "trong"}}});
    list.groups.push_back({.title = "Nhóm riêng"});
    const std::string html = render(Lang(), list);
    EXPECT_THAT(html, HasSubstr("<h2>Tháng 7</h2><p>1 ngoài</p><p>2 trong</p>"));
    EXPECT_THAT(html, HasSubstr("<h2>Nhóm riêng</h2></section>"));
}

TEST_F(Pages, uses_the_struct_of_a_shared_layout_partial) {
    load_tree(root_.string());
    NotesList list = a_list();
    list.pager.push_back({.pager_count = "1–50",
                          .if_newer = false,
                          .newer_path = "",
                          .if_older = true,
                          .older_path = "/notes?after=9",
                          .if_csv = false,
                          .csv_path = ""});
    EXPECT_THAT(render(Lang(), list), HasSubstr("href=\"/notes?after=9\""));
}

TEST_F(Pages, a_partial_that_holds_itself_makes_a_tree) {
    load_tree(root_.string());
    const NotesBranch leaf{.name = "lá <x>", .if_leaf = true};
    const NotesTree tree{.roots = {{.name = "gốc",
                                    .if_leaf = false,
                                    .branches = {{.name = "cành", .if_leaf = false, .branches = {leaf, leaf}}}}}};
    const std::string html = render(Lang(), tree);
    EXPECT_THAT(html, HasSubstr("<li>gốc\n<ul><li>cành\n<ul><li>lá &lt;x&gt;.\n"));
    EXPECT_EQ(html.find("cành."), html.npos) << "a leaf's mark does not reach its parents";
}

TEST_F(Pages, escapes_by_place) {
    load_tree(root_.string());
    NotesList list = a_list();
    list.title = kNasty;
    list.rows.push_back({.if_late = false, .path = "javascript:alert(1)", .subject = kNasty, .day = ""});
    const std::string html = render(Lang(), list);
    EXPECT_THAT(html, HasSubstr(": &lt;b&gt;&quot;&#39;&amp;&lt;/b&gt; {{X}} [[Sổ]]</h1>"));
    EXPECT_THAT(html, HasSubstr("title=\"&lt;b&gt;&quot;&#39;&amp;&lt;/b&gt; {{X}} [[Sổ]]\""));
    EXPECT_THAT(html, HasSubstr("<a href=\"#\">"));
    EXPECT_THAT(html, Not(HasSubstr("javascript")));
    EXPECT_THAT(html, HasSubstr("href=\"/notes?q=a%26b%3Dc+%3Cd%3E\""));
    EXPECT_THAT(html, Not(HasSubstr("<b>")));
}

TEST_F(Pages, keeps_line_breaks_in_textarea_and_pre) {
    load_tree(root_.string());
    const NotesForm form{.if_errors = false,
                         .save_path = "/notes",
                         .subject = "",
                         .kind = "a\nb",
                         .text = "\nmột\r\n  hai\t</textarea><script>\n"};
    const std::string html = render(Lang(), form);
    EXPECT_THAT(html, HasSubstr(">\n\nmột\r\n  hai\t&lt;/textarea&gt;&lt;script&gt;\n</textarea>"));
    EXPECT_THAT(html, HasSubstr("<pre>  \nmột\r\n  hai"));
    EXPECT_THAT(html, HasSubstr("\n      kept</pre>"));
    EXPECT_THAT(html, HasSubstr("\n<pre>")) << "indentation outside is dropped";
}

TEST_F(Pages, translates_texts_and_falls_back_to_the_source) {
    load_tree(root_.string());
    const std::string html = render(Lang("en"), a_list());
    EXPECT_THAT(html, HasSubstr("<h1>Note &lt;book&gt;: Tháng 7</h1>"));
    EXPECT_THAT(html, HasSubstr("Đã tìm")) << "not in the catalogue";
    EXPECT_THAT(render(Lang(), a_list()), HasSubstr("<h1>Sổ ghi chép"));
}

TEST_F(Pages, escapes_a_text_in_an_attribute) {
    write("modules/sample/plain.html", "<p title=\"[[Ghi chép & \"việc\"]]\">[[ Sổ\n   ghi chép ]]</p>");
    load_tree(root_.string());
    const Renderable plain{"modules/sample/plain.html", nullptr, &kNone};
    EXPECT_EQ(render(Lang("vi"), plain), "<p title=\"Ghi chép &amp; &quot;việc&quot;\">Sổ ghi chép</p>");
    EXPECT_EQ(render(Lang("en"), plain), "<p title=\"Notes &amp; &quot;work&quot;\">Note &lt;book&gt;</p>");
}

TEST_F(Pages, translates_texts_of_the_program) {
    load_tree(root_.string());
    EXPECT_EQ(Lang("en").tr("Sổ ghi chép"), "Note <book>");
    EXPECT_EQ(Lang("en").tr("Không có"), "Không có");
    EXPECT_EQ(Lang("vi").tr("Sổ ghi chép"), "Sổ ghi chép");
    EXPECT_EQ(Lang("en").say(Said("Sổ ghi chép")), "Note <book>");
    EXPECT_EQ(Lang("en").say(Said("%1: %2", {"Sổ ghi chép", "Lê Văn A"})), "Note <book>: Lê Văn A")
        << "a value that is a text of ours is translated, a name is not";
    EXPECT_EQ(Lang("vi").say(Said("%1: %2", {"Sổ ghi chép", "5"})), "Sổ ghi chép: 5");
    EXPECT_EQ(Lang("en").trn("%1 văn bản", 1), "1 document");
    EXPECT_EQ(Lang("en").trn("%1 văn bản", 0), "0 documents");
    EXPECT_EQ(Lang("en").trn("%1 văn bản", 1234567), "1,234,567 documents");
    EXPECT_EQ(Lang().trn("%1 văn bản", 1200), "1.200 văn bản");
    EXPECT_EQ(Lang().trn("%1 văn bản", -999), "-999 văn bản");
    EXPECT_EQ(Lang("fr").code(), "vi");
}

TEST_F(Pages, writes_numbers_and_sizes_in_the_way_of_the_language) {
    EXPECT_EQ(Lang().number(1234567), "1.234.567");
    EXPECT_EQ(Lang("en").number(-1234), "-1,234");
    EXPECT_EQ(Lang().bytes(1536), "1,5 KB");
    EXPECT_EQ(Lang("en").bytes(1536), "1.5 KB");
    EXPECT_EQ(Lang("en").bytes(512), "512 B");
}

TEST_F(Pages, puts_a_page_into_its_frame) {
    load_tree(root_.string());
    const NotesFrame frame{.title = "Khung"};
    const NotesRow row{.if_late = false, .path = "/n/1", .subject = "Trang", .day = ""};
    EXPECT_EQ(render_in(Lang(), renderable(frame), renderable(row)),
              "<!doctype html>\n<title>Khung</title>\n<main>\n"
              "<tr><td><a href=\"/n/1\">Trang</a></td><td></td></tr>\n</main>\n");
}

TEST_F(Pages, names_the_file_and_line_of_a_malformed_template) {
    load_tree(root_.string());
    EXPECT_EQ(fault_of("<p>\n{{#ROWS}}x"), "modules/sample/bad.html:2: {{#ROWS}} is never closed");
    EXPECT_EQ(fault_of("{{#A}}\n{{/B}}"),
              "modules/sample/bad.html:2: {{/B}} closes nothing, but {{#A}} of line 1 is open");
    EXPECT_EQ(fault_of("\n\n{{/B}}"), "modules/sample/bad.html:3: {{/B}} closes nothing");
    EXPECT_EQ(fault_of("a\n{{NAME"), "modules/sample/bad.html:2: `{{` without its other half");
    EXPECT_EQ(fault_of("a }} b"), "modules/sample/bad.html:1: `}}` without its other half");
    EXPECT_EQ(fault_of("a\n\n[[Sổ"), "modules/sample/bad.html:3: `[[` without its other half");
    EXPECT_THAT(fault_of("{{name}}"), HasSubstr(":1: `name` is no name"));
    EXPECT_THAT(fault_of("{{ROWS_separator}}"), HasSubstr("is no name"));
    EXPECT_THAT(fault_of("{{=<% %>=}}"), HasSubstr("is no name"));
    EXPECT_THAT(fault_of("{{%AUTOESCAPE context=\"JAVASCRIPT\"}}"), HasSubstr("is no name"));
    EXPECT_THAT(fault_of("{{NAME:none}}"), HasSubstr("modifier `:none` is not allowed"));
    EXPECT_THAT(fault_of("\n{{>notes/_gone.html}}"), HasSubstr(":2: there is no modules/sample/notes/_gone.html"));
    EXPECT_THAT(fault_of("{{>notes/list.html}}"), HasSubstr("a partial is a file _name.html"));
    EXPECT_THAT(fault_of("{{>../_x.html}}"), HasSubstr("a partial is a file _name.html"));
    EXPECT_THAT(fault_of("[[Chào {{NAME}}]]"), HasSubstr("holds no marks"));
    EXPECT_THAT(fault_of("<textarea name=\"a\">\n{{TEXT}}</textarea>"), HasSubstr(":2: in <textarea> and <pre> write"));
    EXPECT_THAT(fault_of("<PRE>{{TEXT:u}}</PRE>"), HasSubstr(":1: in <textarea> and <pre> write"));
    EXPECT_EQ(fault_of("<textarea name=\"{{A}}\"></textarea>{{TEXT}}"), "no fault");
}

TEST_F(Pages, names_the_line_that_cannot_be_escaped) {
    EXPECT_THAT(fault_of("<p>a</p>\n<a href=\"/\"\n<script>{{#A}}var x = '{{B}}\n{{/A}}</script <b>"),
                HasSubstr("modules/sample/bad.html:3: the HTML cannot be escaped safely"));
}

TEST_F(Pages, refuses_braces_in_a_translation) {
    write("locales/en.mo", mo_of({{"Sổ ghi chép", "{{TITLE}}"}}));
    EXPECT_THAT(fault_of("x"), HasSubstr("the translation of \"Sổ ghi chép\" holds braces"));
}

TEST_F(Pages, reads_a_changed_tree_again_and_recovers_from_a_fault) {
    load_tree(root_.string());
    const NotesFrame frame{.title = "T"};
    write("modules/sample/notes/frame.html", "mới: {{TITLE}}");
    EXPECT_EQ(render(Lang(), frame), "mới: T");
    write("modules/sample/notes/frame.html", "hỏng: {{TITLE");
    EXPECT_THROW(render(Lang(), frame), std::runtime_error);
    EXPECT_THROW(render(Lang(), frame), std::runtime_error);
    write("modules/sample/notes/frame.html", "lành: {{TITLE}}.");
    EXPECT_EQ(render(Lang(), frame), "lành: T.");
}

TEST_F(Pages, a_template_that_is_not_loaded_is_our_own_fault) {
    load_tree(root_.string());
    const Renderable gone{"modules/sample/gone.html", nullptr, &kNone};
    EXPECT_THROW(render(Lang(), gone), std::logic_error);
}

TEST_F(Pages, loads_every_template_of_the_program) { EXPECT_NO_THROW(load()); }

TEST_F(Pages, many_threads_render_at_once) {
    load_tree(root_.string());
    NotesList list = a_list();
    for (int i = 0; i < 50; ++i)
        list.rows.push_back(
            {.if_late = i % 3 == 0, .path = "/n", .subject = "Văn bản số " + std::to_string(i), .day = i});
    const std::string vi = render(Lang("vi"), list);
    const std::string en = render(Lang("en"), list);
    ASSERT_NE(vi, en);
    std::atomic<int> wrong = 0;
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i) wrong += render(Lang(t % 2 ? "en" : "vi"), list) != (t % 2 ? en : vi);
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
}

TEST(Catalogue, refuses_bytes_that_are_no_catalogue) {
    EXPECT_THROW(Catalogue(""), std::runtime_error);
    EXPECT_THROW(Catalogue(std::string(100, 'x')), std::runtime_error);
    const std::string whole = mo_of({{"a", "b"}, {"c", "d"}});
    EXPECT_EQ(Catalogue(whole).size(), 2U);
    for (std::size_t size = 0; size + 1 < whole.size(); ++size)
        EXPECT_THROW(Catalogue(whole.substr(0, size)), std::runtime_error) << size;
    std::string huge = whole;
    huge[11] = '\x7f';  // the count of texts
    EXPECT_THROW(Catalogue{huge}, std::runtime_error);
}

}  // namespace
}  // namespace dinh::pages
