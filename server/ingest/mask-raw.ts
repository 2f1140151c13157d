import { maskText } from '#core/access/mask-text.ts'
import { maskUnlessInstant, namesIn, shownData } from '#core/access/shown-data.ts'

const SHOWN = 2_000
/** What is around an event's `data`; everything else of an event is its sender's own, and never shown. */
const AROUND = ['specversion', 'id', 'source', 'type', 'time', 'subject'] as const

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function around(key: string, value: unknown, names: readonly string[]): unknown {
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value === 'object') return '…'
  const text = String(value)
  return key === 'time' ? maskUnlessInstant(text, names) : maskText(text, names)
}

/** How many fields of an object are left out; said, because a field too many may be what is wrong. */
const withOthers = (shown: Record<string, unknown>, all: Fields) => {
  const others = Object.keys(all).length - Object.keys(shown).length
  return others === 0 ? shown : { ...shown, '…': others }
}

function shownEvent(event: Fields): Record<string, unknown> {
  const data = isFields(event.data) ? event.data : {}
  const names = namesIn(data, event)
  const shown: Record<string, unknown> = {}
  for (const key of AROUND) if (key in event) shown[key] = around(key, event[key], names)
  if ('data' in event)
    shown.data = isFields(event.data)
      ? withOthers(shownData(data, { bare: false, names, unchecked: true }), data)
      : around('data', event.data, names)
  return withOthers(shown, event)
}

/** Of a line that is no JSON nothing tells which field a word stood in: only what looks like the envelope is shown. */
function brokenLine(raw: string): string {
  const pattern = new RegExp(`"(${AROUND.join('|')})"\\s*:\\s*"([^"\\\\]{1,128})"`, 'g')
  const found = [...raw.matchAll(pattern)].map(([, key, value]) => [key!, around(key!, value, [])])
  return `${JSON.stringify(Object.fromEntries(found))} (no JSON, ${raw.length} characters)`
}

/**
 * The text of a refused event as it may be looked at: the fields that contract §3 names, phone, name and whatever was
 * typed masked; how many others there were; cut to 2,000 characters.
 */
export function maskRaw(raw: string): string {
  let value: unknown
  try {
    value = JSON.parse(raw)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return brokenLine(raw).slice(0, SHOWN)
  }
  const text = isFields(value) ? JSON.stringify(shownEvent(value)) : `(${kindOf(value)})`
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  return typeof value === 'string' ? `a text of ${value.length} characters` : `a ${typeof value}`
}
