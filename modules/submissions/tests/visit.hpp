// For tests of this module's pages: visits of the people of the house.
#pragma once
#include "modules/submissions/tests/house.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::submissions::test {

using dinh::test::Answer;
using dinh::test::FormFields;

class VisitHouse : public House, protected dinh::test::Visitor {
protected:
    VisitHouse() : Visitor("/submissions") {}
    void SetUp() override {
        House::SetUp();
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        worklist::set_kinds(manifest().work_kinds);
        worklist::set_search_kinds(manifest().search_kinds);
        open(db());
        directory::now(house_);  // read once for all pages: no page's own queries
    }
    std::string path(Id id, const std::string& part = "") const { return "/submissions/" + std::to_string(id) + part; }
    FormFields typed(FormFields more = {}) const {
        FormFields fields{{"letter", "o" + std::to_string(letter_)},
                          {"subject", "Ban hành Kế hoạch chuyển đổi số"},
                          {"kind", "individual"},
                          {"document_kind", ""},
                          {"field", "chuyển đổi số"},
                          {"asked_day", "15/12/2026"},
                          {"task_mark", ""}};
        for (const auto& [name, value] : more) {
            const auto known =
                std::find_if(fields.begin(), fields.end(), [&, n = name](const auto& one) { return one.first == n; });
            if (known == fields.end())
                fields.emplace_back(name, value);
            else
                known->second = value;
        }
        return fields;
    }
    Answer deed(const Member& who, Id id, const std::string& part, FormFields fields, const std::string& stale = "",
                std::vector<web::Upload> uploads = {}) {
        fields.emplace_back("version", stale.empty() ? std::to_string(version(id)) : stale);
        return post(who.actor, path(id, part), std::move(fields), std::move(uploads));
    }
};

}  // namespace dinh::submissions::test
