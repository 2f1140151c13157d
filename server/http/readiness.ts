/**
 * Whether one thing that serving needs is there; `detail` says what is wrong and what to do. What is well may have one
 * too: it serves, and somebody should look all the same.
 */
export type Check =
  | { readonly ok: true; readonly detail?: string }
  | { readonly ok: false; readonly detail: string }

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, Check>>
}

export type Checks = Readonly<Record<string, () => Promise<Check> | Check>>

const ANSWER_MS = 2_000

/** Runs all checks at once; one that throws or does not answer in time is not well. */
export async function readiness(checks: Checks): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const),
  )
  return { ready: results.every(([, { ok }]) => ok), checks: Object.fromEntries(results) }
}

async function inTime(check: () => Promise<Check> | Check): Promise<Check> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Check>((done) => {
    timer = setTimeout(done, ANSWER_MS, { ok: false, detail: `no answer within ${ANSWER_MS} ms` })
  })
  try {
    return await Promise.race([check(), late])
  } catch (error) {
    return { ok: false, detail: (error as Error).message }
  } finally {
    clearTimeout(timer)
  }
}
