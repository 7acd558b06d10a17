// A form shown again with the reasons of a refusal: 422, or 429 with Retry-After when it was asked too often.
#pragma once
#include "platform/error/too_often.hpp"
#include "platform/web/response.hpp"

namespace dinh::web {

inline Response refused_page(Response page, const Refused& refused) {
    const auto* often = dynamic_cast<const TooOften*>(&refused);
    page.status = often ? 429 : 422;
    if (often) page.with("Retry-After", std::to_string(often->wait_s()));
    return page;
}

}  // namespace dinh::web
