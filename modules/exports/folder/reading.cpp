#include "modules/exports/folder/reading.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>

#include "modules/exports/folder/lines.hpp"
#include "modules/exports/folder/names.hpp"
#include "modules/exports/pages.hpp"
#include "platform/text/text.hpp"

namespace dinh::exports {

namespace {

namespace json = boost::json;

constexpr std::int64_t kOnAPage = 100;

std::string four(std::int64_t number) {
    std::string digits = std::to_string(number);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}
std::string list_name(std::int64_t page) { return "list-" + four(page) + ".html"; }
// From the root of the folder.
std::string page_of(const std::string& folder, std::string_view key) {
    return folder + "/records/" + bucket_of(key) + "/" + std::string(key) + ".html";
}
std::string text_of(const json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    return value.is_int64() ? std::to_string(value.as_int64()) : std::string();
}
std::string text_at(const json::object& object, std::string_view name) { return text_of(object.at(name)); }

class Pages {
public:
    Pages(Paper& paper, const Order& order, const Source& source, const std::vector<Source>& all, const Taken& taken,
          std::int64_t records)
        : paper_(paper),
          order_(order),
          lang_(order.lang),
          source_(source),
          all_(all),
          taken_(taken),
          last_page_(std::max<std::int64_t>(1, (records + kOnAPage - 1) / kOnAPage)) {}

    void write() {
        std::ifstream lines(paper_.root() / (source_.folder + ".jsonl"), std::ios::binary);
        auto list = new_list();
        std::string line;
        while (std::getline(lines, line)) {
            const auto one = json::parse(line).as_object();
            const std::string key = text_at(one, "key");
            paper_.write(page_of(source_.folder, key), dinh::pages::render(lang_, record_of(one)));
            const auto files = one.at("files").as_array().size();
            list.rows.push_back({.number = text_at(one, "number"),
                                 .mark = text_at(one, "mark"),
                                 .record_path = "records/" + bucket_of(key) + "/" + key + ".html",
                                 .subject = subject_of(one),
                                 .file_count = files == 0 ? std::string() : std::to_string(files)});
            if (static_cast<std::int64_t>(list.rows.size()) < kOnAPage || page_ == last_page_) continue;
            finish(list);
            ++page_;
            list = new_list();
        }
        finish(list);
    }

private:
    std::string subject_of(const json::object& one) const {
        for (const char* name : {"subject", "mark", "number", "key"})
            if (auto text = text_at(one, name); !text.empty()) return text;
        return {};
    }

    pages::FolderList new_list() const {
        return {.lang = lang_.code(),
                .title = lang_.tr(source_.title),
                .agency_name = order_.agency_name,
                .page_words = "",
                .if_before = page_ > 1,
                .before_path = list_name(page_ - 1),
                .if_next = page_ < last_page_,
                .next_path = list_name(page_ + 1),
                .no_rows = true,
                .if_rows = false,
                .rows = {}};
    }
    void finish(pages::FolderList& list) {
        list.if_rows = !list.rows.empty();
        list.no_rows = list.rows.empty();
        list.page_words =
            text::fill(lang_.tr("Trang %1 trong %2"), {std::to_string(page_), std::to_string(last_page_)});
        paper_.write(source_.folder + "/" + list_name(page_), dinh::pages::render(lang_, list));
    }

    pages::FolderRecord record_of(const json::object& one) const {
        pages::FolderRecord page{.lang = lang_.code(),
                                 .title = subject_of(one),
                                 .agency_name = order_.agency_name,
                                 .list_path = "../../" + list_name(page_),
                                 .kind_title = lang_.tr(source_.title),
                                 .fields = {},
                                 .if_files = false,
                                 .files = {},
                                 .if_relations = false,
                                 .relations = {},
                                 .if_history = false,
                                 .lines = {}};
        const auto& fields = one.at("fields").as_object();
        for (const auto& column : source_.columns) {
            const std::string value = shown(column.cell, text_of(fields.at(column.name)));
            if (!value.empty()) page.fields.push_back({.label = lang_.tr(column.title), .value = value});
        }
        add_files(page, one);
        add_relations(page, one);
        add_history(page, one);
        return page;
    }

    void add_files(pages::FolderRecord& page, const json::object& one) const {
        for (const auto& file : one.at("files").as_array()) {
            const auto& object = file.as_object();
            const std::string path = text_at(object, "path");
            page.files.push_back({.if_there = !path.empty(),
                                  .file_path = "../../../" + path,
                                  .file_name = text_at(object, "name"),
                                  .no_there = path.empty(),
                                  .file_size = text::bytes(object.at("size_bytes").as_int64())});
        }
        page.if_files = !page.files.empty();
    }

    void add_relations(pages::FolderRecord& page, const json::object& one) const {
        for (const auto& other : one.at("relations").as_array()) {
            const auto& object = other.as_object();
            const std::string kind = text_at(object, "kind"), key = text_at(object, "key");
            const auto source =
                std::find_if(all_.begin(), all_.end(), [&](const Source& each) { return each.kind == kind; });
            const bool here = source != all_.end() && taken_.has(kind, key);
            page.relations.push_back({.relation = text_at(object, "relation"),
                                      .if_here = here,
                                      .other_path = here ? "../../../" + page_of(source->folder, key) : std::string(),
                                      .other = text_at(object, "title"),
                                      .no_here = !here});
        }
        page.if_relations = !page.relations.empty();
    }

    std::string label_of(const std::string& field) const {
        const auto column = std::find_if(source_.columns.begin(), source_.columns.end(),
                                         [&](const Column& each) { return each.name == field; });
        return lang_.tr(column == source_.columns.end() ? field : column->title);
    }

    void add_history(pages::FolderRecord& page, const json::object& one) const {
        for (const auto& line : one.at("history").as_array()) {
            const auto& object = line.as_object();
            pages::FolderRecord::LinesItem item{.at = shown(Cell::time, text_at(object, "at")),
                                                .who = text_at(object, "person"),
                                                .post = text_at(object, "post"),
                                                .words = text_at(object, "words"),
                                                .changes = {}};
            for (const auto& change : object.at("changes").as_array())
                item.changes.push_back({.field = label_of(text_at(change.as_object(), "field")),
                                        .before = text_at(change.as_object(), "before"),
                                        .after = text_at(change.as_object(), "after")});
            page.lines.push_back(std::move(item));
        }
        page.if_history = !page.lines.empty();
    }

    Paper& paper_;
    const Order& order_;
    const dinh::pages::Lang& lang_;
    const Source& source_;
    const std::vector<Source>& all_;
    const Taken& taken_;
    std::int64_t page_ = 1, last_page_ = 1;
};

}  // namespace

void Taken::finish() { std::sort(hashes_.begin(), hashes_.end()); }
bool Taken::has(std::string_view kind, std::string_view key) const {
    return std::binary_search(hashes_.begin(), hashes_.end(), hash(kind, key));
}
std::uint64_t Taken::hash(std::string_view kind, std::string_view key) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const auto part : {kind, std::string_view("\0", 1), key})
        for (const char letter : part) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    return hash;
}

void write_pages(Paper& paper, const Order& order, const Source& source, const std::vector<Source>& all,
                 const Taken& taken, std::int64_t records) {
    Pages(paper, order, source, all, taken, records).write();
}

void write_index(Paper& paper, const Order& order, const Done& done) {
    const auto& lang = order.lang;
    const auto day_words = [](const std::optional<Day>& day) { return day ? clock::show(*day) : std::string("…"); };
    pages::FolderIndex page{.lang = lang.code(),
                            .agency_name = order.agency_name,
                            .if_part = !order.part_name.empty(),
                            .part_name = order.part_name,
                            .if_span = order.scope.from || order.scope.to,
                            .span_from = day_words(order.scope.from),
                            .span_to = day_words(order.scope.to),
                            .made_at = clock::show(clock::now()),
                            .kinds = {},
                            .if_missing = done.missing > 0,
                            .missing = text::number(done.missing),
                            .if_restricted = !order.restricted};
    for (const auto& kind : done.kinds)
        page.kinds.push_back({.kind_path = kind.folder + "/" + list_name(1),
                              .kind_title = kind.title,
                              .record_count = text::number(kind.records),
                              .file_count = text::number(kind.files),
                              .csv_path = kind.folder + ".csv",
                              .json_path = kind.folder + ".jsonl"});
    paper.write("index.html", dinh::pages::render(lang, page));
}

void write_style(Paper& paper) {
    paper.write("style.css", R"(:root{color-scheme:light dark}
body{max-width:70rem;margin:0 auto;padding:1rem;font:1rem/1.5 "Noto Sans",Arial,sans-serif}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.15rem;margin:1.5rem 0 .5rem}
table{width:100%;border-collapse:collapse}th,td{padding:.35rem .6rem;border-bottom:1px solid #8888;text-align:left;
vertical-align:top;overflow-wrap:anywhere}td.n,th.n{text-align:right;white-space:nowrap}
dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.25rem 1rem;margin:0}dt{color:#666}
dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}.muted{color:#666}nav{margin-bottom:1rem}
@media (prefers-color-scheme:dark){dt,.muted{color:#aaa}}
@media (max-width:40rem){dl{display:block}dd{margin-bottom:.5rem}}
@media print{nav{display:none}body{max-width:none;padding:0}}
)");
}

}  // namespace dinh::exports
