import { expect, test } from 'vitest'
import { isDialable } from './dialable.ts'

test('what can be called has three digits at least, or is a SIP address', () => {
  for (const text of ['138 0000 1234', '+886-2-2345-6789', '（02）2345', '110', 'sip:anna@pbx.example'])
    expect([text, isDialable(text)]).toEqual([text, true])
  for (const text of ['', 'anna', '12', 'call me at 5', 'http://x', '----'])
    expect([text, isDialable(text)]).toEqual([text, false])
})
