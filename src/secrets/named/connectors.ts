/** A way in which a name and its value are joined. */
export interface Connector {
  /** Sticky: from the end of the name to the beginning of the value or its quote. */
  readonly pattern: RegExp;
  /** Such a joint occurs between other things as well. */
  readonly loose: boolean;
  /** It joins only to a value in quotes. */
  readonly quotedOnly: boolean;
}

const QUOTE = '(?:\\\\{0,2}["\'`])';
const EMPHASIS = '[*_]{0,3}';
const NOTE = '(?:\\[[^\\]\\n]{0,24}\\][ \\t]{0,2}|\\([^)\\n]{1,40}\\)[ \\t]{0,2})?';
const TYPED =
  ':[ \\t]{0,2}[A-Za-z][\\w.<>[\\]| ]{0,30}?[ \\t]{0,2}=(?![=>])|[ \\t](?:string|str|String)[ \\t]{1,2}=(?!=)';
const SIGN = `(?::=|!?===?|=>|=|->|→|:|：)`;
const OF = '(?:for|of|on|to|from|in|at|für|von|vom|der|des|pour|du|de|del|para|da|do)';
const IS =
  '(?:ist|lautet|war|est|es|é|jest|=|(?:(?:was|is|has been|got|now)[ \\t])?(?:changed|set|reset|rotated|updated|switched) to|is|was|are|to)';
const NOW =
  '(?:(?:now|still|currently|just|again|simply|always|set to|jetzt|nun|maintenant|ahora|agora)[ \\t]{1,2})?';

/** In the order in which they are tried; the first that fits and leads to a secret counts. */
export const CONNECTORS: readonly Connector[] = [
  strict(`${QUOTE}?[\\])]{0,2}${EMPHASIS}\\??[ \\t]{0,20}${NOTE}${SIGN}${EMPHASIS}[ \\t]{0,20}`),
  // password: string = ...
  strict(`\\??(?:${TYPED})[ \\t]{0,20}`),
  // {"name": "DB_PASSWORD", "value": "..."}, and the same in YAML and XML
  strict(`${QUOTE}?,?\\s{0,40}${QUOTE}?value${QUOTE}?\\s{0,3}[:=]\\s{0,3}`),
  strict('>'),
  // the password for the staging database is ...
  loose(`(?:[ \\t]${OF}[ \\t][^\\n:=]{1,50}?)?["'\`)]?[ \\t]{1,3}${IS}:?[ \\t]{1,3}${NOW}`),
  loose(`[ \\t]${OF}[ \\t][^\\n:=→]{1,50}[:=→][ \\t]{0,3}`),
  loose("['’]s[ \\t]"),
  loose(
    `${QUOTE}?${EMPHASIS}[ \\t]{0,3}[:=][ \\t]{0,3}\\r?\\n[ \\t>|-]{0,20}(?:\`\`\`\\w{0,12}\\r?\\n)?[ \\t]{0,20}`,
  ),
  loose('[:.]?[ \\t]{0,3}\\r?\\n\\s{0,4}```\\w{0,12}\\r?\\n[ \\t]{0,20}'),
  loose(`[ \\t*\`_]{0,20}(?:[ \\t][|]|[|](?=[ \\t]))[ \\t*]{0,20}`),
  // the webhook secret (...): only what is as long as a key, as kinds of secrets stand in brackets, too
  loose('[ \\t]\\((?=[^\\s()]{20,300}\\))'),
  loose('[ \\t]{1,3}'),
  // setPassword("..."), getenv("TOKEN", "..."), env.TOKEN ?? "..."
  {
    pattern: /\\?["'`]?\s{0,3}\)?\]?\s{0,3}(?:,|\(|\|\||\?\?|or)\s{0,3}(?=[frbu@]?\\?["'`])/y,
    loose: true,
    quotedOnly: true,
  },
];

function strict(source: string): Connector {
  return { pattern: new RegExp(source, 'iy'), loose: false, quotedOnly: false };
}

function loose(source: string): Connector {
  return { pattern: new RegExp(source, 'iy'), loose: true, quotedOnly: false };
}
