import { maskText } from '#core/access/mask-text.ts'
import type { TimelineEntry } from '#core/api/department-facts.ts'
import type { AnyEvent } from '#core/event/event.ts'
import { instantText } from '#core/rows/row.ts'

/**
 * What a department may know of a case: what the customer said and was told, and its own hand-off. What we think of
 * it, what was approved, and what other departments said stays with us. `text` names the field that was said aloud.
 */
const shownFields: Readonly<Record<string, { text?: string; due?: string }>> = {
  'case.opened': { text: 'title' },
  'case.contacted': {},
  'case.reopened': {},
  'case.escalation_requested': {},
  'case.priority_changed': {},
  'case.replied': { text: 'text', due: 'nextAt' },
  'case.waiting': {},
  'case.resumed': {},
  'case.resolved': {},
  'promise.made': { text: 'text', due: 'due' },
  'promise.moved': { due: 'due' },
  'promise.kept': {},
  'promise.withdrawn': {},
}
const ownHandoff: Readonly<Record<string, { text?: string; due?: string }>> = {
  'handoff.sent': { text: 'question', due: 'due' },
  'handoff.accepted': {},
  'handoff.bounced': { text: 'reason' },
  'handoff.time_requested': { text: 'reason', due: 'until' },
  'handoff.time_decided': { due: 'until' },
}

/** A note counts as the customer's own words where it says so. */
const isCustomersWord = ({ type, data }: AnyEvent) => type === 'case.noted' && data.by === 'customer'

function fieldsOf(event: AnyEvent, handoff: string) {
  if (isCustomersWord(event)) return { text: 'text' }
  return event.subject === handoff
    ? (ownHandoff[event.type] ?? shownFields[event.type])
    : shownFields[event.type]
}

const saidIn = (event: AnyEvent, key: string | undefined) => {
  const value = key === undefined ? undefined : event.data[key]
  return typeof value === 'string' ? value : null
}

/** The timeline of a hand-off's case as its department may read it; the customer's names stand nowhere in it. */
export function customerTimeline(
  events: readonly AnyEvent[],
  handoff: string,
  names: readonly string[],
): TimelineEntry[] {
  return events.flatMap((event) => {
    const fields = fieldsOf(event, handoff)
    if (fields === undefined) return []
    const text = saidIn(event, fields.text)
    return {
      type: event.type,
      at: instantText(event.time),
      channel: saidIn(event, 'channel'),
      text: text === null ? null : maskText(text, names),
      due: 'due' in fields ? saidIn(event, fields.due) : null,
    }
  })
}
