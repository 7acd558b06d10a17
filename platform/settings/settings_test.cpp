#include "platform/settings/settings.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "platform/audit/audit.hpp"
#include "platform/rules/rules.hpp"
#include "tests/support/databases.hpp"

namespace dinh::settings {
namespace {

using testing::HasSubstr;

Day day(const char* text) { return clock::parse_day(text).value(); }

Setting number(const std::string& key, const std::string& value, const std::string& law = "") {
    Setting setting;
    setting.key = key;
    setting.type = Type::integer;
    setting.value = value;
    setting.title = "Số " + key;
    setting.unit = "phút";
    setting.least = 1;
    setting.most = 240;
    setting.law = law;
    return setting;
}

std::vector<Setting> some() {
    Setting name{
        .key = "test.name", .type = Type::text, .value = "Thái Nguyên", .title = "Tên", .least = 1, .most = 20};
    Setting on{.key = "test.on", .type = Type::truth, .value = "0", .title = "Bật"};
    Setting start{.key = "test.start", .type = Type::day, .value = "2026-01-01", .title = "Ngày"};
    Setting colour{.key = "test.colour",
                   .type = Type::choice,
                   .value = "red",
                   .title = "Màu",
                   .choices = {{"red", "Đỏ"}, {"blue", "Xanh"}}};
    Setting even = number("test.even", "2");
    even.check = [](const std::string& value) { return value.back() % 2 == 0 ? "" : "Phải là số chẵn."; };
    return {name,
            on,
            start,
            colour,
            even,
            number("test.lock", "10", "idle_lock_minutes"),
            number("test.keep", "30", "login_lock_minutes"),
            number("test.codes", "10", "one_time_code_count"),
            number("test.free", "5")};
}

class SettingsTest : public test::OnBothEngines {
protected:
    SettingsTest() : OnBothEngines({"deed", "audit", "settings"}), frozen_("2026-11-21T02:00:00.000Z") {
        declare(some());
        remember_for_ms(0);
    }
    std::string value(const char* key, const char* on) {
        return db().reading([&](db::Conn& conn) { return get(conn, key, day(on)); });
    }
    void put(const char* key, const char* v, const char* from, const char* basis = "QĐ 1") {
        db().write([&](db::Tx& tx) { set(tx, Actor::system(), key, v, day(from), basis); });
    }
    std::vector<Reason> refused(const char* key, const char* v, const char* from, const char* basis = "QĐ 1") {
        try {
            put(key, v, from, basis);
        } catch (const Refused& refusal) {
            return refusal.reasons();
        }
        return {};
    }
    clock::Frozen frozen_;
};

TEST_P(SettingsTest, gives_the_default_until_somebody_sets_a_value) {
    EXPECT_EQ(value("test.free", "2026-11-21"), "5");
    put("test.free", "7", "2026-12-01");
    EXPECT_EQ(value("test.free", "2026-11-30"), "5");
    EXPECT_EQ(value("test.free", "2026-12-01"), "7");
    EXPECT_EQ(value("test.free", "2030-01-01"), "7");
}

TEST_P(SettingsTest, keeps_a_value_until_the_next_one_begins) {
    put("test.free", "7", "2026-12-01");
    put("test.free", "9", "2027-01-01");
    put("test.free", "8", "2026-12-15");
    EXPECT_EQ(value("test.free", "2026-12-14"), "7");
    EXPECT_EQ(value("test.free", "2026-12-15"), "8");
    EXPECT_EQ(value("test.free", "2026-12-31"), "8");
    EXPECT_EQ(value("test.free", "2027-01-01"), "9");
}

TEST_P(SettingsTest, replaces_a_value_set_for_the_same_day_and_remembers_it) {
    put("test.free", "7", "2026-12-01");
    put("test.free", "9", "2026-12-01", "QĐ 2");
    EXPECT_EQ(value("test.free", "2026-12-01"), "9");
    const auto all = db().reading([&](db::Conn& conn) { return lines(conn, "test.free"); });
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].value, "9");
    EXPECT_EQ(all[0].basis, "QĐ 2");
    EXPECT_FALSE(all[0].replaced_at);
    EXPECT_TRUE(all[1].replaced_at);
}

TEST_P(SettingsTest, leaves_an_audit_row_for_each_value) {
    put("test.free", "7", "2026-12-01");
    const auto line = db().reading([&](db::Conn& conn) { return lines(conn, "test.free"); }).at(0);
    const auto audited = db().reading([&](db::Conn& conn) { return audit::of_record(conn, "setting", line.id); });
    ASSERT_EQ(audited.size(), 1u);
    EXPECT_EQ(audited[0].deed, "settings.set");
    EXPECT_THAT(audited[0].detail, HasSubstr("test.free"));
}

TEST_P(SettingsTest, takes_the_bound_of_the_law_when_nobody_set_a_value) {
    EXPECT_EQ(value("test.lock", "2026-11-21"), "15") << "the law's value goes before the default";
    EXPECT_EQ(value("test.lock", "2020-01-01"), "10") << "no law was in force";
}

TEST_P(SettingsTest, lets_nobody_be_laxer_than_the_law) {
    EXPECT_THAT(refused("test.lock", "16", "2026-12-01").at(0).text, HasSubstr("không được lớn hơn 15 phút"));
    EXPECT_THAT(refused("test.keep", "29", "2026-12-01").at(0).text, HasSubstr("không được nhỏ hơn 30 phút"));
    EXPECT_THAT(refused("test.codes", "9", "2026-12-01").at(0).text, HasSubstr("không được thay đổi"));
    EXPECT_TRUE(refused("test.lock", "14", "2026-12-01").empty());
    EXPECT_TRUE(refused("test.keep", "31", "2026-12-01").empty());
    EXPECT_EQ(value("test.lock", "2026-12-01"), "14");
}

TEST_P(SettingsTest, holds_a_set_value_within_a_law_that_came_later) {
    put("test.lock", "14", "2026-12-01");
    const rules::Files before = rules::embedded();
    rules::Files files = before;
    files["rules/security.toml"] =
        "from=2026-07-01\n[[setting]]\nkey='idle_lock_minutes'\nname='x'\nvalue=10\ndirection='max'\n";
    rules::load(files);
    EXPECT_EQ(value("test.lock", "2026-12-01"), "10");
    rules::load(before);
    EXPECT_EQ(value("test.lock", "2026-12-01"), "14");
}

TEST_P(SettingsTest, refuses_with_all_reasons_at_once) {
    const auto reasons = refused("test.lock", "x", "2026-11-20", "");
    ASSERT_EQ(reasons.size(), 3u);
    EXPECT_EQ(reasons[0].field, "value");
    EXPECT_EQ(reasons[1].field, "from_day");
    EXPECT_EQ(reasons[2].field, "basis");
    EXPECT_EQ(value("test.lock", "2026-11-21"), "15");
    EXPECT_TRUE(refused("test.free", "6", "2026-11-21", "").empty()) << "no basis is asked where the law gives none";
}

TEST_P(SettingsTest, refuses_values_of_the_wrong_type) {
    for (const char* wrong : {"", "0", "241", "1.5", "1 ", "+1", "0x1", "99999999999999999999", "một"}) {
        EXPECT_EQ(refused("test.free", wrong, "2026-12-01").size(), 1u) << wrong;
    }
    for (const char* wrong : {"", "true", "2"}) EXPECT_EQ(refused("test.on", wrong, "2026-12-01").size(), 1u) << wrong;
    for (const char* wrong : {"", "21/11/2026", "2026-02-30"})
        EXPECT_EQ(refused("test.start", wrong, "2026-12-01").size(), 1u);
    EXPECT_THAT(refused("test.colour", "green", "2026-12-01").at(0).text, HasSubstr("Đỏ, Xanh"));
    for (const char* wrong : {"", " x", "x\x07", "một cái tên dài hơn hai mươi chữ", "Ho\u0061\u0300"}) {
        EXPECT_EQ(refused("test.name", wrong, "2026-12-01").size(), 1u) << wrong;
    }
    EXPECT_EQ(refused("test.even", "3", "2026-12-01").at(0).text, "Phải là số chẵn.");
    EXPECT_EQ(refused("test.free", "6", "2026-12-01", "a\nb").at(0).field, "basis");
}

TEST_P(SettingsTest, knows_only_declared_keys) {
    EXPECT_THROW(put("test.absent", "1", "2026-12-01"), NotFound);
    EXPECT_THROW(value("test.absent", "2026-12-01"), std::logic_error);
    EXPECT_FALSE(find("test"));
    EXPECT_TRUE(find("test.free"));
}

TEST_P(SettingsTest, leaves_one_value_in_force_when_many_set_at_once) {
    const auto outcomes = test::at_once(6, [&](int i) {
        const std::string v = std::to_string(i + 1);
        db().write([&](db::Tx& tx) { set(tx, Actor::system(), "test.free", v, day("2026-12-01") + (i % 3), "QĐ"); });
    });
    EXPECT_EQ(test::count(outcomes, "ok"), 6);
    const auto all = db().reading([&](db::Conn& conn) { return lines(conn, "test.free"); });
    EXPECT_EQ(all.size(), 6u);
    for (Day d = day("2026-11-25"); d < day("2026-12-10"); d = d + 1) {
        int in_force = 0;
        for (const auto& line : all)
            in_force += !line.replaced_at && line.from_day <= d && (!line.until_day || d <= *line.until_day);
        EXPECT_EQ(in_force, d < day("2026-12-01") ? 0 : 1) << clock::to_text(d);
    }
}

TEST_P(SettingsTest, remembers_values_and_shows_a_change_at_once) {
    remember_for_ms(60'000);
    EXPECT_EQ(value("test.free", "2026-12-01"), "5");
    db().read([&](db::Conn& conn) {
        const db::QueryCount count;
        get(conn, "test.free", day("2026-12-01"));
        integer(conn, "test.lock", day("2026-12-01"));
        EXPECT_EQ(count.count(), 0);
    });
    put("test.free", "7", "2026-12-01");
    EXPECT_EQ(value("test.free", "2026-12-01"), "7");
    db().write([&](db::Tx& tx) {
        set(tx, Actor::system(), "test.free", "8", day("2026-12-01"), "QĐ");
        EXPECT_EQ(get(tx, "test.free", day("2026-12-01")), "8") << "a deed sees its own change";
    });
    remember_for_ms(0);
}

TEST_P(SettingsTest, changes_nothing_when_the_deed_fails) {
    EXPECT_THROW(db().write([&](db::Tx& tx) {
        set(tx, Actor::system(), "test.free", "8", day("2026-12-01"), "QĐ");
        throw Refused("no");
    }),
                 Refused);
    EXPECT_EQ(value("test.free", "2026-12-01"), "5");
}

DINH_BOTH_ENGINES(SettingsTest);

TEST(Settings, refuses_declarations_that_contradict_themselves) {
    EXPECT_THROW(declare({number("a.b", "1"), number("a.b", "2")}), std::logic_error);
    EXPECT_THROW(declare({number("a.b", "500")}), std::logic_error);
    EXPECT_THROW(declare({number("a.b", "")}), std::logic_error);
}

TEST(Settings, fills_the_manual_with_every_declared_setting) {
    declare(some());
    EXPECT_THAT(manual(), HasSubstr("`test.free`: số nguyên, đơn vị phút, từ 1 đến 240; mặc định `5`."));
    EXPECT_THAT(manual(), HasSubstr("- `red`: Đỏ"));
}

}  // namespace
}  // namespace dinh::settings
