import { expect, test } from 'vitest'
import { spokenLine } from './spoken-line.ts'

test('the terminal says warnings and worse in words, with the fault behind them', () => {
  expect(spokenLine('{"level":30,"msg":"serving"}')).toBeNull()
  expect(spokenLine('{"level":40,"msg":"the log is away"}')).toBe('the log is away')
  expect(spokenLine('{"level":50,"msg":"fault","err":{"message":"no such table","stack":"…"}}')).toBe(
    'fault: no such table',
  )
})

test('what is not ours is said only when it is grave', () => {
  expect(spokenLine('1:M 22 Nov * Ready to accept connections')).toBeNull()
  expect(spokenLine('FATAL:  the database system is starting up')).toBeNull()
  expect(spokenLine('FATAL:  could not write to file')).toBe('FATAL:  could not write to file')
  expect(spokenLine('{not json')).toBeNull()
})
