import { expect, test } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

const secrets = {
  url: 'https://robot.example/cgi-bin/webhook/send?key=0123-4567-89ab',
  secret: 'hush-hush',
  password: 'tr0ub4dor',
}

test.each([
  ['a secret that the other side repeats', 'no entry with hush-hush', 'no entry with …'],
  ['an address that is a secret', `POST ${secrets.url} failed`, 'POST … failed'],
  ['the part of an address that is one', 'key 0123-4567-89ab is revoked', 'key … is revoked'],
  ['an address of somebody', 'no mailbox lea@example.com', 'no mailbox …'],
  ['another link', 'see https://help.example/x?token=1', 'see …'],
])('%s does not go into the log', (_, reason, clean) => {
  expect(withoutSecrets(reason, secrets, 'lea@example.com')).toBe(clean)
})

test('what the other side says is cut where it says too much', () => {
  expect(withoutSecrets('x'.repeat(5_000), {}, null)).toHaveLength(300)
})
