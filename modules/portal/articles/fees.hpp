// Author fees (nhuận bút; Decree 18/2014/NĐ-CP): the secretary grades a published article by kind and factor, an
// approver approves a month of a site at once, and the list goes to the accountant.
//
//   graded    đã chấm    may be graded anew
//   approved  đã duyệt   stays as it is
#pragma once
#include "modules/portal/articles/article.hpp"
#include "platform/settings/settings.hpp"

namespace dinh::portal {

// The value of a unit of the factor.
inline constexpr std::string_view kFeeUnit = "portal.fee_unit_dong";
std::vector<settings::Setting> article_settings();

struct Fee {
    Id id = 0, article = 0, site = 0;
    std::string month, kind;
    int factor_tenths = 0;
    std::int64_t unit_dong = 0, amount_dong = 0;
    std::string payee, state, graded_by, approved_by;
    std::string title;  // of the article
    std::optional<Instant> published_at;
};
struct FeeInput {
    std::string kind, payee;
    int factor_tenths = 0;
};
std::string fee_kind_title(std::string_view kind);  // of rules/author_fees.toml
std::string factor_words(int tenths);               // "12,5"
std::optional<Fee> fee_of(db::Conn&, Id article);

// Of what was published, also when it was withdrawn later. Refused: a kind the rules do not know, a factor out of its
// range, nobody to pay, approved already.
void grade_fee(db::Tx&, const Actor&, Id article, std::int64_t version, const FeeInput&);
// All that is graded in the month. Conflict: it does not come to `sum_dong` any more, somebody graded meanwhile.
// Refused: nothing is to be approved.
void approve_fees(db::Tx&, const Actor&, Id site, std::string_view month, std::int64_t sum_dong);

struct FeeFilter {
    Id site = 0;
    std::string month;
    Id after = 0;
    int most = 200;
};
struct FeePage {
    std::vector<Fee> lines;
    Id next = 0;
};
// NotFound unless the actor grades or approves fees of the site.
Site site_with_fees(db::Conn&, const Actor&, Id site);
FeePage list_fees(db::Conn&, const FeeFilter&);
struct FeeSum {
    std::int64_t count = 0, dong = 0, graded_dong = 0;  // graded: not approved yet
};
FeeSum sum_of_fees(db::Conn&, Id site, std::string_view month);

}  // namespace dinh::portal
