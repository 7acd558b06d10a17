// For tests of this module's pages: visits of the office's people.
#pragma once
#include "modules/documents/documents.hpp"
#include "modules/documents/tests/tree.hpp"
#include "tests/support/visits.hpp"

namespace dinh::documents::test {

class VisitDesk : public Visits<TreeDesk> {
protected:
    VisitDesk() : Visits("/documents/incoming", {manifest}) {}
};

}  // namespace dinh::documents::test
