import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const ANSWER_MS = 2_000

/** Whether a time service has set this machine's clock; null: there is nobody to ask, as in a container. */
export async function clockSynchronised(program = 'timedatectl'): Promise<boolean | null> {
  try {
    const { stdout } = await run(program, ['show', '-p', 'NTPSynchronized'], { timeout: ANSWER_MS })
    const answer = /^NTPSynchronized=(yes|no)$/m.exec(stdout)?.[1]
    return answer === undefined ? null : answer === 'yes'
  } catch {
    // Not there, or no systemd behind it: nothing is known, and nothing is waited for.
    return null
  }
}
