// The people of a site (ban biên tập, cộng tác viên, quản trị), named by their posts.
#include <algorithm>

#include "modules/portal/questions/remark.hpp"
#include "modules/portal/sites/site_deeds.hpp"
#include "modules/portal/sites/site_store.hpp"
#include "modules/portal/sites/words.hpp"
#include "modules/worklist/worklist.hpp"

namespace dinh::portal {

namespace {

bool known_role(std::string_view role) {
    const auto& roles = member_roles();
    return std::any_of(roles.begin(), roles.end(), [&](const auto& one) { return one.value == role; });
}

std::string label_of(db::Conn& conn, Id post) {
    const auto facts = directory::post_facts(conn, post, clock::today());
    return facts ? facts->label : std::string();
}

}  // namespace

Id name_member(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, Id post, std::string_view role) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::name_member, locked.subject);
    const auto facts = directory::post_facts(tx, post, clock::today());
    Reasons reasons;
    if (!known_role(role)) reasons.add("role", "Vai trò không có trong danh mục.");
    if (!facts)
        reasons.add("post", "Chưa chọn người.");
    else if (!facts->open)
        reasons.add("post", Said("%1 không còn hoạt động.", {facts->label}));
    else if (facts->holder == 0)
        reasons.add("post", Said("Vị trí %1 đang khuyết, hãy chọn người khác.", {facts->title}));
    const auto same = [&](const Member& one) { return one.post == post && one.role == role; };
    if (std::any_of(locked.subject.members.begin(), locked.subject.members.end(), same))
        reasons.add("post", "Người này đã có vai trò này trên trang.");
    reasons.done();
    const NamedMember one{ids::make(), post, std::string(role)};
    site_store::insert_member(tx, site, one);
    record_on_site(tx, actor, &as, site, "site.name_member", Said("Giao %1: %2", {role_title(role), facts->label}));
    worklist::notify(tx, post, Said("Bạn được giao làm %1 của %2", {role_title(role), locked.site.name}),
                     "/portal/sites/" + std::to_string(site));
    keep_remark_work(tx, site);
    announce_change(tx, site);
    return one.id;
}

void end_member(db::Tx& tx, const Actor& actor, Id site, std::int64_t version, Id member) {
    const auto locked = lock_site(tx, actor, site, version);
    const Capacity& as = must(actor, Deed::end_member, locked.subject);
    const auto all = members_of(tx, site);
    const auto found = std::find_if(all.begin(), all.end(), [&](const NamedMember& one) { return one.id == member; });
    if (found == all.end()) throw NotFound("portal: no member " + std::to_string(member));
    const auto approvers =
        std::count_if(all.begin(), all.end(), [](const NamedMember& one) { return one.role == member::kApprover; });
    if (found->role == member::kApprover && approvers == 1)
        throw Refused("Trang phải còn ít nhất một người duyệt: hãy giao người khác trước.");
    site_store::delete_member(tx, site, member);
    worklist::finish(tx, kRemark, site, 0, found->post);
    keep_remark_work(tx, site);  // who has another role on the site keeps the line
    record_on_site(tx, actor, &as, site, "site.end_member",
                   Said("Thôi giao %1: %2", {role_title(found->role), label_of(tx, found->post)}));
    announce_change(tx, site);
}

}  // namespace dinh::portal
