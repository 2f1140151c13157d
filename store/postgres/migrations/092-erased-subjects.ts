import { type Kysely, sql } from 'kysely'

/**
 * What was erased on request, by its kind and id: the customer's key still stands in its events, and is not to come back
 * into the records by which customers are found.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table erased_subject (
      site_id text not null,
      kind text not null,
      id text not null,
      at timestamptz(3) not null,
      primary key (site_id, kind, id)
    )`.execute(db)
  // What was erased before stands in the events that told the floors of it.
  await sql`
    insert into erased_subject (site_id, kind, id, at)
    select event.site_id, split_part(named, '/', 1), substr(named, strpos(named, '/') + 1), event.time
    from archive_position as site
      join event on event.site_id = site.site_id and event.subject = site.site_id and event.type = 'config.erased',
      jsonb_array_elements_text(event.data->'subjects') as named
    on conflict do nothing`.execute(db)
  await sql`
    update case_record set customer = null, row = row || '{"customer": null}'
    from erased_subject as erased
    where erased.kind = 'case' and case_record.site_id = erased.site_id and case_record.id = erased.id
      and case_record.customer is not null`.execute(db)
  await sql`
    update contact_record set customer = null
    from erased_subject as erased
    where erased.kind = 'contact' and contact_record.site_id = erased.site_id and contact_record.id = erased.id
      and contact_record.customer is not null`.execute(db)
  await sql`
    update case_item_record as item set customer = null, row = row || '{"customer": null}'
    from erased_subject as erased
    where erased.kind = item.kind and item.site_id = erased.site_id and item.id = erased.id
      and item.customer is not null`.execute(db)
}
