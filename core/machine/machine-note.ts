import { SHORTEST_TOKEN } from '../site/published-secrets.ts'

/**
 * What is the matter with the machine or with the processes on it, so that a person must look. Told by the start and by
 * the server itself: none of it needs the workers, the stores or room on the disk.
 */
export type MachineNote =
  /** A part (`server`, `workers`, `redis`, `postgres`) ended so many times within minutes. */
  | { readonly code: 'crash_loop'; readonly part: string; readonly times: number }
  /** Nothing more can be written: feeds are refused, and what is shown is what was known before. */
  | { readonly code: 'disk_full' }
  | { readonly code: 'disk_low'; readonly freeMb: number; readonly percent: number }
  /** Log lines (of `logs/`, not events) that could not be written since the start. */
  | { readonly code: 'log_lines_dropped'; readonly count: number }
  /** The clock went back by so many seconds. */
  | { readonly code: 'clock_back'; readonly seconds: number }
  | { readonly code: 'clock_unsynchronised' }
  /** So many people still have a first password that everybody can read. */
  | { readonly code: 'published_passwords'; readonly count: number }
  /** Tokens that everybody can read, or guess, by the names of their feeds and programs. */
  | { readonly code: 'published_tokens' | 'short_tokens'; readonly names: string }
  /** An independent count of the archive says something else than the fold, in these figures (and by how much). */
  | { readonly code: 'recount_differs'; readonly figures: string }

/** Notes that are for administrators alone. */
export const forAdminsOnly = ({ code }: MachineNote): boolean =>
  code === 'published_passwords' ||
  code === 'published_tokens' ||
  code === 'short_tokens' ||
  code === 'recount_differs'

/** Whether nothing can be taken in for it; otherwise the other checks know how well the site serves. */
export const stopsIntake = ({ code }: MachineNote): boolean => code === 'disk_full'

/** What a note is about, whatever its figures: as long as this is the same, nothing new is to be said. */
export const aboutNote = (note: MachineNote): string =>
  note.code === 'crash_loop' ? `${note.code} ${note.part}` : note.code

/** The English sentence of a note, for the terminal, `/readyz` and `npm run doctor`: what it is and what to do. */
export function machineNoteText(note: MachineNote): string {
  switch (note.code) {
    case 'crash_loop':
      return `${note.part} ended ${note.times} times within minutes and is started again and again: see logs/${note.part}.log`
    case 'disk_full':
      return 'the disk of the data folder is full, so events are refused with 503: make room, and all goes on by itself'
    case 'disk_low':
      return `only ${note.freeMb} MB (${note.percent} %) are free on the disk of the data folder: make room, before events are refused`
    case 'log_lines_dropped':
      return `${note.count} log lines could not be written to logs/ and are lost`
    case 'clock_back':
      return `the clock of this machine went back by ${note.seconds} s: what was said before stays as said, what follows goes by the clock as it is now; look at its time service (chrony)`
    case 'clock_unsynchronised':
      return 'the clock of this machine is not synchronised: set up a time service (chrony)'
    case 'recount_differs':
      return `the recount does not agree in ${note.figures}: the page /admin shows the records that differ; report it with the answer of /api/v1/recount`
    case 'published_passwords':
      return `${note.count === 1 ? '1 person still has' : `${note.count} people still have`} a published first password, which holds on this machine alone: give each another, npm run site -- password LOGIN`
    case 'published_tokens':
      return `the token of ${note.names} is published and holds on this machine alone: put another into the site file (openssl rand -hex 24)`
    case 'short_tokens':
      return `the token of ${note.names} is shorter than ${SHORTEST_TOKEN} characters and can be guessed: put another into the site file (openssl rand -hex 24)`
  }
}
