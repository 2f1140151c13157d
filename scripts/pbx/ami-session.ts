import {
  type AmiAddress,
  connectAmi,
  connectedEvent,
  type TlsFault,
  tlsFaultOf,
} from '#protocols/ami/connect.ts'
import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { type AmiItem, createAmiParser } from '#protocols/ami/parse.ts'
import { formatAction } from '#protocols/ami/write.ts'
import { type Greeting, readGreeting } from './read-greeting.ts'

/** An answer with the events of its list, if it is one. */
export interface AmiAnswer {
  readonly response: AmiMessage
  readonly events: readonly AmiMessage[]
}

/** One connection to an AMI, for as long as a trial takes. */
export interface AmiSession {
  readonly version: string
  /** The address that the other side sees. */
  readonly localAddress: string
  /** Sends an action; `endEvent` closes its list. Null: there was no whole answer before the time was over. */
  request(
    action: string,
    fields?: Readonly<Record<string, string>>,
    endEvent?: string,
  ): Promise<AmiAnswer | null>
  /** Classes of the events that came by themselves. */
  readonly classes: ReadonlySet<string>
  /** Waits no longer for what was not answered yet. */
  dropPending(): void
  close(): void
}

export type AmiOpening =
  | { readonly is: 'open'; readonly session: AmiSession }
  /** Nothing answers there; `code` as the system has it, `ETIMEDOUT` when the time was over. */
  | { readonly is: 'unreachable'; readonly code: string }
  /** TLS is not spoken there, or the certificate is not trusted. */
  | { readonly is: 'no_tls'; readonly fault: TlsFault }
  /** The connection was taken and ended without a word. */
  | { readonly is: 'closed' }
  /** The connection was taken, and nothing came. */
  | { readonly is: 'mute' }
  | { readonly is: 'other'; readonly service: string }

/** Asterisk greets at once. Whoever has not by then waits to be spoken to, as web servers do. */
const GREETS_WITHIN_MS = 1_500
const PROBE = 'GET / HTTP/1.0\r\n\r\n'

interface Pending {
  readonly endEvent: string | undefined
  response: AmiMessage | null
  readonly events: AmiMessage[]
  readonly done: (answer: AmiAnswer | null) => void
}

/** Connects, and finds out whether it is an Asterisk that answers. All of it ends with `until`. */
export function openAmi(address: AmiAddress, until: AbortSignal): Promise<AmiOpening> {
  const { promise, resolve } = Promise.withResolvers<AmiOpening>()
  const socket = connectAmi(address)
  const parser = createAmiParser()
  const pending = new Map<string, Pending>()
  const classes = new Set<string>()
  let connected = false
  let probed = false
  let code = 'ETIMEDOUT'
  let tlsFault: TlsFault | null = null
  let head = Buffer.alloc(0)
  let greeting: Greeting | null = null
  let requests = 0
  let probe: NodeJS.Timeout | undefined

  function dropPending(): void {
    for (const { done } of pending.values()) done(null)
    pending.clear()
  }

  function end(): void {
    clearTimeout(probe)
    until.removeEventListener('abort', end)
    socket.destroy()
    dropPending()
    if (tlsFault !== null) resolve({ is: 'no_tls', fault: tlsFault })
    else if (!connected) resolve({ is: 'unreachable', code })
    else resolve(until.aborted || probed ? { is: 'mute' } : { is: 'closed' })
  }

  function greet(chunk: Buffer): void {
    head = Buffer.concat([head, chunk])
    greeting = readGreeting(head)
    if (greeting === null) return
    clearTimeout(probe)
    if (greeting.is === 'other') {
      resolve(greeting)
      end()
      return
    }
    const { version } = greeting
    resolve({
      is: 'open',
      session: {
        version,
        localAddress: socket.localAddress ?? '',
        request,
        classes,
        dropPending,
        close: end,
      },
    })
    for (const item of parser.push(head)) take(item)
  }

  function request(
    action: string,
    fields: Readonly<Record<string, string>> = {},
    endEvent?: string,
  ): Promise<AmiAnswer | null> {
    const id = `trial-${++requests}`
    const text = formatAction(action, { ActionID: id, ...fields })
    if (socket.destroyed) return Promise.resolve(null)
    return new Promise((done) => {
      pending.set(id, { endEvent, response: null, events: [], done })
      socket.write(text)
    })
  }

  function finish(id: string, { response, events, done }: Pending): void {
    pending.delete(id)
    done(response === null ? null : { response, events })
  }

  function take(item: AmiItem): void {
    if (item.is !== 'message') return
    const { message } = item
    const id = header(message, 'ActionID')
    const open = pending.get(id)
    if (message.kind === 'event' && open === undefined) {
      const [first = ''] = header(message, 'Privilege').split(',')
      if (first !== '') classes.add(first)
    }
    if (open === undefined) return
    if (message.kind === 'response') open.response = message
    else open.events.push(message)
    const isOver =
      message.kind === 'response'
        ? message.name === 'Error' || open.endEvent === undefined
        : message.name === open.endEvent
    if (isOver) finish(id, open)
  }

  socket.once(connectedEvent(address), () => {
    connected = true
    probe = setTimeout(() => {
      probed = true
      socket.write(PROBE)
    }, GREETS_WITHIN_MS)
  })
  socket.on('data', (chunk: Buffer) => {
    if (greeting === null) greet(chunk)
    else for (const item of parser.push(chunk)) take(item)
  })
  socket.once('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? error.message
    if (address.tls !== null) tlsFault = tlsFaultOf(error)
  })
  socket.once('close', end)
  if (until.aborted) end()
  else until.addEventListener('abort', end)
  return promise
}
