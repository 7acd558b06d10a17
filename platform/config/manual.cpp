#include "platform/config/keys.hpp"
#include "platform/log/log.hpp"
#include "platform/text/text.hpp"

namespace dinh::config {

namespace {

std::string section_of(const Key& key) { return text::split(key.name, '.').front(); }

std::string word_of(const Key& key) { return text::split(key.name, '.').back(); }

Config fallbacks() {
    Config config;
    for (const Key& key : keys()) assign_text(config, key, key.fallback);
    return config;
}

}  // namespace

std::string report(const Config& config) {
    const Config standard = fallbacks();
    std::string out;
    for (const Key& key : keys()) {
        const std::string value = shown(config, key);
        out += value == shown(standard, key) ? "  " : "* ";
        out += key.name + std::string(" = ") + log::without_passwords(value);
        if (*key.unit) out += std::string("  (") + key.unit + ")";
        out += "\n";
    }
    return out + "* differs from the default\n";
}

std::string example() {
    const Config standard = fallbacks();
    std::string out = "# dinh.toml: every key with its default. Remove the # before a line you change.\n";
    std::string section;
    for (const Key& key : keys()) {
        if (section_of(key) != section) {
            section = section_of(key);
            out += "\n[" + section + "]\n";
        }
        out += std::string("# ") + key.description + (*key.unit ? std::string(" [") + key.unit + "]" : "") + "\n";
        out += "#" + word_of(key) + " = " + shown(standard, key) + "\n";
    }
    return out;
}

std::string manual() {
    const Config standard = fallbacks();
    std::string out =
        "# dinh.toml\n\nWhat belongs to the machine. A key that is not listed here stops the start. Relative paths "
        "count from "
        "the folder of the file. `dinh check-config` reads the file and prints what is in force.\n";
    std::string section;
    for (const Key& key : keys()) {
        if (section_of(key) != section) {
            section = section_of(key);
            out += "\n## [" + section +
                   "]\n\n| key | type | unit | default | meaning |\n| --- | --- | --- | --- | --- |\n";
        }
        out += "| `" + word_of(key) + "` | " + type_name(key) + " | " + key.unit + " | `" + shown(standard, key) +
               "` | " + key.description + " |\n";
    }
    return out;
}

}  // namespace dinh::config
