-- Nearly every article is no translation: the engine passed over an index in which all values are 0.
DROP INDEX portal_article_translation;
CREATE INDEX portal_article_translated ON portal_article(translation_of) WHERE translation_of <> 0;
