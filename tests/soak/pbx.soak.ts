import { runHour } from '#tests/support/pbx-hour/run-hour.ts'
import type { Soak } from './main.ts'

const HOUR_SEC = 3_600

/**
 * `npm run soak -- pbx [SECONDS [SEED]]`: an hour of the demo's floor behind an Asterisk, in real time; agents pause at
 * desk and phone as it comes. Desk, PBX and archive agree at every second.
 */
export const soak: Soak = async ([
  count = String(HOUR_SEC),
  seed = new Date().toISOString().slice(0, 10),
]) => {
  const say = (line: string) => console.error(line)
  say(`seed "${seed}", ${count} s`)
  const { faults, compared, presses, calls, cuts } = await runHour({
    ...{ seed, seconds: Number(count), agents: 30, isCompressed: false, say },
    ...{ pressEverySec: 120, phoneEverySec: 240, callEverySec: 12, cutEverySec: 300 },
  })
  say(`${compared} seconds compared, ${presses} presses, ${calls} calls, ${cuts} cuts`)
  return faults
}
