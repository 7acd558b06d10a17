// The pages of the handling tree as people meet them, refusals included.
#include "modules/documents/tests/visit.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::FormFields;
using test::unit;

class HandlingPagesTest : public test::VisitDesk {
protected:
    static std::string path(Id doc, const std::string& rest = "") {
        return "/documents/incoming/" + std::to_string(doc) + rest;
    }
    static std::string part_path(Id doc, Id part, const char* deed) {
        return path(doc, "/forwardings/" + std::to_string(part) + "/" + deed);
    }
    static std::string value(const char* kind, Id id) { return std::string(kind) + "-" + std::to_string(id); }
    FormFields forwarding(Id doc, const char* step, Id parent = 0, FormFields more = {}) {
        FormFields fields{
            {"version", std::to_string(version(doc))}, {"parent", std::to_string(parent)}, {"step", step}};
        fields.insert(fields.end(), more.begin(), more.end());
        return fields;
    }
    FormFields of_part(Id id, FormFields more = {}) {
        more.emplace_back("version", std::to_string(part(id).version));
        return more;
    }
};
DINH_BOTH_ENGINES(HandlingPagesTest);

}  // namespace

TEST_P(HandlingPagesTest, the_page_of_a_document_shows_the_tree_and_marks_it_read) {
    const auto way = down_to_specialist(day(11, 27));
    EXPECT_EQ(get(office_.head, path(way.doc)).status, 200);
    EXPECT_EQ(part(way.specialist).state, "unread") << "the head looks at another's part";
    const auto page = get(office_.specialist, path(way.doc));
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(part(way.specialist).state, "read");
    for (const char* text : {"Luồng xử lý", "Giao Phòng Bưu chính.", "Trần Giám Đốc – Giám đốc", "Đã xem",
                             "Đã chuyển tiếp", "turn--mine", "Báo kết quả", "Xin gia hạn", "27/11/2026"})
        EXPECT_TRUE(page.has(text)) << text;
    EXPECT_FALSE(page.has("Thu hồi lượt chuyển"));
    EXPECT_TRUE(get(office_.head, path(way.doc)).has("Giao việc lại"));
    EXPECT_EQ(get(office_.second_head, path(way.doc)).status, 404);
}

TEST_P(HandlingPagesTest, people_who_only_look_on_leave_parts_unread) {
    const auto way = down_to_specialist();
    Actor reader = office_.specialist;
    reader.read_only = true;
    EXPECT_EQ(get(reader, path(way.doc)).status, 200);
    EXPECT_EQ(part(way.specialist).state, "unread");
}

TEST_P(HandlingPagesTest, offers_only_what_can_be_done) {
    const Id doc = document();
    const auto offers = [&](const Actor& actor, const std::string& link) {
        return get(actor, path(doc)).has(path(doc, link));
    };
    EXPECT_TRUE(offers(office_.clerk, "/forwardings/new?step=submit"));
    EXPECT_TRUE(offers(office_.clerk, "/directions-on-behalf/new\""));
    EXPECT_TRUE(offers(office_.director, "/forwardings/new?step=direct"));
    const Id director = give(office_.clerk, doc, 0, "submit", {test::post(office_.director.post)})[0];
    EXPECT_FALSE(offers(office_.clerk, "/forwardings/new?step=submit")) << "a second lead would be refused";
    EXPECT_TRUE(offers(office_.clerk, "/forwardings/new?step=forward")) << "others may be added";
    EXPECT_FALSE(offers(office_.clerk, "/directions-on-behalf/new\""));
    EXPECT_TRUE(offers(office_.clerk, "/directions-on-behalf/new?parent=" + std::to_string(director)));
    EXPECT_FALSE(offers(office_.director, "/forwardings/new?step=direct"));
    EXPECT_TRUE(offers(office_.director, "/forwardings/new?parent=" + std::to_string(director) + "&amp;step=direct"));
    give(office_.director, doc, director, "direct", {unit(office_.division)}, "Giao Phòng.");
    EXPECT_FALSE(offers(office_.clerk, "/directions-on-behalf/new")) << "the direction is given";
}

TEST_P(HandlingPagesTest, a_clerk_forwards_by_form) {
    const Id doc = document(day(11, 27));
    const auto form = get(office_.clerk, path(doc, "/forwardings/new"), {{"step", "submit"}});
    EXPECT_EQ(form.status, 200);
    EXPECT_TRUE(form.has("Vũ Chánh Văn Phòng – Chánh Văn phòng"));
    EXPECT_TRUE(form.has("không sau 27/11/2026"));
    EXPECT_FALSE(form.has("Lê Thị Văn Thư – Văn thư")) << "nobody gives to himself";
    EXPECT_EQ(form.input("version"), "1");
    const auto done = post(office_.clerk, path(doc, "/forwardings"),
                           forwarding(doc, "submit", 0,
                                      {{"lead", value("post", office_.chief.post)},
                                       {"information", value("unit", office_.division)},
                                       {"information", value("unit", office_.second_division)},
                                       {"due", "25/11"},
                                       {"opinion", "Kính trình"}}));
    EXPECT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.location, path(doc));
    const auto parts = tree(doc);
    ASSERT_EQ(parts.size(), 3U);
    EXPECT_EQ(parts[0].receiver, office_.chief.post);
    EXPECT_EQ(parts[0].due, day(11, 25));
    EXPECT_EQ(parts[0].opinion, "Kính trình");
    EXPECT_EQ(parts[2].role, "information");
}

TEST_P(HandlingPagesTest, a_refused_form_comes_back_with_what_was_typed) {
    const Id doc = document(day(11, 27));
    const auto send = [&](FormFields more) {
        return post(office_.clerk, path(doc, "/forwardings"), forwarding(doc, "forward", 0, more));
    };
    const auto lead = std::pair<std::string, std::string>{"lead", value("unit", office_.division)};
    const auto late = send({lead, {"due", "30/11/2026"}, {"opinion", "Làm <ngay> nhé"}});
    EXPECT_EQ(late.status, 422);
    EXPECT_TRUE(late.has("muộn hơn hạn được giao"));
    EXPECT_TRUE(late.has("Làm &lt;ngay&gt; nhé"));
    EXPECT_TRUE(late.has("value=\"" + value("unit", office_.division) + "\" selected"));
    EXPECT_TRUE(late.has("value=\"30/11/2026\""));
    EXPECT_EQ(send({}).status, 422);
    EXPECT_EQ(send({lead, {"due", "99/99"}}).status, 422);
    EXPECT_EQ(send({{"lead", "unit-x"}}).status, 422);
    EXPECT_EQ(send({{"lead", "castle-5"}}).status, 422);
    EXPECT_EQ(send({lead, {"support", value("unit", other_.division)}}).status, 422);
    EXPECT_EQ(send({lead, {"opinion", std::string(4001, 'x')}}).status, 422);
    EXPECT_TRUE(tree(doc).empty());
}

TEST_P(HandlingPagesTest, a_form_that_has_become_stale_says_who_was_faster_and_can_be_sent_again) {
    const Id doc = document();
    auto fields = forwarding(doc, "forward", 0, {{"lead", value("unit", office_.division)}, {"opinion", "Giao Phòng"}});
    give(office_.chief, doc, 0, "forward", {unit(office_.second_division, "information")});
    const auto stale = post(office_.clerk, path(doc, "/forwardings"), fields);
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(stale.has("Vũ Chánh Văn Phòng vừa thay đổi văn bản này"));
    EXPECT_TRUE(stale.has("Giao Phòng"));
    EXPECT_EQ(stale.input("version"), std::to_string(version(doc)));
    fields[0].second = stale.input("version");
    EXPECT_EQ(post(office_.clerk, path(doc, "/forwardings"), fields).status, 303);
    EXPECT_EQ(tree(doc).size(), 2U);
}

TEST_P(HandlingPagesTest, a_form_sent_twice_forwards_once) {
    const Id doc = document();
    const auto fields =
        forwarding(doc, "forward", 0, {{"lead", value("unit", office_.division)}, {"deed_key", "key-1"}});
    EXPECT_EQ(post(office_.clerk, path(doc, "/forwardings"), fields).status, 303);
    EXPECT_EQ(post(office_.clerk, path(doc, "/forwardings"), fields).status, 303);
    EXPECT_EQ(tree(doc).size(), 1U);
}

TEST_P(HandlingPagesTest, strangers_get_404_others_403_and_forged_forms_403) {
    const auto way = down_to_specialist();
    const auto fields =
        forwarding(way.doc, "assign", way.division, {{"lead", value("post", office_.second_specialist.post)}});
    EXPECT_EQ(post(office_.second_head, path(way.doc, "/forwardings"), fields).status, 404);
    EXPECT_EQ(post(other_.clerk, path(way.doc, "/forwardings"), fields).status, 404);
    const auto refused = post(office_.specialist, path(way.doc, "/forwardings"), fields);
    EXPECT_EQ(refused.status, 403);
    EXPECT_TRUE(refused.has("Chỉ người đang được giao lượt xử lý này thực hiện được."));
    EXPECT_EQ(get(office_.specialist, path(way.doc, "/forwardings/new"), {{"step", "direct"}}).status, 403);
    EXPECT_EQ(get(office_.specialist, part_path(way.doc, way.division, "handback")).status, 403);
    EXPECT_EQ(get(office_.specialist, part_path(way.doc, 77, "handback")).status, 404);
    EXPECT_EQ(get(office_.second_head, part_path(way.doc, way.specialist, "result")).status, 404);
    auto forged = fields;
    forged.emplace_back("_csrf", "forged");
    EXPECT_EQ(post(office_.head, path(way.doc, "/forwardings"), forged).status, 403);
    EXPECT_EQ(tree(way.doc).size(), 4U);
}

TEST_P(HandlingPagesTest, a_part_is_handed_back_with_reason) {
    const auto way = down_to_specialist();
    const auto form = get(office_.specialist, part_path(way.doc, way.specialist, "handback"));
    EXPECT_EQ(form.status, 200);
    EXPECT_TRUE(form.has("Chuyển nhầm"));
    const auto to = part_path(way.doc, way.specialist, "handback");
    EXPECT_EQ(post(office_.specialist, to, of_part(way.specialist)).status, 422);
    EXPECT_EQ(post(office_.specialist, to, {{"version", "9"}, {"reason", "Nhầm phòng"}}).status, 409);
    EXPECT_EQ(
        post(office_.specialist, to, of_part(way.specialist, {{"reason", "Nhầm phòng"}, {"misrouted", "1"}})).status,
        303);
    EXPECT_EQ(part(way.specialist).reason, "Chuyển nhầm: Nhầm phòng");
}

TEST_P(HandlingPagesTest, a_giver_withdraws_gives_again_and_learns_when_it_is_too_late) {
    const auto way = down_to_specialist();
    EXPECT_TRUE(get(office_.head, path(way.doc)).has("Thu hồi lượt chuyển"));
    EXPECT_EQ(post(office_.head, part_path(way.doc, way.specialist, "withdrawal"), of_part(way.specialist)).status,
              303);
    const Id again = give(office_.head, way.doc, way.division, "assign", {test::post(office_.specialist.post)})[0];
    read_by(office_.specialist, again);
    const auto late = post(office_.head, part_path(way.doc, again, "withdrawal"), {{"version", "1"}});
    EXPECT_EQ(late.status, 422);
    EXPECT_TRUE(late.has("đã xem văn bản, không thu hồi được nữa"));
    const auto to = part_path(way.doc, again, "reassignment");
    EXPECT_TRUE(get(office_.head, to).has("Hoàng Thị Viên – Chuyên viên"));
    EXPECT_EQ(post(office_.head, to, of_part(again, {{"reason", "Nghỉ phép"}})).status, 422) << "nobody chosen";
    EXPECT_EQ(
        post(office_.head, to,
             of_part(again, {{"receivers", value("post", office_.second_specialist.post)}, {"reason", "Nghỉ phép"}}))
            .status,
        303);
    EXPECT_EQ(tree(way.doc).back().receiver, office_.second_specialist.post);
}

TEST_P(HandlingPagesTest, a_handler_starts_asks_for_time_and_reports) {
    const auto way = down_to_specialist(day(11, 27));
    EXPECT_EQ(post(office_.specialist, part_path(way.doc, way.specialist, "start"), of_part(way.specialist)).status,
              303);
    const auto to = part_path(way.doc, way.specialist, "extension");
    EXPECT_EQ(post(office_.specialist, to, of_part(way.specialist, {{"reason", "Chờ số liệu"}})).status, 422);
    EXPECT_EQ(
        post(office_.specialist, to, of_part(way.specialist, {{"asked", "30/11/2026"}, {"reason", "Chờ số liệu"}}))
            .status,
        303);
    const Id request = db().reading([&](db::Conn& conn) { return extensions_of(conn, way.doc); })[0].id;
    const std::string decision = path(way.doc, "/extensions/" + std::to_string(request) + "/decision");
    EXPECT_TRUE(get(office_.head, path(way.doc)).has(decision));
    const auto form = get(office_.head, decision);
    EXPECT_TRUE(form.has("Chờ số liệu"));
    EXPECT_EQ(post(office_.head, decision, {{"version", form.input("version")}}).status, 422);
    EXPECT_EQ(post(office_.head, decision,
                   {{"version", form.input("version")}, {"granted", "no"}, {"answer", "Phải đúng hạn"}})
                  .status,
              303);
    EXPECT_EQ(post(office_.head, decision, {{"version", "1"}, {"granted", "no"}, {"answer", "Lần nữa"}}).status, 409);
    EXPECT_EQ(get(office_.head, path(way.doc, "/extensions/77/decision")).status, 404);
    EXPECT_EQ(post(office_.specialist, part_path(way.doc, way.specialist, "result"),
                   of_part(way.specialist, {{"result", "Đã báo cáo"}}))
                  .status,
              303);
    EXPECT_EQ(state(way.doc), "awaiting_confirmation");
}

TEST_P(HandlingPagesTest, an_opinion_is_asked_and_given_by_form) {
    const auto way = down_to_specialist();
    EXPECT_TRUE(get(office_.specialist, path(way.doc, "/opinions/new")).has("Bùi Trưởng Phòng Hai"));
    const FormFields question{{"of_post", std::to_string(office_.second_head.post)},
                              {"question", "Có vướng gì không?"}};
    EXPECT_EQ(post(office_.specialist, path(way.doc, "/opinions"), {{"question", "Ai?"}}).status, 422);
    EXPECT_EQ(post(office_.specialist, path(way.doc, "/opinions"), question).status, 303);
    const Id request = db().reading([&](db::Conn& conn) { return opinions_of(conn, "incoming", way.doc); })[0].id;
    const std::string answer = path(way.doc, "/opinions/" + std::to_string(request) + "/answer");
    EXPECT_TRUE(get(office_.second_head, path(way.doc)).has(answer));
    EXPECT_FALSE(get(office_.head, path(way.doc)).has(answer));
    EXPECT_TRUE(get(office_.second_head, answer).has("Có vướng gì không?"));
    EXPECT_EQ(post(office_.specialist, answer, {{"version", "1"}, {"answer", "Không"}}).status, 403);
    EXPECT_EQ(post(office_.second_head, answer, {{"version", "1"}, {"answer", "Không vướng"}}).status, 303);
    EXPECT_TRUE(get(office_.head, path(way.doc)).has("Không vướng"));
}

TEST_P(HandlingPagesTest, a_direction_on_paper_is_entered_with_its_scan) {
    const Id doc = document();
    const Id director = give(office_.clerk, doc, 0, "submit", {test::post(office_.director.post)})[0];
    EXPECT_EQ(get(office_.chief, path(doc, "/directions-on-behalf/new")).status, 403);
    const auto form =
        get(office_.clerk, path(doc, "/directions-on-behalf/new"), {{"parent", std::to_string(director)}});
    EXPECT_EQ(form.status, 200);
    EXPECT_TRUE(form.has("value=\"" + std::to_string(office_.director.post) + "\" selected"));
    const auto fields = forwarding(doc, "direct", director,
                                   {{"leader", std::to_string(office_.director.post)},
                                    {"lead", value("unit", office_.division)},
                                    {"opinion", "Giao Phòng Bưu chính tham mưu"}});
    const auto without = post(office_.clerk, path(doc, "/directions-on-behalf"), fields);
    EXPECT_EQ(without.status, 422);
    EXPECT_TRUE(without.has("Phải kèm bản chụp bút phê trên giấy."));
    const auto done =
        post(office_.clerk, path(doc, "/directions-on-behalf"), fields, {upload("scan", "but-phe.txt", "bút phê")});
    EXPECT_EQ(done.status, 303) << done.body;
    const auto page = get(office_.head, path(doc));
    EXPECT_TRUE(page.has("Lê Thị Văn Thư"));
    EXPECT_TRUE(page.has("bản chụp bút phê"));
    EXPECT_TRUE(page.has(path(doc, "/files/1/view")));
}

TEST_P(HandlingPagesTest, the_slip_prints_three_levels_from_the_tree) {
    const auto way = down_to_specialist(day(11, 27));
    give(office_.director, way.doc, way.director, "direct", {unit(office_.second_division, "support")},
         "Mời Phòng Chuyển đổi số cùng làm.");
    report(office_.specialist, way.specialist, "Đề xuất ban hành kế hoạch");
    const auto slip = get(office_.head, path(way.doc, "/slip"));
    EXPECT_EQ(slip.status, 200);
    for (const char* text :
         {"SỞ KHOA HỌC VÀ CÔNG NGHỆ", "UBND TỈNH THÁI NGUYÊN", "Phiếu giải quyết văn bản đến", "125/UBND-TH",
          "Trần Giám Đốc – Giám đốc", "Chủ trì: Phòng Bưu chính, hạn 27/11/2026.", "Phối hợp: Phòng Chuyển đổi số",
          "Giao Phòng Bưu chính.", "Mời Phòng Chuyển đổi số cùng làm.", "Đỗ Trưởng Phòng – Trưởng phòng",
          "Chủ trì: Nguyễn Văn Chuyên – Chuyên viên", "Đề xuất ban hành kế hoạch"})
        EXPECT_TRUE(slip.has(text)) << text;
    const auto first = slip.body.find("Đề xuất ban hành kế hoạch");
    EXPECT_EQ(slip.body.find("Đề xuất ban hành kế hoạch", first + 1), std::string::npos)
        << "said once, though the result climbed";
    EXPECT_EQ(get(office_.second_specialist, path(way.doc, "/slip")).status, 404);
}

TEST_P(HandlingPagesTest, programs_forward_in_json) {
    const Id doc = document();
    const std::string to = "/api/v1" + path(doc, "/forwardings");
    const auto body = [&](std::int64_t at, const std::string& receivers) {
        return "{\"version\":" + std::to_string(at) +
               ",\"step\":\"forward\",\"opinion\":\"Giao Phòng\",\"receivers\":" + receivers + "}";
    };
    const std::string division = "[{\"kind\":\"unit\",\"id\":\"" + std::to_string(office_.division) +
                                 "\",\"role\":\"lead\",\"due\":\"2026-11-25\"}]";
    const auto made = post_json(office_.clerk, to, body(1, division), "key-7");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_TRUE(made.has("\"state\":\"awaiting_assignment\""));
    EXPECT_TRUE(made.has("\"due\":\"2026-11-25\""));
    EXPECT_EQ(post_json(office_.clerk, to, body(1, division), "key-7").status, 201);
    EXPECT_EQ(tree(doc).size(), 1U) << "the same key";
    const auto stale = post_json(office_.clerk, to, body(1, division));
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(stale.content_type.starts_with("application/problem+json"));
    EXPECT_EQ(post_json(office_.second_specialist, to, body(2, division)).status, 404);
    EXPECT_EQ(post_json(office_.head, to, body(version(doc), division)).status, 403);
    for (const char* bad :
         {"", "[]", "{", "{\"version\":\"1\",\"step\":\"forward\",\"receivers\":[]}", "{\"version\":1,\"step\":5}"})
        EXPECT_EQ(post_json(office_.clerk, to, bad).status, 422) << bad;
    for (const char* bad : {"[5]", "[{}]", "[{\"kind\":\"unit\",\"id\":7,\"role\":\"lead\"}]",
                            "[{\"kind\":\"tree\",\"id\":\"7\",\"role\":\"lead\"}]",
                            "[{\"kind\":\"unit\",\"id\":\"7\",\"role\":\"lead\",\"due\":\"tomorrow\"}]"})
        EXPECT_EQ(post_json(office_.clerk, to, body(version(doc), bad)).status, 422) << bad;
}

TEST_P(HandlingPagesTest, one_box_sends_copies_to_know_and_ends_the_document) {
    const Id doc = document();
    EXPECT_TRUE(get(office_.clerk, path(doc, "/forwardings/new")).has("name=\"close\""));
    const FormFields ticked{{"close", "1"}, {"information", value("post", office_.deputy.post)}};
    FormFields led = ticked;
    led.emplace_back("lead", value("unit", office_.division));
    const auto refused = post(office_.clerk, path(doc, "/forwardings"), forwarding(doc, "forward", 0, led));
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("Chỉ kết thúc ngay được khi mọi nơi nhận đều để biết."));
    EXPECT_TRUE(refused.has("name=\"close\" value=\"1\"\n checked"));
    EXPECT_EQ(post(office_.clerk, path(doc, "/forwardings"), forwarding(doc, "forward", 0, ticked)).status, 303);
    EXPECT_EQ(state(doc), "closed");
    EXPECT_TRUE(get(office_.deputy, path(doc)).has("Để biết"));
    EXPECT_EQ(tree(doc)[0].state, "done");
}

TEST_P(HandlingPagesTest, a_refusal_that_names_somebody_is_wholly_english_on_an_english_page) {
    auto typed = input();
    typed.subject = "Forest fires";
    typed.author_name = "Ministry";
    const Id doc = register_one(typed);
    const Id lead = give(office_.clerk, doc, 0, "forward", {unit(office_.division)})[0];
    read_by(office_.head, lead);
    language_ = "en";
    const auto late =
        post(office_.clerk, part_path(doc, lead, "withdrawal"), {{"version", std::to_string(part(lead).version)}});
    EXPECT_EQ(late.status, 422);
    EXPECT_TRUE(late.has("Phòng Bưu chính has read the document; it cannot be withdrawn any more. Reassign it."));
    auto rest = late.body;
    for (const std::string name :
         {"Phòng Bưu chính", "Lê Thị Văn Thư", "Sở Khoa học và Công nghệ", "Văn thư", "Đình", "Tiếng Việt"}) {
        for (auto at = rest.find(name); at != std::string::npos; at = rest.find(name)) rest.erase(at, name.size());
    }
    const auto marked = rest.find_first_of("\xc3\xc4\xc6\xe1");
    EXPECT_EQ(marked, std::string::npos) << rest.substr(marked == std::string::npos ? 0 : marked - 40, 120);
}

TEST_P(HandlingPagesTest, every_reason_of_a_refused_forwarding_is_said_in_english) {
    const Id doc = document(day(11, 27));
    language_ = "en";
    const auto refused = post(office_.clerk, path(doc, "/forwardings"),
                              forwarding(doc, "forward", 0,
                                         {{"lead", value("unit", office_.division)},
                                          {"support", value("unit", office_.division)},
                                          {"information", value("unit", other_.division)},
                                          {"due", "28/11/2026"}}));
    EXPECT_EQ(refused.status, 422);
    for (const char* words :
         {"Phòng Bưu chính was chosen twice.",
          "Phòng Bưu chính is not part of the agency; to send outside use an outgoing document.",
          "The deadline of Phòng Bưu chính is later than the one you were given (27/11/2026). Ask for an extension "
          "first."})
        EXPECT_TRUE(refused.has(words)) << words;
}

}  // namespace dinh::documents
