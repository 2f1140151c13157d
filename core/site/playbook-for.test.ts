import { expect, test } from 'vitest'
import { playbookSchema } from './page-schema.ts'
import { playbookFor } from './playbook-for.ts'

test('a case has the playbook of its kind and cause, else that of its kind alone', () => {
  const [plain, outage] = [
    { kind: 'complaint', say: ['a'] },
    { kind: 'complaint', cause: 'outage', say: ['b'] },
  ].map((each) => playbookSchema.parse(each)) as [never, never]
  expect(playbookFor([plain, outage], 'complaint', 'outage')).toBe(outage)
  expect(playbookFor([plain, outage], 'complaint', 'attitude')).toBe(plain)
  expect(playbookFor([outage], 'complaint', null)).toBeNull()
  expect(playbookFor([plain, outage], 'request', 'outage')).toBeNull()
})
