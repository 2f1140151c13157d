import { once } from 'node:events'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { freePort } from '../start/free-port.ts'
import { createCodeCheck, serveAssistant } from './serve-assistant.ts'

/** Guarantee: nothing that is sent to the assistant's page, whatever its address, ends the start that serves it. */

async function served(port: number, lines: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.end(`${lines}\r\nHost: x\r\nConnection: close\r\n\r\n`)
  let text = ''
  socket.on('data', (data) => {
    text += String(data)
  })
  await once(socket, 'close')
  return text.split('\r\n', 1)[0]!
}

test('an address that is none is answered like any other that is not there', async () => {
  const port = await freePort()
  const opened = Promise.withResolvers<void>()
  const stopping = new AbortController()
  const options = {
    port,
    host: '127.0.0.1',
    dataDir: tmpdir(),
    code: 'abcd-efgh',
    demoPort: null,
    onOpen: opened.resolve,
  }
  const serving = serveAssistant(options, stopping.signal)
  await opened.promise
  expect(await served(port, 'GET // HTTP/1.1')).toBe('HTTP/1.1 302 Found')
  expect(await served(port, 'GET http://[ HTTP/1.1')).toBe('HTTP/1.1 302 Found')
  expect(await served(port, 'POST //assistant/begin HTTP/1.1')).toBe('HTTP/1.1 302 Found')
  expect(await served(port, 'POST /assistant/begin HTTP/1.1')).toBe('HTTP/1.1 401 Unauthorized')
  expect(await served(port, 'GET /?x HTTP/1.1')).toBe('HTTP/1.1 200 OK')
  // Whoever watches over a container is not to end it while somebody fills the page in.
  expect(await served(port, 'GET /healthz HTTP/1.1')).toBe('HTTP/1.1 200 OK')
  stopping.abort()
  expect(await serving).toBeNull()
})

test('wrong codes of one address are slowed down, and do not keep out who types the code at another', () => {
  const isCode = createCodeCheck('abcd-efgh')
  const guesses = Array.from({ length: 11 }, () => isCode('aaaa-bbbb', '10.0.0.66'))
  expect(guesses.slice(-2)).toEqual(['wrong', 'too_many'])
  expect(isCode('abcd-efgh', '10.0.0.66')).toBe('too_many')
  expect(isCode('ABCD EFGH', '10.0.0.5')).toBe('right')
  for (let host = 0; host < 300; host++) isCode('aaaa-bbbb', `10.0.1.${host}`)
  expect(isCode('abcd-efgh', '10.0.0.7')).toBe('too_many')
})
