/** Who speaks on a port, by its first bytes. */
export type Greeting =
  | { readonly is: 'asterisk'; readonly version: string }
  | { readonly is: 'other'; readonly service: string }

const LONGEST_LINE = 256
const SHOWN = 40
const TLS_ALERT = 0x15

const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\//, 'a web server (HTTP)'],
  [/^SSH-/, 'an SSH server'],
  [/^220[ -]/, 'a mail or FTP server'],
  [/^(-ERR|\+OK|-DENIED)/, 'a Redis or POP3 server'],
]

/** Reads the first bytes that came; null while they do not say it yet. */
export function readGreeting(head: Buffer): Greeting | null {
  if (head[0] === TLS_ALERT) return { is: 'other', service: 'a server that speaks TLS' }
  const end = head.indexOf('\n')
  if (end === -1 && head.length < LONGEST_LINE) return null
  const line = head.toString('utf8', 0, end === -1 ? LONGEST_LINE : end).trimEnd()
  const version = /^Asterisk Call Manager\/(\S+)/.exec(line)?.[1]
  if (version !== undefined) return { is: 'asterisk', version }
  const known = SERVICES.find(([begins]) => begins.test(line))?.[1]
  const shown = line.slice(0, SHOWN).replaceAll(/[^\x20-\x7e]/g, '?')
  return { is: 'other', service: known ?? `something that begins with "${shown}"` }
}
