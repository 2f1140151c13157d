import { siteKeys } from '../../redis/keys.ts'

/**
 * Where the tellings of a site stand in Redis. Each is in exactly one place: it waits on its line, or is being sent,
 * or will be tried again (`due`), or was given up (`dead`); `all` holds what it says, `place` where it belongs.
 */
export interface NotificationKeys {
  /** id → the telling as JSON. */
  readonly all: string
  /** id → line, group, gravity: where it waits. */
  readonly place: string
  /** id → how far its sending came, as JSON. */
  readonly state: string
  /** id → who sends it. */
  readonly holder: string
  /** id by the instant at which it is tried again. */
  readonly due: string
  /** id by the instant at which it was given up. */
  readonly dead: string
  /** Every line that was ever used. */
  readonly lines: string
  /** `<group> <id>` by gravity. */
  wait(line: string): string
  /** id by the instant at which its sender is taken for dead. */
  sending(line: string): string
  bucket(line: string): string
  health(line: string): string
  /** Why nothing is sent on a line until the key ends: its quota is used up. */
  exhausted(line: string): string
  done(id: string): string
  /** The message that a conversation's next one edits or follows. */
  receipt(conversation: string): string
}

export function notificationKeys(site: string): NotificationKeys {
  const prefix = `${siteKeys(site).prefix}tellings:`
  const named = (name: string) => `${prefix}${name}`
  return {
    all: named('all'),
    place: named('place'),
    state: named('state'),
    holder: named('holder'),
    due: named('due'),
    dead: named('dead'),
    lines: named('lines'),
    wait: (line) => named(`wait:${line}`),
    sending: (line) => named(`sending:${line}`),
    bucket: (line) => named(`bucket:${line}`),
    health: (line) => named(`health:${line}`),
    exhausted: (line) => named(`exhausted:${line}`),
    done: (id) => named(`done:${id}`),
    receipt: (conversation) => named(`receipt:${conversation}`),
  }
}
