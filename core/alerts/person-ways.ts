import type { PersonConfig } from '../site/site-schema.ts'
import type { ChannelKind, Way } from './telling.ts'

/** A way as its person set it up; whether it may be used follows from the rest. Instants in ms since 1970. */
export interface KnownWay extends Way {
  readonly id: string
  /** What its person calls it, such as a device's name. */
  readonly name: string
  readonly enabled: boolean
  /** Null: nobody has shown yet that what is sent there reaches the person. */
  readonly verifiedAt: number | null
  /** Since when, and why, nothing reaches it any more (an unsubscribed phone). Null: it lives. */
  readonly dead: { readonly at: number; readonly reason: string } | null
}

/** Hours in which what is not critical waits, HH:MM in the site's zone; over midnight where `from` is after `to`. */
export interface QuietHours {
  readonly from: string
  readonly to: string
}

/** A target of the site file as far as ways go: its id, and of which kind of channel it is. */
export interface WayTarget {
  readonly id: string
  readonly kind: string
}

/** Whether something may be sent on a way: it is switched on, it reached its person once, and it is not dead. */
export function isUsable(way: KnownWay): boolean {
  return way.enabled && way.verifiedAt !== null && way.dead === null
}

/**
 * All ways on which a person can be told, the screen first: what they set up and can be used; and, where they set up
 * no mail of their own, the address of the site file by the first target of kind `mail`, if there is one.
 */
export function waysOfPerson(
  person: Pick<PersonConfig, 'email'>,
  known: readonly KnownWay[],
  targets: readonly WayTarget[],
): readonly Way[] {
  const own = known.filter(isUsable).map(({ channel, target, address }) => ({ channel, target, address }))
  const has = (channel: ChannelKind) => known.some((way) => way.channel === channel)
  const mail = targets.find(({ kind }) => kind === 'mail')
  const byFile: Way[] =
    person.email === undefined || mail === undefined || has('mail')
      ? []
      : [{ channel: 'mail', target: mail.id, address: person.email }]
  return [{ channel: 'app', target: null, address: null }, ...own, ...byFile]
}
