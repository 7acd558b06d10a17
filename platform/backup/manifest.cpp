#include "platform/backup/manifest.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "platform/crypto/crypto.hpp"
#include "platform/error/error.hpp"
#include "platform/text/text.hpp"

namespace dinh::backup {

namespace {

constexpr std::string_view kHead = "dinh-backup 1\n";

[[noreturn]] void refuse(const std::string& why) {
    throw Refused(
        Said("Bản kê của bản sao lưu (manifest.txt) bị thiếu hoặc đã bị thay đổi: %1. Hãy dùng một bản sao lưu khác.",
             {why}));
}

// Takes a line without its line end from the front.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) refuse("dòng cuối bị cụt");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    return line;
}

std::string_view take_word(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

bool is_hash(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::pair<std::string, Item> parse_item(std::string_view line) {
    Item item;
    item.sha256 = take_word(line);
    const std::string_view size = take_word(line);
    const auto [end, fault] = std::from_chars(size.data(), size.data() + size.size(), item.size_bytes);
    const bool whole = fault == std::errc{} && end == size.data() + size.size() && item.size_bytes >= 0;
    const bool known = is_store_path(line) || line == database_name(db::Engine::sqlite) ||
                       line == database_name(db::Engine::postgresql);
    if (!whole || !is_hash(item.sha256) || !known) refuse("dòng không đọc được");
    return {std::string(line), item};
}

}  // namespace

const char* database_name(db::Engine engine) {
    return engine == db::Engine::sqlite ? "database.db" : "database.pgdump";
}

bool is_store_path(std::string_view path) {
    if (path.size() != 6 + 65 || !path.starts_with("files/") || path[8] != '/') return false;
    return is_hash(std::string(path.substr(6, 2)) + std::string(path.substr(9)));
}

std::string Manifest::text() const {
    std::string out(kHead);
    out += "made_at " + clock::to_text(made_at) + "\n";
    out += std::string("engine ") + (engine == db::Engine::sqlite ? "sqlite" : "postgresql") + "\n";
    for (const auto& [path, item] : items) {
        out += item.sha256 + " " + std::to_string(item.size_bytes) + " " + path + "\n";
    }
    return out + "end " + crypto::sha256_hex(out) + "\n";
}

Manifest parse_manifest(std::string_view given) {
    const std::size_t end = given.rfind("end ");
    if (!given.starts_with(kHead) || end == std::string_view::npos) refuse("không phải bản kê của Đình");
    const std::string seal = "end " + crypto::sha256_hex(given.substr(0, end)) + "\n";
    if (given.substr(end) != seal) refuse("mã kiểm tra không khớp");
    std::string_view rest = given.substr(kHead.size(), end - kHead.size());
    Manifest made;
    std::string_view time = take_line(rest);
    std::string_view engine = take_line(rest);
    const bool named = take_word(time) == "made_at" && take_word(engine) == "engine";
    const auto at = clock::parse_instant(time);
    if (!named || !at || (engine != "sqlite" && engine != "postgresql")) refuse("phần đầu không đọc được");
    made.made_at = *at;
    made.engine = engine == "sqlite" ? db::Engine::sqlite : db::Engine::postgresql;
    while (!rest.empty()) {
        if (!made.items.insert(parse_item(take_line(rest))).second) refuse("một tệp được ghi hai lần");
    }
    if (!made.items.contains(database_name(made.engine))) refuse("không có cơ sở dữ liệu");
    return made;
}

Manifest read_manifest(const std::filesystem::path& backup) {
    if (!std::filesystem::is_regular_file(backup / kManifestName)) {
        throw Refused(
            Said("Thư mục %1 không phải là một bản sao lưu hoàn chỉnh (không có manifest.txt).", {backup.string()}));
    }
    std::ifstream in(backup / kManifestName, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    return parse_manifest(content.str());
}

}  // namespace dinh::backup
