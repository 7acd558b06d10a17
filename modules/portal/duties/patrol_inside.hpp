// Whether an address of the house leads to something that everybody can read: the handler of the page is asked, as
// platform/written asks for pages, without a request to oneself.
#pragma once
#include "platform/house/house.hpp"
#include "platform/outbox/visit.hpp"
#include "platform/web/router.hpp"

namespace dinh::portal {

class Inside {
public:
    explicit Inside(House&);
    // there, moved, gone, failed; not_asked: a page that asks who one is, which is no page of the portal.
    outbox::Visit visit(const std::string& path) const;

private:
    House& house_;
    web::Router router_;
};

}  // namespace dinh::portal
