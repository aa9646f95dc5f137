/** The commonest pairs of letters in words of European languages and in names of code. */
const PAIRS: ReadonlySet<string> = new Set(
  [
    'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi',
    'ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc',
    'et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv',
    'ia am fi ci vi pl ig tu ev ld ry mp fe bl ab ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do uc',
    'bu ov rm ep tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey va um pp up ru ck br bi ki ok sw rd',
  ].flatMap((line) => line.split(' ')),
);
const LETTERS = /[A-Za-z]/g;
const RUNS = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g;
const HEXADECIMAL = /^[\da-f]{16,}$/i;
const COMMON_SHARE = 0.65;
const WORDY_SHARE = 0.6;

/** Whether most letters of a value stand in words, as in `accessTokenExpiry` or `blue-monkey-7`, and not in `k3Jd9xQw2`. */
export function isWordy(value: string): boolean {
  if (HEXADECIMAL.test(value)) return false;
  const letters = value.match(LETTERS)?.length ?? 0;
  if (letters * 2 < value.length) return false;
  let inWords = 0;
  for (const [run] of value.matchAll(RUNS)) if (isWord(run)) inWords += run.length;
  return inWords / letters >= WORDY_SHARE;
}

function isWord(run: string): boolean {
  if (run.length < 3) return false;
  const word = run.toLowerCase();
  let common = 0;
  for (let i = 1; i < word.length; i++) if (PAIRS.has(word.slice(i - 1, i + 1))) common++;
  return common / (word.length - 1) >= COMMON_SHARE;
}
