// First the records are read and written as lines, with their files; then the pages are made from the lines.
#include <algorithm>

#include "modules/exports/exports.hpp"
#include "modules/exports/folder/lines.hpp"
#include "modules/exports/folder/names.hpp"
#include "modules/exports/folder/reading.hpp"
#include "platform/audit/audit.hpp"
#include "platform/grants/grants.hpp"

namespace dinh::exports {

namespace fs = std::filesystem;

namespace {

constexpr int kBatch = 200, kMostHistory = 1000;
constexpr std::int64_t kFolderOf = 500;  // records whose files lie in one folder

std::string four(std::int64_t number) {
    std::string digits = std::to_string(number);
    return std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

class Taking {
public:
    Taking(db::Database& database, const files::Store& store, const Order& order, Paper& paper, Taken& taken)
        : database_(database), store_(store), order_(order), paper_(paper), taken_(taken) {}

    KindDone take(const Source& source) {
        KindDone done{order_.lang.tr(source.title), source.folder};
        Paper::Growing csv(paper_, source.folder + ".csv"), json(paper_, source.folder + ".jsonl");
        csv.add("\xEF\xBB\xBF" + csv_head(source, order_.lang));
        std::string after;
        for (bool more = true; more;) {
            auto batch = read(source, after, more);
            for (auto& one : batch) {
                take_files(source, one, done);
                csv.add(csv_line(source, order_.lang, one));
                json.add(boost::json::serialize(json_of(source, order_.lang, one)) + "\n");
                taken_.add(source.kind, one.record.key);
                ++done.records;
            }
        }
        csv.close();
        json.close();
        return done;
    }

private:
    // The next records with what stands beside them; `after` moves on.
    std::vector<Whole> read(const Source& source, std::string& after, bool& more) const {
        return database_.reading([&](db::Conn& conn) {
            auto records = source.read(conn, order_.scope, after, kBatch);
            more = static_cast<int>(records.size()) >= kBatch;
            if (!records.empty()) after = records.back().key;
            keep_seen(conn, source, records);
            std::vector<Whole> whole;
            for (auto& record : records) {
                if (!good_key(record.key)) throw std::logic_error("exports: key of " + source.kind + ": " + record.key);
                Whole one{std::move(record), {}, {}};
                if (one.record.id != 0) {
                    one.history = deed::history_of(conn, source.kind, one.record.id, kMostHistory);
                    std::reverse(one.history.begin(), one.history.end());
                    for (auto& ref : files::of_record(conn, source.kind, one.record.id))
                        one.files.push_back({std::move(ref), {}});
                }
                whole.push_back(std::move(one));
            }
            return whole;
        });
    }

    void keep_seen(db::Conn& conn, const Source& source, std::vector<Record>& records) const {
        if (!source.restricted) return;
        if (!order_.everything) {
            std::vector<Id> all;
            for (const auto& record : records) all.push_back(record.id);
            const auto seen = grants::seen(conn, order_.actor, source.kind, all);
            std::erase_if(records, [&](const Record& record) {
                return std::find(seen.begin(), seen.end(), record.id) == seen.end();
            });
        }
        for (const auto& record : records) audit::note_view(order_.actor, source.kind, record.id, "export");
    }

    void take_files(const Source& source, Whole& one, KindDone& done) {
        if (one.files.empty()) return;
        const std::int64_t folder = done.records / kFolderOf + 1;
        if (folder != folder_ || source.folder != kind_) names_ = {};
        folder_ = folder;
        kind_ = source.folder;
        const auto& record = one.record;
        const std::string stem = readable_name(record.number, record.mark, record.subject, record.key);
        for (auto& file : one.files) {
            const std::string extension = files::extension_of(file.ref.media_type);
            const std::string path = source.folder + "/files/" + four(folder) + "/" +
                                     names_.unique(stem, extension.empty() ? "bin" : extension);
            if (paper_.copy(store_, file.ref.hash, path)) {
                file.path = path;
                ++done.files;
            } else {
                ++done.missing;
            }
        }
    }

    db::Database& database_;
    const files::Store& store_;
    const Order& order_;
    Paper& paper_;
    Taken& taken_;
    Names names_;
    std::int64_t folder_ = 0;
    std::string kind_;
};

std::vector<Source> sources_for(const Order& order) {
    std::vector<Source> chosen;
    for (const auto& source : sources()) {
        if (source.restricted && !order.restricted) continue;
        if (order.scope.part != 0 && !source.of_part) continue;
        chosen.push_back(source);
    }
    return chosen;
}

}  // namespace

Done write_folder(db::Database& database, const files::Store& store, const Order& order, const fs::path& folder) {
    if (fs::exists(fs::symlink_status(folder))) throw Refused(Said("%1 đã có. Hãy chọn tên khác.", {folder.string()}));
    fs::path partial = folder;
    partial += ".partial";
    Paper paper(partial);
    Taken taken;
    Done done;
    const auto chosen = sources_for(order);
    Taking taking(database, store, order, paper, taken);
    for (const auto& source : chosen) {
        done.kinds.push_back(taking.take(source));
        done.records += done.kinds.back().records;
        done.files += done.kinds.back().files;
        done.missing += done.kinds.back().missing;
    }
    taken.finish();
    for (std::size_t i = 0; i < chosen.size(); ++i)
        write_pages(paper, order, chosen[i], chosen, taken, done.kinds[i].records);
    write_index(paper, order, done);
    write_style(paper);
    paper.finish(folder);
    return done;
}

}  // namespace dinh::exports
