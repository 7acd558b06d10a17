#include "modules/portal/imports/old_table.hpp"

#include <map>

#include "platform/table/table.hpp"
#include "platform/text/text.hpp"

namespace dinh::portal::imports {

namespace {

enum class Field {
    id,
    title,
    alias,
    address,
    file,
    summary,
    body,
    author,
    source,
    at,
    category,
    category_id,
    category_alias,
    parent,
    picture,
    picture_alt,
    tags,
    status,
    count
};

struct Column {
    Field field;
    const char* meaning;
    std::vector<std::string_view> names;  // folded, without blanks and signs; the best first
};

const std::vector<Column>& columns() {
    static const std::vector<Column> all{
        {Field::id, "Mã bài", {"id", "newsid", "ma", "mabai", "mabaiviet"}},
        {Field::title, "Tiêu đề", {"title", "tieude", "tenbai", "tenbaiviet", "tieudebaiviet"}},
        {Field::alias, "Tên trong địa chỉ", {"alias", "slug", "lienkettinh"}},
        {Field::address,
         "Địa chỉ cũ",
         {"link", "url", "urlpath", "duongdan", "diachi", "encodedabsurl", "serverrelativeurl", "fileref", "path"}},
        {Field::file, "Tên trang", {"fileleafref", "linkfilename", "filename", "name", "ten"}},
        {Field::summary,
         "Tóm tắt",
         {"hometext", "summary", "tomtat", "gioithieungangon", "mota", "description", "comments", "trichyeu"}},
        {Field::body,
         "Nội dung",
         {"bodyhtml", "bodytext", "publishingpagecontent", "pagecontent", "content", "body", "noidung", "noidungtrang",
          "noidungbaiviet", "noidungchitiet"}},
        {Field::author, "Tác giả", {"author", "articlebyline", "byline", "tacgia", "butdanh", "createdby", "nguoitao"}},
        {Field::source, "Nguồn", {"sourcetext", "source", "nguon", "nguontin"}},
        {Field::at,
         "Ngày đăng",
         {"publtime", "articlestartdate", "articledate", "publishdate", "publishingstartdate", "ngaydang",
          "ngayxuatban", "ngaybaiviet", "addtime", "created", "ngaytao", "date"}},
        {Field::category, "Chuyên mục", {"cattitle", "catname", "category", "chuyenmuc", "chude", "danhmuc"}},
        {Field::category_id, "Mã chuyên mục", {"catid", "listcatid", "machuyenmuc"}},
        {Field::category_alias, "Địa chỉ chuyên mục", {"catalias", "categoryalias"}},
        {Field::parent, "Chuyên mục cấp trên", {"parentid"}},
        {Field::picture,
         "Ảnh đại diện",
         {"homeimgfile", "homeimg", "publishingpageimage", "pageimage", "publishingrollupimage", "rollupimage",
          "anhdaidien", "hinhanh", "image"}},
        {Field::picture_alt, "Lời mô tả ảnh", {"homeimgalt", "chuthichanh", "imagealt"}},
        {Field::tags, "Từ khóa", {"keywords", "tags", "tukhoa"}},
        {Field::status,
         "Trạng thái",
         {"status", "moderationstatus", "approvalstatus", "trangthai", "tinhtrangpheduyet"}}};
    return all;
}

std::string bare(std::string_view head) {
    std::string name;
    for (const char c : text::fold(head))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) name += c;
    return name;
}

const char* meaning_of(Field field) {
    for (const auto& one : columns())
        if (one.field == field) return one.meaning;
    return "";
}

// Which head is taken for what: each field once, by the name that stands first in its list.
std::map<Field, std::string> matched(const std::vector<std::string>& heads) {
    std::map<Field, std::string> found;
    for (const auto& column : columns())
        for (const auto name : column.names) {
            if (found.contains(column.field)) break;
            for (const auto& head : heads)
                if (bare(head) == name && !found.contains(column.field)) found[column.field] = head;
        }
    return found;
}

std::vector<std::string_view> known_heads() {
    return {"title", "tiêu đề", "tieu de", "alias", "bodyhtml", "bodytext", "page content", "nội dung", "name", "tên"};
}

class Row {
public:
    Row(const csv::Row& row, const std::map<Field, std::string>& fields) : row_(row), fields_(fields) {}
    std::string_view whole(Field field) const {
        const auto head = fields_.find(field);
        return head == fields_.end() ? std::string_view() : row_[head->second];
    }
    std::string line(Field field) const { return text::clean_line(whole(field)); }
    int number() const { return row_.line(); }

private:
    const csv::Row& row_;
    const std::map<Field, std::string>& fields_;
};

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "12;#Nguyễn Văn A" is how lists of SharePoint write whom they look up.
std::string without_lookup(const std::string& typed) {
    const auto mark = typed.find(";#");
    return mark != std::string::npos && is_number(std::string_view(typed).substr(0, mark)) ? typed.substr(mark + 2)
                                                                                           : typed;
}

// Fields of pictures hold an address, an address with words behind a comma, or a whole element.
std::string address_of_picture(const std::string& typed) {
    const auto at = typed.find("src=");
    if (at != std::string::npos && at + 5 < typed.size())
        return typed.substr(at + 5, typed.find(typed[at + 4], at + 5) - at - 5);
    return typed.substr(0, typed.find(", "));
}

bool is_published(TableKind kind, const Row& row, bool has_status) {
    if (!has_status) return true;
    const std::string status = text::fold(row.line(Field::status));
    if (kind == TableKind::nukeviet) return status == "1" || status == "da dang" || status == "published";
    return status == "0" || status == "approved" || status == "da duyet" || status == "da phe duyet" ||
           status.starts_with("0;#");
}

struct Categories {
    std::map<std::string, OldCategory> by_id;
};

Categories read_categories(std::string_view bytes) {
    Categories found;
    if (bytes.empty()) return found;
    const table::Table table(bytes, kMostArticles, known_heads());
    const auto fields = matched(table.heads());
    std::map<std::string, std::string> parents;
    for (const auto& one : table.rows()) {
        const Row row(one, fields);
        const std::string id = row.line(Field::category_id), title = row.line(Field::title);
        if (id.empty() || title.empty()) continue;
        const std::string alias = row.line(Field::alias);
        found.by_id[id] = {alias.empty() ? text::slug(title) : text::slug(alias),
                           title,
                           "",
                           {"/*/" + alias, "/index.php?op=*/" + alias, "/index.php?op=" + alias}};
        if (alias.empty()) found.by_id[id].addresses.clear();
        parents[id] = row.line(Field::parent);
    }
    for (auto& [id, one] : found.by_id)
        if (const auto above = found.by_id.find(parents[id]); above != found.by_id.end() && above->first != id)
            one.parent = above->second.slug;
    return found;
}

class Reader {
public:
    Reader(TableKind kind, std::map<Field, std::string> fields, Categories categories)
        : kind_(kind), fields_(std::move(fields)), categories_(std::move(categories)) {}

    // The category of the row, added to the site's when it is new there.
    std::string category_of(const Row& row, OldSite& site) const {
        OldCategory one;
        const std::string name = without_lookup(row.line(Field::category)), id = first_id(row);
        if (const auto known = categories_.by_id.find(id); known != categories_.by_id.end()) one = known->second;
        if (one.name.empty() && !is_number(name)) one.name = name;
        if (one.name.empty()) return "";
        if (one.slug.empty()) {
            const std::string alias = row.line(Field::category_alias);
            one.slug = text::slug(alias.empty() ? one.name : alias);
            if (!alias.empty()) one.addresses = {"/*/" + alias};
        }
        add(one, site);
        for (std::string above = one.parent; !above.empty();) {
            const auto* next = by_slug(above);
            above = next != nullptr && add(*next, site) ? next->parent : "";
        }
        return one.slug;
    }

    OldArticle article_of(const csv::Row& from) const {
        const Row row(from, fields_);
        OldArticle one;
        one.line = row.number();
        one.id = row.line(Field::id);
        one.title = row.line(Field::title);
        one.summary = std::string(row.whole(Field::summary));
        one.body = std::string(row.whole(Field::body));
        one.author = without_lookup(row.line(Field::author));
        one.source = row.line(Field::source);
        one.slug = row.line(Field::alias);
        one.published = is_published(kind_, row, fields_.contains(Field::status));
        one.at = parse_moment(row.line(Field::at));
        one.picture = address_of_picture(row.line(Field::picture));
        one.picture_alt = row.line(Field::picture_alt);
        if (kind_ == TableKind::nukeviet && !one.picture.empty() && one.picture.front() != '/' &&
            one.picture.find("://") == std::string::npos)
            one.picture = "/uploads/news/" + one.picture;
        one.tags = text::split(row.line(Field::tags), ',');
        put_addresses(row, one);
        if (one.body.size() > kMostTextBytes) one.faults.emplace_back("Bài dài quá 4 MB.");
        return one;
    }

private:
    static bool add(const OldCategory& one, OldSite& site) {
        const bool known = std::any_of(site.categories.begin(), site.categories.end(),
                                       [&](const OldCategory& other) { return other.slug == one.slug; });
        if (!known) site.categories.push_back(one);
        return !known;
    }
    const OldCategory* by_slug(const std::string& slug) const {
        for (const auto& [id, one] : categories_.by_id)
            if (one.slug == slug) return &one;
        return nullptr;
    }
    static std::string first_id(const Row& row) {
        const auto ids = text::split(row.line(Field::category_id), ',');
        return ids.empty() ? row.line(Field::category) : ids.front();
    }

    void put_addresses(const Row& row, OldArticle& one) const {
        const std::string typed = row.line(Field::address), file = row.line(Field::file);
        const auto add = [&](const std::string& address) { one.addresses.push_back(address); };
        if (kind_ == TableKind::nukeviet) {
            if (!typed.empty()) add(typed);
            if (one.slug.empty()) return;
            const std::string end = one.id.empty() || one.slug.ends_with("-" + one.id) ? "" : "-" + one.id;
            add("/*/" + one.slug + end + ".html");
            add("/index.php?op=*/" + one.slug + end);
            return;
        }
        const bool is_page = file.find('.') != std::string::npos;
        const bool whole = is_page && typed.ends_with(file);
        if (!typed.empty() && (whole || !is_page))
            add(typed.front() == '/' || typed.find("://") != typed.npos ? typed : "/" + typed);
        if (!typed.empty() && is_page && !whole)
            add((typed.front() == '/' || typed.find("://") != typed.npos ? "" : "/") + typed +
                (typed.ends_with('/') ? "" : "/") + file);
        if (is_page && typed.empty()) add("/*/" + file);
        // Announcements are no pages: the list shows each.
        if (!is_page && typed.empty() && !one.id.empty()) add("/Lists/Announcements/DispForm.aspx?ID=" + one.id);
    }

    TableKind kind_;
    std::map<Field, std::string> fields_;
    Categories categories_;
};

}  // namespace

bool is_category_table(std::string_view bytes) {
    const table::Table table(bytes, 10, known_heads());
    const auto fields = matched(table.heads());
    return fields.contains(Field::category_id) && fields.contains(Field::title) && !fields.contains(Field::body);
}

OldSite read_old_table(TableKind kind, std::string_view bytes, std::string_view categories, const TakeArticle& take) {
    const table::Table table(bytes, kMostArticles, known_heads());
    if (!table.faults().empty() && table.rows().empty()) throw Refused(table.faults().front().why);
    const auto heads = table.heads();
    const auto fields = matched(heads);
    if (!fields.contains(Field::title) || !fields.contains(Field::body))
        throw Refused(Said("Bảng thiếu cột %1. Các cột có: %2.",
                           {meaning_of(fields.contains(Field::title) ? Field::body : Field::title),
                            text::cut(text::join(heads, ", "), 300)}));
    if (table.rows().size() > kMostArticles)
        throw Refused(Said("Tệp có quá %1 bài: hãy xuất theo từng năm.", {text::number(kMostArticles)}));
    OldSite site;
    for (const auto& head : heads) {
        const auto taken =
            std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.second == head; });
        site.columns.emplace_back(head, taken == fields.end() ? "" : meaning_of(taken->first));
    }
    const Reader reader(kind, fields, read_categories(categories));
    std::vector<std::string> slugs;
    for (const auto& row : table.rows()) slugs.push_back(reader.category_of(Row(row, fields), site));
    std::map<int, Said> faulty;
    for (const auto& fault : table.faults()) faulty.emplace(fault.line, fault.why);
    for (std::size_t at = 0; at < table.rows().size(); ++at) {
        auto one = reader.article_of(table.rows()[at]);
        one.category = slugs[at];
        if (const auto fault = faulty.find(one.line); fault != faulty.end()) one.faults.push_back(fault->second);
        take(site, std::move(one));
    }
    return site;
}

}  // namespace dinh::portal::imports
