#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "platform/config/keys.hpp"
#include "platform/text/text.hpp"

namespace dinh::config {

namespace {

constexpr std::uintmax_t kMostBytes = 1 << 20;

class Reader {
public:
    Reader(std::filesystem::path folder, std::string name) : folder_(std::move(folder)), name_(std::move(name)) {
        for (const Key& key : keys()) assign_text(config_, key, key.fallback);
    }

    void take(std::string_view toml_text) {
        try {
            const toml::table all = toml::parse(toml_text, name_);
            take_table(all, "");
        } catch (const toml::parse_error& fault) {
            faults_.push_back(name_ + " line " + std::to_string(fault.source().begin.line) + ": " +
                              std::string(fault.description()));
        }
    }

    void take(const Override& given) {
        const Key* key = find(given.key);
        if (!key) return unknown("command line", given.key);
        const std::string fault = assign_text(config_, *key, given.value);
        if (!fault.empty()) faults_.push_back("command line: " + given.key + " " + fault);
    }

    Config done() {
        complete();
        for (const Key& key : keys()) {
            const std::string fault = faults_.empty() && key.check ? key.check(config_) : "";
            if (!fault.empty()) wrong_values_.push_back(std::string(key.name) + " " + fault);
        }
        faults_.insert(faults_.end(), wrong_values_.begin(), wrong_values_.end());
        if (!faults_.empty()) throw Invalid(faults_);
        return std::move(config_);
    }

private:
    void take_table(const toml::table& table, const std::string& prefix) {
        for (const auto& [word, node] : table) {
            const std::string name = prefix + std::string(word.str());
            const std::string place = name_ + " line " + std::to_string(word.source().begin.line);
            if (const Key* key = find(name)) {
                take_value(*key, node, place);
            } else if (const toml::table* inner = node.as_table(); inner && !inner->empty()) {
                take_table(*inner, name + ".");
            } else if (!inner || !is_section(name)) {
                unknown(place, name);
            }
        }
    }

    static bool is_section(const std::string& name) {
        return std::any_of(keys().begin(), keys().end(),
                           [&](const Key& key) { return text::starts_with(key.name, name + "."); });
    }

    void unknown(const std::string& place, const std::string& name) {
        const std::string meant = nearest(name);
        faults_.push_back(place + ": unknown key " + name +
                          (meant.empty() ? "; docs/configuration.md lists all keys" : "; did you mean " + meant + "?"));
    }

    void take_value(const Key& key, const toml::node& node, const std::string& place) {
        const auto put = [&](auto value, auto member) {
            if (value) config_.*member = *value;
            return value.has_value();
        };
        bool fits = false;
        if (const auto* text_member = std::get_if<std::string Config::*>(&key.member)) {
            fits = put(node.value_exact<std::string>(), *text_member);
        } else if (const auto* number_member = std::get_if<std::int64_t Config::*>(&key.member)) {
            fits = put(node.value_exact<std::int64_t>(), *number_member);
        } else if (const auto* truth_member = std::get_if<bool Config::*>(&key.member)) {
            fits = put(node.value_exact<bool>(), *truth_member);
        } else {
            fits = put(list_of(node), std::get<std::vector<std::string> Config::*>(key.member));
        }
        if (!fits) {
            Config defaults;
            assign_text(defaults, key, key.fallback);
            faults_.push_back(place + ": " + key.name + " must be a " + type_name(key) + ", such as " +
                              shown(defaults, key));
        }
    }

    static std::optional<std::vector<std::string>> list_of(const toml::node& node) {
        const toml::array* array = node.as_array();
        if (!array) return std::nullopt;
        std::vector<std::string> list;
        for (const auto& item : *array) {
            const auto value = item.value_exact<std::string>();
            if (!value) return std::nullopt;
            list.push_back(*value);
        }
        return list;
    }

    // Defaults that follow from other keys, and paths made absolute.
    void complete() {
        const auto absolute = [&](std::string& path) {
            if (!path.empty()) path = std::filesystem::absolute(folder_ / path).lexically_normal().string();
        };
        for (const Key& key : keys()) {
            if (key.path) absolute(config_.*std::get<std::string Config::*>(key.member));
        }
        while (config_.data_dir.size() > 1 && config_.data_dir.ends_with('/')) config_.data_dir.pop_back();
        if (config_.key_file.empty()) config_.key_file = config_.data_dir + "/keys";
        if (config_.backup_dir.empty()) config_.backup_dir = config_.data_dir + "/backups";
        if (config_.database_url.empty()) config_.database_url = "sqlite://" + config_.data_dir + "/dinh.db";
        if (config_.public_url.empty()) {
            const bool six = config_.listen.find(':') != std::string::npos;
            config_.public_url = std::string(config_.tls_certificate.empty() ? "http://" : "https://") +
                                 (six ? "[" + config_.listen + "]" : config_.listen) + ":" +
                                 std::to_string(config_.port);
        }
    }

    std::filesystem::path folder_;
    std::string name_;
    Config config_;
    std::vector<std::string> faults_;
    std::vector<std::string> wrong_values_;
};

}  // namespace

Invalid::Invalid(std::vector<std::string> faults)
    : std::runtime_error(text::join(faults, "\n")), faults_(std::move(faults)) {}

Config read_text(std::string_view toml_text, const std::filesystem::path& folder, const std::string& name,
                 const std::vector<Override>& overrides) {
    Reader reader(folder, name);
    reader.take(toml_text);
    for (const auto& given : overrides) reader.take(given);
    return reader.done();
}

Config read(const std::filesystem::path& file, const std::vector<Override>& overrides) {
    std::error_code fault;
    const bool regular = std::filesystem::is_regular_file(file, fault);
    std::ifstream in(file, std::ios::binary);
    if (!regular || !in) throw Invalid({"cannot read " + file.string() + "; give its path with --config"});
    if (std::filesystem::file_size(file, fault) > kMostBytes)
        throw Invalid({file.string() + " is too large to be a dinh.toml"});
    std::ostringstream content;
    content << in.rdbuf();
    return read_text(content.str(), std::filesystem::absolute(file).parent_path(), file.string(), overrides);
}

bool Config::has_role(std::string_view role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool Config::has_module(std::string_view module) const {
    return modules.empty() || std::find(modules.begin(), modules.end(), module) != modules.end();
}

bool Config::on_sqlite() const { return database_url.starts_with("sqlite:"); }

}  // namespace dinh::config
