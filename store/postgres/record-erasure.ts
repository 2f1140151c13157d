import { sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * The tables of the records that hold personal data of customers, and in which columns: for who erases a customer, and
 * for who says where such data lie. `tokens` are keyed hashes of pieces of names and of the ends of numbers.
 */
export const personalRecordColumns = {
  customer_record: ['customer', 'ref', 'name', 'phone', 'tokens'],
  case_record: ['customer', 'row', 'tokens'],
  case_item_record: ['customer', 'row'],
  contact_record: ['customer'],
} as const

/** Row fields of a case, a promise or a callback that name the customer or hold what was typed about them. */
const NAMING = ['customer', 'phone', 'name', 'title', 'text']

/**
 * Takes a customer (by the key that events name them by) out of the records: nothing finds them any more, and what is
 * left of their cases and contacts are counts. To be called within the transaction that erases their events, too. Gives
 * how many rows were changed.
 */
export async function eraseCustomerRecords(
  transaction: Database,
  site: string,
  customer: string,
): Promise<number> {
  const bare = sql`row - ${sql.val(NAMING)}::text[] || ${JSON.stringify(
    Object.fromEntries(NAMING.map((field) => [field, null])),
  )}::jsonb`
  const done = [
    await sql`
      update case_item_record set customer = null, row = ${bare}
      where site_id = ${site} and (customer = ${customer} or case_id in (
        select id from case_record where site_id = ${site} and customer = ${customer}))`.execute(transaction),
    await sql`
      update case_record set customer = null, row = ${bare}, tokens = '{}'
      where site_id = ${site} and customer = ${customer}`.execute(transaction),
    await sql`
      update contact_record set customer = null
      where site_id = ${site} and customer = ${customer}`.execute(transaction),
    await sql`delete from customer_record where site_id = ${site} and customer = ${customer}`.execute(
      transaction,
    ),
  ]
  return done.reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0), 0)
}

/**
 * Takes what says who a customer is, and what was written of them, out of the records of what was over before an instant
 * (ms), at most so many of each table. What is still noted as open or owed (`personal_held`) keeps it. Gives how many rows
 * were changed; fewer than `most`: all of it has gone.
 */
export async function erasePersonalRecords(
  transaction: Database,
  site: string,
  before: number,
  most: number,
): Promise<number> {
  const end = sql`${new Date(before)}::timestamptz`
  const fields = ['phone', 'name', 'title', 'text']
  const none = JSON.stringify(Object.fromEntries(fields.map((field) => [field, null])))
  const bare = sql`row || (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(${none}::jsonb) where row ? key)`
  const says = sql.join(
    fields.map((field) => sql`row->>${sql.lit(field)} is not null`),
    sql` or `,
  )
  const isHeld = (kind: string, id: string) => sql`exists (select 1 from personal_held as held
    where held.site_id = ${site} and held.kind = ${sql.raw(kind)} and held.subject = ${sql.ref(id)})`
  const done = [
    await sql`
      update case_record set row = ${bare}, tokens = '{}' where site_id = ${site} and id in (
        select id from case_record where site_id = ${site} and state = 'resolved' and opened_at < ${end}
          and (tokens <> '{}' or ${says}) and not ${isHeld(`'case'`, 'case_record.id')} limit ${most})`.execute(
      transaction,
    ),
    await sql`
      update case_item_record as item set row = ${bare} where site_id = ${site} and (kind, id) in (
        select kind, id from case_item_record where site_id = ${site} and at < ${end} and (${says})
          and not ${isHeld('case_item_record.kind', 'case_item_record.id')} limit ${most})`.execute(
      transaction,
    ),
    await sql`
      update customer_record set name = null, phone = null, tokens = '{}'
      where site_id = ${site} and customer in (
        select customer from customer_record as old where site_id = ${site} and last_at < ${end}
          and (name is not null or phone is not null or tokens <> '{}')
          and not exists (select 1 from case_record where site_id = ${site} and case_record.customer = old.customer
            and state <> 'resolved')
        limit ${most})`.execute(transaction),
  ]
  return Math.max(...done.map(({ numAffectedRows }) => Number(numAffectedRows ?? 0)))
}

/**
 * Removes records of what was over before an instant (ms), at most so many of each table: cases that are resolved and of
 * which no event is left, with their promises and callbacks; those of cases that nobody knows; contacts; customers of whom
 * nothing is left; and notes of what was erased. Gives how many rows went; fewer than `most`: all of it has gone.
 */
export async function removeOldRecords(
  transaction: Database,
  site: string,
  before: number,
  most: number,
): Promise<number> {
  const end = sql`${new Date(before)}::timestamptz`
  const { rows } = await sql<{ count: number }>`
    with old_contact as (
      delete from contact_record where site_id = ${site} and id in (
        select id from contact_record where site_id = ${site} and coalesce(ended_at, at) < ${end}
          and not exists (select 1 from event where event.site_id = ${site} and event.subject = contact_record.id)
        limit ${most})
      returning 1),
    old_case as (
      delete from case_record where site_id = ${site} and id in (
        select id from case_record where site_id = ${site} and state = 'resolved' and opened_at < ${end}
          and not exists (select 1 from event where event.site_id = ${site} and event.subject = case_record.id)
        limit ${most})
      returning id),
    item_of_old_case as (
      delete from case_item_record where site_id = ${site} and case_id in (select id from old_case) returning 1),
    old_item as (
      delete from case_item_record where site_id = ${site} and (kind, id) in (
        select kind, id from case_item_record as item where site_id = ${site} and at < ${end}
          and not exists (select 1 from case_record where site_id = ${site} and case_record.id = item.case_id)
          and not exists (select 1 from event where event.site_id = ${site} and event.subject = item.id)
        limit ${most})
      returning 1),
    old_erased as (
      delete from erased_subject where site_id = ${site} and (kind, id) in (
        select kind, id from erased_subject as erased where site_id = ${site}
          and not exists (select 1 from event where event.site_id = ${site} and event.subject = erased.id)
        limit ${most})
      returning 1),
    old_customer as (
      delete from customer_record where site_id = ${site} and customer in (
        select customer from customer_record as old where site_id = ${site} and last_at < ${end}
          and not exists (select 1 from case_record where site_id = ${site} and case_record.customer = old.customer)
          and not exists (select 1 from contact_record where site_id = ${site} and contact_record.customer = old.customer)
        limit ${most})
      returning 1)
    select greatest((select count(*) from old_contact), (select count(*) from old_case),
      (select count(*) from old_item), (select count(*) from old_erased), (select count(*) from old_customer)) as count`.execute(
    transaction,
  )
  return Number(rows[0]?.count ?? 0)
}
