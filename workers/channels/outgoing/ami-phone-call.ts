import type { Socket } from 'node:net'
import { type AmiAddress, connectAmi, tlsFaultOf } from '#protocols/ami/connect.ts'
import { type AmiMessage, header } from '#protocols/ami/message.ts'
import { type AmiItem, createAmiParser } from '#protocols/ami/parse.ts'
import { formatAction } from '#protocols/ami/write.ts'
import { followPhoneCall, type PhoneCallResult } from './follow-phone-call.ts'

/** A PBX and the account that may ring. */
export interface AmiAccount extends AmiAddress {
  readonly username: string
  readonly secret: string
}

export interface PhoneCall {
  /** What the dialplan is told: its UserEvent names it again, and so does the answer to our action. */
  readonly id: string
  /** `PJSIP/101`, `Local/101@from-internal/n`. */
  readonly channel: string
  readonly callerId: string
  readonly context: string
  readonly ringMs: number
  readonly variables: Readonly<Record<string, string>>
}

const CONNECT_MS = 5_000
/** How long after the answer the dialplan may take to say which key was pressed: a prompt, twice. */
const KEY_MS = 60_000

/** The longest that a call which rings for so long can take until it is known how it went. */
export const longestPhoneCallMs = (ringMs: number) => CONNECT_MS + ringMs + CONNECT_MS + KEY_MS

export interface RunningPhoneCall {
  readonly called: Promise<PhoneCallResult>
  /** The connection is over, and with it the time in which a key may be pressed. */
  readonly ended: Promise<void>
  /** Ends the connection before its time. */
  end(): void
}

/**
 * Rings by an AMI connection of its own. `onKey` is given the key as soon as the dialplan says it, also where the call was
 * taken for unanswered before.
 */
export function phoneByAmi(
  account: AmiAccount,
  call: PhoneCall,
  onKey: (key: string) => void,
): RunningPhoneCall {
  const { promise: called, resolve } = Promise.withResolvers<PhoneCallResult>()
  const { promise: ended, resolve: onEnded } = Promise.withResolvers<void>()
  const socket = connectAmi(account)
  const parser = createAmiParser()
  let until = setTimeout(stop, CONNECT_MS, { is: 'unreachable', reason: 'it did not answer in time' })

  function stop(how: PhoneCallResult): void {
    clearTimeout(until)
    socket.destroy()
    resolve(how)
  }
  function giveTime(ms: number, after: PhoneCallResult): void {
    clearTimeout(until)
    until = setTimeout(stop, ms, after)
  }

  const hear = createHearing(socket, account, call, {
    onRefused: (reason) => stop({ is: 'refused', reason }),
    onRinging: () =>
      giveTime(call.ringMs + CONNECT_MS, {
        is: 'unreachable',
        reason: 'the PBX did not say how the call went: may its account read "call"?',
      }),
    onStep(step) {
      if (step.key !== null) onKey(step.key)
      if (step.called !== null) resolve(step.called)
      if (step.over) stop({ is: 'unanswered', reason: NO_KEY })
      else if (step.answered) giveTime(KEY_MS, { is: 'unanswered', reason: NO_KEY })
    },
  })
  socket.on('data', (chunk: Buffer) => {
    for (const item of parser.push(chunk)) hear(item)
  })
  const onLost = (reason: string) => stop({ is: 'unreachable', reason })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const fault = account.tls === null ? null : tlsFaultOf(error)
    onLost(fault?.text ?? error.code ?? error.message)
  })
  socket.on('close', () => {
    onLost('the connection was closed')
    onEnded()
  })
  return { called, ended, end: () => onLost('stopped') }
}

const NO_KEY = 'answered, but the dialplan said nothing of a key'

interface Steps {
  onRefused(reason: string): void
  onRinging(): void
  onStep(step: ReturnType<ReturnType<typeof followPhoneCall>>): void
}

/** Signs in, rings, and hears what becomes of it. */
function createHearing(
  socket: Socket,
  account: AmiAccount,
  call: PhoneCall,
  steps: Steps,
): (item: AmiItem) => void {
  const write = (action: string, fields: Record<string, string>) => socket.write(formatAction(action, fields))
  const { username, secret } = account
  const follow = followPhoneCall(call.id)

  function originate(): void {
    const { id, channel, callerId, context, ringMs, variables } = call
    const given = Object.entries({ ...variables, HUIYIN_TELLING: id }).map(
      ([name, value]) => `${name}=${value}`,
    )
    write('Originate', {
      ...{ ActionID: id, Channel: channel, Context: context, Exten: 's', Priority: '1' },
      ...{ CallerID: callerId, Timeout: String(ringMs), Async: 'true', Variable: given.join(',') },
    })
    steps.onRinging()
  }

  function onResponse(message: AmiMessage): void {
    const id = header(message, 'ActionID')
    const ok = message.name === 'Success'
    if (id === 'login' && ok) originate()
    else if (!ok) steps.onRefused(whyRefused(id, header(message, 'Message'), call))
  }

  return (item) => {
    if (item.is === 'banner')
      write('Login', { ActionID: 'login', Username: username, Secret: secret, Events: 'call,user' })
    else if (item.is === 'message' && item.message.kind === 'response') onResponse(item.message)
    else if (item.is === 'message') steps.onStep(follow(item.message))
  }
}

/** What the PBX said, and what an administrator does about it. */
function whyRefused(action: string, message: string, { context }: PhoneCall): string {
  const said = `the PBX answered: ${message}`
  if (action === 'login') return `${said} (correct the feed's username and secret)`
  if (/permission denied/i.test(message)) return `${said} (the account needs "originate" in its write line)`
  if (/extension does not exist/i.test(message))
    return `${said} (the dialplan has no context "${context}": docs/asterisk.md)`
  return said
}
