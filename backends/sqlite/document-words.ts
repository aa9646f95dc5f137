import { SEARCH_FIELDS, type SearchDocument } from '../../src/domain/search-document.js';

/** The words of a document over all fields: each once, and how many there are with repeats. */
export function documentWords(document: SearchDocument): { distinct: Set<string>; count: number } {
  const distinct = new Set<string>();
  let count = 0;
  for (const field of SEARCH_FIELDS)
    for (const word of document[field].split(' ')) {
      if (word === '') continue;
      distinct.add(word);
      count++;
    }
  return { distinct, count };
}
