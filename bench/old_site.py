"""The export of an old WordPress site (WXR) as large as one likes, with a ZIP of its pictures, the same at each run."""
import datetime
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

from grow_portal import Words, slug_of

HOST = "https://cu.example.vn"
FIRST_DAY = datetime.datetime(2012, 1, 1, 1, tzinfo=datetime.timezone.utc)
HOURS_BETWEEN = 12
GROUPS, CATEGORIES, TAGS, PICTURES = 3, 12, 3000, 50
WITH_PICTURE, DRAFT = 200, 50        # each so many-th article
WIDTH, HEIGHT = 600, 400
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Trang cũ</title><link>{host}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>{host}</wp:base_site_url><wp:base_blog_url>{host}</wp:base_blog_url>
<wp:author><wp:author_login>lan</wp:author_login>
<wp:author_display_name><![CDATA[Hoàng Lan]]></wp:author_display_name></wp:author>
"""
CATEGORY = """<wp:category><wp:term_id>{id}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>
<wp:category_parent>{parent}</wp:category_parent><wp:cat_name><![CDATA[{name}]]></wp:cat_name></wp:category>
"""
ITEM = """<item><title>{title}</title><link>{link}</link><dc:creator><![CDATA[lan]]></dc:creator>
<guid isPermaLink="false">{host}/?p={id}</guid><content:encoded><![CDATA[{body}]]></content:encoded>
<excerpt:encoded><![CDATA[{summary}]]></excerpt:encoded><wp:post_id>{id}</wp:post_id>
<wp:post_date_gmt>{at}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type>{more}</item>
"""


def png(number):
    """A picture of ordinary size and a colour of its own."""
    row = b"\0" + bytes((number * 7 % 256, (number * 13 + 90) % 256, 60)) * WIDTH
    parts = ((b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)),
             (b"IDAT", zlib.compress(row * HEIGHT, 1)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + kind + data +
                                           struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)


def categories():
    for number in range(GROUPS):
        yield f"nhom-{number}", f"Nhóm tin cũ {number + 1}", ""
    for number in range(CATEGORIES):
        yield f"muc-{number}", f"Chuyên mục cũ {number + 1}", f"nhom-{number % GROUPS}"


def picture_item(number, id_):
    address = f"{HOST}/wp-content/uploads/2020/01/anh-{number}.png"
    more = (f"<wp:attachment_url>{address}</wp:attachment_url><wp:post_parent>0</wp:post_parent><wp:postmeta>"
            "<wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value><![CDATA[Đồi chè]]></wp:meta_value>"
            "</wp:postmeta>")
    return ITEM.format(host=HOST, title=f"anh-{number}", link=f"{HOST}/anh-{number}/", body="", summary="", id=id_,
                       at="2020-01-01 00:00:00", slug=f"anh-{number}", status="inherit", kind="attachment", more=more)


class Articles:
    def __init__(self, words, first_id, first_picture):
        self.words, self.first_id, self.first_picture, self.before = words, first_id, first_picture, f"{HOST}/"

    def item(self, number):
        id_, day = self.first_id + number, FIRST_DAY + datetime.timedelta(hours=HOURS_BETWEEN * number)
        title, chance = self.words.title(), self.words.chance
        slug = slug_of(title, number)
        body = "".join(f"<!-- wp:paragraph --><p>{escape(one)}</p><!-- /wp:paragraph -->\n"
                       for one in self.words.paragraphs())
        body += f'<p>Xem <a href="{self.before}">bài trước</a> và <a href="{HOST}/?p={self.first_id}">bài đầu</a>.</p>'
        more = (f'<category domain="category" nicename="muc-{number % CATEGORIES}"><![CDATA[Chuyên mục cũ '
                f'{number % CATEGORIES + 1}]]></category>')
        tag = chance.randrange(TAGS)
        more += f'<category domain="post_tag" nicename="nhan-{tag}"><![CDATA[Nhãn {tag}]]></category>'
        if number % WITH_PICTURE == 0:
            picture = number // WITH_PICTURE % PICTURES
            body += f'<p><img src="{HOST}/wp-content/uploads/2020/01/anh-{picture}-300x200.png" alt="Đồi chè"></p>'
            more += (f"<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>"
                     f"{self.first_picture + picture}</wp:meta_value></wp:postmeta>")
        self.before = f"{HOST}/{day:%Y}/{slug}/"
        return ITEM.format(host=HOST, title=escape(title), link=self.before, body=body, summary=self.words.sentence(),
                           id=id_, at=f"{day:%Y-%m-%d %H:%M:%S}", slug=slug, kind="post", more=more,
                           status="draft" if number % DRAFT == DRAFT - 1 else "publish")


def write(house, folder, count):
    """(export, pictures): files in the folder; house: the open database whose words are used."""
    export, pictures = folder / "site.xml", folder / "uploads.zip"
    with zipfile.ZipFile(pictures, "w") as archive:
        for number in range(PICTURES):
            archive.writestr(f"wp-content/uploads/2020/01/anh-{number}.png", png(number))
    with export.open("w", encoding="utf-8") as out:
        out.write(HEAD.format(host=HOST))
        for number, (slug, name, parent) in enumerate(categories()):
            out.write(CATEGORY.format(id=number + 1, slug=slug, name=name, parent=parent))
        first_picture = 1
        first = first_picture + PICTURES
        for number in range(PICTURES):
            out.write(picture_item(number, first_picture + number))
        articles = Articles(Words(house), first, first_picture)
        for number in range(count):
            out.write(articles.item(number))
        out.write("</channel></rss>\n")
    return export, pictures
