import type { MachineNote } from '#core/machine-note.ts'
import type { Severity } from '#core/row.ts'
import type { Language } from '#core/site/languages.ts'

/** What a language says in messages. Counts and texts come in; sentences come out. */
export interface Lexicon {
  readonly language: Language
  readonly severity: Readonly<Record<Severity, string>>
  readonly warned: string
  readonly breached: string
  /** What a subject is called, by the word before its slash. */
  readonly subjects: Readonly<Record<string, string>>
  readonly aCustomer: string
  /** Between what stands side by side in a line. */
  readonly comma: string
  headline(state: string, title: string, subject: string): string
  alerts(count: number): string
  counts(parts: readonly { readonly severity: string; readonly count: number }[]): string
  more(count: number, counts: string): string
  due(time: string): string
  wasDue(time: string): string
  team(name: string): string
  resolved(what: string): string
  handoff(subject: string): string
  readonly test: string
  readonly testLine: string
  code(code: string): string
  trouble(way: string): string
  troubleLine(reason: string): string
  machine(note: MachineNote): string
  readonly take: string
  readonly open: string
  readonly answer: string
  readonly again: string
  from(site: string): string
}
