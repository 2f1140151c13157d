/**
 * Which site's set is printed: that of the site file where it was ever in force in this database, else the only one
 * there is, since the running site may have been started with another file. Null where that leaves it open.
 */
export function whichSite(known: readonly string[], ofFile: string | null): string | null {
  if (ofFile !== null && known.includes(ofFile)) return ofFile
  return known.length === 1 ? known[0]! : null
}
