// The forms of a site: what it says of itself, its people, categories and hosts.
#include <algorithm>

#include "modules/portal/pages.hpp"
#include "modules/portal/sites/content_rules.hpp"
#include "modules/portal/sites/offices.hpp"
#include "modules/portal/sites/site_pages.hpp"
#include "modules/portal/sites/words.hpp"
#include "platform/config/config.hpp"
#include "platform/forms/small_deeds.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal {

namespace {

using Boxes = std::vector<layout::Field>;
using Call = forms::SmallCall<SiteHere>;
using Small = forms::SmallDeed<SiteHere, Deed>;

const std::vector<forms::Choice>& no_yes() {
    static const std::vector<forms::Choice> choices{{"no", "Không"}, {"yes", "Có"}};
    return choices;
}
const char* no_yes_of(bool value) { return value ? "yes" : "no"; }

std::vector<std::string> values_of(const std::vector<forms::Choice>& choices) {
    std::vector<std::string> values;
    for (const auto& one : choices) values.push_back(one.value);
    return values;
}

// ---- what it says of itself

Boxes change_boxes(const forms::Boxes& boxes, const SiteHere&) {
    return {boxes.line("name", "Tên trang"),
            boxes.line("name_en", "Tên tiếng Anh", {.hint = "bắt buộc khi có trang tiếng Anh", .optional = true}),
            boxes.line("answerable", "Cơ quan chủ quản"),
            boxes.line("responsible", "Người chịu trách nhiệm nội dung", {.hint = "họ tên và chức vụ"}),
            boxes.line("address", "Địa chỉ", {.optional = true}),
            boxes.line("phone", "Điện thoại", {.width = "w-2", .optional = true}),
            boxes.line("email", "Thư điện tử", {.width = "w-2", .optional = true}),
            boxes.select("colour", "Màu", colour_choices(), {.width = "w-2"}),
            boxes.select("steps", "Quy trình duyệt", steps_choices(), {.width = "w-2"}),
            boxes.select("english", "Trang tiếng Anh", no_yes(), {.width = "w-2"}),
            boxes.select("comments", "Bình luận của bạn đọc", no_yes(),
                         {.width = "w-2", .hint = "mỗi bình luận được duyệt trước khi hiện"}),
            boxes.select("ratings", "Đánh giá bài viết", no_yes(), {.width = "w-2"})};
}

void begin_change(forms::Values& values, const SiteHere& here) {
    const Site& site = here.site;
    values.values = {{"name", site.name},
                     {"name_en", site.name_en},
                     {"answerable", site.answerable},
                     {"responsible", site.responsible},
                     {"address", site.address},
                     {"phone", site.phone},
                     {"email", site.email},
                     {"colour", site.colour},
                     {"steps", std::to_string(site.steps)},
                     {"english", no_yes_of(site.english)},
                     {"comments", no_yes_of(site.comments)},
                     {"ratings", no_yes_of(site.ratings)}};
}

void run_change(Call& call) {
    SiteInput input;
    input.name = call.typed("name"), input.name_en = call.typed("name_en");
    input.answerable = call.typed("answerable"), input.responsible = call.typed("responsible");
    input.address = call.typed("address"), input.phone = call.typed("phone"), input.email = call.typed("email");
    input.colour = call.typed("colour");
    input.steps = static_cast<int>(call.form.number("steps", "Quy trình duyệt", 1, 3, true).value_or(0));
    const auto yes = [&](const char* field, const char* label) {
        return call.form.choice(field, label, values_of(no_yes())) == "yes";
    };
    input.english = yes("english", "Trang tiếng Anh");
    input.comments = yes("comments", "Bình luận của bạn đọc");
    input.ratings = yes("ratings", "Đánh giá bài viết");
    call.stop_at_faults();
    change_site(call.tx, call.actor(), call.record(), call.version(), input);
}

// ---- people

Boxes member_boxes(const forms::Boxes& boxes, const SiteHere& here) {
    std::vector<forms::Choice> posts{{"", "Chọn…"}}, roles{{"", "Chọn…"}};
    for (const auto* post : here.directory->posts_of_agency(here.site.owner_agency))
        if (post->holder != 0) posts.push_back({std::to_string(post->id), here.directory->post_label(post->id)});
    roles.insert(roles.end(), member_roles().begin(), member_roles().end());
    return {boxes.select("role", "Vai trò", roles, {.width = "w-3"}),
            boxes.select("post", "Người của cơ quan", posts, {.optional = true})};
}

// Who was meant by the name in the box: the one chosen while the box still names him, else the only one of that name.
Id post_of_other(const directory::Snapshot& directory, Id chosen, std::string_view typed) {
    const std::string name = text::clean_line(typed), folded = text::fold(name);
    const auto* person = directory.person(chosen);
    const bool still = person && text::starts_with(name, person->full_name);
    if (still) return person->posts.empty() ? 0 : person->posts.front();
    std::vector<const directory::Person*> same;
    for (const auto& one : directory.people)
        if (!one.archived && !one.posts.empty() && (one.folded == folded || one.code == name)) same.push_back(&one);
    return same.size() == 1 ? same.front()->posts.front() : 0;
}

std::vector<Reason> at_other_box(std::vector<Reason> reasons) {
    for (Reason& one : reasons)
        if (one.field == "post") one.field = "other";
    return reasons;
}

void run_member(Call& call) {
    const std::string role = call.form.choice("role", "Vai trò", values_of(member_roles()));
    Id post = call.form.id("post", "Người của cơ quan");
    const std::string other(text::trim(call.typed("other")));
    const Id chosen = ids::parse(call.typed("other_id")).value_or(0);  // a box nobody sees: no fault stands at it
    if (post != 0 && !other.empty()) call.form.fault("other", "Chỉ chọn một người.");
    const bool of_other = post == 0 && !other.empty();
    if (of_other) {
        post = post_of_other(*call.facts.directory, chosen, other);
        if (post == 0)
            call.form.fault("other", "Không rõ người nào: hãy chọn trong danh sách gợi ý, hoặc gõ mã người dùng.");
    }
    call.stop_at_faults();
    try {
        name_member(call.tx, call.actor(), call.record(), call.version(), post, role);
    } catch (const Refused& refused) {
        if (!of_other) throw;
        throw Refused(at_other_box(refused.reasons()));
    }
}

Boxes no_boxes(const forms::Boxes&, const SiteHere&) { return {}; }

void run_member_ending(Call& call) {
    end_member(call.tx, call.actor(), call.record(), call.version(), call.facts.member->id);
}

// ---- categories

Boxes category_boxes(const forms::Boxes& boxes, const SiteHere& here) {
    std::vector<forms::Choice> parents{{"0", "(không có)"}}, items{{"", "(không có)"}};
    for (const auto& one : in_tree_order(here.categories))
        if (one.open && !(here.category && here.category->id == one.id))
            parents.push_back({std::to_string(one.id), category_line(here.categories, one)});
    for (const auto& item : content_items(here.site.kind, clock::today()))
        if (item.source == "typed") items.push_back({item.id, item.name});
    std::vector<forms::Choice> steps{{"0", "Như của trang"}};
    steps.insert(steps.end(), steps_choices().begin(), steps_choices().end());
    return {boxes.line("name", "Tên chuyên mục", {.hint = "địa chỉ của chuyên mục lấy từ tên"}),
            boxes.line("name_en", "Tên tiếng Anh", {.optional = true}),
            boxes.select("parent", "Nằm dưới", parents),
            boxes.select("item", "Nội dung phải công khai", items, {.hint = "chuyên mục này đăng nội dung nào"}),
            boxes.select("steps", "Quy trình duyệt", steps, {.width = "w-2"}),
            boxes.number("position", "Thứ tự", {.width = "w-1", .hint = "0: cuối danh sách", .optional = true})};
}

void begin_category(forms::Values& values, const SiteHere& here) {
    if (!here.category) return;
    const Category& one = *here.category;
    values.values = {{"name", one.name},
                     {"name_en", one.name_en},
                     {"parent", std::to_string(one.parent)},
                     {"item", one.item},
                     {"steps", std::to_string(one.steps)},
                     {"position", std::to_string(one.position)}};
}

CategoryInput typed_category(Call& call) {
    CategoryInput input;
    input.name = call.typed("name"), input.name_en = call.typed("name_en"), input.item = call.typed("item");
    input.parent = call.typed("parent") == "0" ? 0 : call.form.id("parent", "Nằm dưới");
    input.steps = static_cast<int>(call.form.number("steps", "Quy trình duyệt", 0, 3).value_or(0));
    input.position = static_cast<int>(call.form.number("position", "Thứ tự", 0, 9999).value_or(0));
    call.stop_at_faults();
    return input;
}

void run_category(Call& call) {
    add_category(call.tx, call.actor(), call.record(), call.version(), typed_category(call));
}
void run_category_change(Call& call) {
    change_category(call.tx, call.actor(), call.facts.category->id, call.version(), typed_category(call));
}
void run_category_closing(Call& call) {
    close_category(call.tx, call.actor(), call.facts.category->id, call.version());
}

// ---- hosts

Boxes host_boxes(const forms::Boxes& boxes, const SiteHere&) {
    return {boxes.line("host", "Tên miền", {.hint = "ví dụ: stc.thainguyen.gov.vn", .most = 253})};
}

// What the house itself is reached by stays the house's.
bool of_the_house(const web::Context& context, std::string_view host) {
    const auto* config = context.house.config;
    const std::string own = context.request.mounted.empty() ? context.request.host : std::string();
    std::string_view address = config ? std::string_view(config->public_url) : std::string_view();
    if (const auto scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
    const auto name_of = [](std::string_view whole) { return text::fold(whole.substr(0, whole.find_first_of("/:"))); };
    return !host.empty() && (host == name_of(address) || host == name_of(own));
}

void run_host(Call& call) {
    if (of_the_house(call.context, text::fold(text::trim(call.typed("host")))))
        throw Refused("host", "Đây là tên miền của chính hệ thống.");
    add_host(call.tx, call.actor(), call.record(), call.version(), call.typed("host"));
}
void run_host_ending(Call& call) {
    drop_host(call.tx, call.actor(), call.record(), call.version(), call.context.request.place("host"));
}

// ---- the map of offices

Boxes location_boxes(const forms::Boxes& boxes, const SiteHere&) {
    return {boxes.line("location", "Toạ độ trụ sở",
                       {.hint = "vĩ độ, kinh độ như bản đồ trên mạng cho biết: 21.594200, 105.848200; để trống thì bỏ",
                        .optional = true,
                        .most = 60})};
}

void begin_location(forms::Values& values, const SiteHere& here) {
    if (here.location) values.values = {{"location", show_location(*here.location)}};
}

void run_location(Call& call) {
    const std::string typed(text::trim(call.typed("location")));
    const auto at = parse_location(typed);
    if (!typed.empty() && !at)
        throw Refused("location", "Hãy ghi hai số, vĩ độ trước, của một nơi trong nước: 21.594200, 105.848200.");
    set_location(call.tx, call.actor(), call.record(), call.version(), at);
}

// So little that reading it inside the deed holds nobody up.
constexpr std::int64_t kMostOutlineBytes = 2 << 20;

void run_outlines(Call& call) {
    if (call.uploaded.files.empty()) throw Refused("files", "Hãy chọn tệp.");
    const auto& stored = call.uploaded.files.front().stored;
    if (stored.size_bytes > kMostOutlineBytes) throw Refused("files", "Tệp quá 2 MB; hãy rút gọn đường viền trước.");
    const auto list = read_outlines(call.context.house.files->read(stored.hash));
    keep_outlines(call.tx, call.actor(), call.record(), call.version(), list);
}

const Small kSmall[] = {
    {{"changes/new", "Sửa thông tin trang", "", "Lưu", "Đã lưu thông tin trang."},
     Deed::change_site,
     change_boxes,
     run_change,
     begin_change},
    {{"members/new", "Giao người", "", "Giao", "Đã giao."}, Deed::name_member, member_boxes, run_member},
    {{"members/:member/ending",
      "Thôi giao",
      "Người cùng vai trò làm tiếp các bài đang chờ.",
      "Thôi giao",
      "Đã thôi giao.",
      {.action = "members/:member", .bad = true, .ends = true}},
     Deed::end_member,
     no_boxes,
     run_member_ending},
    {{"categories/new", "Thêm chuyên mục", "", "Thêm", "Đã thêm chuyên mục."},
     Deed::add_category,
     category_boxes,
     run_category},
    {{"categories/:category/changes/new", "Sửa chuyên mục", "Khi đổi tên, địa chỉ cũ vẫn dẫn đến chuyên mục này.",
      "Lưu", "Đã lưu chuyên mục."},
     Deed::change_category,
     category_boxes,
     run_category_change,
     begin_category},
    {{"categories/:category/ending",
      "Đóng chuyên mục",
      "Chuyên mục không còn hiện với người đọc.",
      "Đóng",
      "Đã đóng chuyên mục.",
      {.action = "categories/:category", .bad = true, .ends = true}},
     Deed::close_category,
     no_boxes,
     run_category_closing},
    {{"hosts/new", "Thêm tên miền", "Tên miền phải trỏ về máy chủ này trước.", "Thêm", "Đã thêm tên miền."},
     Deed::add_host,
     host_boxes,
     run_host},
    {{"hosts/:host/ending",
      "Bỏ tên miền",
      "Địa chỉ có tên miền này không còn mở được trang.",
      "Bỏ",
      "Đã bỏ tên miền.",
      {.action = "hosts/:host", .bad = true, .ends = true}},
     Deed::add_host,
     no_boxes,
     run_host_ending},
    {{"location/new", "Vị trí trụ sở", "Bản đồ công khai chỉ nơi này.", "Lưu", "Đã lưu vị trí trụ sở."},
     Deed::change_site,
     location_boxes,
     run_location,
     begin_location},
    {{"outlines/new",
      "Bản đồ nền",
      "Tệp GeoJSON có đường viền các xã, phường (thuộc tính “code” và “name”, hệ WGS 84); thay bản đồ nền đang có. "
      "Việc của quản trị hệ thống, người phải bật xác thực bước hai rồi mới làm việc được.",
      "Thay bản đồ nền",
      "Đã thay bản đồ nền.",
      {.upload = true}},
     Deed::add_host,
     no_boxes,
     run_outlines}};

forms::SmallAbout about_site(const dinh::pages::Lang&, const SiteHere& here) {
    forms::SmallAbout about;
    about.list_path = "/portal/sites";
    about.list_title = "Trang thông tin điện tử";
    about.path = site_path(here.site.id);
    about.known = here.site.name;
    about.version = here.category ? here.category->version : here.site.version;
    if (here.category) about.subject = category_line(here.categories, *here.category);
    if (here.member) about.subject = here.directory->post_label(here.member->post);
    return about;
}

void must_on_site(web::Context& context, const SiteHere& here, Deed deed) { must(context.actor(), deed, here.subject); }

// The form that names somebody has a box with proposals besides.
web::Response show_form(web::Context& context, const forms::SmallShown& shown, const SiteHere&, const Small& small,
                        int status) {
    if (small.right != Deed::name_member) return forms::show_small(context, shown, status);
    auto page = forms::small_page<pages::SitesMember>(shown);
    page.others.push_back({.if_other_error = shown.values.faulty("other"),
                           .other_error = shown.values.fault_of(shown.lang, "other"),
                           .other = std::string(shown.values.at("other")),
                           .other_id = std::string(shown.values.at("other_id"))});
    return web::page(context, shown.lang.tr(shown.words.heading), page, status);
}

const forms::SmallFrame<SiteHere, Deed> kFrame{
    .base = "/portal/sites/:id", .find = site_here, .about = about_site, .must = must_on_site, .page = show_form};

}  // namespace

void site_deed_routes(web::Router& router) { forms::small_routes(router, kFrame, kSmall); }

}  // namespace dinh::portal
