/** As `--format` and `source.origin.format` name it. */
export const MIRROR_FORMAT = 'memorygraph-markdown';
/** Raised when pages change so that an older program cannot read them. */
export const MIRROR_VERSION = 1;
/** Key of the front matter that makes a file one of ours: the version, or `index` for a list of pages. */
export const MIRROR_KEY = 'memorygraph';
export const INDEX_VALUE = 'index';
/** What an export wrote into its folder. */
export const MANIFEST_NAME = '.memorygraph-markdown.json';

/**
 * Ends the content of a page. The last one in the file counts: links below it are escaped so that none of them can
 * hold it, and a page whose content holds it always ends with one of its own.
 */
export const END_OF_CONTENT =
  '<!-- end of the memory; what follows is made from the relationships in the front matter -->';
