import type { ClientState } from './asterisk/client.ts'
import { outageCode } from './asterisk/feed-status.ts'
import type { ConnectorLog } from './connectors-context.ts'

const WORDS: Readonly<Record<string, string>> = {
  connection_refused: 'nothing listens there',
  unreachable: 'it cannot be reached',
  login_refused: 'it does not let the account in',
  not_asterisk: 'what listens there is no Asterisk',
  certificate: 'its certificate is not trusted',
  no_tls: 'TLS is not spoken there',
  closed: 'it closed the connection',
  silent: 'it says nothing any more',
}
const SPOKEN_EVERY_MS = 60_000

/**
 * Says in the process's log that a feed has no connection and why: each new reason once, and on the terminal, where
 * warnings are shown, at most once a minute.
 */
export function createOutageWords(feed: string, log: ConnectorLog): (state: ClientState) => void {
  let spokenAt = Number.NEGATIVE_INFINITY
  let written = ''
  return (state) => {
    if (state.is === 'connected') {
      written = ''
      log.info({ feed, state: state.is }, 'connected to Asterisk')
      return
    }
    if (state.is !== 'waiting') return
    const why = outageCode(state)
    const text = `feed ${feed}: no connection to Asterisk, ${WORDS[why]}${state.detail === '' ? '' : ` (${state.detail})`}`
    const about = { feed, state: state.is, why, detail: state.detail }
    if (performance.now() - spokenAt >= SPOKEN_EVERY_MS) {
      spokenAt = performance.now()
      log.warn(about, text)
    } else if (written !== text) log.info(about, text)
    written = text
  }
}
