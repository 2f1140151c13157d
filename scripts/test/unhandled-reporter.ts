import { writeFileSync } from 'node:fs'
import type { Reporter } from 'vitest/node'

/** Writes down how many faults lay outside of tests, which vitest's JSON report does not say. */
export default function unhandledReporter(): Reporter {
  return {
    onTestRunEnd(_modules, unhandledErrors) {
      const file = process.env.HUIYIN_UNHANDLED
      if (file !== undefined) writeFileSync(file, String(unhandledErrors.length))
    },
  }
}
