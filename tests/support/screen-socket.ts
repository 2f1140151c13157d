import type { Socket } from 'node:net'
import WebSocket from 'ws'

export type WatchedView = 'wall' | 'supervisor' | 'desk'

/** Who looks at what over one socket. */
export interface Watcher {
  readonly view: WatchedView
  /** The board of a wall, the person elsewhere. */
  readonly id: string
  readonly cookie: string
}

/** A screen as far as the server can tell: it watches, and watches again when its connection broke. */
export interface ScreenSocket {
  readonly watcher: Watcher
  /** Bytes that came over the wire with the answer to the first watch. */
  readonly firstBytes: number
  /** When the last answer with rows came (`performance.now()`), null while there is none. */
  readonly answeredAt: number | null
  /** Text of the last answer with rows. */
  readonly answer: string
  /** What stood last where rows should have stood. */
  readonly refusal: string
  close(): void
}

/** As a page asks again whom a starting server refused. */
const AGAIN_MS = 500
/** As the page's own socket: between 250 ms and a second, so that not all come at once. */
const againAfterMs = (tries: number) => Math.min(1_000, 250 * 2 ** tries) * (0.7 + 0.6 * Math.random())

/** Text frames only, as Socket.IO sends them: 0 open, 2 ping, 40 connected, 42 event, 43 answer. */
export function openScreenSocket(
  url: string,
  watcher: Watcher,
  onPatch: (text: string, screen: ScreenSocket) => void,
): ScreenSocket {
  const { view, id, cookie } = watcher
  const request = view === 'wall' ? { view, id } : { view }
  let closed = false
  let tries = 0
  let socket: WebSocket
  let wire: Socket | undefined
  let before = 0
  const nothingYet = { firstBytes: 0, answeredAt: null as number | null, answer: '' }
  const screen = { watcher, ...nothingYet, refusal: 'no answer', close }

  function take(text: string): void {
    if (text.startsWith('42["patch"')) onPatch(text, screen)
    else if (text[0] === '0') socket.send('40{}')
    else if (text === '2') socket.send('3')
    else if (text.startsWith('40')) watch()
    else if (text.startsWith('430')) answered(text)
  }

  function watch(): void {
    before = wire?.bytesRead ?? 0
    if (socket.readyState === WebSocket.OPEN) socket.send(`420["watch",${JSON.stringify(request)}]`)
  }

  function answered(text: string): void {
    if (!text.startsWith('430[{"ok":true')) {
      // The server is starting, or asks to come again.
      screen.refusal = text
      setTimeout(watch, AGAIN_MS)
      return
    }
    tries = 0
    if (screen.firstBytes === 0) screen.firstBytes = (wire?.bytesRead ?? 0) - before
    screen.answer = text
    screen.answeredAt = performance.now()
  }

  function connect(): void {
    const headers = { cookie }
    socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      headers,
    })
    socket.on('upgrade', ({ socket: opened }) => {
      wire = opened
    })
    socket.on('message', (data: Buffer) => take(data.toString()))
    // What an error says is said by the close that follows it.
    socket.on('error', () => {})
    socket.on('close', () => {
      screen.answeredAt = null
      if (!closed) setTimeout(connect, againAfterMs(tries++))
    })
  }

  function close(): void {
    closed = true
    socket.terminate()
  }

  connect()
  return screen
}
