import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableId } from '#core/event/readable-id.ts'
import { asciiId, bareInterface, createPbxNames, deviceOf, extensionOf, plainName } from './names.ts'

test('any name of a PBX becomes an id of 1 to 128 printable ASCII characters, the same one each time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
      expect(asciiId(name)).toMatch(/^[\x20-\x7e]{1,128}$/)
      expect(asciiId(name)).toBe(asciiId(name))
    }),
  )
  expect(asciiId('billing')).toBe('billing')
  expect(asciiId('客服')).not.toBe(asciiId('客服二'))
})

test.each(['投诉', '华南大区宽带业务投诉与退费申诉专线', '王'.repeat(29)])(
  '%s is shown as it is written',
  (name) => {
    expect(readableId(asciiId(name))).toBe(name)
  },
)

test('channels lead to devices, and devices to extensions', () => {
  expect(deviceOf('PJSIP/101-0000001a')).toBe('PJSIP/101')
  expect(deviceOf('IAX2/104-8586')).toBe('IAX2/104')
  expect(deviceOf('Local/103@from-queue-00000001;1')).toBe('Local/103@from-queue')
  expect(bareInterface('Local/103@from-queue/n')).toBe('Local/103@from-queue')
  expect(bareInterface('PJSIP/101')).toBe('PJSIP/101')
  for (const name of ['IAX2/107', 'Local/107@from-queue/n', 'hint:107@ext-local', 'PJSIP/107'])
    expect(extensionOf(name)).toBe('107')
})

test('names are as people write them, and what is unset is nothing', () => {
  expect(plainName("Pat O\\'Neil")).toBe("Pat O'Neil")
  expect(plainName("Pat O'Neil")).toBe("Pat O'Neil")
  expect(plainName('%E7%8E%8B%E8%8A%B3')).toBe('王芳')
  expect(plainName('王芳 100%')).toBe('王芳 100%')
  for (const unset of ['<unknown>', 'unknown', '', ' ']) expect(plainName(unset)).toBeUndefined()
})

test('the site file names queues and agents; a table cannot be tricked by names of objects', () => {
  const names = createPbxNames('pbx', { Ventas: 'sales' }, { 'PJSIP/101': 'anna' })
  expect(names.queueId('Ventas')).toBe('sales')
  const complaints = createPbxNames('pbx', { 投诉: 'complaints' }, {})
  for (const name of ['投诉', '%E6%8A%95%E8%AF%89']) expect(complaints.queueId(name)).toBe('complaints')
  expect(names.queueId('constructor')).toBe('constructor')
  expect(names.agentId('PJSIP/101')).toBe('anna')
  expect(names.agentId('PJSIP/102')).toBe('PJSIP/102')
  expect(names.uniqueidOf(names.contactId('1.2'))).toBe('1.2')
  expect(names.uniqueidOf('other/1.2')).toBeUndefined()
})
