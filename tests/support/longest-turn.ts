/**
 * Runs something and gives the longest turn of the loop meanwhile, ms of the thread's own CPU time: by the clock, a busy
 * machine would hold it up and not we.
 */
export async function longestTurnOf(work: () => Promise<unknown>): Promise<number> {
  const used = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  let longest = 0
  let last = used()
  let isGoing = true
  const turn = () => {
    const now = used()
    longest = Math.max(longest, now - last)
    last = now
    if (isGoing) setImmediate(turn)
  }
  setImmediate(turn)
  await work()
  isGoing = false
  return longest
}
