import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { header, headerNumber } from '#protocols/ami/message.ts'
import { type ActOptions, createActAnswers } from './act-answers.ts'
import { createPbxModel, readRaw } from './pbx-model.ts'

/** A small AMI server on a real socket. It plays recorded messages, answers as Asterisk does, and can misbehave. */
export interface AmiServer {
  readonly port: number
  /** The PBX's time, ms since 1970: that of the last message played. */
  readonly now: () => number
  /** Actions received, in order, as they came. */
  readonly received: readonly string[]
  /** Messages written to the present connection. */
  readonly written: number
  /** Plays a message: the PBX lives through it, and a signed-in client hears it. */
  play(message: { readonly at: number; readonly raw: string }): void
  /** Writes bytes as they are. */
  write(bytes: string | Uint8Array): void
  /** Writes to every connection that is open, as Asterisk does with its events. */
  writeToAll(bytes: string): void
  /** Cuts the connection, after a part of a message if one is given, and takes no other until `accept`. */
  cut(part?: string): void
  accept(): void
  /** The PBX is started anew: it has the members of its files, unpaused, and no call; it takes no connection until `accept`. */
  restart(): void
  /** Who waited with this Uniqueid is gone, without a word. */
  forget(uniqueid: string): void
  /** The queues that a phone is in, as the PBX has it now. */
  membersBy(phone: string): readonly AmiMember[]
  /** Resolves once a client has signed in and asked for everything. */
  synced(): Promise<void>
  stop(): Promise<void>
}

/** A member of a queue; `lastPause` in seconds since 1970. */
export interface AmiMember {
  readonly queue: string
  readonly paused: boolean
  readonly reason: string
  readonly lastPause: number
  readonly status: number
}

export interface AmiServerOptions {
  /** Null: any will do. */
  readonly secret: string | null
  /** Where it listens on 127.0.0.1; a free port if none is given. */
  readonly port?: number
  /** It speaks TLS, with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** Says nothing when asked to sign in. */
  readonly mute?: boolean
  readonly startsAt?: number
  readonly banner?: string
  /** What it says in place of its own answer, in whole messages as below; null: its own. */
  readonly instead?: (action: string, field: (name: string) => string) => readonly string[] | null
  /** More headers of every queue in its list. */
  readonly queueParams?: () => string
  /** Seconds since it was started. */
  readonly uptime?: () => number
  /** Actions that the account may not ask for. */
  readonly forbidden?: readonly string[]
  /** It does what is asked of it, as `createActAnswers` has it; not given: it knows none of these actions. */
  readonly acts?: ActOptions
  /** What it says to an action that it does not know itself: whole messages, each without its empty line. */
  readonly answers?: (action: string, field: (name: string) => string) => readonly string[]
}

export async function startAmiServer(options: AmiServerOptions): Promise<AmiServer> {
  const model = createPbxModel()
  const received: string[] = []
  const actAnswers =
    options.acts === undefined
      ? null
      : createActAnswers(model, options.acts, {
          now: () => clock,
          forbidden: options.forbidden ?? [],
          say,
          tell(raw) {
            model.apply(raw, clock)
            say(raw)
          },
          cut: () => cut(),
        })
  let clock = options.startsAt ?? 0
  let accepting = true
  let client: Socket | null = null
  let signedIn = false
  let written = 0
  let asked = new Set<string>()
  let waiters: (() => void)[] = []

  function say(text: string): void {
    written++
    client?.write(`${text}\r\n`)
  }

  /** `only`: the queue that was asked for, if it was one. */
  function list(id: string, start: string, all: string[], end: string, only = ''): void {
    const entries = only === '' ? all : all.filter((entry) => entry.includes(`\r\nQueue: ${only}\r\n`))
    say(`Response: Success\r\nActionID: ${id}\r\nEventList: start\r\nMessage: ${start}\r\n`)
    for (const entry of entries) say(`${entry}ActionID: ${id}\r\n`)
    say(`Event: ${end}\r\nActionID: ${id}\r\nEventList: Complete\r\nListItems: ${entries.length}\r\n`)
  }

  function signIn(id: string, secret: string): void {
    if (options.mute === true) return
    if (options.secret !== null && secret !== options.secret) {
      client?.write(`Response: Error\r\nActionID: ${id}\r\nMessage: Authentication failed\r\n\r\n`)
      client?.end()
      return
    }
    // The client counts messages from its sign-in on; the answer to that is not one of them.
    client?.write(`Response: Success\r\nActionID: ${id}\r\nMessage: Authentication accepted\r\n\r\n`)
    signedIn = true
    say(
      `Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: ${options.uptime?.() ?? 3}\r\nStatus: Fully Booted\r\n`,
    )
  }

  function answer(action: string, id: string, field: (name: string) => string): void {
    const instead = options.instead?.(action, field) ?? null
    if (instead !== null) {
      for (const text of instead) say(text)
      return
    }
    if (options.forbidden?.includes(action) === true) {
      say(`Response: Error\r\nActionID: ${id}\r\nMessage: Permission denied\r\n`)
      return
    }
    if (actAnswers?.(action, id, field) === true) return
    if (action === 'Login') signIn(id, field('Secret'))
    if (action === 'Ping') say(`Response: Success\r\nActionID: ${id}\r\nPing: Pong\r\n`)
    if (action === 'QueueStatus')
      list(
        id,
        'Queue status will follow',
        model.queueStatus(clock, options.queueParams?.() ?? ''),
        'QueueStatusComplete',
        field('Queue'),
      )
    if (action === 'QueueSummary') list(id, 'Queue summary', model.queueSummary(), 'QueueSummaryComplete')
    if (action === 'CoreShowChannels') list(id, 'Channels', model.channels(), 'CoreShowChannelsComplete')
    for (const text of options.answers?.(action, field) ?? []) say(text)
    asked.add(action)
    if (['QueueStatus', 'QueueSummary', 'CoreShowChannels'].every((name) => asked.has(name))) {
      for (const done of waiters) done()
      waiters = []
    }
  }

  function attach(socket: Socket): void {
    if (!accepting) {
      socket.destroy()
      return
    }
    client = socket
    signedIn = false
    written = 0
    asked = new Set()
    let text = ''
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      // Of several, the one that asks is answered.
      client = socket
      text += chunk.toString()
      for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
        const action = text.slice(0, end)
        text = text.slice(end + 4)
        received.push(action)
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(action)?.[1]?.trim() ?? ''
        answer(field('Action'), field('ActionID'), field)
      }
    })
    socket.write(options.banner ?? 'Asterisk Call Manager/11.0.0\r\n')
  }

  function cut(part?: string): void {
    accepting = false
    signedIn = false
    asked = new Set()
    if (part !== undefined) client?.write(part)
    client?.destroy()
    client = null
  }

  const sockets = new Set<Socket>()
  const take = (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    attach(socket)
  }
  const server = options.tls === undefined ? createServer(take) : createTlsServer(options.tls, take)
  await new Promise<void>((done, failed) => {
    server.once('error', failed)
    server.listen(options.port ?? 0, '127.0.0.1', done)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')

  return {
    port: address.port,
    now: () => clock,
    received,
    get written() {
      return written
    },
    play({ at, raw }) {
      clock = Math.max(clock, at)
      model.apply(raw, at)
      if (!signedIn || readRaw(raw) === null) return
      written++
      client?.write(raw)
    },
    write: (bytes) => void client?.write(bytes),
    writeToAll(bytes) {
      for (const socket of sockets) socket.write(bytes)
    },
    cut,
    accept() {
      accepting = true
    },
    restart() {
      cut()
      model.restart()
    },
    forget: model.forget,
    membersBy: (phone) =>
      model
        .members()
        .filter((message) => (header(message, 'Interface') || header(message, 'Location')) === phone)
        .map((message) => ({
          queue: header(message, 'Queue'),
          paused: header(message, 'Paused') === '1',
          reason: header(message, 'PausedReason'),
          lastPause: headerNumber(message, 'LastPause') ?? 0,
          status: headerNumber(message, 'Status') ?? 0,
        })),
    synced: () =>
      new Promise((done) => {
        if (asked.has('CoreShowChannels') && asked.has('QueueSummary')) done()
        else waiters.push(done)
      }),
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}
