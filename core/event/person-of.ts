const PERSON = 'user/'
const TOKEN = 'user/token/'

/** The id of the person who sent an event, by its source; null: a feed, a token or the system did. */
export function sendingPersonOf(source: string): string | null {
  return source.startsWith(PERSON) && !source.startsWith(TOKEN) ? source.slice(PERSON.length) : null
}
