// For tests of this module's pages: visits of the office's people.
#pragma once
#include "modules/meetings/tests/house.hpp"
#include "tests/support/forms.hpp"

namespace dinh::meetings::test {

using dinh::test::Answer;
using dinh::test::FormFields;
using dinh::test::kEndless;
using dinh::test::lasting;
using dinh::test::says_fault_of;

class VisitHouse : public House, protected dinh::test::Visitor {
protected:
    VisitHouse() : Visitor("/meetings") {}
    void SetUp() override {
        House::SetUp();
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        worklist::set_kinds(manifest().work_kinds);
        open(db());
    }
    FormFields typed(const FormFields& more = {}) const {
        FormFields fields{{"agency", std::to_string(office_.agency)},
                          {"day", "23/11/2026"},
                          {"from", "8h30"},
                          {"until", "10:00"},
                          {"subject", "Giao ban đầu tuần"},
                          {"place", "Phòng họp tầng 2"},
                          {"chair", std::to_string(office_.director.post)},
                          {"units", std::to_string(office_.division)}};
        for (const auto& [name, value] : more) fields = dinh::test::with(std::move(fields), name, value);
        return fields;
    }
    std::string week_path(const std::string& part = "") { return "/meetings/weeks/2026-11-23" + part; }
    FormFields step_fields() {
        return {{"version", std::to_string(week().version)}, {"agency", std::to_string(office_.agency)}};
    }
};

}  // namespace dinh::meetings::test
