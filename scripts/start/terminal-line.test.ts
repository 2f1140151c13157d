import { expect, test } from 'vitest'
import { terminalLine } from './terminal-line.ts'

test('the terminal says warnings and worse in words, with the fault behind them', () => {
  expect(terminalLine('{"level":30,"msg":"serving"}')).toBeNull()
  expect(terminalLine('{"level":40,"msg":"the log is away"}')).toBe('the log is away')
  expect(terminalLine('{"level":50,"msg":"fault","err":{"message":"no such table","stack":"…"}}')).toBe(
    'fault: no such table',
  )
})

test('that a part has no log is said while it should, not while it comes up or goes', () => {
  const away =
    '{"level":40,"msg":"the log is away","err":{"type":"LogUnavailable","message":"Redis cannot be reached"}}'
  expect(terminalLine(away)).toBe('the log is away: Redis cannot be reached')
  expect(terminalLine(away, false)).toBeNull()
  expect(terminalLine('{"level":50,"msg":"fault"}', false)).toBe('fault')
})

test('what is not ours is said only when it is grave', () => {
  expect(terminalLine('1:M 22 Nov * Ready to accept connections')).toBeNull()
  expect(terminalLine('FATAL:  the database system is starting up')).toBeNull()
  expect(terminalLine('FATAL:  could not write to file')).toBe('FATAL:  could not write to file')
  expect(terminalLine('{not json')).toBeNull()
})
