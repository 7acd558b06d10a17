// For tests of this module's pages: visits of the two offices' people.
#pragma once
#include "modules/petitions/tests/desk.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/forms.hpp"

namespace dinh::petitions::test {

using dinh::test::Answer;
using dinh::test::FormFields;

class VisitDesk : public Desk, protected dinh::test::Visitor {
protected:
    VisitDesk() : Visitor("/petitions") {}
    void SetUp() override {
        Desk::SetUp();
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        worklist::set_kinds(manifest().work_kinds);
        worklist::set_search_kinds(manifest().search_kinds);
        open(db());
        directory::now(house_);  // read once for all pages: no page's own queries
    }
    std::string path(Id id, const std::string& part = "") const { return "/petitions/" + std::to_string(id) + part; }
    FormFields typed(FormFields more = {}) const {
        FormFields fields{{"issuing_body", std::to_string(office_.body)},
                          {"kind", "complaint"},
                          {"round", "1"},
                          {"channel", "post"},
                          {"received_day", "19/11/2026"},
                          {"summary", "Khiếu nại quyết định thu hồi đất"},
                          {"people", "1"},
                          {"sender_name", "Hoàng Quyzamba"},
                          {"sender_address", "Xóm Quyzambinh"}};
        for (const auto& [name, value] : more) fields = dinh::test::with(std::move(fields), name, value);
        return fields;
    }
    Answer deed(const test::Place& who, Id id, const std::string& part, FormFields fields,
                const std::string& stale = "") {
        fields.emplace_back("version", stale.empty() ? std::to_string(version(id)) : stale);
        return post(who.actor, path(id, part), std::move(fields));
    }
};

}  // namespace dinh::petitions::test
