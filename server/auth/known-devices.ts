import { type Kysely, sql } from 'kysely'
import type { Tables } from '#store/postgres/tables.ts'
import { addressBlock } from '../http/address-block.ts'
import { digestOf } from './secret-token.ts'

/** How long a device or an address is remembered after somebody signed in there. */
export const REMEMBERED_SEC = 180 * 24 * 3_600

interface From {
  readonly address: string
  /** The token of the device's cookie, if it has one. */
  readonly device: string | null
}

/** At which devices and addresses people have signed in before: proof that a try there is not a stranger's. */
export interface KnownDevices {
  knows(person: string, from: From): Promise<{ device: boolean; address: boolean }>
  remember(person: string, from: From): Promise<void>
  /** Forgets where nobody has been for long. */
  sweep(): Promise<void>
}

const deviceOf = (token: string) => `device/${digestOf(token)}`
const addressOf = (address: string) => `address/${addressBlock(address)}`
const namesOf = ({ address, device }: From) => [
  addressOf(address),
  ...(device === null ? [] : [deviceOf(device)]),
]

export function createKnownDevices(database: Kysely<Tables>, site: string): KnownDevices {
  const recent = sql<boolean>`seen_at > now() - make_interval(secs => ${REMEMBERED_SEC})`
  return {
    async knows(person, from) {
      const rows = await database
        .selectFrom('signed_in_before')
        .select('via')
        .where('site_id', '=', site)
        .where('person', '=', person)
        .where('via', 'in', namesOf(from))
        .where(recent)
        .execute()
      const known = (via: string) => rows.some((row) => row.via === via)
      return {
        device: from.device !== null && known(deviceOf(from.device)),
        address: known(addressOf(from.address)),
      }
    },
    async remember(person, from) {
      await sql`insert into signed_in_before (site_id, person, via)
        select ${site}, ${person}, via from unnest(${namesOf(from)}::text[]) as given (via)
        on conflict (site_id, person, via) do update set seen_at = now()`.execute(database)
    },
    async sweep() {
      await sql`delete from signed_in_before where not ${recent}`.execute(database)
    },
  }
}
