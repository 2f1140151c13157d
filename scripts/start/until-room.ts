import { setTimeout as wait } from 'node:timers/promises'
import { machineNoteText } from '#core/machine/machine-note.ts'
import { roomNote, roomOf } from '#platform/free-room.ts'

const LOOK_EVERY_MS = 2_000

/** Waits while the disk of the data folder is full, as after a machine that it ended starts again; says so once. */
export async function untilRoom(
  dataDir: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let isSaid = false; !signal.aborted; isSaid = true) {
    const note = roomNote(roomOf(dataDir))
    if (note?.code !== 'disk_full') return
    if (!isSaid) say(`${dataDir}: ${machineNoteText(note)}`)
    await wait(LOOK_EVERY_MS, null, { signal }).catch(() => null)
  }
}
