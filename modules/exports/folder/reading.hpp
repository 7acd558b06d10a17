// The pages of a folder, made from its own JSON lines: what a person reads is what a program reads.
#pragma once
#include "modules/exports/exports.hpp"
#include "modules/exports/folder/paper.hpp"

namespace dinh::exports {

// Which records are in the folder: only those are linked.
class Taken {
public:
    void add(std::string_view kind, std::string_view key) { hashes_.push_back(hash(kind, key)); }
    void finish();
    bool has(std::string_view kind, std::string_view key) const;

private:
    static std::uint64_t hash(std::string_view kind, std::string_view key);
    std::vector<std::uint64_t> hashes_;  // a hundred thousand records: 0.8 MB
};

// One page for each record and lists of a hundred.
void write_pages(Paper&, const Order&, const Source&, const std::vector<Source>& all, const Taken&,
                 std::int64_t records);
void write_index(Paper&, const Order&, const Done&);
void write_style(Paper&);

}  // namespace dinh::exports
