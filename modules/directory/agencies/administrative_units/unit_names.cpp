#include "modules/directory/agencies/administrative_units/unit_names.hpp"

#include "platform/text/text.hpp"

namespace dinh::directory {

std::string folded_name(std::string_view name) {
    const std::string folded = text::fold(name);
    for (const std::string_view kind :
         {"thanh pho ", "thi tran ", "thi xa ", "dac khu ", "phuong ", "huyen ", "quan ", "tinh ", "xa "}) {
        if (folded.starts_with(kind) && folded.size() > kind.size()) return folded.substr(kind.size());
    }
    return folded;
}

}  // namespace dinh::directory
