#include <array>
#include <cstdio>

#include "modules/worklist/addresses/addresses.hpp"
#include "modules/worklist/choices/choices_pages.hpp"
#include "modules/worklist/deliveries/words.hpp"
#include "modules/worklist/pages.hpp"
#include "modules/worklist/rights.hpp"
#include "platform/deed/deed.hpp"

namespace dinh::worklist {

namespace {

constexpr const char* kPath = "/worklist/notices/choices";
constexpr int kSentLines = 10;

const std::vector<forms::Choice> kPaceChoices = {
    {"now", "Ngay khi có"}, {"hourly", "Gộp mỗi giờ"}, {"daily", "Gộp, 07:00 ngày làm việc"}, {"none", "Không nhận"}};

std::string time_words(int minute) {
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), "%02d:%02d", minute / 60 % 24, minute % 60);
    return out.data();
}

// "21:00", "21h00", "21h", "6"; nullopt when it is no time of the day.
std::optional<int> minute_of(std::string_view typed) {
    int hour = 0, minute = 0, end = 0;
    char between = 0;
    const std::string text(typed);
    if (text.size() > 5 || text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    const int parts = std::sscanf(text.c_str(), "%2d%c%2d%n", &hour, &between, &minute, &end);
    const bool whole = parts == 3 ? end == static_cast<int>(text.size()) && text[text.size() - 2] >= '0' &&
                                        text[text.size() - 2] <= '9'
                       : parts == 1 ? text.size() <= 2
                                    : parts == 2 && between == 'h' && text.back() == 'h';
    if (!whole || (parts == 3 && between != ':' && between != 'h')) return std::nullopt;
    if (hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

std::string pace_box(Way way, Id post) { return "pace_" + word(way) + "_" + std::to_string(post); }

struct Shown {
    Choices choices;
    std::vector<Address> addresses;
    std::vector<DeliveryLine> sent;
    std::vector<Way> ways;
};

Shown read(web::Context& context) {
    Shown shown;
    const Id person = context.actor().person;
    context.house.db->read([&](db::Conn& conn) {
        const Limits limits = limits_on(conn, clock::today());
        for (const Way way : kWays)
            if (offers(context.house, limits, way)) shown.ways.push_back(way);
        shown.choices = choices_of(conn, person);
        shown.addresses = addresses_of(conn, person);
        shown.sent = deliveries(conn, {.state = {}, .person = person, .before = 0, .most = kSentLines});
    });
    return shown;
}

// The person himself first, then each post he holds or acts for.
std::vector<std::pair<Id, std::string>> posts_of(const web::Context& context) {
    std::vector<std::pair<Id, std::string>> posts{{0, context.lang.tr("Gửi cho riêng tôi và chức vụ khác")}};
    for (const auto& one : context.actor().capacities)
        posts.emplace_back(one.post,
                           one.delegation == 0 ? one.title : context.lang.say({"Ủy quyền của %1", {one.title}}));
    return posts;
}

forms::Values stored_values(const web::Context& context, const Shown& shown) {
    forms::Values values;
    const auto& manner = shown.choices.manner;
    for (const auto& [post, title] : posts_of(context))
        for (const Way way : shown.ways) values.values[pace_box(way, post)] = word(shown.choices.pace(post, way));
    values.values["quiet_from"] = time_words(manner.quiet_from);
    values.values["quiet_until"] = time_words(manner.quiet_until);
    values.values["urgent_passes"] = manner.urgent_passes ? "1" : "";
    values.values["language"] = manner.version == 0 ? std::string(context.lang.code()) : manner.language;
    values.values["summary"] = manner.summary;
    values.values["version"] = std::to_string(manner.version);
    return values;
}

Address stored_address(const Shown& shown, Way way) {
    for (const auto& one : shown.addresses)
        if (one.way == way) return one;
    return {way, "", false, false, ""};
}

pages::ChoicesShow::AddressesItem address_of(const web::Context& context, const Shown& shown, Way way,
                                             const forms::Values& typed) {
    const Address one = stored_address(shown, way);
    const bool mail = way == Way::mail, has = !one.address.empty();
    const std::string path = "/worklist/notices/addresses/" + word(way);
    return {.way = word(way),
            .way_name = context.lang.tr(way_title(way)),
            .if_address = has,
            .address = one.address,
            .if_confirmed = has && one.confirmed,
            .if_unconfirmed = has && !one.confirmed,
            .if_fault = !one.fault.empty(),
            .fault = one.fault,
            .if_code = one.code_waits || typed.faulty("code_" + word(way)),
            .confirm_path = path + "/confirmation",
            .csrf = context.csrf_token(),
            .deed_key = deed::new_key(),
            .if_open = !has || typed.faulty("address_" + word(way)),
            .change = context.lang.tr(has ? "Đổi địa chỉ" : "Nhập địa chỉ"),
            .address_path = path,
            .send = context.lang.tr(mail ? "Gửi mã đến thư này" : "Gửi mã đến số này"),
            .drop = context.lang.tr(mail ? "Thôi nhận thư" : "Thôi nhận tin nhắn")};
}

void add_boxes(const dinh::pages::Lang& lang, Way way, const forms::Values& typed,
               pages::ChoicesShow::AddressesItem& item) {
    const forms::Boxes boxes(lang, typed);
    const char* label = way == Way::mail ? "Địa chỉ thư điện tử" : "Số điện thoại di động";
    const forms::Look code{.width = "w-1", .hint = "Dùng được trong 15 phút.", .most = 10};
    item.code_box = {boxes.line("code_" + word(way), "Mã sáu chữ số", code)};
    item.address_box = {
        boxes.line("address_" + word(way), label, {.hint = "Một mã sẽ được gửi đến để xác nhận.", .most = 254})};
}

void add_choices(const web::Context& context, const Shown& shown, const forms::Values& values,
                 pages::ChoicesShow& page) {
    const forms::Boxes boxes(context.lang, values);
    for (const auto& [post, title] : posts_of(context)) {
        page.posts.push_back({.post = title, .paces = {}});
        for (const Way way : shown.ways)
            page.posts.back().paces.push_back(
                boxes.select(pace_box(way, post), way_title(way), kPaceChoices, {.width = "w-2"}));
    }
    page.quiet = {boxes.line("quiet_from", "Từ", {.width = "w-2", .hint = "Giờ và phút, ví dụ 21:00.", .most = 5}),
                  boxes.line("quiet_until", "Đến",
                             {.width = "w-2", .hint = "Cùng giờ với ô trước: không có giờ yên lặng.", .most = 5})};
    std::vector<forms::Choice> summary{{"", "Không nhận"}};
    for (const Way way : shown.ways) summary.push_back({word(way), way_title(way)});
    page.others = {
        boxes.select("summary", "Việc quá hạn và đến hạn, mỗi sáng ngày làm việc", summary, {.width = "w-2"}),
        boxes.select("language", "Ngôn ngữ của thư và tin nhắn", {{"vi", "Tiếng Việt"}, {"en", "Tiếng Anh"}},
                     {.width = "w-2"})};
}

}  // namespace

web::Response show_choices_with(web::Context& context, const forms::Values& typed, int status) {
    const Shown shown = read(context);
    const forms::Values values = typed.values.contains("version") ? typed : stored_values(context, shown);
    pages::ChoicesShow page{.if_errors = false,
                            .errors = {},
                            .no_ways = shown.ways.empty(),
                            .if_choices = !shown.ways.empty(),
                            .csrf = context.csrf_token(),
                            .deed_key = deed::new_key(),
                            .version = values.at("version"),
                            .if_urgent = values.at("urgent_passes") == "1",
                            .if_sent = !shown.sent.empty()};
    forms::add_errors(page, context.lang, typed.faults);
    for (const Way way : shown.ways) {
        page.addresses.push_back(address_of(context, shown, way, typed));
        add_boxes(context.lang, way, typed, page.addresses.back());
    }
    add_choices(context, shown, values, page);
    for (const auto& line : shown.sent)
        page.sent.push_back({.at = clock::show(line.made_at),
                             .way_name = context.lang.tr(way_title(way_of(line.way).value_or(Way::mail))),
                             .kind = context.lang.tr(kind_words(line.kind)),
                             .state = context.lang.say(state_words(line))});
    return web::page(context, context.lang.tr("Cách nhận thông báo"), page, status);
}

web::Response show_choices(web::Context& context) { return show_choices_with(context, {}, 200); }

namespace {

Choices read_choices(const web::Context& context, web::Form& form, const std::vector<Way>& ways) {
    Choices choices;
    auto& manner = choices.manner;
    manner.version = form.version();
    for (const auto& [post, title] : posts_of(context))
        for (const Way way : ways) {
            const auto pace =
                pace_of(form.choice(pace_box(way, post), way_title(way), {"now", "hourly", "daily", "none"}));
            if (pace) choices.paces[{post, way}] = *pace;
        }
    const std::pair<const char*, int*> times[] = {{"quiet_from", &manner.quiet_from},
                                                  {"quiet_until", &manner.quiet_until}};
    for (const auto& [box, into] : times) {
        const auto minute = minute_of(form.line(box, "Giờ", {.max = 5}));
        if (minute)
            *into = *minute;
        else
            form.fault(box, "Giờ không hợp lệ.");
    }
    manner.urgent_passes = form.ticked("urgent_passes");
    manner.language = form.choice("language", "Ngôn ngữ", {"vi", "en"});
    manner.summary = form.choice("summary", "Cách nhận", {"", "mail", "sms"}, false);
    return choices;
}

}  // namespace

web::Response save_choices_here(web::Context& context) {
    must(context.actor(), Deed::choose);
    web::Form form(context.request);
    const auto choices = read_choices(context, form, read(context).ways);
    if (!form.faulty()) {
        try {
            deed::once(*context.house.db, context.actor(), form.key(), [&](db::Tx& tx) {
                save_choices(tx, context.actor(), choices);
                return context.actor().person;
            });
            context.flash(context.lang.tr("Đã lưu cách nhận thông báo."));
            return web::see_other(kPath);
        } catch (const Refused& refused) {
            form.faults(refused);
        }
    }
    return show_choices_with(context, forms::Values::typed(context.request, form.all()), 422);
}

}  // namespace dinh::worklist
