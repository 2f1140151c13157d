import type { MachineNote } from '#core/machine-note.ts'
import type { Clock } from '#store/clock.ts'
import { openTellings } from '#store/jobs/tellings/open-tellings.ts'
import type { OpenSite } from '#store/open-site.ts'
import type { ProcessLog } from '#store/process-log.ts'
import type { Fence } from '#store/redis/appender.ts'
import { openWays } from '#store/ways.ts'
import type { DeliveryContext } from './delivery/delivery-context.ts'
import { createStillWanted } from './notifier/ask-still-wanted.ts'
import { leadNotifier } from './notifier/lead-notifier.ts'
import { createWorlds } from './notifier/site-world.ts'
import { machineTellings, troubleTellings } from './notifier/tell-trouble.ts'
import type { FoldedFloor } from './timekeeper/folded-floor.ts'
import type { SharedFloor } from './timekeeper/shared-floor.ts'

export interface NotifierPartOptions {
  readonly site: OpenSite
  readonly redisUrl: string
  readonly clock: Clock
  readonly log: ProcessLog
  /** The floor of the timekeeper in this process. */
  readonly floor: SharedFloor
}

/** What decides who is told, beside the timekeeper that leads and for whoever sends. */
export interface NotifierPart extends Pick<DeliveryContext, 'stillWanted' | 'onFailing'> {
  /** Climbs the ladders by the leader's floor until told to stop. */
  lead(floor: FoldedFloor, stop: AbortSignal, fence: Fence): Promise<void>
  /** Tells the administrators what is the matter with the machine. */
  onMachine(note: MachineNote): Promise<void>
  close(): Promise<void>
}

export async function openNotifierPart(options: NotifierPartOptions): Promise<NotifierPart> {
  const { site, redisUrl, clock, log, floor } = options
  const onFault = (error: Error) => log.error({ err: error }, 'the notifier')
  const onTrouble = (error: Error) => log.warn({ err: error }, 'the notifier waits')
  const listeners = new Set<() => void>()
  const ways = await openWays({
    database: site.database,
    site: site.id,
    onFault,
    onChange: () => {
      for (const listener of listeners) listener()
    },
  })
  const tellings = openTellings({ url: redisUrl, site: site.id, onTrouble })
  const worldOf = createWorlds(ways)
  return {
    stillWanted: createStillWanted({ floor, ways, clock }),
    async onFailing(line, reason) {
      const { floor: present } = await floor.get()
      await tellings.enqueue(...troubleTellings(line, reason, worldOf(present, clock.now())))
    },
    async onMachine(note) {
      const { floor: present } = await floor.get()
      await tellings.enqueue(...machineTellings(note, worldOf(present, clock.now())))
    },
    lead: (leaders, stop, fence) =>
      leadNotifier(
        {
          ...{ log: site.log, clock, floor: leaders, ways, onFault },
          onWays(listener) {
            listeners.add(listener)
            return () => listeners.delete(listener)
          },
          enqueue: (...given) => tellings.enqueue(...given),
        },
        stop,
        fence,
      ),
    async close() {
      ways.close()
      await tellings.close()
    },
  }
}
