// For tests of this module's pages: visits of the office's people.
#pragma once
#include "modules/documents/documents.hpp"
#include "modules/documents/tests/tree.hpp"
#include "modules/worklist/worklist.hpp"
#include "tests/support/visitor.hpp"

namespace dinh::documents::test {

using dinh::test::Answer;
using dinh::test::FormFields;

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
