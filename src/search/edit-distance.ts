/**
 * Optimal string alignment distance (insert, delete, replace a letter, swap two neighbours) of two words,
 * or `most + 1` where it is more than `most`. Works within a band of `most` around the diagonal.
 */
export function editDistance(a: string, b: string, most: number): number {
  const over = most + 1;
  if (Math.abs(a.length - b.length) > most) return over;
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = new Array<number>(b.length + 1).fill(over);
    if (row <= most) current[0] = row;
    let least = current[0] ?? over;
    const last = Math.min(b.length, row + most);
    for (let column = Math.max(1, row - most); column <= last; column += 1) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let cost = Math.min(
        at(above, column, over) + 1,
        at(current, column - 1, over) + 1,
        at(above, column - 1, over) + (same ? 0 : 1),
      );
      if (isSwap(a, row, b, column)) cost = Math.min(cost, at(twoAbove, column - 2, over) + 1);
      current[column] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return over;
    twoAbove = above;
    above = current;
  }
  return Math.min(at(above, b.length, over), over);
}

function isSwap(a: string, row: number, b: string, column: number): boolean {
  return (
    row > 1 &&
    column > 1 &&
    a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
    a.charCodeAt(row - 2) === b.charCodeAt(column - 1)
  );
}

function at(cells: readonly number[], column: number, otherwise: number): number {
  return cells[column] ?? otherwise;
}
