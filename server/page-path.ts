/** Where Next has the page for an address that leads nowhere. */
const NOWHERE = '/_not-found'

/** The address that the pages are asked for: one that says nothing, as with half a letter in it, leads nowhere. */
export function pagePath(url: string): string {
  const [path] = url.split('?', 1)
  try {
    return decodeURIComponent(path!).includes('\0') ? NOWHERE : url
  } catch (error) {
    if (error instanceof URIError) return NOWHERE
    throw error
  }
}
