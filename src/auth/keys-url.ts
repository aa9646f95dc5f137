const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** True for an address that keys may come from: https, or http on this machine; without a user or a password. */
export function isKeysUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}
