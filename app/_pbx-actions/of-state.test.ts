import { expect, test } from 'vitest'
import { type OfState, stillSaid } from './of-state.ts'

const said: OfState = { before: '["available",[]]' }
const after = (...states: string[]) => states.reduce<OfState | null>(stillSaid, said)

test('a call is asked for until the row is another, and not again where the row looks as before', () => {
  expect(after('["available",[]]', '["available",[]]')).toBe(said)
  expect(after('["available",[]]', '["busy",["k1"]]')).toBeNull()
  expect(after('["available",[]]', '["busy",["k1"]]', '["available",[]]')).toBeNull()
})
