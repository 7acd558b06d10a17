// For tests of old sites that are taken over: exports and the files beside them, tried and applied as the jobs do it.
#pragma once
#include "modules/portal/imports/site_import.hpp"
#include "modules/portal/tests/reading_desk.hpp"
#include "platform/worker/stored_zip.hpp"

namespace dinh::test {

// One <item> of a WXR file.
struct WxrItem {
    int id = 0;
    std::string title, body;
    std::string type = "post", status = "publish", date = "2023-11-14 22:13:20", more = {};
};
inline std::string wxr_item(const WxrItem& one) {
    const std::string id = std::to_string(one.id);
    return "<item><title>" + one.title + "</title><link>https://cu.example.vn/2023/bai-" + id +
           "/</link><dc:creator><![CDATA[lan]]></dc:creator><guid isPermaLink=\"false\">https://cu.example.vn/?p=" +
           id + "</guid><content:encoded><![CDATA[" + one.body +
           "]]></content:encoded><excerpt:encoded><![CDATA[Tóm tắt " + id + "]]></excerpt:encoded><wp:post_id>" + id +
           "</wp:post_id><wp:post_date_gmt>" + one.date + "</wp:post_date_gmt><wp:post_name>bai-" + id +
           "</wp:post_name><wp:status>" + one.status + "</wp:status><wp:post_type>" + one.type + "</wp:post_type>" +
           one.more + "</item>\n";
}
inline std::string wxr(const std::string& items) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
           "<rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" "
           "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
           "xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>Trang cũ</title>\n"
           "<link>https://cu.example.vn</link><wp:wxr_version>1.2</wp:wxr_version>\n"
           "<wp:base_site_url>https://cu.example.vn</wp:base_site_url>\n"
           "<wp:author><wp:author_login>lan</wp:author_login><wp:author_display_name>Hoàng Lan"
           "</wp:author_display_name></wp:author>\n"
           "<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>lang-nghe</wp:category_nicename>"
           "<wp:category_parent></wp:category_parent><wp:cat_name>Làng nghề</wp:cat_name></wp:category>\n"
           "<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>che</wp:category_nicename>"
           "<wp:category_parent>lang-nghe</wp:category_parent><wp:cat_name>Chè</wp:cat_name></wp:category>\n" +
           items + "</channel></rss>\n";
}
inline std::string in_category(const std::string& slug, const std::string& name) {
    return "<category domain=\"category\" nicename=\"" + slug + "\"><![CDATA[" + name + "]]></category>";
}

// The smallest picture that is one.
inline std::string small_png() {
    static constexpr unsigned char kBytes[] = {
        0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0,    0,    0,    0x0d, 'I',  'H',  'D',  'R', 0, 0,
        0,    1,    0,    0,    0,    1,    8,    6,    0,    0,    0,    0x1f, 0x15, 0xc4, 0x89, 0,   0, 0,
        0x0d, 'I',  'D',  'A',  'T',  0x78, 0x9c, 0x63, 0x60, 0x60, 0x60, 0xf8, 0x0f, 0,    1,    4,   1, 0,
        0x5f, 0xe5, 0xc3, 0x4b, 0,    0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 'B',  0x60, 0x82};
    return {reinterpret_cast<const char*>(kBytes), sizeof kBytes};
}

class ImportDesk : public ReadingDesk {
protected:
    files::Stored stored(const std::string& bytes, const std::string& type) {
        auto one = files_.put_bytes(bytes);
        one.media_type = type;
        return one;
    }
    Id keep(const Actor& actor, const std::string& form, const std::string& exported,
            const std::vector<portal::NewFile>& beside = {}, const std::string& old_address = "") {
        portal::NewSiteImport typed;
        typed.form = form;
        typed.category = category_.id;
        typed.old_address = old_address;
        const std::string type = form == "wordpress"          ? "application/xml"
                                 : exported.starts_with("PK") ? "application/zip"
                                                              : "text/csv";
        typed.exported = {"cu", stored(exported, type)};
        typed.files = beside;
        return db().writing([&](db::Tx& tx) { return portal::keep_site_import(tx, actor, site_, typed); });
    }
    Id tried(const std::string& form, const std::string& exported, const std::vector<portal::NewFile>& beside = {},
             const std::string& old_address = "") {
        const Id id = keep(office_.director, form, exported, beside, old_address);
        portal::try_site_import(house_, id);
        return id;
    }
    portal::NewFile zip(const std::string& path, const std::string& bytes) {
        return {"anh.zip", stored(worker::stored_zip(path, bytes), "application/zip")};
    }
    portal::SiteImport import(Id id) {
        return db().reading([&](db::Conn& conn) { return portal::visible_site_import(conn, office_.director, id); });
    }
    std::vector<portal::ImportItem> items(Id id, const std::string& state = "") {
        return db().reading([&](db::Conn& conn) { return portal::items_of(conn, id, state, 0, 1000); });
    }
    portal::ImportCounts counts(Id id) {
        return db().reading([&](db::Conn& conn) { return portal::counts_of(conn, id); });
    }
    void apply(Id id) {
        write([&, at = import(id).version](db::Tx& tx) { portal::apply_site_import(tx, office_.director, id, at); });
        portal::apply_site_import(house_, id);
    }
    void undo(Id id) {
        write([&, at = import(id).version](db::Tx& tx) { portal::undo_site_import(tx, office_.director, id, at); });
        portal::undo_site_import(house_, id);
    }
    static std::vector<std::string> said(const std::vector<Said>& list) {
        std::vector<std::string> words;
        for (const auto& one : list) words.push_back(one.vietnamese());
        return words;
    }
};

}  // namespace dinh::test
