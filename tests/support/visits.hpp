// For tests of a module's pages over the fixture of its deeds: its routes and those of the work list, asked by members.
//
//     class VisitDesk : public test::Visits<Desk> {
//     protected:
//         VisitDesk() : Visits("/notes", {manifest}) {}
//     };
#pragma once
#include "modules/worklist/worklist.hpp"
#include "tests/support/forms.hpp"
#include "tests/support/office.hpp"

namespace dinh::test {

template <class Fixture>
class Visits : public Fixture, protected Visitor {
protected:
    // `token_page`: one that everybody may read.
    Visits(std::string token_page, std::vector<module::Manifest (*)()> modules)
        : Visitor(std::move(token_page)), modules_(std::move(modules)) {}
    void SetUp() override {
        Fixture::SetUp();
        std::vector<module::WorkKind> work;
        std::vector<module::SearchKind> found;
        modules_.push_back(worklist::manifest);
        for (const auto& manifest_of : modules_) {
            const auto manifest = manifest_of();
            manifest.routes(this->router_);
            work.insert(work.end(), manifest.work_kinds.begin(), manifest.work_kinds.end());
            found.insert(found.end(), manifest.search_kinds.begin(), manifest.search_kinds.end());
        }
        worklist::set_kinds(work);
        worklist::set_search_kinds(found);
        this->open(this->db());
    }

private:
    std::vector<module::Manifest (*)()> modules_;
};

}  // namespace dinh::test
