import { type Kysely, sql } from 'kysely'

/**
 * Indexes of the archive that are read, and no more. Of what an event is about only the subject is kept, which is one
 * entry for all events of a contact; by time are found those events of agents, and those types, that somebody asks for
 * by it. Half of what an archived event took were indexes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index event_about on event (site_id, subject)`.execute(db)
  await sql`
    create index event_agent on event (site_id, subject, time)
    where type in ('agent.available', 'agent.away', 'agent.signed_out')`.execute(db)
  await sql`
    create index event_when on event (site_id, type, time)
    where type in ('contact.queued', 'contact.dialled', 'contact.offered', 'contact.answered', 'contact.ended',
      'contact.flagged', 'case.opened', 'case.described', 'case.assessed', 'case.resolved', 'case.reopened',
      'promise.made', 'handoff.sent', 'callback.requested', 'approval.requested', 'rule.breached', 'alert.told',
      'config.applied')`.execute(db)
  await sql`drop index event_subject`.execute(db)
  await sql`drop index event_type`.execute(db)
}
