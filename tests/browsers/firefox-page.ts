import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { programPath } from '#scripts/start/system-packages.ts'
import { startChild } from '../support/child-process.ts'
import type { DrivenPage } from './driven-page.ts'

interface Answer {
  id?: number
  type: 'success' | 'error' | 'event'
  result?: unknown
  error?: string
  message?: string
}

interface Evaluated {
  type: 'success' | 'exception'
  result?: { value?: string }
  exceptionDetails?: { text: string }
}

/** Firefox by WebDriver BiDi, which it speaks without a driver beside it. */
export async function openFirefoxPage(): Promise<DrivenPage> {
  const program = ['firefox-esr', 'firefox'].map(programPath).find((path) => path !== null)
  if (program == null) throw new Error('no Firefox: install the package "firefox-esr"')
  const profile = mkdtempSync(join(tmpdir(), 'huiyin-firefox-'))
  const firefox = startChild(
    program,
    ['--headless', '--remote-debugging-port', '0', '--no-remote', '--profile', profile],
    { env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: '1600', MOZ_HEADLESS_HEIGHT: '1000' } },
  )

  async function address(): Promise<string> {
    while (firefox.alive) {
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(firefox.output())?.[1]
      if (found !== undefined) return `${found}/session`
      await wait(50)
    }
    throw new Error(`Firefox ended: ${firefox.output()}`)
  }

  const socket = new WebSocket(await address())
  await new Promise((done, fail) => {
    socket.onopen = done
    socket.onerror = () => fail(new Error('Firefox opens no session'))
  })
  const open = new Map<number, (answer: Answer) => void>()
  let last = 0
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    if (answer.id !== undefined) open.get(answer.id)?.(answer)
  }

  function send<T>(method: string, params: object): Promise<T> {
    const id = ++last
    return new Promise((done, fail) => {
      open.set(id, ({ type, result, error, message }) => {
        open.delete(id)
        if (type === 'success') done(result as T)
        else fail(new Error(`${method}: ${error} ${message}`))
      })
      socket.send(JSON.stringify({ id, method, params }))
    })
  }

  await send('session.new', { capabilities: {} })
  const { contexts } = await send<{ contexts: { context: string }[] }>('browsingContext.getTree', {})
  const context = contexts[0]!.context

  async function evaluate<T>(expression: string): Promise<T> {
    const { type, result, exceptionDetails } = await send<Evaluated>('script.evaluate', {
      expression: `JSON.stringify(${expression})`,
      target: { context },
      awaitPromise: true,
    })
    if (type === 'exception') throw new Error(`${expression}: ${exceptionDetails?.text}`)
    return result?.value === undefined ? (undefined as T) : (JSON.parse(result.value) as T)
  }

  async function click(selector: string): Promise<void> {
    const { x, y } = await evaluate<{ x: number; y: number }>(`(function () {
      const node = document.querySelector(${JSON.stringify(selector)})
      node.scrollIntoView({ block: 'center' })
      const { left, top, width, height } = node.getBoundingClientRect()
      return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) }
    })()`)
    const actions = [
      { type: 'pointerMove', x, y },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ]
    await send('input.performActions', {
      context,
      actions: [{ type: 'pointer', id: 'mouse', actions }],
    })
  }

  return {
    goto: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    evaluate,
    click,
    async type(selector, text) {
      await click(selector)
      const actions = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ])
      await send('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions }] })
    },
    async close() {
      socket.close()
      firefox.kill('SIGTERM')
      await firefox.exited
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
