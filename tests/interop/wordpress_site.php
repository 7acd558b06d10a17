<?php
// A WordPress site filled and exported by WordPress itself, from Debian's package, with nothing of it configured on the
// machine: php wordpress_site.php SOCKET FOLDER POSTS > site.xml
[$_, $socket, $folder, $posts] = $argv;
foreach (['DB_NAME' => 'wp', 'DB_USER' => 'root', 'DB_PASSWORD' => '', 'DB_HOST' => "localhost:$socket",
          'DB_CHARSET' => 'utf8mb4', 'DB_COLLATE' => '', 'WP_CONTENT_DIR' => "$folder/wp-content",
          'WP_HOME' => 'http://cu.example.vn', 'WP_SITEURL' => 'http://cu.example.vn', 'WP_HTTP_BLOCK_EXTERNAL' => true,
          'DISABLE_WP_CRON' => true, 'WP_INSTALLING' => true, 'WP_DEBUG' => false,
          'ABSPATH' => '/usr/share/wordpress/'] as $name => $value) define($name, $value);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $key) {
    define($key . '_KEY', $key);
    define($key . '_SALT', $key);
}
$table_prefix = 'wp_';
$_SERVER['HTTP_HOST'] = 'cu.example.vn';
$_SERVER['REQUEST_URI'] = '/';
@mkdir("$folder/wp-content/uploads", 0777, true);
require ABSPATH . 'wp-settings.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/export.php';
add_filter('pre_wp_mail', '__return_true');
wp_install('Trang cũ của sở', 'hoanglan', 'admin@example.vn', true, '', 'vi-du-2026');
global $wp_rewrite;
update_option('permalink_structure', '/%year%/%postname%/');
$wp_rewrite->init();
wp_delete_post(1, true);
wp_delete_post(2, true);

$above = wp_insert_term('Tin tức cũ', 'category')['term_id'];
$categories = [];
foreach (['Làng nghề', 'Đất đai', 'Chuyển đổi số'] as $name)
    $categories[] = wp_insert_term($name, 'category', ['parent' => $above])['term_id'];

function picture($name, $folder) {
    $upload = wp_upload_dir('2023/11');
    $file = $upload['path'] . '/' . $name;
    $image = imagecreatetruecolor(400, 300);
    imagefilledrectangle($image, 0, 0, 400, 300, imagecolorallocate($image, 40, 120, 60));
    imagejpeg($image, $file);
    $id = wp_insert_attachment(['post_title' => "Ảnh $name", 'post_mime_type' => 'image/jpeg', 'post_status' => 'inherit',
                                'guid' => $upload['url'] . '/' . $name], $file);
    update_post_meta($id, '_wp_attachment_image_alt', "Mô tả $name");
    return $id;
}
$pictures = [picture('doi-che.jpg', $folder), picture('hoi-nghi.jpg', $folder)];

$made = [];
for ($i = 0; $i < (int)$posts; $i++) {
    $day = gmdate('Y-m-d H:i:s', 1600000000 + $i * 43200);
    $body = "<!-- wp:paragraph -->\n<p>Nội dung của bài số $i, viết ngày $day.</p>\n<!-- /wp:paragraph -->\n";
    if ($i > 0) $body .= '<!-- wp:paragraph --><p>Xem <a href="' . get_permalink($made[$i - 1]) . '">bài trước</a> và '
        . '<a href="http://cu.example.vn/?p=' . $made[0] . '">bài đầu</a>.</p><!-- /wp:paragraph -->';
    if ($i % 10 == 1) $body .= wp_get_attachment_image($pictures[1], 'full');
    $id = wp_insert_post(['post_title' => "Bài số $i: đất, nước & người", 'post_content' => $body, 'post_author' => 1,
                          'post_excerpt' => $i % 2 ? "Tóm tắt $i" : '', 'post_date' => $day, 'post_date_gmt' => $day,
                          'post_status' => $i % 50 == 49 ? 'draft' : 'publish',
                          'post_category' => [$categories[$i % 3]], 'tags_input' => ['OCOP', "Nhãn $i"]], true);
    if (is_wp_error($id)) { fwrite(STDERR, $id->get_error_message()); exit(1); }
    if ($i % 10 == 0) set_post_thumbnail($id, $pictures[0]);
    $made[] = $id;
}
wp_insert_post(['post_title' => 'Giới thiệu', 'post_type' => 'page', 'post_status' => 'publish', 'post_author' => 1,
                'post_content' => "Đoạn một\ncủa trang\n\nĐoạn hai [gallery ids=\"{$pictures[0]}\"]"]);
export_wp(['content' => 'all']);
