import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { isGroupContactMethod, isPressedByGroup } from '#core/notify/group-contact-method.ts'
import type { Notification } from '#core/notify/notification.ts'

/** What a signed link lets whoever holds it do. Instants in ms since 1970. */
export type Link =
  | {
      readonly is: 'ack'
      /** In whose name it is taken. */
      readonly person: string
      /** Alerts; or one thing that is asked, as `assist/<id>` or `approval/<id>`. */
      readonly alerts: readonly string[]
      /** It stands in a message to a group: whoever is signed in where it is opened presses for themselves. */
      readonly inGroup: boolean
      readonly issuedAt: number
      readonly expiresAt: number
    }
  | {
      readonly is: 'department'
      readonly department: string
      readonly issuedAt: number
      readonly expiresAt: number
    }

/** A link whose signature is ours; `digest` names it where its use is recorded, and gives nothing away. */
export interface ReadLink {
  readonly link: Link
  readonly digest: string
}

/** The signed links of messages. They are made without asking any store, so that every worker can. */
export interface Links {
  /**
   * The page on which a telling's alerts can be taken once, in its person's name, or what a colleague asks be accepted or
   * decided. Null where one button would say too much or nothing: a digest, a hand-off, a department; and for an approval
   * that a whole group reads.
   */
  ackLink(notification: Notification): string | null
  /** The page of all that a department owes; `at` is when it is given out, the same for one message's every attempt. */
  departmentLink(department: string, at: number): string
  /** Null: not signed by us. Whether it has expired, was used or revoked is for the reader to ask. */
  read(token: string): ReadLink | null
}

const HOUR_MS = 3_600_000
/** An acknowledgement is for what is going wrong now; who finds the message later opens the alerts page. */
const ACK_HOLDS_MS = 24 * HOUR_MS
const DEPARTMENT_HOLDS_MS = 14 * 24 * HOUR_MS
/** More than these would make an address that mail programs break. */
const MOST_ALERTS = 12
/** 128 bits: enough against guessing, short enough for a chat. */
const SIGNATURE_BYTES = 16
const LONGEST_TOKEN = 4_096
/** How the body of an acknowledgement link begins that a group reads. */
const GROUP_ACK = 'group-ack'

export interface LinksOptions {
  /** `sessionKey` of the data folder's secrets; the key that signs is derived from it. */
  readonly key: string
  readonly site: string
  readonly publicUrl: string
}

export function createLinks({ key, site, publicUrl }: LinksOptions): Links {
  const signKey = Buffer.from(hkdfSync('sha256', key, '', `huiyin links of ${site}`, 32))
  const signature = (body: string) =>
    createHmac('sha256', signKey).update(body).digest().subarray(0, SIGNATURE_BYTES)

  function sign(fields: readonly unknown[]): string {
    const body = Buffer.from(JSON.stringify(fields)).toString('base64url')
    return `${body}.${signature(body).toString('base64url')}`
  }

  return {
    ackLink(notification) {
      const alerts = notification.alerts.map(({ alert }) => alert)
      if (!hasLink(notification)) return null
      if (alerts.length === 0 || alerts.length > MOST_ALERTS) return null
      const token = sign([
        isPressedByGroup(notification.way) ? GROUP_ACK : 'ack',
        notification.at,
        notification.at + ACK_HOLDS_MS,
        notification.to.id,
        ...alerts,
      ])
      return `${publicUrl}/ack/${token}`
    },
    departmentLink(department, at) {
      return `${publicUrl}/departments/${sign(['department', at, at + DEPARTMENT_HOLDS_MS, department])}`
    },
    read(token) {
      if (token.length > LONGEST_TOKEN) return null
      const [body, signed, ...more] = token.split('.')
      if (body === undefined || signed === undefined || more.length > 0) return null
      const given = Buffer.from(signed, 'base64url')
      if (given.length !== SIGNATURE_BYTES || !timingSafeEqual(given, signature(body))) return null
      const link = linkOf(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown[])
      // Of the body alone: base64url has several spellings of one signature.
      return { link, digest: createHash('sha256').update(body).digest('hex') }
    },
  }
}

/** Whoever reads it may press in its person's name: no group decides on money. */
function hasLink({ kind, to, way }: Notification): boolean {
  if (to.is !== 'person') return false
  return kind === 'alert' || kind === 'assist' || (kind === 'approval' && !isGroupContactMethod(way))
}

/** What was signed by us has one of our two shapes. */
function linkOf([is, issuedAt, expiresAt, whose, ...alerts]: unknown[]): Link {
  const when = { issuedAt: issuedAt as number, expiresAt: expiresAt as number }
  return is === 'ack' || is === GROUP_ACK
    ? {
        ...{ is: 'ack', person: whose as string, alerts: alerts as string[] },
        ...{ inGroup: is === GROUP_ACK, ...when },
      }
    : { is: 'department', department: whose as string, ...when }
}
