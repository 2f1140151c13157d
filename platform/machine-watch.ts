import type { MachineNote } from '#core/machine/machine-note.ts'
import { roomNote, roomOf } from './free-room.ts'

/** What a process knows to be the matter with its machine, from the start script and by its own looking. */
export interface MachineWatch {
  notes(): readonly MachineNote[]
  /** Failures of the start script that nobody waited for, since it started. */
  strayInStart(): number
  /** The clock went back: noted for an hour, the longest that a wrong time is likely to be read as a true one. */
  clockBack(seconds: number): void
  /** Told whenever the notes are others. */
  onChange(listener: (notes: readonly MachineNote[]) => void): void
  stop(): void
}

export interface MachineWatchOptions {
  readonly dataDir: string
  readonly onFault: (error: Error) => void
}

const LOOK_EVERY_MS = 2_000
const CLOCK_NOTED_MS = 3_600_000

export function createMachineWatch({ dataDir, onFault }: MachineWatchOptions): MachineWatch {
  const listeners: ((notes: readonly MachineNote[]) => void)[] = []
  let fromStart: readonly MachineNote[] = []
  let room: MachineNote | null = null
  let clock: { note: MachineNote; at: number } | null = null
  let reported: readonly MachineNote[] = []
  let isBlind = false
  let strayInStart = 0

  function look(): void {
    try {
      room = roomNote(roomOf(dataDir))
      isBlind = false
    } catch (error) {
      if (!isBlind) onFault(new Error('the room on the disk cannot be asked', { cause: error }))
      isBlind = true
    }
    if (clock !== null && performance.now() - clock.at > CLOCK_NOTED_MS) clock = null
    tell()
  }

  function tell(): void {
    const present = [...fromStart, ...(room === null ? [] : [room]), ...(clock === null ? [] : [clock.note])]
    if (JSON.stringify(present) === JSON.stringify(reported)) return
    reported = present
    for (const listener of listeners) listener(reported)
  }

  /** The start tells of it over the channel by which it started this process. */
  function take(message: unknown): void {
    const { machineNotes, strayRejections } = (message ?? {}) as {
      machineNotes?: MachineNote[]
      strayRejections?: number
    }
    strayInStart = strayRejections ?? strayInStart
    if (machineNotes === undefined) return
    fromStart = machineNotes
    tell()
  }

  process.on('message', take)
  const looks = setInterval(look, LOOK_EVERY_MS)
  looks.unref()
  look()
  return {
    notes: () => reported,
    strayInStart: () => strayInStart,
    clockBack(seconds) {
      clock = { note: { code: 'clock_back', seconds }, at: performance.now() }
      tell()
    },
    onChange: (listener) => void listeners.push(listener),
    stop() {
      clearInterval(looks)
      process.off('message', take)
    },
  }
}
