import { expect, test } from 'vitest'
import {
  firstPasswordDigest,
  hashPassword,
  isFirstPassword,
  isHashCurrent,
  pretendToVerify,
  verifyPassword,
} from './password.ts'

test('a password matches what was kept of it, and nothing else does', async () => {
  const kept = await hashPassword('回音 correct horse')
  expect(await verifyPassword('回音 correct horse', kept)).toBe(true)
  expect(await verifyPassword('回音 correct horsf', kept)).toBe(false)
  expect(await hashPassword('回音 correct horse')).not.toBe(kept)
})

test('the same letters typed on another keyboard are the same password', async () => {
  expect(await verifyPassword('caf\u00e9-password', await hashPassword('cafe\u0301-password'))).toBe(true)
})

test('what is kept in another form matches nothing, and an unknown account takes the same path', async () => {
  for (const kept of [
    '',
    'plain',
    'bcrypt$12$x$y$z$w',
    'scrypt$15$8$3$only',
    '$argon2id$v=19$m=x$y$z',
    '$argon2d$v=19$m=19456,t=2,p=1$c2FsdA$a2V5',
  ])
    expect(await verifyPassword('plain', kept)).toBe(false)
  expect(await pretendToVerify('anything')).toBe(false)
})

test('what earlier releases kept still matches, and is known as kept otherwise than today', async () => {
  const kept = 'scrypt$15$8$3$MDEyMzQ1Njc4OWFiY2RlZg$ZplM3XeaJ__WY5XFLyTmUXyf5g5JlL3I_Q6KQBkb6sE'
  expect(await verifyPassword('回音 correct horse', kept)).toBe(true)
  expect(await verifyPassword('回音 correct horsf', kept)).toBe(false)
  expect(isHashCurrent(kept)).toBe(false)
  expect(isHashCurrent(await hashPassword('回音 correct horse'))).toBe(true)
})

test('the mark of a first password tells person and password apart, and needs the key', () => {
  const mark = firstPasswordDigest('key', 'lin', 'change-me')
  expect(isFirstPassword(mark, firstPasswordDigest('key', 'lin', 'change-me'))).toBe(true)
  for (const other of [
    firstPasswordDigest('key', 'sun', 'change-me'),
    firstPasswordDigest('other', 'lin', 'change-me'),
    '',
  ])
    expect(isFirstPassword(mark, other)).toBe(false)
})
