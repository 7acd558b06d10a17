#include "platform/sheet/parts.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace dinh::sheet {

namespace {

constexpr std::string_view kSheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kSheetStrict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
constexpr std::string_view kRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kRelationsStrict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
constexpr std::size_t kMostSheets = 1'000, kMostLooks = 65'536;

int number_of(std::string_view text, int otherwise) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() && end == text.data() + text.size() ? number : otherwise;
}
bool is_true(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

struct Sheet {
    std::string name, relation;
    bool visible = true;
};

class Workbook : public worker::XmlEvents {
public:
    void start(const worker::XmlName& name, const worker::XmlAttributes& attributes) override {
        if (!is_sheet_markup(name)) return;
        if (name.local == "workbook") found = true;
        if (name.local == "workbookPr") from_1904 = is_true(attributes.value("", "date1904"));
        if (name.local != "sheet" || sheets.size() >= kMostSheets) return;
        const auto usual = attributes.value(kRelations, "id");
        sheets.push_back(
            {std::string(attributes.value("", "name")),
             std::string(usual.empty() ? attributes.value(kRelationsStrict, "id") : usual),
             !attributes.value("", "state").starts_with("hidden") && attributes.value("", "state") != "veryHidden"});
    }
    void end(const worker::XmlName&) override {}
    void text(std::string_view) override {}
    std::vector<Sheet> sheets;
    bool found = false, from_1904 = false;
};

// What a part refers to inside the workbook, by the id of the relation.
class Relations : public worker::XmlEvents {
public:
    struct Relation {
        std::string type, target;
    };
    void start(const worker::XmlName& name, const worker::XmlAttributes& attributes) override {
        if (name.local != "Relationship" || attributes.value("", "TargetMode") == "External") return;
        const auto type = attributes.value("", "Type");
        if (all.size() < kMostSheets)
            all.emplace(attributes.value("", "Id"), Relation{std::string(type.substr(type.rfind('/') + 1)),
                                                             std::string(attributes.value("", "Target"))});
    }
    void end(const worker::XmlName&) override {}
    void text(std::string_view) override {}
    std::string first(std::string_view type) const {
        for (const auto& [id, relation] : all)
            if (relation.type == type) return relation.target;
        return {};
    }
    std::map<std::string, Relation, std::less<>> all;
};

// A target is told from the folder of the part that names it, or from the top.
std::string part_at(const std::string& folder, const std::string& target) {
    if (target.empty() || target.starts_with("/")) return target.substr(target.empty() ? 0 : 1);
    return folder + target;
}

class Styles : public worker::XmlEvents {
public:
    explicit Styles(std::vector<Look>& looks) : looks_(looks) {}
    void start(const worker::XmlName& name, const worker::XmlAttributes& attributes) override {
        if (!is_sheet_markup(name)) return;
        if (name.local == "cellXfs") within_ = true;
        if (name.local == "numFmt" && own_.size() < kMostLooks)
            own_[number_of(attributes.value("", "numFmtId"), -1)] = look_of(attributes.value("", "formatCode"));
        if (name.local != "xf" || !within_ || looks_.size() >= kMostLooks) return;
        const int format = number_of(attributes.value("", "numFmtId"), 0);
        const auto own = own_.find(format);
        looks_.push_back(own == own_.end() ? look_of_known(format) : own->second);
    }
    void end(const worker::XmlName& name) override {
        if (is_sheet_markup(name) && name.local == "cellXfs") within_ = false;
    }
    void text(std::string_view) override {}

private:
    std::vector<Look>& looks_;
    std::map<int, Look> own_;
    bool within_ = false;
};

class Strings : public worker::XmlEvents {
public:
    Strings(const ReadLimits& limits, std::vector<std::string>& strings) : limits_(limits), strings_(strings) {}
    void start(const worker::XmlName& name, const worker::XmlAttributes&) override {
        if (!is_sheet_markup(name)) return;
        if (name.local == "si") now_.clear();
        if (name.local == "rPh") ++readings_;
        in_text_ = name.local == "t" && readings_ == 0;
    }
    void end(const worker::XmlName& name) override {
        if (!is_sheet_markup(name)) return;
        if (name.local == "rPh" && readings_ > 0) --readings_;
        if (name.local == "t") in_text_ = false;
        if (name.local != "si") return;
        // A text that is too long for a cell is one letter too long here too, so that its cells say so.
        strings_.push_back(now_.over() ? std::string(kMostCellBytes + 1, '.') : unescaped(now_.text()));
        bytes_ += strings_.back().size();
        over_ = bytes_ > limits_.text_bytes || strings_.size() > limits_.strings;
    }
    void text(std::string_view piece) override {
        if (in_text_) now_.add(piece);
    }
    bool enough() const override { return over_; }

private:
    const ReadLimits& limits_;
    std::vector<std::string>& strings_;
    Letters now_{kMostCellBytes};
    std::size_t bytes_ = 0;
    int readings_ = 0;
    bool in_text_ = false, over_ = false;
};

}  // namespace

bool is_sheet_markup(const worker::XmlName& name) { return name.space == kSheet || name.space == kSheetStrict; }

Reading read_part(worker::ZipParts& parts, const std::string& part, worker::XmlEvents& events) {
    worker::XmlReader reader(events);
    switch (parts.read(part, [&](std::string_view piece) { return reader.feed(piece); })) {
        case worker::Outcome::ok: return reader.finish() ? Reading::whole : Reading::damaged;
        case worker::Outcome::password_protected: return Reading::password;
        case worker::Outcome::too_big: return Reading::too_big;
        default: return Reading::damaged;
    }
}

std::string unescaped(const std::string& text) {
    constexpr std::size_t kSpelled = 7;  // _x000D_
    std::string plain;
    std::size_t from = 0;
    for (auto at = text.find("_x"); at != std::string::npos; at = text.find("_x", at + 1)) {
        int sign = 0;
        const char* const digits = text.data() + at + 2;
        if (at + kSpelled > text.size() || text[at + kSpelled - 1] != '_' || at < from ||
            std::from_chars(digits, digits + 4, sign, 16).ptr != digits + 4)
            continue;
        plain.append(text, from, at - from);
        // Others than line ends, tabs and the low line itself are signs that no text has.
        if (sign == '\n' || sign == '\t' || sign == '_') plain += static_cast<char>(sign);
        from = at + kSpelled;
    }
    return plain.append(text, from);
}

Reading find_sheet(worker::ZipParts& parts, std::string_view name, Place& place) {
    Relations top, own;
    read_part(parts, "_rels/.rels", top);
    std::string part = part_at("", top.first("officeDocument"));
    if (!parts.has(part)) part = "xl/workbook.xml";
    if (!parts.has(part)) return Reading::no_workbook;
    Workbook book;
    if (const auto read = read_part(parts, part, book); read != Reading::whole) return read;
    if (!book.found) return Reading::no_workbook;
    const std::size_t slash = part.rfind('/') + 1;
    const std::string folder = part.substr(0, slash);
    const auto related = read_part(parts, folder + "_rels/" + part.substr(slash) + ".rels", own);
    if (related != Reading::whole) return related;
    place = {"", part_at(folder, own.first("styles")), part_at(folder, own.first("sharedStrings")), book.from_1904};
    for (const auto& sheet : book.sheets) {
        if (name.empty() ? !sheet.visible : sheet.name != name) continue;
        const auto found = own.all.find(sheet.relation);
        if (found == own.all.end() || found->second.type != "worksheet") continue;  // of charts or dialogues
        place.sheet = part_at(folder, found->second.target);
        return parts.has(place.sheet) ? Reading::whole : Reading::damaged;
    }
    return Reading::no_such_sheet;
}

Reading read_looks(worker::ZipParts& parts, const Place& place, std::vector<Look>& looks) {
    Styles styles(looks);
    return parts.has(place.looks) ? read_part(parts, place.looks, styles) : Reading::whole;
}

Reading read_strings(worker::ZipParts& parts, const Place& place, const ReadLimits& limits,
                     std::vector<std::string>& strings) {
    if (!parts.has(place.strings)) return Reading::whole;
    Strings events(limits, strings);
    const auto read = read_part(parts, place.strings, events);
    return events.enough() ? Reading::too_big : read;
}

}  // namespace dinh::sheet
