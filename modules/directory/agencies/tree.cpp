#include "modules/directory/agencies/tree.hpp"

#include <unordered_map>

#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

constexpr int kDeepest = 16;  // deeper is a circle in the data
constexpr int kOpenTo = 1;    // levels that stand open

class Tree {
public:
    Tree(const dinh::pages::Lang& lang, const Snapshot& directory, const TreeAsked& asked)
        : lang_(lang), directory_(directory), asked_(asked) {
        for (const auto& one : directory.agencies) {
            if (!asked.closed && one.closed_on(directory.day)) continue;
            const bool known_parent = one.parent != one.id && directory.agency(one.parent) != nullptr;
            children_[known_parent ? one.parent : 0].push_back(&one);
        }
    }
    std::vector<pages::PhoneBookBranch> below(Id id, int depth) const {
        std::vector<pages::PhoneBookBranch> branches;
        const auto found = children_.find(id);
        if (found == children_.end() || depth > kDeepest) return branches;
        for (const auto* one : found->second) {
            auto branch = branch_of(*one, depth);
            const bool fits = asked_.words.empty() || one->folded.find(asked_.words) != std::string::npos ||
                              text::fold(one->abbreviation) == asked_.words ||
                              text::lower(one->org_code) == asked_.words;
            if (fits || !branch.branches.empty()) branches.push_back(std::move(branch));
        }
        return branches;
    }

private:
    pages::PhoneBookBranch branch_of(const Agency& one, int depth) const {
        std::string small = one.abbreviation;
        if (!one.org_code.empty()) small += (small.empty() ? "" : " · ") + one.org_code;
        const bool closed = one.closed_on(directory_.day);
        if (closed)
            for (const Id next : one.successors)
                small += "; " + text::fill(lang_.tr("nay là %1"), {directory_.agency_name(next)});
        auto branches = below(one.id, depth + 1);
        return {.if_branches = !branches.empty(),
                .if_open = depth < kOpenTo || !asked_.words.empty(),
                .name = one.name,
                .agency_path = asked_.path + std::to_string(one.id),
                .if_here = false,
                .if_small = !small.empty(),
                .small = small,
                .if_sealed = !closed && !directory_.bodies_of(one.id).empty(),
                .if_tag = closed,
                .tag_kind = "off",
                .tag = closed ? text::fill(lang_.tr("kết thúc ngày %1"), {clock::show(*one.until)}) : "",
                .branches = std::move(branches)};
    }

    const dinh::pages::Lang& lang_;
    const Snapshot& directory_;
    const TreeAsked& asked_;
    std::unordered_map<Id, std::vector<const Agency*>> children_;
};

}  // namespace

std::vector<pages::PhoneBookBranch> tree_of(const dinh::pages::Lang& lang, const Snapshot& directory,
                                            const TreeAsked& asked) {
    return Tree(lang, directory, asked).below(asked.below, 0);
}

}  // namespace dinh::directory
