// The pages of outgoing documents as people meet them, refusals included.
#include <gmock/gmock.h>

#include "modules/documents/issuing/rounds.hpp"
#include "modules/documents/tests/out_desk.hpp"

namespace dinh::documents {

namespace {

using test::day;
using test::FormFields;

const std::string kPdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";

class OutgoingPagesTest : public test::OutDesk {
protected:
    static std::string path(Id id, const std::string& rest = "") {
        return "/documents/outgoing/" + std::to_string(id) + rest;
    }
    std::string at(Id id) { return std::to_string(out(id).version); }
    FormFields draft_fields(FormFields more = {}) {
        FormFields fields{{"issuing_body", std::to_string(office_.body)},
                          {"kind", "cong_van"},
                          {"urgency", "0"},
                          {"subject", "Về việc cung cấp số liệu"},
                          {"to_act", "STC"},
                          {"copies", "1"},
                          {"signer_post", std::to_string(office_.director.post)},
                          {"secrecy", "none"}};
        fields.insert(fields.end(), more.begin(), more.end());
        return fields;
    }
    static Id id_in(const std::string& location) {
        const std::string start = "/documents/outgoing/";
        const auto rest = location.substr(start.size());
        return ids::parse(rest.substr(0, rest.find('/'))).value_or(0);
    }
    Id drafted() {
        const auto done =
            post(office_.specialist, "/documents/outgoing", draft_fields(), {upload("files", "du-thao.pdf", kPdf)});
        EXPECT_EQ(done.status, 303) << done.body;
        return done.status == 303 ? id_in(done.location) : 0;
    }
    FormFields usual_rows(Id id) {
        return {{"version", at(id)},
                {"step_kind", "content_initial"},
                {"step_post", std::to_string(office_.head.post)},
                {"step_kind", "sign"},
                {"step_post", std::to_string(office_.director.post)},
                {"slip", "Kính trình Giám đốc"}};
    }
};
DINH_BOTH_ENGINES(OutgoingPagesTest);

}  // namespace

TEST_P(OutgoingPagesTest, go_from_the_form_to_the_issued_document) {
    const Id id = drafted();
    ASSERT_NE(id, 0);
    EXPECT_EQ(recipients(id)[0].agency, other_.agency);
    const auto proposal = get(office_.specialist, path(id, "/submission"));
    EXPECT_EQ(proposal.status, 200);
    EXPECT_TRUE(proposal.has("Ký nháy thể thức"));
    EXPECT_EQ(post(office_.specialist, path(id, "/submission"), usual_rows(id)).status, 303);
    EXPECT_EQ(state(id), "awaiting_content_check");

    const auto step = [&] { return path(id, "/steps/" + std::to_string(current(id).id) + "/agreement"); };
    const auto page = get(office_.head, path(id));
    EXPECT_TRUE(page.has("Kính trình Giám đốc"));
    EXPECT_TRUE(page.has("step--now"));
    ASSERT_TRUE(current(id).read_at);
    EXPECT_EQ(post(office_.head, step(), {{"version", std::to_string(current(id).version)}}).status, 303);
    EXPECT_EQ(post(office_.director, step(), {{"version", std::to_string(current(id).version)}}).status, 303);
    EXPECT_EQ(state(id), "approved");

    EXPECT_EQ(post(office_.clerk, path(id, "/signed-file"), {{"version", at(id)}, {"signed_day", "20/11/2026"}},
                   {upload("files", "ky.pdf", kPdf)})
                  .status,
              303);
    EXPECT_TRUE(get(office_.clerk, path(id, "/number")).has("Số tiếp theo"));
    EXPECT_EQ(post(office_.clerk, path(id, "/number"), {{"version", at(id)}, {"way", "next"}}).status, 303);
    EXPECT_EQ(post(office_.clerk, path(id, "/seal"), {{"version", at(id)}}).status, 303);
    EXPECT_EQ(post(office_.clerk, path(id, "/issue"), {{"version", at(id)}}).status, 303);
    EXPECT_EQ(state(id), "issued");
    const auto issued_page = get(office_.clerk, path(id));
    EXPECT_TRUE(issued_page.has("01/SKHCN-BCVT"));
    EXPECT_TRUE(issued_page.has("Thu hồi"));
    EXPECT_TRUE(get(office_.clerk, "/documents/outgoing", {{"view", "issued"}}).has("01/SKHCN-BCVT"));
    EXPECT_TRUE(get(office_.clerk, path(id, "/slip")).has("Phiếu trình giải quyết công việc"));
    EXPECT_EQ(get(office_.clerk, path(id, "/files/1/view")).status, 200);
    EXPECT_EQ(get(other_.clerk, path(id, "/files/1")).status, 404);
}

TEST_P(OutgoingPagesTest, the_form_comes_back_with_what_was_typed) {
    const auto refused =
        post(office_.specialist, "/documents/outgoing",
             draft_fields({{"reply_needed", "1"}, {"to_report", "Sở Không Có"}, {"addressee", "Ông <B>"}}));
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("không có cơ quan “Sở Không Có”"));
    EXPECT_TRUE(refused.has("Ông &lt;B&gt;"));
    EXPECT_TRUE(refused.has("STC"));
    const auto no_day = post(office_.specialist, "/documents/outgoing", draft_fields({{"reply_needed", "1"}}));
    EXPECT_EQ(no_day.status, 422);
    EXPECT_TRUE(no_day.has("Yêu cầu trả lời phải có hạn trả lời."));
    auto secret = draft_fields();
    for (auto& [name, value] : secret)
        if (name == "secrecy") value = "mat";
    EXPECT_EQ(post(office_.specialist, "/documents/outgoing", secret).status, 422);
    EXPECT_EQ(out_list(office_.specialist, {}).count, 0);
}

TEST_P(OutgoingPagesTest, offers_groups_and_the_document_to_answer) {
    write([&](db::Tx& tx) {
        directory::add_group(tx, Actor::system(), office_.agency, "Các sở", {other_.agency}, day(1, 1));
    });
    now_.advance_ms(2000);
    const Id asked = register_one(input());
    write([&](db::Tx& tx) { grants::give(tx, "incoming", asked, office_.specialist.post, "lead"); });
    const auto form = get(office_.specialist, "/documents/outgoing/new", {{"answers", std::to_string(asked)}});
    EXPECT_EQ(form.status, 200);
    EXPECT_TRUE(form.has("Về việc trả lời văn bản số 125/UBND-TH"));
    EXPECT_TRUE(form.has("name=\"answers\" value=\"" + std::to_string(asked) + "\""));
    EXPECT_FALSE(get(office_.second_specialist, "/documents/outgoing/new", {{"answers", std::to_string(asked)}})
                     .has("125/UBND-TH"));
}

TEST_P(OutgoingPagesTest, rows_of_the_route_are_added_and_taken_away_without_script) {
    const Id id = draft_one(letter());
    auto rows = usual_rows(id);
    rows.emplace_back("add_row", "1");
    const auto more = post(office_.specialist, path(id, "/submission"), rows);
    EXPECT_EQ(more.status, 200);
    EXPECT_TRUE(more.has("step_post-3"));
    rows.back() = {"drop_row", "1"};
    const auto less = post(office_.specialist, path(id, "/submission"), rows);
    EXPECT_FALSE(less.has("step_post-2"));
    EXPECT_TRUE(less.has("Kính trình Giám đốc"));
    EXPECT_EQ(state(id), "drafting");
}

TEST_P(OutgoingPagesTest, a_refused_submission_and_a_refused_return_keep_the_words) {
    const Id id = draft_one(letter());
    auto rows = usual_rows(id);
    rows[4].second = std::to_string(office_.second_specialist.post);
    const auto refused = post(office_.specialist, path(id, "/submission"), rows);
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("Kính trình Giám đốc"));
    EXPECT_EQ(post(office_.specialist, path(id, "/submission"), usual_rows(id)).status, 303);
    const auto step = current(id);
    const std::string back = path(id, "/steps/" + std::to_string(step.id) + "/return");
    const auto empty = post(office_.head, back, {{"version", std::to_string(step.version)}, {"to", "0"}});
    EXPECT_EQ(empty.status, 422);
    EXPECT_TRUE(empty.has("Phải ghi lý do trả lại."));
    EXPECT_EQ(
        post(office_.head, back, {{"version", std::to_string(step.version)}, {"to", "0"}, {"answer", "Thiếu số liệu"}})
            .status,
        303);
    EXPECT_TRUE(get(office_.specialist, path(id)).has("Thiếu số liệu"));
}

TEST_P(OutgoingPagesTest, a_stale_form_says_who_was_faster_and_can_be_sent_again) {
    const Id id = approved(letter());
    const std::string old = at(id);
    act(attach_signed_file, office_.director, id, test::signed_file(), clock::today());
    const auto stale = post(office_.clerk, path(id, "/number"), {{"version", old}, {"way", "next"}});
    EXPECT_EQ(stale.status, 409);
    EXPECT_TRUE(stale.has("Trần Giám Đốc vừa thay đổi văn bản này"));
    EXPECT_EQ(stale.input("version"), at(id));
    EXPECT_EQ(post(office_.clerk, path(id, "/number"), {{"version", stale.input("version")}, {"way", "next"}}).status,
              303);
}

TEST_P(OutgoingPagesTest, a_form_sent_twice_drafts_once) {
    const auto fields = draft_fields({{"deed_key", "key-1"}});
    const auto first = post(office_.specialist, "/documents/outgoing", fields);
    const auto second = post(office_.specialist, "/documents/outgoing", fields);
    EXPECT_EQ(first.location, second.location);
    OutgoingFilter mine;
    EXPECT_EQ(out_list(office_.specialist, mine).count, 1);
}

TEST_P(OutgoingPagesTest, strangers_get_404_and_colleagues_without_the_right_403) {
    const Id id = approved(letter());
    EXPECT_EQ(get(other_.director, path(id)).status, 404);
    EXPECT_EQ(get(office_.second_specialist, path(id, "/number")).status, 404);
    EXPECT_EQ(post(office_.head, path(id, "/drop"), {{"version", at(id)}, {"reason", "x"}}).status, 403);
    EXPECT_EQ(post(office_.clerk, path(id, "/seal"), {{"version", at(id)}, {"_csrf", "forged"}}).status, 403);
    EXPECT_EQ(get(office_.clerk, path(77)).status, 404);
    EXPECT_EQ(get(office_.clerk, path(id, "/slip")).status, 200);
}

TEST_P(OutgoingPagesTest, withdraws_by_delete_and_drops_with_a_reason) {
    const Id id = submitted(letter());
    EXPECT_EQ(get(office_.specialist, path(id, "/withdrawal")).status, 200);
    EXPECT_EQ(post(office_.specialist, path(id, "/submission"), {{"version", at(id)}, {"_method", "delete"}}).status,
              303);
    EXPECT_EQ(state(id), "withdrawn");
    EXPECT_EQ(post(office_.specialist, path(id, "/drop"), {{"version", at(id)}}).status, 422);
    EXPECT_EQ(post(office_.specialist, path(id, "/drop"), {{"version", at(id)}, {"reason", "Không cần nữa"}}).status,
              303);
    EXPECT_EQ(state(id), "draft_dropped");
}

TEST_P(OutgoingPagesTest, adds_and_leaves_out_steps) {
    const Id id = submitted(letter());
    EXPECT_EQ(get(office_.specialist, path(id, "/steps/new")).status, 200);
    EXPECT_EQ(post(office_.specialist, path(id, "/steps"),
                   {{"version", at(id)},
                    {"kind", "opinion"},
                    {"post", std::to_string(office_.second_head.post)},
                    {"after_position", "1"}})
                  .status,
              303);
    EXPECT_EQ(route(id).size(), 4U);
    const std::string skip = path(id, "/steps/" + std::to_string(route(id)[1].id) + "/skip");
    EXPECT_EQ(get(office_.specialist, skip).status, 200);
    EXPECT_EQ(post(office_.specialist, skip, {{"version", at(id)}}).status, 422);
    EXPECT_EQ(post(office_.specialist, skip, {{"version", at(id)}, {"reason", "Không liên quan"}}).status, 303);
    EXPECT_EQ(route(id)[1].state, "skipped");
}

TEST_P(OutgoingPagesTest, the_matrix_counts_reminds_and_is_taken_away) {
    auto asking = letter({{.agency = other_.agency}, {.name = "Doanh nghiệp Bưu chính"}});
    asking.reply_needed = true;
    asking.reply_day = day(11, 27);
    const Id id = issued(asking);
    now_.set(*clock::parse_instant("2026-11-30T03:00:00Z"));
    const auto matrix = get(office_.specialist, path(id, "/replies"));
    EXPECT_TRUE(matrix.has("matrix__cell--bad"));
    EXPECT_TRUE(matrix.has("Quá hạn 3 ngày"));
    EXPECT_FALSE(get(office_.specialist, path(id, "/replies"), {{"state", "answered"}}).has("matrix__cell--bad"));
    EXPECT_EQ(get(office_.specialist, path(id, "/replies.csv")).content_type.substr(0, 8), "text/csv");
    EXPECT_EQ(get(office_.specialist, path(id, "/replies.xlsx")).body.substr(0, 2), "PK");
    EXPECT_TRUE(get(office_.specialist, path(id, "/replies/print")).has("Doanh nghiệp Bưu chính"));
    EXPECT_EQ(get(other_.clerk, path(id, "/replies.xlsx")).status, 404);
    EXPECT_EQ(post(office_.specialist, path(id, "/reminder"), {{"version", at(id)}}).status, 303);
    EXPECT_EQ(recipients(id)[0].reminders, 1);
}

TEST_P(OutgoingPagesTest, rounds_gone_by_keep_their_matrix) {
    auto fields = draft_fields({{"reply_needed", "1"}, {"reply_day", "27/11/2026"}, {"reply_every", "month"}});
    const auto refused =
        post(office_.specialist, "/documents/outgoing",
             draft_fields({{"reply_needed", "1"}, {"reply_day", "27/11/2026"}, {"reply_every", "đêm"}}));
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(refused.has("Kỳ trả lời không có trong danh mục."));
    const auto drafted_now = post(office_.specialist, "/documents/outgoing", fields);
    ASSERT_EQ(drafted_now.status, 303) << drafted_now.body;
    EXPECT_EQ(out(id_in(drafted_now.location)).reply_every, "month");
    auto asked = asking();
    asked.reply_every = "month";
    const Id id = issued(asked);
    EXPECT_FALSE(get(office_.specialist, path(id, "/replies")).has("round=1"));
    now_.set(*clock::parse_instant("2026-12-14T03:00:00Z"));
    open_rounds(db(), clock::today());
    const auto running = get(office_.specialist, path(id, "/replies"));
    EXPECT_TRUE(running.has("Kỳ 2 (đang theo dõi)"));
    EXPECT_TRUE(running.has("Kỳ 1, hạn 27/11/2026: 0/1"));
    const auto gone = get(office_.specialist, path(id, "/replies"), {{"round", "1"}});
    EXPECT_TRUE(gone.has("Không trả lời"));
    EXPECT_FALSE(gone.has("data-key=\"d\""));
    EXPECT_EQ(get(office_.specialist, path(id, "/replies"), {{"round", "7"}}).status, 404);
    EXPECT_EQ(post(office_.specialist, path(id, "/rounds"), {{"version", "1"}, {"_method", "delete"}}).status, 409);
    EXPECT_EQ(post(office_.specialist, path(id, "/rounds"), {{"version", at(id)}, {"_method", "delete"}}).status, 303);
    EXPECT_EQ(post(office_.specialist, path(id, "/rounds"), {{"version", at(id)}, {"_method", "delete"}}).status, 422);
}

TEST_P(OutgoingPagesTest, reminds_from_the_list_for_the_documents_ticked) {
    const Id first = issued(asking()), second = issued(asking());
    const auto list = get(office_.specialist, "/documents/outgoing", {{"view", "replies"}});
    EXPECT_TRUE(list.has("name=\"document\" value=\"" + std::to_string(first) + "\""));
    EXPECT_FALSE(get(office_.specialist, "/documents/outgoing", {{"view", "issued"}}).has("name=\"document\""));
    const auto remind = [&](const Actor& actor, FormFields fields) {
        return post(actor, "/documents/outgoing/reminders", std::move(fields)).status;
    };
    EXPECT_EQ(remind(office_.specialist, {}), 422);
    EXPECT_EQ(remind(office_.specialist, {{"document", "x"}}), 422);
    EXPECT_EQ(remind(other_.clerk, {{"document", std::to_string(first)}}), 404);
    EXPECT_EQ(remind(office_.specialist, {{"document", std::to_string(first)}, {"document", std::to_string(second)}}),
              303);
    EXPECT_EQ(recipients(first)[0].reminders, 1);
    EXPECT_EQ(recipients(second)[0].reminders, 1);
}

TEST_P(OutgoingPagesTest, says_which_member_of_a_group_was_forgotten) {
    std::vector<Id> communes;
    for (const char* name : {"một", "hai", "ba"})
        communes.push_back(db().writing([&](db::Tx& tx) {
            const std::string called = std::string("UBND xã ") + name;
            return directory::add_agency(
                tx, Actor::system(), {name, called, called, "", "commune", "", "", 0, false, day(1, 1), {}, {}, ""});
        }));
    write([&](db::Tx& tx) {
        directory::add_group(tx, Actor::system(), office_.agency, "UBND các xã", communes, day(1, 1));
    });
    now_.advance_ms(2000);
    const Id most = draft_one(letter({{.agency = communes[0]}, {.agency = communes[2]}}));
    EXPECT_TRUE(get(office_.specialist, path(most)).has("UBND các xã: mới gửi 2/3, còn thiếu UBND xã hai."));
    const Id all = draft_one(letter({{.agency = communes[0]}, {.agency = communes[1]}, {.agency = communes[2]}}));
    EXPECT_TRUE(get(office_.specialist, path(all)).has("UBND các xã: đã gửi đủ 3/3."));
    EXPECT_FALSE(get(office_.specialist, path(draft_one(letter()))).has("UBND các xã:"));
}

TEST_P(OutgoingPagesTest, drafts_again_to_the_same_recipients_and_finds_agencies_among_names) {
    const Id id = draft_one(letter());
    const auto again = get(office_.specialist, "/documents/outgoing/new", {{"like", std::to_string(id)}});
    EXPECT_EQ(again.status, 200);
    EXPECT_TRUE(again.has("Về việc cung cấp số liệu chuyển đổi số"));
    EXPECT_TRUE(again.has("Sở Tài chính"));
    EXPECT_EQ(get(other_.clerk, "/documents/outgoing/new", {{"like", std::to_string(id)}}).status, 404);
    const auto named = post(office_.specialist, "/documents/outgoing", draft_fields({{"outside", "STC\nÔng A"}}));
    ASSERT_EQ(named.status, 303);
    const auto to = recipients(id_in(named.location));
    ASSERT_EQ(to.size(), 2U);
    EXPECT_EQ(to[0].agency, other_.agency);
    EXPECT_EQ(to[1].name, "Ông A");
}

TEST_P(OutgoingPagesTest, recalls_relates_and_sets_recipients_right) {
    const Id id = numbered(letter());
    EXPECT_EQ(get(office_.clerk, path(id, "/recipients")).status, 200);
    EXPECT_EQ(post(office_.clerk, path(id, "/recipients"),
                   {{"version", at(id)}, {"to_act", "Sở Tài chính"}, {"outside", "Công ty A"}})
                  .status,
              303);
    EXPECT_EQ(recipients(id).size(), 2U);
    const Id other = draft_as(office_.clerk, letter());
    const auto relate_to = [&](const char* mark) {
        return post(office_.clerk, path(other, "/relations"),
                    {{"version", at(other)}, {"type", "relates"}, {"to_kind", "outgoing"}, {"mark", mark}})
            .status;
    };
    EXPECT_EQ(relate_to("99/SKHCN"), 422);
    EXPECT_EQ(relate_to("1/skhcn-bcvt"), 303);
    EXPECT_TRUE(get(office_.clerk, path(other)).has("01/SKHCN-BCVT"));
    act(note_seal, office_.clerk, id, "");
    act(issue, office_.clerk, id);
    EXPECT_EQ(post(office_.clerk, path(id, "/recall"), {{"version", at(id)}}).status, 422);
    EXPECT_EQ(post(office_.clerk, path(id, "/recall"), {{"version", at(id)}, {"reason", "Theo 9/TB-SKHCN"}}).status,
              303);
    EXPECT_EQ(state(id), "recalled");
}

TEST_P(OutgoingPagesTest, programs_issue_by_json_once) {
    const Id id = numbered(letter());
    act(note_seal, office_.clerk, id, "");
    const std::string where = "/api/v1/documents/outgoing/" + std::to_string(id) + "/issue";
    EXPECT_EQ(post_json(office_.clerk, where, "{").status, 422);
    EXPECT_EQ(post_json(office_.clerk, where, R"({"version": 1})").status, 409);
    EXPECT_EQ(post_json(office_.head, where, "{\"version\": " + at(id) + "}").status, 403);
    const std::string body = "{\"version\": " + at(id) + "}";
    const auto done = post_json(office_.clerk, where, body, "issue-1");
    EXPECT_EQ(done.status, 200);
    EXPECT_TRUE(done.has("\"state\":\"issued\""));
    EXPECT_EQ(post_json(office_.clerk, where, body, "issue-1").status, 200);
    EXPECT_EQ(post_json(other_.clerk, where, body).status, 404);
}

TEST_P(OutgoingPagesTest, lists_filter_and_leave_as_a_table) {
    draft_one(letter());
    const auto page =
        get(office_.specialist, "/documents/outgoing", {{"kind", "quyet_dinh"}, {"urgency", "9"}, {"before", "x"}});
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.has("Không có văn bản nào khớp"));
    EXPECT_TRUE(get(office_.specialist, "/documents/outgoing").has("Về việc cung cấp số liệu chuyển đổi số"));
    EXPECT_EQ(get(office_.specialist, "/documents/outgoing.csv").content_type.substr(0, 8), "text/csv");
}

}  // namespace dinh::documents
