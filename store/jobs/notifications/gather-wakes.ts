/** Wakes for the lanes on which something new waits. */
export interface Wakes {
  add(lanes: readonly string[]): void
  /** Sends what was gathered still, and gathers no more. */
  close(): Promise<void>
}

/**
 * The first wake of a lane goes out at once; those that follow within `gapMs` go out as one at its end: in a storm a
 * wake for each message would cost more than the messages.
 */
export function gatherWakes(
  wake: (lanes: string[]) => Promise<void>,
  gapMs: number,
  onTrouble: (error: Error) => void,
): Wakes {
  const gathered = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let last: Promise<void> = Promise.resolve()

  function send(): void {
    const lanes = [...gathered]
    gathered.clear()
    if (lanes.length > 0) last = wake(lanes).catch(onTrouble)
    timer = lanes.length > 0 ? setTimeout(send, gapMs) : null
  }

  return {
    add(lanes) {
      for (const lane of lanes) gathered.add(lane)
      if (timer === null) send()
    },
    async close() {
      if (timer !== null) clearTimeout(timer)
      send()
      if (timer !== null) clearTimeout(timer)
      await last
    },
  }
}
