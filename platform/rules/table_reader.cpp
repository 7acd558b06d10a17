#include <toml++/toml.h>

#include "platform/rules/table.hpp"
#include "platform/text/text.hpp"

namespace dinh::rules {

class TableReader {
public:
    explicit TableReader(std::string name) : name_(std::move(name)) {}

    Table read(std::string_view toml_text) {
        try {
            const toml::table all = toml::parse(toml_text, name_);
            fill_table(all);
        } catch (const toml::parse_error& fault) {
            throw Fault(name_ + " line " + std::to_string(fault.source().begin.line) + ": " +
                        std::string(fault.description()));
        }
        return std::move(table_);
    }

private:
    // Plain values come first, because the entries below them inherit basis and days.
    void fill_table(const toml::table& all) {
        table_.head_.where_ = name_;
        for (const auto& [key, node] : all) {
            if (!is_section(node)) put(table_.head_, std::string(key.str()), node);
        }
        take_dates(table_.head_, nullptr);
        for (const auto& [key, node] : all) {
            if (!is_section(node)) continue;
            auto& list = table_.lists_[std::string(key.str())];
            if (const toml::table* section = node.as_table()) list.push_back(entry(*section, &table_.head_));
            const toml::array* array = node.as_array();
            for (std::size_t i = 0; array && i < array->size(); ++i) {
                list.push_back(entry(*array->get_as<toml::table>(i), &table_.head_));
            }
        }
    }

    static bool is_section(const toml::node& node) {
        if (node.is_table()) return true;
        const toml::array* array = node.as_array();
        return array && !array->empty() && array->is_array_of_tables();
    }

    Entry entry(const toml::table& source, const Entry* outer) {
        Entry made = inner_entry(source);
        take_dates(made, outer);
        return made;
    }

    void take_dates(Entry& made, const Entry* outer) {
        const std::string& own_basis = made.text("basis");
        made.basis = own_basis.empty() && outer ? outer->basis : own_basis;
        made.basis_id = made.text("basis_id");
        // With a basis and days of its own an entry may lean on another text than its file.
        const bool stands_alone = !own_basis.empty() && made.has("from");
        if (made.basis_id.empty() && outer && !stands_alone) made.basis_id = outer->basis_id;
        if (outer) made.confirmed = outer->confirmed;
        if (made.has("certainty")) made.confirmed = made.one_of("certainty", {"unconfirmed", "confirmed"}) == 1;
        const bool dated = made.has("from");
        if (dated) made.from = made.must_day("from");
        if (!dated && outer) made.from = outer->from;
        if (!dated && outer && !outer->dated_)
            throw Fault(made.where() + ": from is missing here and at the head of the file");
        made.dated_ = dated || (outer && outer->dated_);
        if (made.has("to")) {
            made.to = made.must_day("to");
        } else if (outer && !dated) {
            made.to = outer->to;
        }
        if (made.to && *made.to < made.from) throw Fault(made.where() + ": to is before from");
    }

    void put(Entry& target, const std::string& key, const toml::node& node) {
        const std::string place = name_ + " line " + std::to_string(node.source().begin.line);
        if (const auto text = node.value_exact<std::string>()) {
            target.values_[key] = text::nfc(*text);
        } else if (const auto number = node.value_exact<std::int64_t>()) {
            target.values_[key] = *number;
        } else if (const auto truth = node.value_exact<bool>()) {
            target.values_[key] = *truth;
        } else if (const auto date = node.value_exact<toml::date>()) {
            const auto day = clock::make_day(date->year, date->month, date->day);
            if (!day) throw Fault(place + ": " + key + " is no day between 1900 and 2200");
            target.values_[key] = *day;
        } else if (const auto time = node.value_exact<toml::time>()) {
            target.values_[key] = Entry::TimeOfDay{time->hour * 60 + time->minute};
        } else if (const toml::array* array = node.as_array()) {
            put_list(target, key, *array, place);
        } else if (const toml::table* inner = node.as_table()) {
            target.values_[key] = std::vector<Entry>{inner_entry(*inner)};
        } else {
            throw Fault(place + ": " + key + " must be a text, a whole number, true or false, a day, a time or a list");
        }
    }

    // A table inside an entry: it has no days of its own.
    Entry inner_entry(const toml::table& source) {
        Entry made;
        made.where_ = name_ + " line " + std::to_string(source.source().begin.line);
        for (const auto& [key, node] : source) put(made, std::string(key.str()), node);
        return made;
    }

    void put_list(Entry& target, const std::string& key, const toml::array& array, const std::string& place) {
        std::vector<std::string> texts;
        std::vector<std::int64_t> numbers;
        std::vector<Entry> entries;
        for (const auto& node : array) {
            if (const auto text = node.value_exact<std::string>()) texts.push_back(text::nfc(*text));
            if (const auto number = node.value_exact<std::int64_t>()) numbers.push_back(*number);
            if (const toml::table* inner = node.as_table()) entries.push_back(inner_entry(*inner));
        }
        if (texts.size() == array.size()) {
            target.values_[key] = std::move(texts);
        } else if (numbers.size() == array.size()) {
            target.values_[key] = std::move(numbers);
        } else if (entries.size() == array.size()) {
            target.values_[key] = std::move(entries);
        } else {
            throw Fault(place + ": " + key + " must list only texts, only whole numbers or only tables");
        }
    }

    std::string name_;
    Table table_;
};

Table Table::parse(const std::string& name, std::string_view toml_text) { return TableReader(name).read(toml_text); }

}  // namespace dinh::rules
