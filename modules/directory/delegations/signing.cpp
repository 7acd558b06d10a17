// Who may sign as what: NĐ 30/2020 Đ13 and Appendix I.II.7.
#include "modules/directory/directory.hpp"
#include "platform/text/text.hpp"

namespace dinh::directory {

namespace {

const Post* head_of(const Snapshot& directory, Id agency) {
    for (const auto* post : directory.with_role(agency, role::kAgencyLeader))
        if (post->signing == "head") return post;
    const auto heads = directory.with_role(agency, role::kAgencyLeader);
    return heads.empty() ? nullptr : heads.front();
}

// A deputy in charge signs as any deputy does, for the head, under his own title (Đ13.1).
std::string title_line(const Post& post) {
    return post.holder_kind == "acting" ? "Q. " + text::upper(post.title) : text::upper(post.title);
}

void head_lines(const IssuingBody& body, const Post& post, SigningAuthority& authority) {
    if (body.collective) authority.lines.push_back("TM. " + text::upper(body.name));
    authority.kind = post.holder_kind == "acting" ? "Q" : body.collective ? "TM" : "";
    authority.lines.push_back(title_line(post));
}

void deputy_lines(const Snapshot& directory, const IssuingBody& body, const Post& post, SigningAuthority& authority) {
    const Post* head = head_of(directory, body.agency);
    authority.kind = "KT";
    if (body.collective) authority.lines.push_back("TM. " + text::upper(body.name));
    authority.lines.push_back("KT. " + text::upper(head ? head->title : std::string("Người đứng đầu")));
    authority.lines.push_back(title_line(post));
}

void order_lines(const Snapshot& directory, const IssuingBody& body, const Post& post, SigningAuthority& authority) {
    const Post* head = head_of(directory, body.agency);
    authority.kind = "TL";
    authority.lines.push_back("TL. " + text::upper(head ? head->title : std::string("Người đứng đầu")));
    if (post.agency != body.agency &&
        post.signing == "deputy") {  // a deputy of the office: TL. head, KT. head of the office
        if (const Post* chief = head_of(directory, post.agency))
            authority.lines.push_back("KT. " + text::upper(chief->title));
    } else if (post.signing == "unit_deputy") {
        for (const auto* leader : directory.posts_of_unit(post.unit))
            if (leader->signing == "unit_head") {
                authority.lines.push_back("KT. " + text::upper(leader->title));
                break;
            }
    }
    authority.lines.push_back(title_line(post));
}

const Delegation* mandate(const Snapshot& directory, const Post& post, Id person, std::string_view field, Day day) {
    for (const auto& one : directory.delegations) {
        // A document of no known field is outside a mandate limited to one.
        const bool fits_field = one.field.empty() || text::fold(one.field) == text::fold(field);
        if (one.from_post == post.id && one.to_person == person && one.purpose == "mandate" && one.from <= day &&
            day <= one.until && fits_field)
            return &one;
    }
    return nullptr;
}

void refuse_post(const Snapshot& directory, const IssuingBody& body, const Post& post, bool in_office, Day day,
                 SigningAuthority& authority) {
    auto& refusals = authority.refusals;
    const auto* agency = directory.agency(body.agency);
    const bool closed = (body.until && *body.until <= day) || (agency && agency->closed_on(day));
    if (closed) refusals.push_back(Said("%1 đã kết thúc hoạt động, không ban hành văn bản được nữa.", {body.name}));
    if (post.agency != body.agency && !in_office) refusals.emplace_back("Người ký không thuộc cơ quan ban hành.");
    if (post.holder == 0) refusals.push_back(Said("Vị trí %1 đang khuyết.", {post.title}));
    if (post.signing.empty())
        refusals.push_back(Said("%1 không được giao thẩm quyền ký văn bản của %2.", {post.title, body.name}));
}

void mandate_lines(const Snapshot& directory, const Post& post, Id person, SigningAuthority& authority) {
    authority.kind = "TUQ";
    authority.lines.push_back("TUQ. " + text::upper(post.title));
    const auto* signer = directory.person(person);
    const auto* own = signer && !signer->posts.empty() ? directory.post(signer->posts.front()) : nullptr;
    if (own) authority.lines.push_back(title_line(*own));
}

}  // namespace

SigningAuthority signing_authority(const Snapshot& directory, Id issuing_body, Id post_id, Id person,
                                   std::string_view field, Day day) {
    SigningAuthority authority;
    const auto* body = directory.issuing_body(issuing_body);
    const auto* post = directory.post(post_id);
    if (!body) authority.refusals.emplace_back("Cơ quan ban hành không còn hoạt động.");
    if (!post) authority.refusals.emplace_back("Chưa chọn người ký.");
    if (!body || !post) return authority;
    const auto* own = directory.agency(post->agency);
    const bool in_office = own && own->kind == "office" && own->parent == body->agency;
    refuse_post(directory, *body, *post, in_office, day, authority);
    const bool for_another = person != 0 && post->holder != 0 && person != post->holder;
    if (for_another && !mandate(directory, *post, person, field, day))
        authority.refusals.push_back(
            Said("Không có giấy ủy quyền ký (TUQ.) còn hiệu lực của %1 cho %2 trong lĩnh vực này.",
                 {directory.person_name(post->holder), directory.person_name(person)}));
    authority.allowed = authority.refusals.empty();
    if (!authority.allowed) return authority;
    if (for_another)
        mandate_lines(directory, *post, person, authority);
    else if (in_office)
        order_lines(directory, *body, *post, authority);
    else if (post->signing == "head")
        head_lines(*body, *post, authority);
    else if (post->signing == "deputy")
        deputy_lines(directory, *body, *post, authority);
    else
        order_lines(directory, *body, *post, authority);
    return authority;
}

}  // namespace dinh::directory
