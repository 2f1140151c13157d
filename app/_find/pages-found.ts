import { hasWords } from '#core/search/search-text.ts'
import type { NavLink } from '../_shell/navigation.ts'

export interface PageFound extends NavLink {
  readonly name: string
}

/** The pages whose name has what was typed. */
export function pagesFound(
  links: readonly NavLink[],
  nameOf: (key: NavLink['key']) => string,
  typed: string,
): PageFound[] {
  return links
    .map((link) => ({ ...link, name: nameOf(link.key) }))
    .filter(({ name }) => hasWords(name, typed))
}
