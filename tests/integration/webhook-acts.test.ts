import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { describe, expect, onTestFinished, test } from 'vitest'
import { acts } from '#core/pbx-actions/act-request.ts'
import { blockListOf } from '#platform/outgoing/forbidden-ranges.ts'
import { createWebhookActSender } from '#server/pbx-actions/webhook-act-sender.ts'
import { ACT_ORDERS, actOrder } from '../support/act-orders.ts'

/** Guarantee: a program behind a feed of kind http is asked for every act that an Asterisk is, and is understood the same way. */

const SECRET = 'a-secret-of-both'

interface Heard {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A program that answers as it is told to, and the way to ask it. */
async function programThat(answers: (response: ServerResponse) => void) {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push({ headers: request.headers, body })
    answers(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/acts`
  const send = createWebhookActSender({
    secretOf: async () => SECRET,
    allowed: () => blockListOf(['127.0.0.1']),
    withinMs: 400,
  })
  const feed = { id: 'switch', kind: 'http', actions: { url, acts: [...acts] }, dial: { prefix: '9' } }
  return {
    heard,
    ask: (name: (typeof acts)[number]) =>
      send(feed, actOrder({ id: `press-${name}`, name, ...ACT_ORDERS[name] })),
  }
}

describe.each(acts)('%s', (name) => {
  test('is asked for by a signed request that says all of it, and is done', async () => {
    const program = await programThat((response) => response.end('{"ok":true}'))
    expect(await program.ask(name)).toEqual({ ok: true })
    const [{ headers, body }] = program.heard as [Heard]
    new Webhook(SECRET, { format: 'raw' }).verify(body, headers as Record<string, string>)
    expect(JSON.parse(body).data).toEqual({
      ...{ name, by: 'lin', ...ACT_ORDERS[name] },
      ...(name === 'dial' && { dialled: '913800138000' }),
    })
  })

  test('is refused in the words of the program', async () => {
    const program = await programThat((response) => response.end('{"ok":false,"message":"Not today"}'))
    expect(await program.ask(name)).toEqual({ ok: false, code: 'refused', message: 'Not today' })
  })

  test('of which no answer comes, and that is cut in the middle, may be done: no answer in time', async () => {
    const silent = await programThat(() => undefined)
    const cut = await programThat((response) => response.destroy())
    const answers = await Promise.all([silent.ask(name), silent.ask(name), cut.ask(name)])
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual([
      'timeout',
      'timeout',
      'timeout',
    ])
    // The second press was the first.
    expect([silent.heard.length, cut.heard.length]).toEqual([1, 1])
  })
})
