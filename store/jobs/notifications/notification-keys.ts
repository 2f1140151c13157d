import { siteKeys } from '../../redis/keys.ts'

/**
 * Where the notifications of a site stand in Redis. Each is in exactly one place: it waits on its lane, or is being sent,
 * or will be tried again (`due`), or was given up (`dead`); `all` holds what it says, `place` where it belongs.
 */
export interface NotificationKeys {
  /** id → the notification as JSON. */
  readonly all: string
  /** id → lane, group, gravity: where it waits. */
  readonly place: string
  /** id → how far its sending came, as JSON. */
  readonly state: string
  /** id → who sends it. */
  readonly holder: string
  /** id by the instant at which it is tried again. */
  readonly due: string
  /** id by the instant at which it was given up. */
  readonly dead: string
  /** Every lane that was ever used. */
  readonly lanes: string
  /** `<group> <id>` by gravity. */
  wait(lane: string): string
  /** id by the instant at which its sender is taken for dead. */
  sending(lane: string): string
  bucket(lane: string): string
  health(lane: string): string
  /** Why nothing is sent on a lane until the key ends: its quota is used up. */
  exhausted(lane: string): string
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
    lanes: named('lines'),
    wait: (lane) => named(`wait:${lane}`),
    sending: (lane) => named(`sending:${lane}`),
    bucket: (lane) => named(`bucket:${lane}`),
    health: (lane) => named(`health:${lane}`),
    exhausted: (lane) => named(`exhausted:${lane}`),
    done: (id) => named(`done:${id}`),
    receipt: (conversation) => named(`receipt:${conversation}`),
  }
}
