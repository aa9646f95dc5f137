import { stem } from './stem.js';

/**
 * English function words that say nothing about what a text is about, as `tokens` writes them
 * (lower case, contractions joined: `dont`). Words that are names of things in code (`for`, `if`, `while`)
 * are in it all the same: in prose they are far more often function words.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a an the this that these those',
    'i me my mine myself we us our ours ourselves you your yours yourself he him his himself',
    'she her hers herself it its itself they them their theirs themselves',
    'am is are was were be been being do does did doing done has have had having',
    'can could will would shall should may might must',
    'and or but nor so if because as until while although though than then',
    'at by for from in into of off on onto out over to up with within without about above after again',
    'against before below between down during further through under upon toward towards',
    'who whom whose which what when where why how',
    'all any both each few more most other some such no not only own same too very just once here there now',
    'also ever either neither else yet still',
    'arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt shouldnt wasnt werent wont wouldnt',
  ].flatMap((line) => line.split(' ')),
);

/** The same as they stand in an index. */
export const STOP_STEMS: ReadonlySet<string> = new Set([...STOP_WORDS].map(stem));
