import type { PersonConfig } from '../site/site-schema.ts'
import type { ContactMethod } from './notification.ts'
import { methodsOfReach } from './reach-schema.ts'

/** A way as its person set it up; whether it may be used follows from the rest. Instants in ms since 1970. */
export interface KnownContactMethod extends ContactMethod {
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
export interface MethodTarget {
  readonly id: string
  readonly kind: string
}

/** Whether something may be sent on a way: it is switched on, it reached its person once, and it is not dead. */
export function isUsable(method: KnownContactMethod): boolean {
  return method.enabled && method.verifiedAt !== null && method.dead === null
}

/**
 * All ways on which a person can be told, the screen first: what they set up and can be used; and, for each channel on
 * which nothing of their own is known to reach them, what the site file says: `reach`, else `email` by the first target
 * of kind `mail`. A way that they switched off stays off, unless nothing but pushes would be left: a push that a browser's
 * maker has taken may still reach nobody.
 */
export function contactMethodsOf(
  person: Pick<PersonConfig, 'email' | 'reach'>,
  known: readonly KnownContactMethod[],
  targets: readonly MethodTarget[],
): readonly ContactMethod[] {
  const own = known.filter(isUsable).flatMap((method) => bySite(method, targets))
  const proven = new Set(
    known
      .filter(({ verifiedAt, dead }) => verifiedAt !== null && dead === null)
      .map(({ channel }) => channel),
  )
  const all = fileMethods(person, targets)
  const byFile = all.filter(({ channel }) => !proven.has(channel))
  const methods = [...own, ...byFile]
  return [{ channel: 'app', target: null, address: null }, ...methods, ...(isPushAlone(methods) ? all : [])]
}

/** Whether nothing beside the screen reaches somebody but pushes. */
export function isPushAlone(methods: readonly Pick<ContactMethod, 'channel'>[]): boolean {
  const outside = methods.filter(({ channel }) => channel !== 'app')
  return outside.length > 0 && outside.every(({ channel }) => channel === 'push')
}

/** A way by the site's targets; none where its target is gone. A push subscription names none: the site has one. */
function bySite(
  { channel, target, address }: ContactMethod,
  targets: readonly MethodTarget[],
): ContactMethod[] {
  const found = targets.find(({ id, kind }) => kind === channel && (target === null || target === id))
  return found === undefined ? [] : [{ channel, target: found.id, address }]
}

function fileMethods(
  { email, reach }: Pick<PersonConfig, 'email' | 'reach'>,
  targets: readonly MethodTarget[],
): ContactMethod[] {
  const reached = methodsOfReach(reach, targets)
  const mail = targets.find(({ kind }) => kind === 'mail')
  if (email === undefined || mail === undefined || reached.some(({ channel }) => channel === 'mail'))
    return reached
  return [...reached, { channel: 'mail', target: mail.id, address: email }]
}
