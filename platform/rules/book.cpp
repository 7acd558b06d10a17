#include "platform/rules/book.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <list>
#include <mutex>
#include <sstream>

#include "platform/embed/embed.hpp"
#include "platform/text/text.hpp"

namespace dinh::rules {

namespace {

using Filler = void (*)(Book&, const Table&);

// Files beyond these are kept as tables only.
Filler filler_of(std::string_view name) {
    if (name.starts_with("document_kinds/")) return fill_kinds;
    if (name == "urgency") return fill_urgency;
    if (name == "secrecy") return fill_secrecy;
    if (name == "signing") return fill_signing;
    if (name == "registers") return fill_registers;
    if (name == "abbreviations") return fill_abbreviations;
    if (name == "security") return fill_security;
    if (name == "metadata") return fill_metadata;
    if (name == "legal_basis") return fill_legal_texts;
    if (name == "retention") return fill_retention;
    return nullptr;
}

bool overlap(const Dated& a, const Dated& b) { return (!a.to || b.from <= *a.to) && (!b.to || a.from <= *b.to); }

// Two entries that answer the same question for the same day.
template <class T>
void refuse_doubles(const std::vector<T>& all, std::string T::*key, const char* what,
                    std::vector<std::string>& faults) {
    std::map<std::string, std::vector<const T*>> seen;
    for (const T& one : all) {
        auto& others = seen[one.*key];
        for (const T* other : others) {
            if (overlap(one, *other))
                faults.push_back(std::string(what) + " " + one.*key + " is in force twice on " +
                                 clock::to_text(std::max(one.from, other->from)));
        }
        others.push_back(&one);
    }
}

void check_doubles(const Book& book, std::vector<std::string>& faults) {
    refuse_doubles(book.kinds, &DocumentKind::id, "document kind", faults);
    refuse_doubles(book.urgencies, &Urgency::id, "urgency", faults);
    refuse_doubles(book.secrecy_levels, &SecrecyLevel::id, "secrecy level", faults);
    refuse_doubles(book.signing_kinds, &SigningKind::id, "signing kind", faults);
    refuse_doubles(book.registers, &Register::id, "register", faults);
    refuse_doubles(book.limits, &SecurityLimit::key, "security setting", faults);
    refuse_doubles(book.retention, &RetentionPeriod::id, "retention period", faults);
    refuse_doubles(book.texts, &LegalText::id, "legal text", faults);
    for (const auto& stamp : book.stamps) {
        const bool known = std::any_of(book.secrecy_levels.begin(), book.secrecy_levels.end(),
                                       [&](const SecrecyLevel& level) { return level.id == stamp.level; });
        if (!known) faults.push_back("secrecy stamp " + stamp.phrase + " names the unknown level " + stamp.level);
    }
}

struct Books {
    std::mutex mutex;
    std::list<Book> kept;  // earlier books stay, because pointers into them are held
    std::atomic<const Book*> current = nullptr;
};

Books& books() {
    static Books all;
    return all;
}

std::string name_of(const std::string& path) {
    return path.substr(6, path.size() - 6 - 5);  // between "rules/" and ".toml"
}

}  // namespace

Book read_book(const Files& files) {
    Book made;
    std::vector<std::string> faults;
    for (const auto& [path, content] : files) {
        try {
            const std::string name = name_of(path);
            const Table& table = made.tables.emplace(name, Table::parse(path, content)).first->second;
            if (const Filler fill = filler_of(name)) fill(made, table);
        } catch (const Fault& fault) {
            faults.emplace_back(fault.what());
        }
    }
    std::stable_sort(made.kinds.begin(), made.kinds.end(), [](const auto& a, const auto& b) {
        return std::pair(a.group, a.order) < std::pair(b.group, b.order);
    });
    std::stable_sort(made.urgencies.begin(), made.urgencies.end(),
                     [](const auto& a, const auto& b) { return a.rank < b.rank; });
    check_doubles(made, faults);
    if (!faults.empty()) throw Fault(text::join(faults, "\n"));
    return made;
}

void load(const Files& files) {
    Book made = read_book(files);
    const std::lock_guard lock(books().mutex);
    books().current = &books().kept.emplace_back(std::move(made));
}

const Book& book() {
    if (!books().current.load(std::memory_order_acquire)) {
        Book made = read_book(embedded());
        const std::lock_guard lock(books().mutex);
        if (!books().current) books().current = &books().kept.emplace_back(std::move(made));
    }
    return *books().current.load(std::memory_order_acquire);
}

Files embedded() {
    Files files;
    for (const std::string_view path : embed::list("rules/")) {
        if (path.ends_with(".toml") && !path.starts_with("rules/calendar/"))
            files.emplace(path, embed::file(path).value());
    }
    return files;
}

Files folder(const std::string& path) {
    Files files;
    std::error_code fault;
    std::filesystem::recursive_directory_iterator at(path, fault), end;
    for (; !fault && at != end; at.increment(fault)) {
        const std::string inside = std::filesystem::relative(at->path(), path).generic_string();
        if (at->path().extension() != ".toml" || inside.starts_with("calendar/")) continue;
        std::ostringstream content;
        content << std::ifstream(at->path(), std::ios::binary).rdbuf();
        files.emplace("rules/" + inside, content.str());
    }
    if (fault) throw Fault("cannot read the folder " + path + ": " + fault.message());
    return files;
}

const Table& table(std::string_view name) {
    const auto at = book().tables.find(name);
    if (at == book().tables.end()) throw Fault("there is no rules/" + std::string(name) + ".toml");
    return at->second;
}

std::vector<std::string> table_names() {
    std::vector<std::string> names;
    for (const auto& [name, content] : book().tables) names.push_back(name);
    return names;
}

}  // namespace dinh::rules
