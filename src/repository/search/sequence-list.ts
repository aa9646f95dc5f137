/** Whole numbers in a short text, order lost: the steps between them in sorted order, seven bits a byte. */
export function packSequences(numbers: readonly number[]): string {
  const bytes: number[] = [];
  let before = 0;
  for (const number of [...numbers].sort((a, b) => a - b)) {
    let step = number - before;
    before = number;
    while (step >= 128) {
      bytes.push((step % 128) + 128);
      step = Math.floor(step / 128);
    }
    bytes.push(step);
  }
  return Buffer.from(bytes).toString('base64url');
}

/** The numbers of a text that `packSequences` made, in ascending order. */
export function unpackSequences(text: string): number[] {
  const numbers: number[] = [];
  let before = 0;
  let step = 0;
  let weight = 1;
  for (const byte of Buffer.from(text, 'base64url')) {
    step += (byte % 128) * weight;
    weight *= 128;
    if (byte >= 128) continue;
    before += step;
    numbers.push(before);
    [step, weight] = [0, 1];
  }
  return numbers;
}
