/** Pieces of a bounded size of any list. */
export function* chunked<T>(items: Iterable<T>, size: number): Iterable<T[]> {
  let piece: T[] = []
  for (const item of items) {
    piece.push(item)
    if (piece.length < size) continue
    yield piece
    piece = []
  }
  if (piece.length > 0) yield piece
}
