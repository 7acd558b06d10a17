// Words of ways, states and kinds of deliveries, for pages.
#pragma once
#include "modules/worklist/deliveries/deliveries.hpp"
#include "platform/pages/pages.hpp"

namespace dinh::worklist {

std::string way_title(Way);                       // "Thư điện tử"
std::string kind_words(std::string_view kind);    // "Thông báo"
Said state_words(const DeliveryLine&);            // "Sẽ thử lại lúc ..."
std::string state_title(std::string_view state);  // "Đã gửi"
std::string what_to_do(const DeliveryLine&);      // for who keeps the system; "" nothing

}  // namespace dinh::worklist
