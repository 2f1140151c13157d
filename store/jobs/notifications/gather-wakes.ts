/** Wakes for the lines on which something new waits. */
export interface Wakes {
  add(lines: readonly string[]): void
  /** Sends what was gathered still, and gathers no more. */
  close(): Promise<void>
}

/**
 * The first wake of a line goes out at once; those that follow within `gapMs` go out as one at its end: in a storm a
 * wake for each message would cost more than the messages.
 */
export function gatherWakes(
  wake: (lines: string[]) => Promise<void>,
  gapMs: number,
  onTrouble: (error: Error) => void,
): Wakes {
  const gathered = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let last: Promise<void> = Promise.resolve()

  function send(): void {
    const lines = [...gathered]
    gathered.clear()
    if (lines.length > 0) last = wake(lines).catch(onTrouble)
    timer = lines.length > 0 ? setTimeout(send, gapMs) : null
  }

  return {
    add(lines) {
      for (const line of lines) gathered.add(line)
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
