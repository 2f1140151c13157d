/** So many lines stand on a screen at once. */
const ONE_PAGE = 30
/** Where pages turn, the places of what is bad stand above the page's own lines. */
const A_PAGE = 20

/** Places for what is bad, in sight on every page. */
export const BAD_ROWS = 6

/** How many pages so many queues take: one, where tiles or a single page of lines show all. */
export const pageCount = (queues: number) => (queues <= ONE_PAGE ? 1 : Math.ceil(queues / A_PAGE))

/**
 * The pages of a board's lines, in its order, all as long as one another or one line shorter, so that none turns to a
 * page of two lines. A queue keeps its place whatever happens in it.
 */
export function queuePages(queues: readonly string[]): string[][] {
  const count = pageCount(queues.length)
  const longest = Math.ceil(queues.length / count)
  const long = queues.length - count * (longest - 1)
  return Array.from({ length: count }, (_, page) => {
    const from = page * longest - Math.max(0, page - long)
    return queues.slice(from, from + (page < long ? longest : longest - 1))
  })
}
