/**
 * Passwords and tokens that stand, or stood, in what everybody can read: the shipped site file, the demo, the scenarios,
 * the documents. They hold on the machine itself alone, so that a try-out needs none, and nobody else gets in by them.
 */
const PASSWORDS: ReadonlySet<string> = new Set(['change-me-at-first-login'])
const TOKENS: ReadonlySet<string> = new Set(['demo-feed-token', 'outside-checks-token', 'case-token'])

/** The demo's own, which it uses where only this machine reaches it. */
export const DEMO_PASSWORD = 'change-me-at-first-login'

/** The demo's token of a feed or program of that name; null: it has none that is known. */
export function demoToken(name: string): string | null {
  if (name === 'demo') return 'demo-feed-token'
  return name === 'outside-checks' ? 'outside-checks-token' : null
}

/** Whether a password stands in what Huiyin publishes, so that everybody knows it. */
export const isPublishedPassword = (text: string): boolean => PASSWORDS.has(text)
/** Whether a token stands in what Huiyin publishes, so that everybody knows it. */
export const isPublishedToken = (text: string): boolean => TOKENS.has(text)
export const publishedPasswords: Iterable<string> = PASSWORDS
export const publishedTokens: Iterable<string> = TOKENS

/** Letters that a token has at least; shorter ones are taken, and spoken of until they are replaced. */
export const SHORTEST_TOKEN = 24

/** Characters that a chosen password must have, and a first one should; shorter first ones are taken, and spoken of. */
export const SHORTEST_PASSWORD = 10
