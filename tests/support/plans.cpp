#include "tests/support/plans.hpp"

#include <stdexcept>

namespace dinh::test {

namespace {

constexpr db::Sql kNoSeqScan{"plans.no_seqscan", "SELECT set_config('enable_seqscan', 'off', true)"};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '-' || text.front() == '>')) text.remove_prefix(1);
    return text;
}

bool scans_all(std::string_view line, const std::vector<std::string>& allowed) {
    line = trimmed(line);
    if (line.find("Seq Scan on ") != line.npos) return true;
    if (!line.starts_with("SCAN ")) return false;
    const std::string_view what = line.substr(5);
    if (what.starts_with("CONSTANT ROW") || what.starts_with("(") || what.find("VIRTUAL TABLE") != what.npos)
        return false;
    const std::string_view name = what.substr(0, what.find(' '));
    return std::find(allowed.begin(), allowed.end(), name) == allowed.end();
}

}  // namespace

Plans::Plans(db::Conn& conn) : conn_(conn) {
    if (engine() == db::Engine::postgresql) conn_.query(kNoSeqScan);
}

void Plans::note(const db::Sql& sql, const db::Params& params) {
    ++statements_;
    const bool sqlite = engine() == db::Engine::sqlite;
    const std::string text = (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + std::string(sql.text);
    for (const auto& row : conn_.run({"plans.explain", text.c_str()}, params)) {
        lines_.emplace_back(sql.name, row.text(sqlite ? 3 : 0));
    }
}

db::Rows Plans::run(const db::Sql& sql, const db::Params& params) {
    note(sql, params);
    return conn_.run(sql, params);
}

std::int64_t Plans::change(const db::Sql& sql, const db::Params& params) {
    note(sql, params);
    return dynamic_cast<db::Tx&>(conn_).change(sql, params);
}

void Plans::after_commit(std::function<void()> work) { dynamic_cast<db::Tx&>(conn_).after_commit(std::move(work)); }

std::vector<std::string> Plans::full_scans(const std::vector<std::string>& allowed) const {
    std::vector<std::string> found;
    for (const auto& [name, line] : lines_) {
        if (scans_all(line, allowed)) found.push_back(name + ": " + line);
    }
    return found;
}

std::string Plans::text() const {
    std::string all;
    for (const auto& [name, line] : lines_) all += name + ": " + line + "\n";
    return all;
}

}  // namespace dinh::test
