/** A part of a list: how many lines it has, and whether it has a head and shows them. */
export interface BandSection {
  readonly rows: number
  readonly hasHead: boolean
  readonly isOpen: boolean
}

/** One line of the whole list: of which part, and which of its lines; -1 is its head. `nth`: among all lines that are no heads, from 1. */
export interface BandRowPosition {
  readonly part: number
  readonly row: number
  readonly nth: number
}

/** Which line of a list of several parts is what: found from their lengths, however long they are. */
export function rowsOfBands(parts: readonly BandSection[]) {
  const starts: number[] = []
  const before: number[] = []
  let length = 0
  let shown = 0
  for (const { rows, hasHead, isOpen } of parts) {
    starts.push(length)
    before.push(shown)
    length += Number(hasHead) + (isOpen ? rows : 0)
    shown += isOpen ? rows : 0
  }
  function at(index: number): BandRowPosition {
    let part = starts.length - 1
    while (part > 0 && starts[part]! > index) part--
    const row = index - starts[part]! - Number(parts[part]!.hasHead)
    return { part, row, nth: before[part]! + row + 1 }
  }
  return { length, shown, at, startOf: (part: number) => starts[part]! }
}
