import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '#scripts/demo/model/random.ts'
import type { StartedDemo } from '../../support/started-demo.ts'

const LOOK_MS = 400
/** How long one talks, in seconds of the site. */
const TALK_SEC = [40, 120] as const

/**
 * The agent's telephone, which is no part of Huiyin: it is picked up when it rings, and hung up after a while. `onTime` is
 * told the site's ms since the beginning, and says whether the hour is over.
 */
export async function answerCalls(
  demo: StartedDemo,
  random: Random,
  onTime: (ms: number) => boolean,
): Promise<void> {
  await demo.act('connect')
  let hangUpAt: number | null = null
  for (;;) {
    const { ms, phone } = await demo.state()
    if (onTime(ms)) return
    if (phone?.state === 'rings') await demo.act('answer')
    else if (phone?.state === 'talks') {
      hangUpAt ??= ms + random.between(...TALK_SEC) * 1_000
      if (ms >= hangUpAt) {
        hangUpAt = null
        await demo.act('hangUp')
      }
    }
    await wait(LOOK_MS)
  }
}
