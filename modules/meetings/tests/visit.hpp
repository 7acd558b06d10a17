// For tests of this module's pages: visits of the office's people.
#pragma once
#include "modules/meetings/tests/house.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::meetings::test {

using dinh::test::Answer;
using dinh::test::FormFields;

class VisitHouse : public House, protected dinh::test::Visitor {
protected:
    VisitHouse() : Visitor("/meetings") {}
    void SetUp() override {
        House::SetUp();
        manifest().routes(router_);
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
        for (const auto& [name, value] : more) {
            const auto known =
                std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.first == name; });
            if (known == fields.end())
                fields.emplace_back(name, value);
            else
                known->second = value;
        }
        return fields;
    }
    std::string week_path(const std::string& part = "") { return "/meetings/weeks/2026-11-23" + part; }
    FormFields step_fields() {
        return {{"version", std::to_string(week().version)}, {"agency", std::to_string(office_.agency)}};
    }
};

// A page without what is made anew for each answer.
inline std::string lasting(std::string body) {
    for (const std::string start :
         {"name=\"_csrf\" value=\"", "name=\"deed_key\" value=\"", "name=\"csrf\" content=\""}) {
        for (auto at = body.find(start); at != std::string::npos; at = body.find(start, at)) {
            at += start.size();
            body.erase(at, body.find('"', at) - at);
        }
    }
    return body;
}
inline bool says_fault_of(const Answer& answer, const std::string& field) {
    return answer.status == 422 && answer.has("<a href=\"#" + field + "\">");
}

}  // namespace dinh::meetings::test
