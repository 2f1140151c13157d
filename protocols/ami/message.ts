/** One AMI message: its kind, its name and its headers as they came. */
export interface AmiMessage {
  readonly kind: 'event' | 'response'
  /** `QueueCallerJoin`, `AgentConnect` … for an event; `Success`, `Error` … for a response. */
  readonly name: string
  /** Every header in order, repeated ones too. */
  readonly headers: readonly (readonly [string, string])[]
  /** The first value of each header, by its name in small letters. */
  readonly first: ReadonlyMap<string, string>
}

/**
 * The first value of a header, or an empty text. Names are compared without case: Cdr says `UniqueID` where
 * everything else says `Uniqueid`. The first value counts, so that what a dialplan appends to a UserEvent
 * cannot stand for a header of Asterisk's own.
 */
export function header(message: AmiMessage, name: string): string {
  return message.first.get(name.toLowerCase()) ?? ''
}

/** A header as a whole number of zero or more, or null. */
export function headerNumber(message: AmiMessage, name: string): number | null {
  const text = header(message, name)
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** Builds a message of its headers; null if the first names neither an event nor a response. */
export function messageOf(headers: readonly (readonly [string, string])[]): AmiMessage | null {
  const first = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (!first.has(key)) first.set(key, value)
  }
  const event = first.get('event')
  if (event !== undefined) return { kind: 'event', name: event, headers, first }
  const response = first.get('response')
  if (response !== undefined) return { kind: 'response', name: response, headers, first }
  return null
}
