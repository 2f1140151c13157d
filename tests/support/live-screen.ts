import { io, type Socket } from 'socket.io-client'
import type { CommandAnswer, Patch, View, WatchAnswer } from '#core/rows/protocol.ts'
import { createModelScreen, type ModelScreen } from './model-screen.ts'

/** A screen over a real socket, which does as contract §5 says and keeps every text that came over the wire. */
export interface LiveScreen {
  readonly model: ModelScreen
  readonly socket: Socket
  readonly wire: string[]
  readonly refusals: string[]
  /** How often a full state was sent. */
  readonly fulls: number
  command(body: Record<string, unknown>): Promise<CommandAnswer>
  /** Waits until something holds, looking after each message. */
  until(holds: (screen: LiveScreen) => boolean, whatFor?: string): Promise<void>
  close(): void
}

export interface LiveScreenOptions {
  token?: string
  cookie?: string
  origin?: string
  view: View
  id?: string
  /** Long polling is what is left behind a proxy that passes no websockets on. */
  transport?: 'websocket' | 'polling'
}

/** Longer than a loaded machine takes for anything, shorter than a test may. */
const PATIENCE_MS = 50_000

export function openScreen(url: string, options: LiveScreenOptions): LiveScreen {
  const { token, cookie, origin, view, id, transport = 'websocket' } = options
  const headers: Record<string, string> = {}
  if (cookie !== undefined) headers.cookie = cookie
  if (origin !== undefined) headers.origin = origin
  const socket = io(url, {
    transports: [transport],
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    extraHeaders: headers,
    ...(token === undefined ? {} : { auth: { token } }),
  })
  const model = createModelScreen()
  const wire: string[] = []
  const refusals: string[] = []
  let fulls = 0
  let asking = false
  let wake = () => {}
  const tell = () => wake()

  function ask(): void {
    if (asking || !socket.connected) return
    asking = true
    socket
      .timeout(5_000)
      .emit('watch', { view, id, have: model.have }, (error: Error | null, answer: WatchAnswer) => {
        asking = false
        if (error !== null) return ask()
        if (answer.ok) {
          if (answer.full) fulls++
          model.answer(answer)
        } else {
          refusals.push(answer.code)
          if (answer.code === 'starting' || answer.code === 'too_fast') setTimeout(ask, 50)
        }
        tell()
      })
  }

  function engineChanged(): void {
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
      if (typeof data === 'string') wire.push(data)
    })
  }
  socket.io.on('open', engineChanged)
  socket.on('connect', () => {
    asking = false
    ask()
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    refusals.push(error.data?.code ?? error.message)
    tell()
  })
  socket.on('disconnect', tell)
  socket.on('patch', (patch: Patch) => {
    if (!asking && !model.patch(patch)) ask()
    tell()
  })
  socket.on('beat', (beat: { epoch: string; seq: number; pos: string; at: string }) => {
    if (!asking && !model.beat(beat)) ask()
    tell()
  })

  const screen: LiveScreen = {
    model,
    socket,
    wire,
    refusals,
    get fulls() {
      return fulls
    },
    command: (body) =>
      new Promise((done, fail) =>
        socket
          .timeout(5_000)
          .emit('command', body, (error: Error | null, answer: CommandAnswer) =>
            error === null ? done(answer) : fail(error),
          ),
      ),
    async until(holds, whatFor = 'a screen') {
      const late = setTimeout(() => wake(), PATIENCE_MS)
      const since = Date.now()
      try {
        while (!holds(screen)) {
          if (Date.now() - since >= PATIENCE_MS)
            throw new Error(`${whatFor}: not within ${PATIENCE_MS / 1_000} s; refusals ${refusals}`)
          await new Promise<void>((done) => {
            wake = done
          })
        }
      } finally {
        clearTimeout(late)
      }
    },
    close: () => socket.disconnect(),
  }
  return screen
}
