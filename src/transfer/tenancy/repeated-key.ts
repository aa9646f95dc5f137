const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** The first key that an object in a JSON text has twice, of which a parser would keep the last; null for none. */
export function repeatedKey(text: string): string | null {
  const objects: (Set<string> | null)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{') objects.push(new Set());
    else if (token === '[') objects.push(null);
    else if (token === '}' || token === ']') objects.pop();
    else if (token === ':') {
      const key = JSON.parse(last) as string;
      const keys = objects.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
    last = token;
  }
  return null;
}
