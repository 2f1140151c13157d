import { connect, type Socket } from 'node:net'
import { type AmiMessage, header } from '#store/ami/message.ts'
import { type AmiItem, createAmiParser } from '#store/ami/parse.ts'
import { formatAction } from '#store/ami/write.ts'

/** A PBX and the account that may ring. */
export interface AmiAccount {
  readonly host: string
  readonly port: number
  readonly username: string
  readonly secret: string
}

export interface Call {
  /** What the dialplan is told: its UserEvent names it again. */
  readonly id: string
  /** `PJSIP/101`, `Local/101@from-internal/n`. */
  readonly channel: string
  readonly callerId: string
  readonly context: string
  readonly ringMs: number
  readonly variables: Readonly<Record<string, string>>
}

export type Called =
  | { readonly is: 'answered' }
  /** It rang, and nobody took the call. */
  | { readonly is: 'unanswered'; readonly reason: string }
  /** The PBX does not do it. */
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'unreachable'; readonly reason: string }

const CONNECT_MS = 5_000
/** How long after the answer a key may be pressed. */
const KEY_MS = 90_000
const REASONS: Readonly<Record<string, string>> = { '1': 'hung up', '3': 'nobody answered', '5': 'busy' }

export interface RunningCall {
  readonly called: Promise<Called>
  /** The connection is over, and with it the time in which a key may be pressed. */
  readonly ended: Promise<void>
  /** Ends the connection before its time. */
  end(): void
}

/** Rings by an AMI connection of its own. `onKey` hears which key was pressed, some time after the answer. */
export function callByAmi(account: AmiAccount, call: Call, onKey: (key: string) => void): RunningCall {
  const { promise: called, resolve } = Promise.withResolvers<Called>()
  const { promise: ended, resolve: onEnded } = Promise.withResolvers<void>()
  const socket = connect({ host: account.host, port: account.port, noDelay: true })
  const parser = createAmiParser()
  let until = setTimeout(stop, CONNECT_MS, 'it did not answer in time')

  function stop(reason: string): void {
    clearTimeout(until)
    socket.destroy()
    resolve({ is: 'unreachable', reason })
  }
  function giveTime(ms: number, reason: string): void {
    clearTimeout(until)
    until = setTimeout(stop, ms, reason)
  }
  function settle(how: Called): void {
    resolve(how)
    if (how.is === 'answered') giveTime(KEY_MS, 'no key was pressed')
    else stop('')
  }

  const hear = createHearing(socket, account, call, { settle, giveTime, onKey, stop })
  socket.on('data', (chunk: Buffer) => {
    for (const item of parser.push(chunk)) hear(item)
  })
  socket.on('error', (error: NodeJS.ErrnoException) => stop(error.code ?? error.message))
  socket.on('close', () => {
    stop('the connection was closed')
    onEnded()
  })
  return { called, ended, end: () => stop('stopped') }
}

interface Steps {
  settle(how: Called): void
  giveTime(ms: number, reason: string): void
  onKey(key: string): void
  stop(reason: string): void
}

/** Signs in, rings, and hears what becomes of it. */
function createHearing(
  socket: Socket,
  account: AmiAccount,
  call: Call,
  steps: Steps,
): (item: AmiItem) => void {
  const write = (action: string, fields: Record<string, string>) => socket.write(formatAction(action, fields))
  const { username, secret } = account

  function originate(): void {
    const { id, channel, callerId, context, ringMs, variables } = call
    const given = Object.entries({ ...variables, HUIYIN_TELLING: id }).map(
      ([name, value]) => `${name}=${value}`,
    )
    write('Originate', {
      ...{ ActionID: 'ring', Channel: channel, Context: context, Exten: 's', Priority: '1' },
      ...{ CallerID: callerId, Timeout: String(ringMs), Async: 'true', Variable: given.join(',') },
    })
    steps.giveTime(ringMs + CONNECT_MS, 'the PBX did not say how the call went')
  }

  function onResponse(message: AmiMessage): void {
    const id = header(message, 'ActionID')
    const ok = message.name === 'Success'
    if (id === 'login' && ok) originate()
    else if (!ok) steps.settle({ is: 'refused', reason: `the PBX answered: ${header(message, 'Message')}` })
  }

  function onEvent(message: AmiMessage): void {
    if (message.name === 'OriginateResponse' && header(message, 'ActionID') === 'ring') {
      const reason = header(message, 'Reason')
      if (header(message, 'Response') === 'Success') steps.settle({ is: 'answered' })
      else steps.settle({ is: 'unanswered', reason: REASONS[reason] ?? `the call failed (reason ${reason})` })
    }
    if (message.name !== 'UserEvent' || header(message, 'UserEvent') !== 'HuiyinAlert') return
    if (header(message, 'Telling') !== call.id) return
    steps.onKey(header(message, 'Key'))
    steps.stop('')
  }

  return (item) => {
    if (item.is === 'banner')
      write('Login', { ActionID: 'login', Username: username, Secret: secret, Events: 'call,user' })
    else if (item.is === 'message') (item.message.kind === 'response' ? onResponse : onEvent)(item.message)
  }
}
