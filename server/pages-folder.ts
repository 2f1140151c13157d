import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Names the build whose pages a server that starts now shall serve. */
export const pagesPointer = (root: string) => join(root, '.next', 'current')

/**
 * The folder of the built pages, below the checkout, as Next wants it; null if none were built. Each build has a folder
 * of its own, because Next reads its files as they are asked for: building over them breaks who serves them.
 */
export function pagesFolder(root: string): string | null {
  const pointer = pagesPointer(root)
  if (existsSync(pointer)) return `.next/${readFileSync(pointer, 'utf8').trim()}`
  // Built by hand, as `next build` does it.
  return existsSync(join(root, '.next', 'BUILD_ID')) ? '.next' : null
}
