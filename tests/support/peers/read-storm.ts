import type { SunkRequest } from './https-sink.ts'

/** One chat message of a storm, as its reader counts it. */
export interface StormMessage {
  readonly at: number
  /** How many alerts it speaks of, and how many of them are critical. */
  readonly alerts: number
  readonly critical: number
  /** The cases of its lines, in order. */
  readonly cases: readonly string[]
}

interface Card {
  readonly title: string
  readonly text: string
}

/** Reads DingTalk messages in English, with buttons or without. Cases whose id begins with C are critical. */
export function readStorm(requests: readonly SunkRequest[]): StormMessage[] {
  return requests.map(({ json, at }) => {
    const { markdown, actionCard } = json as { markdown?: Card; actionCard?: Card }
    const { title, text } = (actionCard ?? markdown)!
    const cases = [...text.matchAll(/\(case ([CW]\d+)\)/g)].map((match) => match[1]!)
    const digest = /^(\d+) alerts: (?:(\d+) critical)?/.exec(title)
    if (digest !== null) return { at, alerts: Number(digest[1]), critical: Number(digest[2] ?? 0), cases }
    return { at, alerts: 1, critical: cases[0]!.startsWith('C') ? 1 : 0, cases: cases.slice(0, 1) }
  })
}

/** The most messages in any span of so many ms. */
export function mostWithin(messages: readonly StormMessage[], spanMs: number): number {
  return Math.max(
    ...messages.map(({ at: from }) => messages.filter(({ at }) => at >= from && at < from + spanMs).length),
  )
}

/** Whether in every message what is critical stands before what is not. */
export function criticalFirst(messages: readonly StormMessage[]): boolean {
  return messages.every(({ cases }) => {
    const warning = cases.findIndex((id) => id.startsWith('W'))
    return warning < 0 || cases.slice(warning).every((id) => id.startsWith('W'))
  })
}
