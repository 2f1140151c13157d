import { createRandom } from '#scripts/demo/model/random.ts'
import { amiFrame } from './ami-frames.ts'
import { type HttpFrame, httpFrame } from './http-frames.ts'
import type { MutationSite } from './mutation-site.ts'
import { faultOf, sendHttp } from './send-http.ts'
import { openFrameSocket } from './send-socket.ts'
import { socketFrame } from './socket-frames.ts'
import type { WatchedProcess } from './watched-process.ts'

export const frameKinds = ['http', 'socket', 'ami'] as const
export type FrameKind = (typeof frameKinds)[number]

export interface MutationRun {
  readonly seed: string
  readonly frames: Readonly<Record<FrameKind, number>>
  /** No turn of a loop may be longer, ms of CPU. */
  readonly mostTurnMs: number
  /** No process may keep so much more after it all than before. */
  readonly mostGrowthBytes: number
  readonly say?: (line: string) => void
}

const AT_ONCE = { http: 8, socket: 4, ami: 1 } as const
const CONTROL_EVERY_MS = 250
/** How much of what was on its way is shown of a turn that was long. */
const SHOWN_CHARS = 2_000
const REMEMBERED = 4_000

interface Sent {
  readonly kind: FrameKind
  readonly index: number
  readonly text: string
  readonly from: number
  to: number
}

/** Sends mutated frames to a site. Gives what broke, each with the seed and the frame that does it again. */
export async function runMutations(site: MutationSite, run: MutationRun): Promise<string[]> {
  const faults: string[] = []
  const sent: Sent[] = []
  const { control } = site
  const nameOf = ({ kind, index, text }: Sent) =>
    `seed "${run.seed}", ${kind} ${index}: ${text.slice(0, SHOWN_CHARS)}`

  /** Runs one frame, which is a function of seed, kind and index alone. */
  async function one(kind: FrameKind, index: number, text: string, send: () => Promise<string | null>) {
    const frame: Sent = { kind, index, text, from: Date.now(), to: Number.POSITIVE_INFINITY }
    sent.push(frame)
    if (sent.length > REMEMBERED) sent.splice(0, REMEMBERED / 2)
    const fault = await send().catch((error: Error) => error.message)
    frame.to = Date.now()
    if (fault !== null) faults.push(`${fault}\n  ${nameOf(frame)}`)
  }

  async function each(kind: FrameKind, act: (index: number) => Promise<void>): Promise<void> {
    let next = 0
    const worker = async () => {
      while (next < run.frames[kind] && site.server.ended === null) await act(next++)
    }
    await Promise.all(Array.from({ length: AT_ONCE[kind] }, worker))
  }

  const randomOf = (kind: FrameKind, index: number) => createRandom(`${run.seed}/${kind}/${index}`)
  const tokens = site.credentials.flatMap(({ authorization }) =>
    authorization === undefined ? [] : [authorization.slice('Bearer '.length)],
  )
  // The last are those of people; nobody in particular and a feed get no socket.
  const known = tokens.slice(2)

  const http = () =>
    each('http', (index) => {
      const frame: HttpFrame = httpFrame(randomOf('http', index), `${run.seed}-${index}`, site.credentials)
      const { path, ...rest } = frame
      const opened = { ...rest, path: path.replace('no-such-token', site.departmentToken) }
      return one('http', index, JSON.stringify(frame), async () =>
        faultOf(opened, await sendHttp(site.url, opened)),
      )
    })

  async function sockets(): Promise<void> {
    let opened = 0
    const all = Array.from({ length: AT_ONCE.socket }, () =>
      openFrameSocket(site.url, () => known[opened++ % known.length]!),
    )
    await each('socket', (index) => {
      const frame = socketFrame(randomOf('socket', index), `${run.seed}-${index}`, index + 1)
      return one('socket', index, frame.text, () => all[index % all.length]!.send(frame))
    })
    for (const socket of all) socket.close()
  }

  const ami = () =>
    each('ami', (index) => {
      const bytes = amiFrame(randomOf('ami', index))
      return one('ami', index, bytes.toString(), async () => {
        site.pbx.write(bytes)
        await new Promise((done) => setTimeout(done, index % 4 === 0 ? 2 : 0))
        return null
      })
    })

  let isGoing = true
  async function notification(): Promise<void> {
    while (isGoing) {
      await control
        .tell()
        .catch((error: Error) => faults.push(`the control: ${error.cause ?? error.message}`))
      await new Promise((done) => setTimeout(done, CONTROL_EVERY_MS))
    }
  }

  const processes = { server: site.server, workers: site.workers }
  const before = await measureAll(processes)
  const began = Date.now()
  const counted = notification()
  await Promise.all([http(), sockets(), ami()])
  isGoing = false
  await counted
  if (site.server.ended === null && site.workers.ended === null)
    faults.push(...(await control.faults(run.say)))
  const after = await measureAll(processes)
  for (const [name, process] of Object.entries(processes)) {
    for (const text of process.failures) faults.push(`${name}: ${text}`)
    if (process.ended !== null) faults.push(`${name} ended with ${process.ended}: ${process.output()}`)
    const [was, is] = [before.get(name), after.get(name)]
    if (was === undefined || is === undefined) continue
    const grownBytes = is.heapBytes - was.heapBytes
    run.say?.(
      `${name}: longest turn ${is.longestMs.toFixed(0)} ms of CPU, heap ${mib(was.heapBytes)} → ${mib(is.heapBytes)} MiB`,
    )
    if (grownBytes > run.mostGrowthBytes)
      faults.push(`${name}: keeps ${mib(grownBytes)} MiB more than before`)
    for (const { ms, at } of process.turns.filter((turn) => turn.at > began && turn.ms > run.mostTurnMs)) {
      const then = sent.filter(({ from, to }) => from <= at && to >= at - ms - 50)
      faults.push(
        `${name}: a turn of ${ms.toFixed(0)} ms of CPU, meanwhile ${then.length} frames:\n  ${then.map(nameOf).join('\n  ')}`,
      )
    }
  }
  return site.server.ended === null ? [...faults, ...(await countedFaults(site))] : faults
}

const mib = (bytes: number) => (bytes / 1024 / 1024).toFixed(1)

async function measureAll(processes: Readonly<Record<string, WatchedProcess>>) {
  const measured = Object.entries(processes)
    .filter(([, process]) => process.ended === null)
    .map(async ([name, process]) => [name, await process.measure()] as const)
  return new Map(await Promise.all(measured))
}

/** What the server itself counted as faults of its own. */
async function countedFaults({ url, server }: MutationSite): Promise<string[]> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return text
    .split('\n')
    .filter((line) => /^huiyin_(faults_total|unhandled_rejections)\b.* [1-9]/.test(line))
    .map((line) => `the server counts ${line}, and says:\n${server.output()}`)
}
