import type { IssuerOptions } from './issuer.js';
import { isPlainText } from './plain-text.js';
import { refused } from './refusal.js';

const PREFIX_CHARACTERS = 200;
const USER_ID_CHARACTERS = 400;

/** What is wrong with issuers together: each must be told from the others, and so must their users. */
export function issuerProblems(issuers: readonly IssuerOptions[]): string[] {
  return issuers.flatMap(({ named, issuer, user_prefix }, at) => {
    const before = issuers.slice(0, at);
    const problems: string[] = [];
    if (before.some((each) => each.issuer === issuer)) problems.push('another issuer has the same name');
    if (user_prefix !== '' && !isPlainText(user_prefix, PREFIX_CHARACTERS))
      problems.push(
        `user_prefix must have at most ${PREFIX_CHARACTERS} characters and no line breaks; without one it is the issuer and #`,
      );
    if (before.some((each) => each.user_prefix === user_prefix))
      problems.push('another issuer has the same user_prefix, so their users would be the same');
    return problems.map((problem) => `${named}: ${problem}`);
  });
}

/**
 * The user id of an issuer's subject. No two issuers ever give the same: one that another issuer's users could have
 * is refused.
 * @throws MemoryGraphError `unauthenticated`.
 */
export function userIdOf(
  subject: string,
  { user_prefix }: IssuerOptions,
  issuers: readonly IssuerOptions[],
): string {
  const user_id = `${user_prefix}${subject}`;
  if (user_id.length > USER_ID_CHARACTERS)
    throw refused(`its subject makes a user id of more than ${USER_ID_CHARACTERS} characters`);
  const other = issuers.some(
    (each) => each.user_prefix.length > user_prefix.length && user_id.startsWith(each.user_prefix),
  );
  if (other) throw refused('its subject begins like the users of another issuer');
  return user_id;
}
