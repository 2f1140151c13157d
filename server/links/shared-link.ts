const OWN_MACHINE = /^(localhost|127\.[\d.]+|\[::1\])$/

/**
 * A link as whoever asked for it can hand it on. Where the site was told no address of its own, its links lead to this
 * very machine; then they lead to the address by which the asker's browser reached it.
 */
export function sharedLink(link: string, origin: string | undefined): string {
  if (origin === undefined || !OWN_MACHINE.test(new URL(link).hostname)) return link
  const { pathname, search } = new URL(link)
  return `${new URL(origin).origin}${pathname}${search}`
}
