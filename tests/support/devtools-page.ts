import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startChild } from './child-process.ts'
import { type OldChromium, oldChromium } from './old-chromium.ts'
import { knowsSiteHost } from './site-host.ts'

/** The one page of a Chromium of any age, by the browser's own protocol, which newer drivers speak no more with old ones. */
export interface DevtoolsPage {
  goto(url: string): Promise<void>
  /** What an expression gives in the page, as JSON. */
  evaluate<T>(expression: string): Promise<T>
  /** Waits until an expression gives something true; throws with what the page shows. */
  until(expression: string, withinMs?: number): Promise<void>
  /** Sends a command of the protocol. */
  send(method: string, params?: object): Promise<unknown>
  screenshot(file: string): Promise<void>
  /** What was thrown in the page, and what its console said as an error. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

export interface DevtoolsOptions {
  /** `present`: the Chromium of this machine. */
  engine: OldChromium | 'present'
  width: number
  height: number
  cookie?: { name: string; value: string; url: string }
}

interface Answer {
  id?: number
  method?: string
  result?: unknown
  error?: { message: string }
  params?: {
    exceptionDetails?: { text: string; exception?: { description?: string } }
    type?: string
    args?: { value?: unknown; description?: string }[]
  }
}

const ANSWER_WITHIN_MS = 2_000
const presentChromium = process.env.HUIYIN_CHROMIUM ?? '/usr/bin/chromium'
/** Old ones are built for a place without a zygote and without a graphics card. */
const oldArguments = ['--no-zygote', '--use-gl=swiftshader']

async function portOf(profile: { output(): string; alive: boolean }): Promise<string> {
  while (profile.alive) {
    const port = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(profile.output())?.[1]
    if (port !== undefined) return port
    await wait(20)
  }
  throw new Error(`Chromium ended: ${profile.output()}`)
}

interface Target {
  type: string
  webSocketDebuggerUrl: string
}

/** The page is there a moment after the port. */
async function pageAddress(port: string): Promise<string> {
  for (;;) {
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as Target[]
    const page = targets.find(({ type }) => type === 'page')
    if (page !== undefined) return page.webSocketDebuggerUrl
    await wait(20)
  }
}

async function socketOf(port: string): Promise<WebSocket> {
  const socket = new WebSocket(await pageAddress(port))
  await new Promise((done, fail) => {
    socket.onopen = done
    socket.onerror = () => fail(new Error('the page has no socket'))
  })
  return socket
}

function faultOf({ method, params }: Answer): string | null {
  if (method === 'Runtime.exceptionThrown') {
    const details = params?.exceptionDetails
    return details?.exception?.description ?? details?.text ?? 'an exception'
  }
  if (method !== 'Runtime.consoleAPICalled' || params?.type !== 'error') return null
  return (params.args ?? []).map(({ value, description }) => String(value ?? description)).join(' ')
}

export async function openDevtoolsPage({
  engine,
  width,
  height,
  cookie,
}: DevtoolsOptions): Promise<DevtoolsPage> {
  const program = engine === 'present' ? presentChromium : await oldChromium(engine)
  const profile = mkdtempSync(join(tmpdir(), 'huiyin-chromium-'))
  const browser = startChild(program, [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-port=0'],
    ...(engine === 'present' ? [] : oldArguments),
    ...[knowsSiteHost, `--user-data-dir=${profile}`, `--window-size=${width},${height}`, 'about:blank'],
  ])
  const socket = await socketOf(await portOf(browser))
  const faults: string[] = []
  const open = new Map<number, (answer: Answer) => void>()
  let last = 0
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    if (answer.id !== undefined) open.get(answer.id)?.(answer)
    const fault = faultOf(answer)
    if (fault !== null) faults.push(fault)
  }

  function send(method: string, params: object = {}): Promise<unknown> {
    const id = ++last
    return new Promise((done, fail) => {
      open.set(id, ({ result, error }) => {
        open.delete(id)
        if (error === undefined) done(result)
        else fail(new Error(`${method}: ${error.message}`))
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  }

  async function evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = (await send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    })) as { result: { value: T }; exceptionDetails?: { text: string } }
    if (exceptionDetails !== undefined) throw new Error(`${expression}: ${exceptionDetails.text}`)
    return result.value
  }

  /** A page that goes to another address meanwhile answers with a fault, or (in old engines) not at all. */
  async function holds(expression: string): Promise<boolean> {
    const asked = evaluate<boolean>(`Boolean(${expression})`).catch(() => false)
    return Promise.race([asked, wait(ANSWER_WITHIN_MS, false)])
  }

  async function until(expression: string, withinMs = 20_000): Promise<void> {
    const end = Date.now() + withinMs
    while (!(await holds(expression))) {
      if (Date.now() > end) {
        const shown = await evaluate<string>('document.body.innerText')
        throw new Error(`Chromium ${engine} never came to ${expression}: ${shown} ${faults.join(' ')}`)
      }
      await wait(50)
    }
  }

  for (const domain of ['Page', 'Runtime', 'Network']) await send(`${domain}.enable`)
  await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
  if (cookie !== undefined) await send('Network.setCookie', cookie)
  return {
    async goto(url) {
      await send('Page.navigate', { url })
      await until(`location.href !== 'about:blank' && document.readyState === 'complete'`)
    },
    evaluate,
    until,
    send,
    async screenshot(file) {
      const { data } = (await send('Page.captureScreenshot', { format: 'png' })) as { data: string }
      writeFileSync(file, Buffer.from(data, 'base64'))
    },
    faults,
    async close() {
      socket.close()
      browser.kill('SIGKILL')
      await browser.exited
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
