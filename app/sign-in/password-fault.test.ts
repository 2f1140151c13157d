import { expect, test } from 'vitest'
import { passwordFault, refusalKey } from './password-fault.ts'

const old = 'the-old-password'

test.each([
  ['short', 'short', 'tooShort'],
  [old, old, 'samePassword'],
  ['a-new-password', 'a-new-passwort', 'notTheSame'],
  ['a-new-password', 'a-new-password', null],
])('the new password %j, then %j: %s', (next, again, broken) => {
  expect(passwordFault({ current: old, next, again })).toBe(broken)
})

test.each([
  [403, 'wrong_password', 'wrongCurrent'],
  [400, 'same_password', 'samePassword'],
  [400, 'common_password', 'commonPassword'],
  [429, 'too_many_attempts', 'slowDown'],
  [400, 'bad_password', 'notChanged'],
  [503, '', 'noAnswer'],
])('a refusal %i %s says which rule was broken: %s', (status, code, key) => {
  expect(refusalKey({ ok: false, status, code, retryAfterSec: null })).toBe(key)
})
