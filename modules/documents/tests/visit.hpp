// For tests of this module's pages: visits of the office's people.
#pragma once
#include "modules/documents/documents.hpp"
#include "modules/documents/tests/tree.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/forms.hpp"

namespace dinh::documents::test {

using dinh::test::Answer;
using dinh::test::FormFields;
using dinh::test::kEndless;
using dinh::test::kMarkup;
using dinh::test::kMarkupShown;
using dinh::test::kNoDays;
using dinh::test::kNoIds;
using dinh::test::kNoNumbers;
using dinh::test::kParted;
using dinh::test::kWhole;
using dinh::test::lasting;
using dinh::test::says_fault_of;
using dinh::test::shows_markup_as_text;
using dinh::test::with;

class VisitDesk : public TreeDesk, protected dinh::test::Visitor {
protected:
    VisitDesk() : Visitor("/documents/incoming") {}
    void SetUp() override {
        TreeDesk::SetUp();
        manifest().routes(router_);
        worklist::manifest().routes(router_);
        open(db());
    }
};

}  // namespace dinh::documents::test
