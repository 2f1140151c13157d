import type { Socket } from 'node:net'
import { type AmiAddress, connectAmi, tlsFaultOf } from '#protocols/ami/connect.ts'
import type { AmiMessage } from '#protocols/ami/message.ts'
import { header } from '#protocols/ami/message.ts'
import { type AmiItem, createAmiParser } from '#protocols/ami/parse.ts'
import { ActionRefused, formatAction } from '#protocols/ami/write.ts'
import { endingFor } from './mapping/statement.ts'
import type { Outage } from './outage.ts'
import { type AmiReply, createRequests } from './requests.ts'
import { type ClientTiming, nextDelayMs } from './timing.ts'
import { createUnanswered } from './unanswered.ts'

/** Where the connection stands, as health tells it. */
export type ClientState =
  | { readonly is: 'connecting' }
  | { readonly is: 'signing_in' }
  | { readonly is: 'connected' }
  | { readonly is: 'waiting'; readonly why: Outage; readonly detail: string }
  | { readonly is: 'stopped' }

export interface AmiClientOptions extends AmiAddress {
  readonly username: string
  /** Asked at each sign-in, so that a changed one is used without a restart. Null: none is known. */
  readonly secret: () => Promise<string | null>
  readonly timing: ClientTiming
  readonly random: () => number
  /** Signed in: what follows is a new stream. */
  readonly onConnected: () => void
  /** A stream that was signed in is over. */
  readonly onDisconnected: () => void
  /** Each message of the stream, the answers to our actions too. */
  readonly onMessage: (message: AmiMessage) => void
  readonly onBad: (reason: string) => void
  readonly onState: (state: ClientState) => void
  /** The PBX was asked for a sign of life. */
  readonly onPing?: () => void
  /** The PBX answered an action of ours with an error. */
  readonly onRefused?: (action: string, text: string) => void
}

export interface AmiClient {
  /** Asks the PBX for its whole state; it comes as messages. Nothing while not signed in. */
  resync(): void
  /** Asks for queues, members and who waits alone. */
  askQueues(): void
  /** Asks for a sign of life. */
  ping(): void
  /** Asks for one queue: the PBX lists a realtime queue only when it is named, or after its first call. */
  askQueue(name: string): void
  /** Asks for the callers in each queue, which is cheap. */
  askSummary(): void
  /** Asks for something to be done, and waits for the answer to it. */
  request(action: string, fields: Readonly<Record<string, string>>, withinMs: number): Promise<AmiReply>
  /** Stops reading: the PBX keeps what it has to say, up to its own limit. */
  pause(): void
  resume(): void
  stop(): void
}

/** What the PBX is asked to tell; what the account may read is the PBX's to say. */
const EVENT_MASK = 'system,call,agent,user,dialplan'

/** A timer that comes so much too late shows that this process stood still. */
const STALLED_MS = 1_000
/** From so long on the reading of a chunk ends its turn; Node reads up to 32 of them in one. */
const SLICE_MS = 2

/** Keeps one signed-in AMI connection for as long as it lives, and makes it again whenever it is gone. */
export function createAmiClient(options: AmiClientOptions): AmiClient {
  const { timing } = options
  let socket: Socket | null = null
  /** The banner came. */
  let isGreeted = false
  let signedIn = false
  /** The PBX was asked for its state in this connection. */
  let asked = false
  let paused = false
  let stopped = false
  let failures = 0
  let actions = 0
  let loginId = ''
  let outage: { why: Outage; detail: string } = { why: 'closed', detail: '' }
  const timers = new Set<NodeJS.Timeout>()
  let lastHeard = 0
  const unanswered = createUnanswered()
  const requests = createRequests()

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }

  function clearTimers(): void {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }

  function send(action: string, fields: Record<string, string> = {}, ending = ''): string {
    const id = `huiyin-${++actions}${ending}`
    socket?.write(formatAction(action, { ActionID: id, ...fields }))
    unanswered.note(id, action)
    if (action === 'Ping') options.onPing?.()
    return id
  }

  function open(): void {
    options.onState({ is: 'connecting' })
    const parser = createAmiParser()
    const mine = connectAmi(options)
    socket = mine
    isGreeted = false
    loginId = ''
    outage = { why: 'unreachable', detail: '' }
    unanswered.clear()
    lastHeard = performance.now()
    mine.on('data', (chunk: Buffer) => {
      lastHeard = performance.now()
      for (const item of parser.push(chunk)) if (socket === mine) take(item)
      if (performance.now() - lastHeard > SLICE_MS) restOneTurn(mine)
    })
    mine.on('error', (error: NodeJS.ErrnoException) => {
      if (outage.detail !== '') return
      const fault = options.tls === null ? null : tlsFaultOf(error)
      outage =
        fault === null
          ? { why: outage.why, detail: error.code ?? error.message }
          : { why: fault.code, detail: fault.text }
    })
    mine.on('end', () => mine.destroy())
    mine.on('close', () => {
      if (socket === mine) closed()
    })
    if (paused) mine.pause()
    watch(mine)
  }

  /** One that never stops talking is read a chunk a turn, so that everything else has its turn too. */
  function restOneTurn(mine: Socket): void {
    mine.pause()
    setImmediate(() => {
      if (!paused) mine.resume()
    })
  }

  /** Ends a connection that says nothing any more, and keeps the PBX talking by asking. */
  function watch(mine: Socket): void {
    const since = performance.now()
    later(timing.pingMs, () => {
      if (socket !== mine) return
      const now = performance.now()
      // It was we who stood still: neither was the PBX asked, nor was what it said read.
      if (now - since > timing.pingMs + STALLED_MS) lastHeard = now
      // Timers come before what waits in the socket: it is read first, then judged.
      if (isSilent()) setImmediate(() => judgeSilence(mine))
      if (signedIn) send('Ping')
      watch(mine)
    })
  }

  const isSilent = () => !paused && performance.now() - lastHeard > timing.silentMs

  function judgeSilence(mine: Socket): void {
    if (socket === mine && isSilent()) fail(mine.connecting ? 'unreachable' : 'silent', '')
  }

  function fail(why: Outage, detail: string): void {
    outage = { why, detail }
    socket?.destroy()
  }

  function closed(): void {
    clearTimers()
    socket = null
    const was = signedIn
    signedIn = false
    requests.cut()
    if (was) options.onDisconnected()
    if (stopped) return
    failures = was ? 1 : failures + 1
    options.onState({ is: 'waiting', ...outage })
    later(nextDelayMs(timing, outage, failures, options.random()), open)
  }

  function take(item: AmiItem): void {
    switch (item.is) {
      case 'banner':
        isGreeted = true
        if (socket !== null) signIn(socket).catch((error: Error) => fail('refused', error.message))
        return
      case 'bad':
        options.onBad(item.reason)
        if (!isGreeted) fail('not_asterisk', item.reason)
        return
      case 'message':
        if (signedIn) hear(item.message)
        else if (header(item.message, 'ActionID') === loginId) onLogin(item.message)
        return
      default:
        item satisfies never
    }
  }

  async function signIn(mine: Socket): Promise<void> {
    options.onState({ is: 'signing_in' })
    outage = { why: 'closed', detail: '' }
    const secret = await options.secret()
    if (socket !== mine) return
    if (secret === null) fail('refused', 'no secret is known')
    else loginId = send('Login', { Username: options.username, Secret: secret, Events: EVENT_MASK })
  }

  function onLogin(message: AmiMessage): void {
    loginId = ''
    if (message.name !== 'Success') {
      fail('refused', header(message, 'Message'))
      return
    }
    signedIn = true
    asked = false
    options.onConnected()
    options.onState({ is: 'connected' })
    // FullyBooted comes at once, or when a restarting PBX knows its queues; not at all without the class system.
    const mine = socket
    later(timing.bootedMs, () => {
      if (socket === mine && !asked) resync()
    })
  }

  function answered(message: AmiMessage): void {
    requests.answered(message)
    const action = unanswered.take(header(message, 'ActionID'))
    if (action !== undefined && message.name === 'Error')
      options.onRefused?.(action, header(message, 'Message'))
  }

  function hear(message: AmiMessage): void {
    if (message.kind === 'response') answered(message)
    options.onMessage(message)
    if (message.name !== 'FullyBooted') return
    resync()
    send('QueueSummary')
  }

  function resync(): void {
    if (!signedIn) return
    asked = true
    send('QueueStatus')
    send('CoreShowChannels')
  }

  open()
  return {
    resync,
    askQueues() {
      if (signedIn) send('QueueStatus')
    },
    ping() {
      if (signedIn) send('Ping')
    },
    askQueue(name) {
      if (!signedIn) return
      try {
        send('QueueStatus', { Queue: name }, endingFor(name))
      } catch (error) {
        // What the PBX itself called a queue may be no name that can be asked for.
        if (!(error instanceof ActionRefused)) throw error
        options.onBad('unaskable_queue')
      }
    },
    askSummary() {
      if (signedIn) send('QueueSummary')
    },
    request(action, fields, withinMs) {
      if (!signedIn) return Promise.resolve({ is: 'away' })
      return requests.wait(send(action, fields), withinMs)
    },
    pause() {
      paused = true
      socket?.pause()
    },
    resume() {
      paused = false
      lastHeard = performance.now()
      socket?.resume()
    },
    stop() {
      stopped = true
      clearTimers()
      socket?.destroy()
      requests.cut()
      options.onState({ is: 'stopped' })
    },
  }
}
